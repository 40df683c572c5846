import { useFrame } from "../app/frame-store.ts";
import { useApprovals } from "./approvals-store.ts";

/** Where the focus was before it went into a card, for the way back. */
let before: HTMLElement | null = null;

/**
 * Moves the focus into a waiting question: the card nearest to where the focus is, pressed again the next one. Where no
 * card is on the screen the tray opens. Answers nothing.
 */
export function focusApproval(): void {
  if (useApprovals.getState().approvals.length === 0) return;
  const cards = [...document.querySelectorAll<HTMLElement>("[data-approval]")].filter(onScreen);
  const active = document.activeElement;
  const inside = cards.findIndex((card) => card.contains(active));
  if (inside === -1 && active instanceof HTMLElement) before = active;
  const near = active?.closest("[data-terminal]");
  const next =
    inside === -1
      ? (cards.find((card) => near?.contains(card)) ?? cards[0])
      : cards[(inside + 1) % cards.length];
  if (next === undefined) {
    useFrame.setState({ trayOpen: true });
    requestAnimationFrame(() => {
      if (document.querySelector("[data-approval]")) focusApproval();
    });
    return;
  }
  focusCard(next);
}

/** Gives a card that is on the screen the focus and brings it into view; false where it is not on the screen. */
export function focusCard(card: HTMLElement): boolean {
  if (!onScreen(card)) return false;
  card.focus();
  card.scrollIntoView({ block: "nearest" });
  return true;
}

/** Gives the focus back to where it was before it went into a card. */
export function returnFocus(cameFrom: Element | null): void {
  const home = [cameFrom, before].find(
    (element) =>
      element instanceof HTMLElement && element.isConnected && !element.closest("[data-approval]"),
  );
  if (home instanceof HTMLElement) home.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

function onScreen(card: HTMLElement): boolean {
  return card.checkVisibility({ visibilityProperty: true }) && card.getClientRects().length > 0;
}
