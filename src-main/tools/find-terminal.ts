import type { ActionTarget } from "../../shared/contract/approvals.ts";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { ToolTerminal } from "./surroundings.ts";
import type { ToolContext } from "./tool.ts";

/** As much as is needed to look at a terminal and to hear of it. */
type SomeTerminals = { terminals: Pick<ToolContext["terminals"], "get" | "events"> };

/** The terminal a call means: the one it names, else the person's pane, else the only one that is open. */
export function findTerminal(
  context: ToolContext,
  named: TerminalId | undefined,
): Result<ToolTerminal, FairleadError> {
  const open = context.terminals.list();
  const id = named ?? context.terminalId ?? (open.length === 1 ? open[0]?.id : undefined);
  if (id === undefined) return fail(failure("terminal-unknown", whichOnes(open)));
  const terminal = context.terminals.get(id);
  if (terminal === undefined) return fail(failure("terminal-unknown", `${id}. ${whichOnes(open)}`));
  return ok(terminal);
}

/** Where an act in this terminal would go now; a failure once the terminal is gone. */
export function terminalTarget(
  context: { terminals: Pick<ToolContext["terminals"], "get"> },
  id: TerminalId,
): Result<ActionTarget, FairleadError> {
  const terminal = context.terminals.get(id);
  if (terminal === undefined) return fail(failure("terminal-unknown"));
  const { state } = terminal.info();
  if (state === "closed" || state === "lost") return fail(failure("terminal-lost"));
  return ok(terminal.actionTarget());
}

/** Calls `listener` once the terminal is closed or lost. */
export function whenTerminalGone(
  context: SomeTerminals,
  id: TerminalId,
  listener: () => void,
): Disposable {
  return context.terminals.events.on(() => {
    if (!terminalTarget(context, id).ok) listener();
  });
}

/** The terminal once it is connected and its shell is known, or has failed; as it is when the signal aborts. */
export function settledTerminal(
  context: SomeTerminals,
  id: TerminalId,
  signal: AbortSignal,
): Promise<TerminalInfo | undefined> {
  const present = () => context.terminals.get(id)?.info();
  const isSettled = (terminal: TerminalInfo | undefined) =>
    terminal === undefined ||
    (terminal.state !== "connecting" &&
      (terminal.state !== "ready" || terminal.integration !== "starting"));
  return new Promise((resolve) => {
    const owned = new DisposableStack();
    const look = () => {
      const terminal = present();
      if (!isSettled(terminal) && !signal.aborted) return;
      owned.dispose();
      resolve(terminal);
    };
    owned.use(context.terminals.events.on(look));
    signal.addEventListener("abort", look);
    owned.defer(() => signal.removeEventListener("abort", look));
    look();
  });
}

function whichOnes(open: readonly TerminalInfo[]): string {
  if (open.length === 0) return "No terminal is open: open one with open_terminal.";
  const names = open.map((terminal) => `${terminal.id} (${terminal.user}@${terminal.hostName})`);
  return `Name one of these: ${names.join(", ")}.`;
}
