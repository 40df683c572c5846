import { PanelLeftOpen, PanelRightOpen } from "lucide-react";
import { ApprovalTray } from "../approvals/approval-tray.tsx";
import { useChat } from "../chat/chat-store.ts";
import { tokensOf } from "../chat/commands/tokens.ts";
import { type ConnectionState, useConnection } from "../control/connection.ts";
import { RunningStatus } from "../runs/running-status.tsx";
import { useCredentials } from "../settings/credentials-store.ts";
import { useSettings } from "../settings/settings-store.ts";
import { UpdateStatus } from "../settings/update-status.tsx";
import { BroadcastStatus } from "../terminals/broadcast-status.tsx";
import { useTerminals } from "../terminals/terminal-store.ts";
import { Hint } from "../ui/hint.tsx";
import { countWords } from "../ui/times.ts";
import { openDialog, useFrame } from "./frame-store.ts";

const connectionMarks: Record<ConnectionState, { shape: string; word: string }> = {
  connecting: { shape: "◌", word: "connecting" },
  connected: { shape: "●", word: "connected" },
  lost: { shape: "◐", word: "connection lost, trying again" },
  gone: { shape: "✕", word: "Fairlead is not running" },
  unauthorized: { shape: "✕", word: "not authorized" },
};

/** One line below everything: the connection, what waits, tokens, and the columns that are hidden. */
export function StatusLine() {
  const { sidebarShown, chatShown } = useFrame();
  const state = useConnection((connection) => connection.state);
  const terminals = useTerminals((store) => store.terminals.size);
  const locked = useCredentials(({ event }) => event?.locked ?? false);
  const mark = connectionMarks[state];
  return (
    <footer className="status-line">
      {!sidebarShown && (
        <Hint text="Show the hosts" action="toggle-hosts">
          <button
            type="button"
            className="icon-button small"
            aria-label="Show the hosts"
            onClick={() => useFrame.setState({ sidebarShown: true })}
          >
            <PanelLeftOpen size={14} aria-hidden />
          </button>
        </Hint>
      )}
      <span className={`connection ${state}`} role="status">
        <span aria-hidden>{mark.shape}</span> {mark.word}
      </span>
      <span className="faint">
        {terminals} {terminals === 1 ? "terminal" : "terminals"}
      </span>
      <RunningStatus />
      {locked && (
        <button type="button" className="link-button" onClick={() => openDialog({ kind: "vault" })}>
          Vault locked
        </button>
      )}
      <BroadcastStatus />
      <UpdateStatus />
      <span className="status-space" />
      <Tokens />
      <ApprovalTray />
      {!chatShown && (
        <Hint text="Show the chat" action="toggle-chat">
          <button
            type="button"
            className="icon-button small"
            aria-label="Show the chat"
            onClick={() => useFrame.setState({ chatShown: true })}
          >
            <PanelRightOpen size={14} aria-hidden />
          </button>
        </Hint>
      )}
    </footer>
  );
}

/** Tokens of the conversation on the screen, where the person wants to see them. */
function Tokens() {
  const shown = useSettings(({ event }) => event?.settings.appearance.showTokens ?? false);
  const items = useChat((chat) => chat.items);
  if (!shown) return null;
  const { input, output } = tokensOf(items);
  return (
    <span className="faint" title="Tokens of this conversation">
      {countWords(input)} in / {countWords(output)} out
    </span>
  );
}
