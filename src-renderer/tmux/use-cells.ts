import type { DockviewPanelApi } from "dockview-react";
import { type RefObject, useEffect, useState } from "react";
import type { AttachedSession, TmuxWindowInfo } from "../../shared/contract/tmux.ts";
import { attempt, client } from "../control/client.ts";
import { useSettings } from "../settings/settings-store.ts";
import { keyOf } from "./tmux-store.ts";

export interface CellSize {
  width: number;
  height: number;
}

/** Sizes are told when they have stood still for this long. */
const settleMs = 100;

/**
 * The size of a cell, measured on what is drawn in the area, and tells main for how many cells the area has room. tmux lays
 * the panes out in them.
 */
export function useCells(
  area: RefObject<HTMLDivElement | null>,
  session: AttachedSession,
  window: TmuxWindowInfo,
  panel: DockviewPanelApi,
): CellSize {
  const fontSize = useSettings((state) => state.event?.settings.appearance.terminalFontSize ?? 13);
  const [cell, setCell] = useState<CellSize & { fontSize: number; measured: boolean }>({
    ...likelyCell(fontSize),
    fontSize,
    measured: false,
  });
  useEffect(() => {
    const place = area.current;
    if (place === null) return;
    const measure = () => {
      const found = drawnCell(place);
      if (found === null) return;
      setCell((before) =>
        before.measured && before.width === found.width && before.height === found.height
          ? before
          : { ...found, fontSize, measured: true },
      );
    };
    place.addEventListener("terminal-measured", measure);
    measure();
    return () => place.removeEventListener("terminal-measured", measure);
  }, [area, fontSize]);

  const { hostId, server, session: number, policy } = session;
  const key = JSON.stringify(keyOf({ ...session, hostId, server, session: number }));
  useEffect(() => {
    const place = area.current;
    if (place === null || !cell.measured) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let told = "";
    const tell = (again: boolean) => {
      const room = roomFor(place, cell);
      if (room === null || !panel.isVisible || document.hidden) return;
      if (!again && told === JSON.stringify(room)) return;
      told = JSON.stringify(room);
      void attempt(client.tmux.fit({ ...JSON.parse(key), window: window.window, ...room }));
    };
    const settle = () => {
      clearTimeout(timer);
      timer = setTimeout(() => tell(false), settleMs);
    };
    const observer = new ResizeObserver(settle);
    observer.observe(place);
    // Whoever was active last decides: coming here is being active.
    const used = () => policy === "latest" && tell(true);
    place.addEventListener("focusin", used);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      place.removeEventListener("focusin", used);
    };
  }, [area, cell, key, policy, panel, window.window]);
  return cell;
}

/** What is drawn says it exactly: the emulator rounds cells to the screen's own pixels. */
function drawnCell(area: HTMLElement): CellSize | null {
  const screen = area.querySelector<HTMLElement>(".terminal-screen[data-columns]");
  const drawn = screen?.querySelector(".xterm-screen")?.getBoundingClientRect();
  const columns = Number(screen?.dataset["columns"]);
  const rows = Number(screen?.dataset["rows"]);
  if (drawn === undefined || !(drawn.width > 0) || !(columns > 0) || !(rows > 0)) return null;
  return { width: drawn.width / columns, height: drawn.height / rows };
}

function roomFor(area: HTMLElement, cell: CellSize): { columns: number; rows: number } | null {
  const style = getComputedStyle(area);
  const inner = (size: number, ...paddings: string[]) =>
    size - paddings.reduce((sum, padding) => sum + Number.parseFloat(padding), 0);
  const width = inner(area.clientWidth, style.paddingLeft, style.paddingRight);
  const height = inner(area.clientHeight, style.paddingTop, style.paddingBottom);
  const columns = Math.floor(width / cell.width + 0.01);
  const rows = Math.floor(height / cell.height + 0.01);
  return columns < 2 || rows < 1 ? null : { columns, rows };
}

/** Until something is drawn. */
const likelyCell = (fontSize: number): CellSize => ({
  width: fontSize * 0.6,
  height: Math.round(fontSize * 1.32),
});
