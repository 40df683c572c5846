import type { TmuxPaneInfo } from "../../shared/contract/tmux.ts";

type Placed = Pick<TmuxPaneInfo, "pane" | "left" | "top" | "columns" | "rows">;

/** The cells between two panes, and the pane whose size moving them changes: the one on the left, or above. */
export interface Divider {
  vertical: boolean;
  left: number;
  top: number;
  /** In rows where it is vertical, else in columns. */
  length: number;
  before: Placed;
}

/**
 * Where tmux draws its borders: one column or row before every pane that does not begin at the edge. One border may have
 * several panes at either side; it is drawn for each pane before it, as long as that pane.
 */
export function dividersOf(panes: readonly Placed[]): Divider[] {
  return panes.flatMap((before) => {
    const right = before.left + before.columns;
    const below = before.top + before.rows;
    const hasRight = panes.some(
      (pane) => pane.left === right + 1 && overlap(pane.top, pane.rows, before.top, before.rows),
    );
    const hasBelow = panes.some(
      (pane) =>
        pane.top === below + 1 && overlap(pane.left, pane.columns, before.left, before.columns),
    );
    const { top, left, rows, columns } = before;
    return [
      ...(hasRight ? [{ vertical: true, left: right, top, length: rows, before }] : []),
      ...(hasBelow ? [{ vertical: false, left, top: below, length: columns, before }] : []),
    ];
  });
}

const overlap = (start: number, size: number, otherStart: number, otherSize: number): boolean =>
  start < otherStart + otherSize && otherStart < start + size;
