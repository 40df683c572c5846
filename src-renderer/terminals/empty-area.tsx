import { SquareTerminal } from "lucide-react";
import { openTerminal } from "./terminal-desk.ts";

/** What stands where no terminal is open. */
export function EmptyArea() {
  return (
    <div className="empty-area">
      <SquareTerminal size={28} aria-hidden />
      <p>Open a host from the list, or start with a shell on this machine.</p>
      <button
        type="button"
        className="button primary"
        onClick={() => void openTerminal("host-local")}
      >
        Open a local shell
      </button>
    </div>
  );
}
