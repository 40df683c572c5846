import type { DockviewPanelApi, IDockviewPanelProps } from "dockview-react";
import { useLayoutEffect, useRef } from "react";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { PaneApprovals } from "../approvals/pane-approvals.tsx";
import { useHostColour } from "../hosts/use-host-colour.ts";
import { useModeOn } from "../policy/use-effective-mode.ts";
import { isSharedWindow, placeIn, useTmux } from "../tmux/tmux-store.ts";
import { WindowPane } from "../tmux/window-pane.tsx";
import { usePart } from "./broadcast-store.ts";
import { ClipboardRequest } from "./clipboard-request.tsx";
import { FindBar } from "./find-bar.tsx";
import { InputNotice } from "./input-notice.tsx";
import { PaneHeader } from "./pane-header.tsx";
import { PaneNotice } from "./pane-notice.tsx";
import { PaneReason } from "./pane-reason.tsx";
import { PaneWait } from "./pane-wait.tsx";
import { isTerminalId } from "./panel-id.ts";
import { useTerminals } from "./terminal-store.ts";
import { viewOf } from "./terminal-views.ts";
import { isDetached } from "./terminal-words.ts";
import "./terminal-pane.css";
import "./pane-notices.css";
import "./command-marks.css";

/** One terminal in its panel: header, screen, and below the screen what the agent asks for there. */
export function TerminalPane({ api }: IDockviewPanelProps) {
  const terminal = useTerminals(({ terminals }) =>
    isTerminalId(api.id) ? terminals.get(api.id) : undefined,
  );
  const sessions = useTmux((state) => state.sessions);
  // A panel on its way out: the terminal is drawn in another one by now.
  if (terminal === undefined || terminal.panel !== terminal.id) return null;
  const place = placeIn(sessions, terminal.id);
  return place !== null && isSharedWindow(place) ? (
    <WindowPane terminal={terminal} place={place} panel={api} />
  ) : (
    <Pane terminal={terminal} panel={api} />
  );
}

function Pane({ terminal, panel }: { terminal: TerminalInfo; panel: DockviewPanelApi }) {
  const { id } = terminal;
  const place = useRef<HTMLDivElement>(null);
  const focused = useTerminals((state) => state.focused === id);
  const production = useModeOn(terminal.hostId)?.effective.production ?? false;
  const part = usePart(id);
  const colour = useHostColour(terminal.hostId);
  // The terminal's own element is moved in and out; it lives as long as the terminal, not as long as this component.
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
      if (view.element.parentElement === here) view.element.remove();
    };
  }, [id, panel]);
  return (
    <section
      className="terminal-pane"
      aria-label={`Terminal on ${terminal.hostName}${terminal.name === null ? "" : `, ${terminal.name}`}`}
      data-terminal={id}
      data-terminal-id={id}
      data-state={terminal.state}
      data-driver={terminal.driver}
      data-focused={focused}
      data-detached={isDetached(terminal.state)}
      data-production={production}
      data-broadcast={part}
      data-colour={colour}
    >
      <PaneHeader terminal={terminal} />
      <PaneWait terminal={terminal} />
      <div className="pane-screen">
        <div className="pane-emulator" ref={place} />
        <FindBar id={id} />
        <PaneNotice id={id} />
      </div>
      <PaneReason terminal={terminal} />
      <InputNotice terminal={terminal} />
      <ClipboardRequest terminal={terminal} />
      <PaneApprovals terminalId={id} />
    </section>
  );
}
