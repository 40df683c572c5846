import type { Command } from "commander";
import type { Approval } from "../../shared/contract/approvals.ts";
import type { ChatEvent } from "../../shared/contract/chat.ts";
import type { ConversationId, HostId, ProfileId } from "../../shared/ids.ts";
import { type ApprovalParts, askApproval } from "./ask-approval.ts";
import { answerCanaries } from "./ask-canary.ts";
import { Asker } from "./asker.ts";
import { CommandFailure } from "./command-failure.ts";
import { parseDuration } from "./duration.ts";
import {
  checkTarget,
  connectionOf,
  hostOf,
  openTerminal,
  type TargetOptions,
} from "./exec-target.ts";
import { exitCodeOf, runTurn, type TurnResult } from "./exec-turn.ts";
import { exitCodes } from "./exit-codes.ts";
import { handleEach, withHelper } from "./handle-each.ts";
import { answerQuestions } from "./host-questions.ts";
import { type Client, openCore } from "./open-core.ts";
import { styles } from "./style.ts";
import { note, type Surroundings, say, sayJson } from "./surroundings.ts";
import { visible, visibleLine, visibleProse } from "./visible.ts";

type ExecOptions = TargetOptions & {
  model?: string;
  json?: boolean;
  timeout?: string;
  dangerouslyAutoApprove?: boolean;
  color?: boolean;
};

/** What `--model` calls the built-in endpoint that needs neither key nor network. */
const practice = "practice";

/** `fairlead exec`: one question, one turn, one answer. */
export function addExecCommand(program: Command, surroundings: Surroundings): void {
  program
    .command("exec")
    .description("asks the agent one thing, runs what you approve, prints the answer")
    .argument("<prompt>", "the question")
    .option("--local", "on this machine (the default)")
    .option("--ssh <destination>", "on USER@HOST[:PORT]; kept in the inventory")
    .option("--host <name>", "on a machine of the inventory")
    .option("--identity <file>", "private key for --ssh")
    .option("--container <name>", "in a running container, by name or id; kept in the inventory")
    .option("--on <host>", "the machine of --container; default: this one")
    .option("--model <profile>", "model profile to ask, or practice; default: the active one")
    .option("--json", "print every event as one line of JSON")
    .option("--timeout <duration>", "stop after this long: 90s, 5m, 1h30m")
    .option(
      "--dangerously-auto-approve",
      "run whatever the agent wants without asking; every command is still recorded",
    )
    .action(async (prompt: string, _: unknown, command: Command) => {
      await exec(surroundings, prompt, command.optsWithGlobals<ExecOptions>());
    });
}

async function exec(
  surroundings: Surroundings,
  prompt: string,
  options: ExecOptions,
): Promise<void> {
  checkTarget(options);
  const timeoutMs = options.timeout === undefined ? null : parseDuration(options.timeout);
  if (options.timeout !== undefined && (timeoutMs === null || timeoutMs <= 0)) {
    throw new CommandFailure("--timeout is a time like 90s, 5m or 1h30m.", exitCodes.usage.code);
  }
  if (prompt.trim() === "")
    throw new CommandFailure("The question is empty.", exitCodes.usage.code);
  const timeout = timeoutMs === null ? null : AbortSignal.timeout(timeoutMs);
  const signal =
    timeout === null ? surroundings.signal : AbortSignal.any([surroundings.signal, timeout]);
  const limited = { ...surroundings, signal };
  try {
    await execWithin(limited, prompt, options, () => timeout?.aborted === true);
  } catch (error) {
    if (timeout?.aborted !== true) throw error;
    throw new CommandFailure(`Stopped after ${options.timeout}.`, exitCodes.limit.code);
  }
}

async function execWithin(
  surroundings: Surroundings,
  prompt: string,
  options: ExecOptions,
  timedOut: () => boolean,
): Promise<void> {
  const asker = new Asker(surroundings);
  const { canAsk } = asker;
  const approveAll = options.dangerouslyAutoApprove === true;
  await using core = await openCore(surroundings, { approveAll, canAsk });
  const { client } = core;
  const profileId = options.model === undefined ? null : await findProfile(client, options.model);
  const connecting = <T>(asking: HostId, work: (signal: AbortSignal) => Promise<T>) =>
    answerQuestions({ client, asker, surroundings, hostId: asking }, work);
  const hostId = await hostOf(client, options, connecting);
  const parts: ApprovalParts = {
    client,
    asker,
    surroundings,
    style: styles(surroundings, options.color !== false),
  };
  const result = await connecting(await connectionOf(client, hostId), async (signal) => {
    const terminalId = await openTerminal(client, hostId, signal);
    try {
      const { id } = await client.chat.create({ profileId });
      return await turnWithApprovals(
        parts,
        { conversationId: id, text: prompt, terminalId },
        options,
        signal,
      );
    } finally {
      await client.terminals.close({ id: terminalId }).catch(() => undefined);
    }
  });
  const code =
    timedOut() && result.end?.reason === "stopped" ? exitCodes.limit.code : exitCodeOf(result.end);
  conclude(surroundings, result, options, code);
}

/** Runs the turn; what it asks is asked here; a signal that aborts stops it, and it ends as a stopped turn does. */
async function turnWithApprovals(
  parts: ApprovalParts,
  ask: Parameters<typeof runTurn>[1],
  options: ExecOptions,
  signal: AbortSignal,
): Promise<TurnResult> {
  const { asker, client, surroundings } = parts;
  const { conversationId } = ask;
  const asked = new Set<Promise<void>>();
  const askOne = (approval: Approval, open: AbortSignal) => {
    const asking = askApproval(parts, approval, open);
    asked.add(asking);
    return asking;
  };
  const approvals = (over: AbortSignal) =>
    handleEach(
      approvalsOf(client, conversationId, over),
      (approval, open) => void asker.inTurn(() => askOne(approval, open)),
      over,
    );
  const askAll = async (over: AbortSignal) => {
    const canaries = answerCanaries(parts, conversationId, over);
    await Promise.all(asker.canAsk ? [approvals(over), canaries] : [canaries]);
  };
  const onEvent = (event: ChatEvent) => {
    if (options.json === true) sayJson(surroundings, event);
    else tellProgress(parts, event);
  };
  try {
    return await withHelper((over) => runTurn(client, ask, onEvent, over), askAll, signal);
  } finally {
    // What is withdrawn leaves the terminal, also an editor, before the answer is printed.
    await Promise.allSettled(asked);
  }
}

async function* approvalsOf(client: Client, conversationId: ConversationId, signal: AbortSignal) {
  for await (const { approvals } of await client.approvals.events(undefined, { signal })) {
    yield approvals.filter((approval) => approval.conversationId === conversationId);
  }
}

/** Commands as they end, on standard error. */
function tellProgress({ surroundings, style }: ApprovalParts, event: ChatEvent): void {
  if (event.type !== "item-changed" || event.item.kind !== "tool") return;
  const { command, exitCode, hostName, status } = event.item;
  if (command === null || status.state === "asking" || status.state === "working") return;
  const how = exitCode === null ? status.state : `${status.state}, exit code ${exitCode}`;
  note(surroundings, style.dim(`${visibleLine(hostName)} $ ${visibleLine(command)}  (${how})`));
}

function conclude(
  surroundings: Surroundings,
  { answer, end }: TurnResult,
  { json }: ExecOptions,
  code: number,
): void {
  if (json === true) {
    sayJson(surroundings, {
      type: "exec-ended",
      exitCode: code,
      reason: end?.reason ?? null,
      error: end?.error ?? null,
      answer,
    });
  } else if (answer !== "") {
    // What was said before the end came is no answer.
    if (code === exitCodes.done.code) {
      say(surroundings, surroundings.stdout.isTTY === true ? visibleProse(answer) : answer);
    } else note(surroundings, visibleProse(answer));
  }
  if (code !== exitCodes.done.code) throw new CommandFailure(sentenceOf(end), code);
}

function sentenceOf(end: TurnResult["end"]): string {
  if (end?.error !== null && end?.error !== undefined) {
    const { detail, sentence } = end.error;
    return visible(detail === undefined ? sentence : `${sentence} (${detail})`);
  }
  switch (end?.reason) {
    case "denied":
      return "The turn ended because a command was denied.";
    case "limit":
      return "The turn reached its limit and was stopped.";
    case "stopped":
      return "Stopped.";
    default:
      return "The turn did not end with an answer.";
  }
}

async function findProfile(client: Client, nameOrId: string): Promise<ProfileId> {
  const events = await client.models.events();
  const listed = await events.next();
  await events.return?.();
  if (listed.done === true) {
    throw new CommandFailure("The models could not be listed.", exitCodes.failed.code);
  }
  const { active, profiles } = listed.value;
  const found = profiles.find(({ id, name }) => id === nameOrId || name === nameOrId);
  if (found !== undefined) return found.id;
  if (nameOrId === practice) {
    // biome-ignore lint/correctness/useHookAtTopLevel: a call of the contract, not a React hook.
    const made = await client.models.usePractice();
    if (active !== null) await client.models.select({ id: active });
    return made.id;
  }
  const names = [...profiles.map(({ name }) => `"${visibleLine(name)}"`), practice].join(", ");
  throw new CommandFailure(
    `There is no model profile "${visibleLine(nameOrId)}". There is: ${names}.`,
    exitCodes.failed.code,
  );
}
