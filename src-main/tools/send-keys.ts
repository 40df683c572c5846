import { z } from "zod";
import type { ActionTarget, Refusal } from "../../shared/contract/approvals.ts";
import type { ShellName } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { type TerminalId, terminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { orAborted, pause } from "../base/abort.ts";
import { askingFields, askingOf } from "./asking.ts";
import { findTerminal, terminalTarget, whenTerminalGone } from "./find-terminal.ts";
import { answersQuestion, keyRefusals, piecesOf } from "./key-names.ts";
import { quoteCommand } from "./run-text.ts";
import type { ToolTerminal } from "./surroundings.ts";
import {
  type ActFailure,
  type Begin,
  defineTool,
  type ToolContext,
  type ToolOutcome,
} from "./tool.ts";

const schema = z.object({
  keys: z
    .array(z.string().min(1).max(1_000))
    .min(1)
    .max(50)
    .describe('Keys in order: names such as "Enter", "Escape", "Up", "C-c", "q", or text to type.'),
  reason: z.string().min(1).max(2_000).describe("One sentence for the person: why these keys."),
  terminal: terminalId.optional().describe("Id of an open terminal. Default: the person's pane."),
  ...askingFields,
});

/** Presses keys in a terminal: for pagers, questions and programs that run, never for commands. */
export const sendKeys = defineTool({
  name: "send_keys",
  words: "Press keys in a terminal",
  tier: "changes",
  description:
    "Press keys in a terminal after the person has approved them: to answer a question, leave a pager, interrupt a " +
    "program. Not for commands: use run_shell. Never for passwords: the person types those. Returns the screen.",
  schema,
  plan: (input, context) => {
    const found = findTerminal(context, input.terminal);
    if (!found.ok) return found;
    const terminal = found.value;
    const { id } = terminal.info();
    return ok({
      kind: "act",
      action: { kind: "send-keys", keys: input.keys },
      reason: input.reason,
      runId: null,
      asking: askingOf(input),
      keysFor: agentRun(context, id),
      target: () => keysTarget(context, id),
      onGone: (listener) => whenTerminalGone(context, id, listener),
      refusals: (action) =>
        action.kind === "send-keys"
          ? [
              ...promptRefusals(context, id),
              ...secretRefusals(context, id, action.keys),
              ...keyRefusals(action.keys),
            ]
          : [],
      edited: null,
      act: async (action, begin, signal) => {
        if (action.kind !== "send-keys") {
          return fail({ error: failure("command-refused"), undone: true });
        }
        return press(terminal, { keys: action.keys, settleMs: context.settleMs }, begin, signal);
      },
    });
  },
});

/** Keys are meant for what runs now: once that has ended they would go to something else. */
function keysTarget(context: ToolContext, id: TerminalId): Result<ActionTarget, FairleadError> {
  const target = terminalTarget(context, id);
  if (!target.ok) return target;
  const running = context.terminals.get(id)?.info().running ?? null;
  const inside = running === null ? "prompt" : (running.runId ?? "program");
  return ok({ ...target.value, fingerprint: `${target.value.fingerprint} ${inside}` });
}

/** Shells whose marks say whether something runs in them. */
const tellsWhatRuns: ReadonlySet<ShellName> = new Set(["bash", "zsh", "fish"]);

/** At the shell's own prompt keys would be a command past the rules for commands, or run what the person has half typed. */
function promptRefusals(context: ToolContext, id: TerminalId): Refusal[] {
  const info = context.terminals.get(id)?.info();
  if (info === undefined || info.running !== null || info.integration !== "marks") return [];
  return tellsWhatRuns.has(info.shell) ? [{ at: null, sentence: nothingRuns }] : [];
}

const nothingRuns =
  "Nothing runs in this terminal that waits for keys: its shell stands at the prompt. Commands go through run_shell.";

/** A password never comes from the model, whoever would approve it. Leaving the question is no answer. */
function secretRefusals(context: ToolContext, id: TerminalId, keys: readonly string[]): Refusal[] {
  const asks = context.terminals.get(id)?.asksForSecret === true;
  return asks && answersQuestion(keys) ? [{ at: null, sentence: asksForSecret }] : [];
}

const asksForSecret =
  "The program asks for a password or a code. Only the person types that, in the pane; the agent never does.";

/** The agent's own command that runs there: the one thing that keys can be allowed for as long as it runs. */
function agentRun(context: ToolContext, id: TerminalId): string | null {
  const running = context.terminals.get(id)?.info().running ?? null;
  return running === null || running.runId === null ? null : quoteCommand(running.command);
}

/**
 * Piece by piece: after each Enter the program may ask something else or be over, so everything is checked again before
 * the next. What is left is then not sent.
 */
async function press(
  terminal: ToolTerminal,
  { keys, settleMs }: { keys: readonly string[]; settleMs: number },
  begin: Begin,
  signal: AbortSignal,
): Promise<Result<ToolOutcome, ActFailure>> {
  const sent: string[] = [];
  let stoppedBy: FairleadError | null = null;
  for (const piece of piecesOf(keys)) {
    const begun = await begin();
    if (!begun.ok) {
      if (sent.length === 0) return fail({ error: begun.error, undone: true });
      stoppedBy = begun.error;
      break;
    }
    const stopped = () => fail(failure("aborted"));
    const pressed = await orAborted(terminal.sendKeys(piece), signal, stopped);
    if (!pressed.ok) return fail({ error: pressed.error, undone: false });
    sent.push(...piece);
    await pause(settleMs, signal);
  }
  return ok(await outcomeOf(terminal, { keys, sent, stoppedBy }));
}

async function outcomeOf(
  terminal: ToolTerminal,
  press: { keys: readonly string[]; sent: readonly string[]; stoppedBy: FairleadError | null },
): Promise<ToolOutcome> {
  const { keys, sent, stoppedBy } = press;
  const screen = (await terminal.capture({})).trimEnd();
  const { hostName, id } = terminal.info();
  const lines = [`keys sent: ${sent.join(" ")}`];
  if (stoppedBy !== null) {
    const why = stoppedBy.detail ?? stoppedBy.sentence;
    lines.push(`not sent: ${keys.slice(sent.length).join(" ")} (${why})`);
  }
  return {
    text: `${lines.join("\n")}\nscreen:\n${screen.slice(-4_000)}`,
    source: { words: `screen of ${id} on ${hostName}`, terminalId: id },
    output: screen,
    state: stoppedBy === null ? "sent" : "sent in part",
    run: null,
    durationMs: null,
  };
}
