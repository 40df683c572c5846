import type { DockviewPanelApi } from "dockview-react";
import { useLayoutEffect, useRef } from "react";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import type { TmuxPaneInfo } from "../../shared/contract/tmux.ts";
import type { TerminalId } from "../../shared/ids.ts";
import { PaneApprovals } from "../approvals/pane-approvals.tsx";
import { useHostColour } from "../hosts/use-host-colour.ts";
import { useModeOn } from "../policy/use-effective-mode.ts";
import { usePart } from "../terminals/broadcast-store.ts";
import { ClipboardRequest } from "../terminals/clipboard-request.tsx";
import { FindBar } from "../terminals/find-bar.tsx";
import { InputNotice } from "../terminals/input-notice.tsx";
import { PaneHeader } from "../terminals/pane-header.tsx";
import { PaneNotice } from "../terminals/pane-notice.tsx";
import { PaneReason } from "../terminals/pane-reason.tsx";
import { PaneWait } from "../terminals/pane-wait.tsx";
import { useTerminals } from "../terminals/terminal-store.ts";
import { viewOf } from "../terminals/terminal-views.ts";
import { isDetached } from "../terminals/terminal-words.ts";
import { Dividers } from "./dividers.tsx";
import { actOn, type TmuxPlace } from "./tmux-store.ts";
import { type CellSize, useCells } from "./use-cells.ts";
import "./tmux.css";

interface WindowPaneProps {
  /** The terminal whose panel it is. */
  terminal: TerminalInfo;
  place: TmuxPlace;
  panel: DockviewPanelApi;
}

/** A window of tmux whose panes tmux lays out: what is changed there is seen here, and the other way round. */
export function WindowPane({ terminal, place, panel }: WindowPaneProps) {
  const { session, window } = place;
  const terminals = useTerminals((state) => state.terminals);
  const focused = useTerminals((state) => state.focused);
  const production = useModeOn(terminal.hostId)?.effective.production ?? false;
  const colour = useHostColour(terminal.hostId);
  const area = useRef<HTMLDivElement>(null);
  const cell = useCells(area, session, window, panel);
  const panes = window.zoomed ? window.panes.filter(({ active }) => active) : window.panes;
  const ids = window.panes.flatMap(({ terminalId }) => terminalId ?? []);
  const inUse = ids.find((id) => id === focused) ?? activeOf(window.panes) ?? terminal.id;
  const shown = terminals.get(inUse) ?? terminal;
  return (
    <section
      className="terminal-pane"
      aria-label={`tmux window ${window.name} on ${terminal.hostName}`}
      data-terminal={inUse}
      data-terminal-id={terminal.id}
      data-state={shown.state}
      data-driver={shown.driver}
      data-focused={inUse === focused}
      data-detached={isDetached(shown.state)}
      data-production={production}
      data-colour={colour}
      data-tmux-window={window.window}
    >
      <PaneHeader terminal={shown} />
      <PaneWait terminal={shown} />
      <div className="tmux-area" data-size={session.policy} ref={area}>
        <div
          className="tmux-grid"
          style={{ width: window.columns * cell.width, height: window.rows * cell.height }}
        >
          {panes.map((pane) =>
            pane.terminalId === null || !terminals.has(pane.terminalId) ? null : (
              <PlacedPane
                key={pane.terminalId}
                id={pane.terminalId}
                pane={pane}
                alone={panes.length === 1}
                cell={cell}
                inUse={pane.terminalId === inUse}
                panel={panel}
                onUse={() => {
                  if (pane.active) return;
                  const act = { kind: "select-pane", pane: pane.pane } as const;
                  void actOn(session.hostId, session.server, act);
                }}
              />
            ),
          )}
          <Dividers session={session} panes={panes} cell={cell} />
        </div>
      </div>
      <PaneReason terminal={shown} />
      {ids.map((id) => (
        <PaneRequests key={id} terminal={terminals.get(id)} />
      ))}
    </section>
  );
}

/** What a terminal's program and the agent ask for there. */
function PaneRequests({ terminal }: { terminal: TerminalInfo | undefined }) {
  if (terminal === undefined) return null;
  return (
    <>
      <InputNotice terminal={terminal} />
      <ClipboardRequest terminal={terminal} />
      <PaneApprovals terminalId={terminal.id} />
    </>
  );
}

interface PlacedPaneProps {
  id: TerminalId;
  pane: TmuxPaneInfo;
  alone: boolean;
  cell: CellSize;
  inUse: boolean;
  panel: DockviewPanelApi;
  onUse: () => void;
}

function PlacedPane({ id, pane, alone, cell, inUse, panel, onUse }: PlacedPaneProps) {
  const place = useRef<HTMLDivElement>(null);
  const { columns, rows } = pane;
  const part = usePart(id);
  useLayoutEffect(() => viewOf(id)?.setGrid({ columns, rows }), [id, columns, rows]);
  useLayoutEffect(() => {
    const view = viewOf(id);
    const here = place.current;
    if (view === undefined || here === null) return;
    here.append(view.element);
    view.setOnTop(panel.isVisible);
    const listening = panel.onDidVisibilityChange(({ isVisible }) => view.setOnTop(isVisible));
    return () => {
      listening.dispose();
      // Another panel may have taken it over meanwhile.
      if (view.element.parentElement !== here) return;
      view.element.remove();
      view.setGrid(null);
    };
  }, [id, panel]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is focused is the terminal in it
    <div
      className="tmux-pane"
      data-pane={pane.pane}
      data-in-use={inUse && !alone}
      data-broadcast={part}
      ref={place}
      onFocus={onUse}
      style={{
        left: pane.left * cell.width,
        top: pane.top * cell.height,
        width: columns * cell.width,
        height: rows * cell.height,
      }}
    >
      <FindBar id={id} />
      <PaneNotice id={id} />
    </div>
  );
}

const activeOf = (panes: readonly TmuxPaneInfo[]): TerminalId | null =>
  panes.find(({ active }) => active)?.terminalId ?? null;
