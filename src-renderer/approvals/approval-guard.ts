/** How long a card that has just appeared, moved or got the focus takes no answer: nobody reads faster. */
export const guardMs = 300;

/** Which answers a card takes: none, those that are clicked, or those of keys, too. */
export type Takes = "nothing" | "clicks" | "keys";

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

  /** The focus left the card. */
  left(): void {
    this.#focusedAt = Number.POSITIVE_INFINITY;
  }

  takes(now: number): Takes {
    if (!this.allowsClick(now)) return "nothing";
    return this.allowsKey(now) ? "keys" : "clicks";
  }

  /** After how many whole ms it may take more than now; null: not by waiting. */
  changesIn(now: number): number | null {
    const left = [this.#drawnAt, this.#focusedAt]
      .map((since) => since + guardMs - now)
      .filter((ms) => ms > 0 && ms < Number.POSITIVE_INFINITY);
    return left.length === 0 ? null : Math.ceil(Math.min(...left));
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
