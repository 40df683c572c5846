/** How long a card that has just appeared, moved or got the focus takes no answer: nobody reads faster. */
export const guardMs = 300;

/** Refuses answers that were meant for what stood there a moment ago. Times in ms of any one clock. */
export class ApprovalGuard {
  #drawnAt = Number.POSITIVE_INFINITY;
  #focusedAt = Number.POSITIVE_INFINITY;

  /** The card appeared, came into view, or may have moved. */
  drawn(now: number): void {
    this.#drawnAt = now;
  }

  /** The focus came into the card from outside. */
  focused(now: number): void {
    this.#focusedAt = now;
  }

  allowsClick(now: number): boolean {
    return now - this.#drawnAt >= guardMs;
  }

  allowsKey(now: number): boolean {
    return this.allowsClick(now) && now - this.#focusedAt >= guardMs;
  }
}

export type ApprovalKey = "approve" | "edit" | "deny" | "deny-and-stop" | "leave";

const keys: Record<string, ApprovalKey> = {
  a: "approve",
  e: "edit",
  d: "deny",
  s: "deny-and-stop",
  escape: "leave",
};

/** What a key means in a card; null: nothing. Enter means nothing, and neither does a key that is held down. */
export function approvalKey(
  press: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat">,
): ApprovalKey | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return null;
  return keys[press.key.toLowerCase()] ?? null;
}
