import type { Approval } from "../../shared/contract/approvals.ts";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { Visible } from "./visible.tsx";

/** What would receive it: the innermost program of the pane. Draws nothing where no terminal is meant or it is not known. */
export function Receiver({ target, action }: Pick<Approval, "target" | "action">) {
  const terminal = useTerminals(({ terminals }) =>
    target.terminalId === null ? undefined : terminals.get(target.terminalId),
  );
  if (terminal === undefined || (action.kind !== "run-shell" && action.kind !== "send-keys")) {
    return null;
  }
  return (
    <p className="approval-receiver faint">
      Goes to <Innermost terminal={terminal} />
    </p>
  );
}

function Innermost({ terminal }: { terminal: TerminalInfo }) {
  if (terminal.running !== null) {
    return (
      <>
        what runs there now:{" "}
        <code>
          <Visible text={terminal.running.command.split("\n", 1)[0] ?? ""} />
        </code>
      </>
    );
  }
  if (terminal.integration === "foreign") return <>a program that Fairlead cannot see into</>;
  if (terminal.shell === "unknown") return <>a shell that Fairlead does not know</>;
  return <>{terminal.shell}, at its prompt</>;
}
