import { type KeyboardEvent, type PointerEvent, useState } from "react";
import type { AttachedSession, TmuxPaneInfo } from "../../shared/contract/tmux.ts";
import { type Divider, dividersOf } from "./divider-places.ts";
import { actOn } from "./tmux-store.ts";
import type { CellSize } from "./use-cells.ts";

interface DividersProps {
  session: AttachedSession;
  panes: readonly TmuxPaneInfo[];
  cell: CellSize;
}

/** The lines between panes. Dragged, or moved with the arrow keys, they are tmux's own borders. */
export function Dividers({ session, panes, cell }: DividersProps) {
  return dividersOf(panes).map((divider) => (
    <DividerLine
      key={`${divider.before.pane} ${divider.vertical}`}
      divider={divider}
      cell={cell}
      onMove={(cells) => {
        const { pane, columns, rows } = divider.before;
        const size = divider.vertical
          ? { columns: Math.max(1, columns + cells), rows: null }
          : { columns: null, rows: Math.max(1, rows + cells) };
        void actOn(session.hostId, session.server, { kind: "resize-pane", pane, ...size });
      }}
    />
  ));
}

interface DividerLineProps {
  divider: Divider;
  cell: CellSize;
  onMove: (cells: number) => void;
}

function DividerLine({ divider, cell, onMove }: DividerLineProps) {
  const [moved, setMoved] = useState<{ from: number; cells: number } | null>(null);
  const { vertical, left, top, length } = divider;
  const at = (event: PointerEvent) => (vertical ? event.clientX : event.clientY);
  const unit = vertical ? cell.width : cell.height;
  const shift = (moved?.cells ?? 0) * unit;
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = vertical
      ? { ArrowLeft: -1, ArrowRight: 1 }
      : { ArrowUp: -1, ArrowDown: 1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onMove(step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      aria-orientation={vertical ? "vertical" : "horizontal"}
      aria-label="Border between panes"
      aria-valuenow={vertical ? divider.before.columns : divider.before.rows}
      tabIndex={0}
      className="tmux-divider"
      data-vertical={vertical}
      style={{
        left: left * cell.width + (vertical ? shift : 0),
        top: top * cell.height + (vertical ? 0 : shift),
        width: vertical ? cell.width : length * cell.width,
        height: vertical ? length * cell.height : cell.height,
      }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setMoved({ from: at(event), cells: 0 });
      }}
      onPointerMove={(event) => {
        if (moved !== null)
          setMoved({ ...moved, cells: Math.round((at(event) - moved.from) / unit) });
      }}
      onPointerUp={() => {
        if (moved !== null && moved.cells !== 0) onMove(moved.cells);
        setMoved(null);
      }}
      onPointerCancel={() => setMoved(null)}
    />
  );
}
