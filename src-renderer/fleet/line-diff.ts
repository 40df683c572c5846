import type { DiffLine } from "../files/diff-lines.ts";

/** More lines than this are not compared one by one. */
const mostLines = 600;

/** The lines of `after` against those of `before`, what they share in between; null where there is too much to compare. Pure. */
export function lineDiff(before: string, after: string): DiffLine[] | null {
  const [old, now] = [linesOf(before), linesOf(after)];
  if (old.length > mostLines || now.length > mostLines) return null;
  const shared = longestShared(old, now);
  const lines: DiffLine[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    const same = at < old.length && to < now.length && old[at] === now[to];
    if (same) {
      lines.push({ kind: "same", text: now[to] ?? "", before: at + 1, after: to + 1 });
      at += 1;
      to += 1;
    } else if (
      to >= now.length ||
      (at < old.length && below(shared, at, to) >= right(shared, at, to))
    ) {
      lines.push({ kind: "removed", text: old[at] ?? "", before: at + 1, after: null });
      at += 1;
    } else {
      lines.push({ kind: "added", text: now[to] ?? "", before: null, after: to + 1 });
      to += 1;
    }
  }
  return lines;
}

type Table = readonly (readonly number[])[];
const below = (table: Table, at: number, to: number) => table[at + 1]?.[to] ?? 0;
const right = (table: Table, at: number, to: number) => table[at]?.[to + 1] ?? 0;

const linesOf = (text: string): string[] =>
  text === "" ? [] : text.replace(/\n$/, "").split("\n");

/** How many lines the rests from each pair of places on have in common. */
function longestShared(old: readonly string[], now: readonly string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () =>
    new Array<number>(now.length + 1).fill(0),
  );
  for (let at = old.length - 1; at >= 0; at -= 1) {
    const row = table[at] ?? [];
    for (let to = now.length - 1; to >= 0; to -= 1) {
      row[to] =
        old[at] === now[to]
          ? (table[at + 1]?.[to + 1] ?? 0) + 1
          : Math.max(below(table, at, to), right(table, at, to));
    }
  }
  return table;
}
