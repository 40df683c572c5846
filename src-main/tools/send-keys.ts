import { z } from "zod";
import type { ActionTarget, Refusal } from "../../shared/contract/approvals.ts";
import type { ShellName } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { type TerminalId, terminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { orAborted, pause } from "../base/abort.ts";
import { findTerminal, onProduction, terminalTarget, whenTerminalGone } from "./find-terminal.ts";
import { keyRefusals } from "./key-names.ts";
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
});

/** Presses keys in a terminal: for pagers, questions and programs that run, never for commands. */
export const sendKeys = defineTool({
  name: "send_keys",
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
      production: onProduction(context, terminal),
      target: () => keysTarget(context, id),
      onGone: (listener) => whenTerminalGone(context, id, listener),
      refusals: (action) =>
        action.kind === "send-keys"
          ? [...promptRefusals(context, id), ...keyRefusals(action.keys)]
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

async function press(
  terminal: ToolTerminal,
  { keys, settleMs }: { keys: readonly string[]; settleMs: number },
  begin: Begin,
  signal: AbortSignal,
): Promise<Result<ToolOutcome, ActFailure>> {
  const begun = await begin();
  if (!begun.ok) return fail({ error: begun.error, undone: true });
  const stopped = () => fail(failure("aborted"));
  const sent = await orAborted(terminal.sendKeys(keys), signal, stopped);
  if (!sent.ok) return fail({ error: sent.error, undone: false });
  await pause(settleMs, signal);
  const screen = (await terminal.capture({})).trimEnd();
  const text = `keys sent: ${keys.join(" ")}\nscreen:\n${screen.slice(-4_000)}`;
  return ok({ text, state: "sent", run: null, durationMs: null });
}
