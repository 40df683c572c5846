import type { ModelMessage } from "../../models/message.ts";
import type { ToolItem } from "../call-item.ts";
import type { Fold } from "./fold.ts";
import { bytesOf } from "./measure.ts";
import { isLong, referenceTo } from "./references.ts";

export type FoldPlan = Pick<Fold, "from" | "referredBefore">;

/** A summary with the person's own words has about so many bytes. */
export const bytesOfSummary = 8_000;

/** Of the room there is, the part that the last steps may keep whole. */
const wholeShare = 0.5;

/**
 * What to leave out so that the conversation takes no more than `room` bytes: first long outputs become references, oldest
 * first, as they are on record; only when that is not enough, the older part is summed up. The last step stays whole
 * as long as that is possible, and a whole turn is kept rather than a half. A call is never parted from its answers. null
 * where nothing more can be left out. Pure.
 */
export function planFold(
  messages: readonly ModelMessage[],
  fold: Fold,
  items: ReadonlyMap<string, ToolItem>,
  room: number,
): FoldPlan | null {
  const sizes = new Sizes(messages, items);
  const steps = messages.flatMap(({ role }, index) =>
    role !== "tool" && index >= fold.from ? [index] : [],
  );
  const now = sizes.of(fold.from, fold.referredBefore);
  const smaller = (plan: FoldPlan) =>
    sizes.of(plan.from, plan.referredBefore) < now ? plan : null;
  const lastStep = steps.at(-1) ?? fold.from;
  const wholeFrom = steps.find((at) => sizes.whole(at) <= room * wholeShare) ?? lastStep;
  const referredBefore = Math.max(fold.referredBefore, wholeFrom);
  if (sizes.of(fold.from, referredBefore) <= room) {
    return smaller({ from: fold.from, referredBefore });
  }
  for (const referred of [referredBefore, messages.length]) {
    const fitting = steps.filter((at) => at > 0 && sizes.of(at, referred) <= room);
    const turn = fitting.find((at) => at <= wholeFrom && messages[at]?.role === "user");
    const from = turn ?? fitting[0];
    if (from !== undefined) return smaller({ from, referredBefore: referred });
  }
  // Not even the last step fits: as little as can be.
  const all = messages.length;
  const summed = sizes.of(lastStep, all) < sizes.of(fold.from, all);
  return smaller({ from: summed ? lastStep : fold.from, referredBefore: all });
}

/** How many bytes are sent for any fold, from sums over the messages. */
class Sizes {
  readonly #whole = [0];
  readonly #short = [0];

  constructor(messages: readonly ModelMessage[], items: ReadonlyMap<string, ToolItem>) {
    for (const message of messages) {
      const isReferred = message.role === "tool" && isLong(message);
      const whole = bytesOf(message);
      const short = isReferred
        ? bytesOf(referenceTo(message, items.get(message.toolCallId)))
        : whole;
      this.#whole.push((this.#whole.at(-1) ?? 0) + whole);
      this.#short.push((this.#short.at(-1) ?? 0) + short);
    }
  }

  /** From `from` on, nothing referred to, without a summary. */
  whole(from: number): number {
    return between(this.#whole, from, this.#whole.length - 1);
  }

  of(from: number, referredBefore: number): number {
    const cut = Math.max(from, Math.min(referredBefore, this.#whole.length - 1));
    const summary = from === 0 ? 0 : bytesOfSummary;
    return summary + between(this.#short, from, cut) + this.whole(cut);
  }
}

const between = (sums: readonly number[], from: number, to: number) =>
  (sums[to] ?? 0) - (sums[from] ?? 0);
