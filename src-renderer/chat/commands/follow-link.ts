import { unreachable } from "../../../shared/result.ts";
import { useApprovals } from "../../approvals/approvals-store.ts";
import { goToApproval } from "../../approvals/go-to-approval.ts";
import { focusTerminal, openTerminal } from "../../terminals/terminal-desk.ts";
import { showConversation } from "../conversations-store.ts";
import { editInComposer } from "../draft-store.ts";
import type { NoteLink } from "./note-blocks.ts";

/** Goes where a row of an answer leads. What is gone meanwhile leads nowhere. */
export function followLink(link: NoteLink): void {
  switch (link.kind) {
    case "terminal":
      focusTerminal(link.id);
      return;
    case "host":
      void openTerminal(link.id);
      return;
    case "approval": {
      const { approvals } = useApprovals.getState();
      const approval = approvals.find(({ id }) => id === link.id);
      if (approval !== undefined) goToApproval(approval);
      return;
    }
    case "conversation":
      showConversation(link.id);
      return;
    case "command":
      editInComposer(link.text);
      return;
    default:
      unreachable(link);
  }
}
