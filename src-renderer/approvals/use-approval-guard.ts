import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { ApprovalGuard, type Takes } from "./approval-guard.ts";
import { useApprovals } from "./approvals-store.ts";

/** What a card on the screen asks its guard and tells it. */
interface GuardOfCard {
  /** What the card takes, to be drawn: what looks as if it could be clicked can be. */
  takes: Takes;
  allowsClick: () => boolean;
  allowsKey: () => boolean;
  /** The focus came into the card from outside, or left it. */
  focused: () => void;
  left: () => void;
}

/**
 * The guard of a card on the screen: it starts when the card comes into view, and starts again whenever the set of
 * questions changes, because the cards around it may have moved it under the pointer.
 */
export function useApprovalGuard(card: RefObject<HTMLElement | null>): GuardOfCard {
  const guard = useRef(new ApprovalGuard()).current;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [takes, setTakes] = useState<Takes>("nothing");
  const look = useCallback(() => {
    clearTimeout(timer.current);
    const now = performance.now();
    setTakes(guard.takes(now));
    const inMs = guard.changesIn(now);
    if (inMs !== null) timer.current = setTimeout(look, inMs);
  }, [guard]);
  useEffect(() => {
    const element = card.current;
    if (element === null) return;
    const drawn = () => {
      guard.drawn(performance.now());
      look();
    };
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
      clearTimeout(timer.current);
    };
  }, [card, guard, look]);
  return {
    takes,
    allowsClick: () => guard.allowsClick(performance.now()),
    allowsKey: () => guard.allowsKey(performance.now()),
    focused: () => {
      guard.focused(performance.now());
      look();
    },
    left: () => {
      guard.left();
      look();
    },
  };
}
