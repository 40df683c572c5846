import { type RefObject, useEffect, useRef } from "react";
import { ApprovalGuard } from "./approval-guard.ts";
import { useApprovals } from "./approvals-store.ts";

/**
 * The guard of a card on the screen: it starts when the card comes into view, and starts again whenever the set of
 * questions changes, because the cards around it may have moved it under the pointer.
 */
export function useApprovalGuard(card: RefObject<HTMLElement | null>): ApprovalGuard {
  const guard = useRef(new ApprovalGuard()).current;
  useEffect(() => {
    const element = card.current;
    if (element === null) return;
    const drawn = () => guard.drawn(performance.now());
    drawn();
    let inView = false;
    const view = new IntersectionObserver((entries) => {
      const now = entries.some(({ isIntersecting }) => isIntersecting);
      if (now && !inView) drawn();
      inView = now;
    });
    view.observe(element);
    const stop = useApprovals.subscribe((state, before) => {
      if (state.approvals !== before.approvals) drawn();
    });
    return () => {
      view.disconnect();
      stop();
    };
  }, [card, guard]);
  return guard;
}
