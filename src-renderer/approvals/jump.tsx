import { ArrowRight } from "lucide-react";
import type { Approval } from "../../shared/contract/approvals.ts";
import { goToApproval } from "./go-to-approval.ts";

/** From the tray to where the question stands. */
export function Jump({ approval }: { approval: Approval }) {
  return (
    <button type="button" className="link-button jump" onClick={() => goToApproval(approval)}>
      {approval.target.terminalId === null ? "Show in the chat" : "Go to its pane"}
      <ArrowRight size={12} aria-hidden />
    </button>
  );
}
