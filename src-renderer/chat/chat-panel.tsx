import { MessageSquarePlus, PanelRightClose } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useFrame } from "../app/frame-store.ts";
import type { CallFailure } from "../control/client.ts";
import { ModeMenu } from "../policy/mode-menu.tsx";
import { ToolsMenu } from "../tools/tools-menu.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Hint } from "../ui/hint.tsx";
import { retryTurn } from "./chat-actions.ts";
import { ChatItems } from "./chat-items.tsx";
import { clearChat, followChat, useChat } from "./chat-store.ts";
import { useNotes } from "./commands/notes-store.ts";
import { Composer } from "./composer.tsx";
import { ConversationMenu } from "./conversation-menu.tsx";
import { showConversation, useConversations } from "./conversations-store.ts";
import { EmptyChat } from "./empty-chat.tsx";
import { ModelChoice } from "./model-choice.tsx";
import { PlanView } from "./plan/plan-view.tsx";
import "./chat.css";

/** The conversation beside the terminals; `children` is the edge by which the column is made wider. */
export function ChatPanel({ children }: { children: ReactNode }) {
  const current = useConversations((state) => state.current);
  const loaded = useChat((state) => state.loaded);
  const empty = useChat((state) => state.items.length === 0);
  const noted = useNotes(({ notes }) => notes.some((note) => note.conversationId === current));
  const [failure, setFailure] = useState<CallFailure | null>(null);
  useEffect(() => {
    setFailure(null);
    if (current === null) return clearChat();
    const stop = new AbortController();
    void followChat(current, stop.signal);
    return () => stop.abort();
  }, [current]);
  const retry = async () => {
    if (current === null) return;
    const outcome = await retryTurn(current);
    setFailure(outcome.ok ? null : outcome.error);
  };
  return (
    <aside className="chat" aria-label="Chat">
      {children}
      <div className="bar">
        <ConversationMenu />
        <span className="bar-buttons">
          <Hint text="New conversation" action="new-conversation">
            <button
              type="button"
              className="icon-button"
              aria-label="New conversation"
              onClick={() => showConversation(null)}
            >
              <MessageSquarePlus size={16} aria-hidden />
            </button>
          </Hint>
          <Hint text="Hide the chat" action="toggle-chat">
            <button
              type="button"
              className="icon-button"
              aria-label="Hide the chat"
              onClick={() => useFrame.setState({ chatShown: false })}
            >
              <PanelRightClose size={16} aria-hidden />
            </button>
          </Hint>
        </span>
      </div>
      <div className="chat-choices">
        <ModelChoice />
        <ToolsMenu />
        <ModeMenu />
      </div>
      {loaded && empty && !noted ? (
        <EmptyChat />
      ) : (
        <ChatItems key={current} onRetry={() => void retry()} />
      )}
      {failure !== null && (
        <div className="chat-failure">
          <FailureNotice failure={failure} />
        </div>
      )}
      <PlanView key={`plan of ${current}`} />
      <Composer />
    </aside>
  );
}
