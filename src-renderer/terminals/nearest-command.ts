import type { CommandTimes } from "../app/frame-store.ts";

/** Milliseconds; farther away it is another command. */
const farthest = 2_000;

/**
 * The one of `all` that is the command of these times: it ended, or began, nearest to it. The clock of the shell that marks
 * a line and that of the record differ by a little. Undefined where none is near.
 */
export function nearestCommand<T extends CommandTimes>(
  all: readonly T[],
  { endedAt, startedAt }: CommandTimes,
): T | undefined {
  const distance = (one: T): number => {
    if (endedAt !== null && one.endedAt !== null) return Math.abs(one.endedAt - endedAt);
    if (startedAt !== null && one.startedAt !== null) return Math.abs(one.startedAt - startedAt);
    return Number.POSITIVE_INFINITY;
  };
  const [nearest] = all.toSorted((one, other) => distance(one) - distance(other));
  return nearest !== undefined && distance(nearest) < farthest ? nearest : undefined;
}
