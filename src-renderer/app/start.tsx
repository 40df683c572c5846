import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followApprovals } from "../approvals/approvals-store.ts";
import { followOnDesktop, pageNotices } from "../approvals/desktop-notices.ts";
import { followConversations } from "../chat/conversations-store.ts";
import { planActions } from "../chat/plan/plan-actions.ts";
import { contextActions } from "../context/context-actions.ts";
import { keepConnected } from "../control/connection.ts";
import { listenForShortcuts, registerActions, setShortcutChanges } from "../control/shortcuts.ts";
import type { Transport } from "../control/transport.ts";
import { followBackups } from "../files/backups-store.ts";
import { fleetActions } from "../fleet/fleet-actions.ts";
import { followFleets } from "../fleet/fleets-store.ts";
import { historyActions } from "../history/history-actions.ts";
import { followHosts } from "../hosts/hosts-store.ts";
import { modeActions } from "../policy/mode-actions.ts";
import { followPolicy } from "../policy/policy-store.ts";
import { followQuestions } from "../questions/questions-store.ts";
import { recordingActions } from "../recordings/recording-actions.ts";
import { runActions } from "../runs/run-actions.ts";
import { followRuns } from "../runs/runs-store.ts";
import { followCredentials } from "../settings/credentials-store.ts";
import { followModels } from "../settings/models-store.ts";
import { followSettings, useSettings } from "../settings/settings-store.ts";
import { followUpdates } from "../settings/updates-store.ts";
import { clipboardActions } from "../terminals/clipboard-actions.ts";
import { commandActions } from "../terminals/command-actions.ts";
import { paneActions } from "../terminals/pane-actions.ts";
import { terminalActions } from "../terminals/terminal-actions.ts";
import { startTerminals } from "../terminals/terminal-views.ts";
import { tmuxActions } from "../tmux/tmux-actions.ts";
import { followTmux } from "../tmux/tmux-store.ts";
import { toolsActions } from "../tools/tools-actions.ts";
import { App } from "./app.tsx";
import { desktopActions } from "./desktop-actions.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { frameActions } from "./frame-actions.ts";

const streams = [
  followSettings,
  followModels,
  followHosts,
  followConversations,
  followApprovals,
  followBackups,
  followPolicy,
  followQuestions,
  followCredentials,
  followTmux,
  followRuns,
  followFleets,
];

/** Draws the app and follows main for as long as the page lives. */
export function start(root: HTMLElement, transport: Transport): void {
  const { signal } = new AbortController();
  registerActions(frameActions);
  registerActions(modeActions);
  registerActions(toolsActions);
  registerActions(runActions);
  registerActions(contextActions);
  registerActions(planActions);
  registerActions(terminalActions);
  registerActions(paneActions);
  registerActions(historyActions);
  registerActions(recordingActions);
  registerActions(fleetActions);
  registerActions(tmuxActions);
  registerActions(commandActions);
  registerActions(clipboardActions);
  if (transport.runtime === "electron") {
    registerActions(desktopActions);
    void followUpdates(signal);
  }
  listenForShortcuts(window, signal);
  useSettings.subscribe(({ event }) => event && setShortcutChanges(event.settings.shortcuts));
  void keepConnected(transport, signal);
  for (const follow of streams) void follow(signal);
  followOnDesktop(pageNotices(window), signal);
  startTerminals(signal);
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}
