import { ArrowUp, Square } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { CallFailure } from "../control/client.ts";
import { useConnection } from "../control/connection.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Hint } from "../ui/hint.tsx";
import { sendMessage, stopTurn } from "./chat-actions.ts";
import { useChat } from "./chat-store.ts";
import { useDraft } from "./draft-store.ts";

/** Where a message is written. Enter sends, Shift+Enter starts a new line; while the agent works the button stops it. */
export function Composer() {
  const { text, focusWish } = useDraft();
  const running = useChat(({ turnId }) => turnId !== null);
  const connected = useConnection(({ state }) => state === "connected");
  const pane = useTerminals(({ focused, terminals }) =>
    focused === null ? undefined : terminals.get(focused),
  );
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focusWish > 0) field.current?.focus();
  }, [focusWish]);

  const send = async () => {
    if (text.trim() === "" || running || sending) return;
    setSending(true);
    const sent = await sendMessage(text);
    setSending(false);
    setFailure(sent.ok ? null : sent.error);
    if (sent.ok) useDraft.setState({ text: "" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="composer-box">
        <textarea
          ref={field}
          aria-label="Message to the agent"
          placeholder="Ask about your hosts"
          rows={1}
          value={text}
          onChange={(event) => useDraft.setState({ text: event.target.value })}
          onKeyDown={onKeyDown}
        />
        {running ? (
          <Hint text="Stop the agent" action="stop-turn">
            <button
              type="button"
              className="icon-button stop"
              aria-label="Stop"
              onClick={() => void stopTurn()}
            >
              <Square size={14} fill="currentColor" aria-hidden />
            </button>
          </Hint>
        ) : (
          <Hint text="Send (Enter)">
            <button
              type="submit"
              className="icon-button send"
              aria-label="Send"
              disabled={text.trim() === "" || sending || !connected}
            >
              <ArrowUp size={16} aria-hidden />
            </button>
          </Hint>
        )}
      </div>
      <p className="composer-target faint cut">
        {pane === undefined
          ? "No terminal in use: the agent can open one, after asking."
          : `Acts in: ${pane.user === "" ? "" : `${pane.user}@`}${pane.hostName}${pane.directory === null ? "" : `:${pane.directory}`}`}
      </p>
    </form>
  );
}
