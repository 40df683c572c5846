import "dockview-react/dist/styles/dockview.css";
import "./terminal-area.css";
import "./tabs.css";
import "./broadcast.css";
import {
  type DockviewApi,
  DockviewReact,
  type DockviewReadyEvent,
  type DockviewTheme,
} from "dockview-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { FleetPanel } from "../fleet/fleet-panel.tsx";
import { FleetTab } from "../fleet/fleet-tab.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Dock } from "./dock.ts";
import { EmptyArea } from "./empty-area.tsx";
import { GroupActions, NewTabAction } from "./group-actions.tsx";
import { ScreenMenu } from "./screen-menu.tsx";
import { listenToTabs } from "./tab-events.ts";
import { layoutChanged, takeDock } from "./terminal-desk.ts";
import { TerminalPane } from "./terminal-pane.tsx";
import { TerminalPrompts } from "./terminal-prompts.tsx";
import { dismissFailure, useTerminals } from "./terminal-store.ts";
import { TerminalTab } from "./terminal-tab.tsx";

const theme: DockviewTheme = {
  name: "fairlead",
  className: "dockview-theme-fairlead",
  dndTabIndicator: "line",
  dndOverlayMounting: "absolute",
  dndPanelOverlay: "content",
};
const components = { terminal: TerminalPane, fleet: FleetPanel };
const tabComponents = { terminal: TerminalTab, fleet: FleetTab };

interface DockedApi {
  api: DockviewApi;
  dock: Dock;
}

/** All terminals: tabs, splits, what they ask, what went wrong. Fills its parent. */
export function TerminalArea() {
  const failure = useTerminals((state) => state.failure);
  const replaced = useTerminals((state) => state.plane === "replaced");
  const [dock, setDock] = useState<DockedApi | null>(null);
  const onReady = useCallback(
    ({ api }: DockviewReadyEvent) => setDock({ api, dock: new Dock(api) }),
    [],
  );
  useEffect(() => {
    if (dock === null) return;
    const desk = takeDock(dock.dock);
    const listening = [
      dock.api.onDidLayoutChange(layoutChanged),
      // A zoom that moves nothing else is no change of the layout to the panels, and is kept like one.
      dock.api.onDidMaximizedGroupChange(layoutChanged),
    ];
    return () => {
      for (const each of listening) each.dispose();
      desk[Symbol.dispose]();
    };
  }, [dock]);
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const gone = new AbortController();
    if (around.current !== null) listenToTabs(around.current, gone.signal);
    return () => gone.abort();
  }, []);
  return (
    <main className="terminal-area" aria-label="Terminals">
      {failure !== null && (
        <div className="terminal-failure">
          <FailureNotice failure={failure}>
            <button type="button" className="link-button" onClick={dismissFailure}>
              Dismiss
            </button>
          </FailureNotice>
        </div>
      )}
      {replaced && (
        <div className="terminal-failure">
          <FailureNotice
            failure={{ sentence: "This page's terminals are closed. Reload the page to see them." }}
          />
        </div>
      )}
      <div className="terminal-dock" ref={around}>
        <DockviewReact
          components={components}
          tabComponents={tabComponents}
          watermarkComponent={EmptyArea}
          leftHeaderActionsComponent={NewTabAction}
          rightHeaderActionsComponent={GroupActions}
          defaultRenderer="always"
          disableFloatingGroups
          theme={theme}
          onReady={onReady}
        />
      </div>
      <TerminalPrompts />
      <ScreenMenu />
    </main>
  );
}
