import { useShallow } from "zustand/react/shallow";
import type { TerminalId } from "../../shared/ids.ts";
import { ApprovalCard } from "./approval-card.tsx";
import { inOrder } from "./approval-order.ts";
import { useApprovals } from "./approvals-store.ts";
import { ClosedNotice } from "./closed-notice.tsx";

/** The questions that concern one terminal, to stand below its screen and never over it. Draws nothing where there is none. */
export function PaneApprovals({ terminalId }: { terminalId: TerminalId }) {
  const waiting = useApprovals(
    useShallow(({ approvals }) =>
      inOrder(approvals.filter(({ target }) => target.terminalId === terminalId)),
    ),
  );
  const closed = useApprovals(
    useShallow((state) =>
      state.closed.filter(({ approval }) => approval.target.terminalId === terminalId),
    ),
  );
  if (waiting.length === 0 && closed.length === 0) return null;
  return (
    <div className="pane-approvals">
      {closed.map((entry) => (
        <ClosedNotice key={entry.approval.id} closed={entry} />
      ))}
      {waiting.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} place="pane" />
      ))}
    </div>
  );
}
