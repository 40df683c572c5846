import { z } from "zod";
import type { Action, Refusal } from "../../shared/contract/approvals.ts";
import type { RunApproval } from "../../shared/contract/terminals.ts";
import { failure } from "../../shared/errors.ts";
import { type RunId, terminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";
import { normalizeCommand } from "../policy/command-text.ts";
import { type Asking, askingFields, askingOf } from "./asking.ts";
import { durationMs, durationText } from "./duration.ts";
import { findTerminal, terminalTarget, whenTerminalGone } from "./find-terminal.ts";
import { endlessPatience, KeyboardWait } from "./patience.ts";
import { describeRun, quoteCommand } from "./run-text.ts";
import { sendCommand } from "./send-command.ts";
import type { ToolTerminal } from "./surroundings.ts";
import {
  type ActFailure,
  type Begin,
  defineTool,
  type PlannedAct,
  type ToolContext,
  type ToolOutcome,
} from "./tool.ts";
import { type RunWait, waitForRun } from "./wait-for-run.ts";

/** Characters; many times what a shell takes in a reasonable time. */
const longestCommand = 1_000_000;

const schema = z.object({
  command: z
    .string()
    .min(1)
    .max(longestCommand)
    .describe("The exact text for the shell, as a person would type it."),
  reason: z.string().min(1).max(2_000).describe("One sentence for the person: why this command."),
  terminal: terminalId.optional().describe("Id of an open terminal. Default: the person's pane."),
  wait: z
    .union([z.boolean(), z.enum(["true", "false"]), durationText])
    .default(true)
    .describe(
      'true: wait for the end. false: only start it. A duration such as "10m": wait that long at most.',
    ),
  ...askingFields,
});

/** Runs a command in a terminal that the person watches. */
export const runShell = defineTool({
  name: "run_shell",
  words: "Run commands in a terminal",
  tier: "privileged",
  description:
    "Run one command in the shell of an open terminal, after the person has approved it. Directory and environment " +
    "persist between commands. Returns state, exit code, directory, duration and output.",
  schema,
  plan: (input, context) => {
    const found = findTerminal(context, input.terminal);
    if (!found.ok) return found;
    const { reason, wait } = input;
    const how = { reason, asking: askingOf(input), waitMs: waitMs(wait) };
    return ok(commandAct(context, found.value, input.command, how));
  },
});

/** A command in a terminal as an act for the gate. `waitMs`: how long its end is waited for; null = until it comes. */
export function commandAct(
  context: ToolContext,
  terminal: ToolTerminal,
  text: string,
  { asking, reason, waitMs }: { asking: Asking; reason: string; waitMs: number | null },
): PlannedAct {
  const { id } = terminal.info();
  const runId = newId("run");
  const { events } = context.terminals;
  return {
    kind: "act",
    action: { kind: "run-shell", command: terminal.prepare(text) },
    reason,
    runId,
    asking,
    target: () => terminalTarget(context, id),
    onGone: (listener) => whenTerminalGone(context, id, listener),
    refusals: (action) => refusalsNow(context, terminal, action),
    edited: (changed) => edit(terminal, changed),
    act: (action, begin, signal, approval = null) =>
      runCommand({ context, terminal, events, runId, waitMs }, action, begin, signal, approval),
  };
}

/** null = to the end. */
function waitMs(wait: boolean | string): number | null {
  if (wait === true || wait === "true") return null;
  if (wait === false || wait === "false") return 0;
  return durationMs(wait);
}

function refusalsNow(context: ToolContext, planned: ToolTerminal, action: Action): Refusal[] {
  const terminal = context.terminals.get(planned.info().id);
  if (terminal === undefined || action.kind !== "run-shell") return [];
  return terminal.checkCommand(action.command);
}

/** What a person edited runs as they wrote it: where it would need a change, they are told which. */
function edit(terminal: ToolTerminal, text: string): { action: Action; refusals: Refusal[] } {
  const command = normalizeCommand(text);
  const prepared = terminal.prepare(command);
  const refusals = terminal.checkCommand(prepared);
  if (prepared !== command) {
    const sentence = `This would end the shell you share with the agent. Write it as: ${prepared}`;
    refusals.unshift({ at: null, sentence });
  }
  return { action: { kind: "run-shell", command }, refusals };
}

async function runCommand(
  { context, runId, ...wait }: Omit<RunWait, "toolRun"> & { context: ToolContext; runId: RunId },
  action: Action,
  begin: Begin,
  signal: AbortSignal,
  approval: RunApproval | null,
): Promise<Result<ToolOutcome, ActFailure>> {
  if (action.kind !== "run-shell") {
    return fail({ error: failure("command-refused"), undone: true });
  }
  const { command } = action;
  const patience = context.patience ?? endlessPatience;
  using keyboard = new KeyboardWait(wait.terminal, patience);
  const sent = await sendCommand(
    wait.terminal,
    { runId, command, approval },
    keyboard.until(begin),
    AbortSignal.any([signal, keyboard.signal]),
  );
  // The terminal promises that a command it failed to send was not run.
  if (!sent.ok) {
    const error = signal.aborted ? sent.error : (keyboard.error ?? sent.error);
    return fail({ error, undone: true });
  }
  const toolRun = sent.value;
  const { stillRunningMs } = patience;
  const spoken = patience.spoken();
  const beforeInterrupt = context.noteProcesses;
  const run = await waitForRun(
    {
      ...wait,
      ...{ toolRun, stillRunningMs, spoken },
      ...(beforeInterrupt === undefined ? {} : { beforeInterrupt }),
    },
    signal,
  );
  const output = toolRun.output();
  const screen = wait.terminal.isFullScreen ? await wait.terminal.capture({}) : null;
  const { hostName, id: terminalId } = wait.terminal.info();
  const words = `output of ${quoteCommand(command)} on ${hostName}`;
  return ok({
    text: describeRun(run, wait.terminal.info(), output, {
      now: context.now(),
      progress: toolRun.progress(),
      screen,
      isSpoken: spoken.aborted,
    }),
    source: `${output}${screen ?? ""}`.trim() === "" ? null : { words, terminalId },
    output,
    state: run.state,
    run,
    durationMs: run.durationMs,
  });
}
