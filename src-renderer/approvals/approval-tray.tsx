import { Popover } from "@base-ui/react/popover";
import { ShieldQuestionMark } from "lucide-react";
import { useRef } from "react";
import { useFrame } from "../app/frame-store.ts";
import { focusAtOnce } from "../ui/focus-at-once.ts";
import { ApprovalCard } from "./approval-card.tsx";
import { groupByStep } from "./approval-order.ts";
import { useApprovals } from "./approvals-store.ts";
import { ClosedNotice } from "./closed-notice.tsx";
import { DesktopOffer } from "./desktop-offer.tsx";
import { Visible } from "./visible.tsx";

/** How many questions wait, wherever they come from; opened, the cards themselves. It opens only when it is asked to. */
export function ApprovalTray() {
  const { approvals, closed } = useApprovals();
  const open = useFrame((state) => state.trayOpen);
  const popup = useRef<HTMLDivElement>(null);
  const count = approvals.length;
  if (count === 0 && closed.length === 0) return null;
  return (
    <Popover.Root open={open} onOpenChange={(trayOpen) => useFrame.setState({ trayOpen })}>
      <Popover.Trigger className={count > 0 ? "tray-button waiting" : "tray-button"}>
        <ShieldQuestionMark size={14} aria-hidden />
        {count > 0
          ? `${count} ${count === 1 ? "approval waits" : "approvals wait"}`
          : `${closed.length} closed`}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="positioner" side="top" align="end" sideOffset={6}>
          {/* The focus goes to the tray and not to the first button: opening it answers nothing. */}
          <Popover.Popup
            ref={popup}
            initialFocus={focusAtOnce(
              () => popup.current,
              () => popup.current,
            )}
            className="popup tray"
            aria-label="Waiting approvals"
          >
            {closed.map((entry) => (
              <ClosedNotice key={entry.approval.id} closed={entry} />
            ))}
            {groupByStep(approvals).map(({ key, step, approvals: together }) => (
              <section key={key} className="tray-group" aria-label={step ?? "Without a step"}>
                {step !== null && (
                  <h3 className="tray-step">
                    <Visible text={step} prose />{" "}
                    {together.length > 1 && <span className="faint">{together.length}</span>}
                  </h3>
                )}
                {together.map((approval) => (
                  <ApprovalCard key={approval.id} approval={approval} place="tray" />
                ))}
              </section>
            ))}
            <DesktopOffer />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
