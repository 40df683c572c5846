import type { Approval } from "../../shared/contract/approvals.ts";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { Visible } from "./visible.tsx";

type Wish = Pick<Approval, "target" | "action">;

/** What would receive it, where that is not a shell at its prompt: keys go to the program there, a command waits for its end. */
export function Receiver(wish: Wish) {
  const terminal = useReceiver(wish);
  if (terminal === undefined) return null;
  if (terminal.running !== null) {
    return (
      <p className="approval-receiver">
        <span aria-hidden>▲</span>{" "}
        {wish.action.kind === "send-keys"
          ? "Goes to what runs there now:"
          : "Waits until the prompt is back. What runs there now:"}{" "}
        {terminal.running.command === "" ? (
          "a command of yours"
        ) : (
          <code>
            <Visible text={terminal.running.command.split("\n", 1)[0] ?? ""} />
          </code>
        )}
      </p>
    );
  }
  if (terminal.integration !== "foreign" && terminal.shell !== "unknown") return null;
  return (
    <p className="approval-receiver">
      <span aria-hidden>▲</span> Goes to{" "}
      {terminal.integration === "foreign"
        ? "a program that Fairlead cannot see into."
        : "a shell that Fairlead does not know."}
    </p>
  );
}

/** "bash prompt", where a shell waits for what it gets next. */
export function PromptWords(wish: Wish) {
  const terminal = useReceiver(wish);
  if (terminal === undefined || terminal.running !== null) return null;
  if (terminal.integration === "foreign" || terminal.shell === "unknown") return null;
  return <>, {terminal.shell} prompt</>;
}

function useReceiver({ target, action }: Wish): TerminalInfo | undefined {
  const terminal = useTerminals(({ terminals }) =>
    target.terminalId === null ? undefined : terminals.get(target.terminalId),
  );
  return action.kind === "run-shell" || action.kind === "send-keys" ? terminal : undefined;
}
