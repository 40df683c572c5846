import { ArrowUp, Square } from "lucide-react";
import { useState } from "react";
import { parseSlash } from "../../shared/slash/parse-slash.ts";
import { ContextMeter } from "../context/context-meter.tsx";
import type { CallFailure } from "../control/client.ts";
import { useConnection } from "../control/connection.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Hint } from "../ui/hint.tsx";
import { sendMessage, stopTurn } from "./chat-actions.ts";
import { useChat } from "./chat-store.ts";
import { unknownWords } from "./commands/help-command.ts";
import { adoptNotes } from "./commands/notes-store.ts";
import { runSlash } from "./commands/run-slash.ts";
import { ComposerField } from "./composer/composer-field.tsx";
import { noteSent } from "./composer/history-store.ts";
import { useConversations } from "./conversations-store.ts";
import { giveBack, useDraft } from "./draft-store.ts";
import "./composer.css";

/**
 * Where a message is written. Enter sends, Shift+Enter starts a new line, a slash begins a command, Up brings back what was
 * sent. While the agent works there is a button that stops it, and what is sent it reads at its next step.
 */
export function Composer() {
  const { text } = useDraft();
  const running = useChat(({ turnId }) => turnId !== null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [problem, setProblem] = useState<{ of: string; words: string } | null>(null);

  const send = async () => {
    const parsed = parseSlash(text);
    switch (parsed.kind) {
      case "unknown":
        setProblem({ of: text, words: unknownWords(parsed.name) });
        return;
      case "command":
        setFailure(null);
        noteSent(text, true);
        await runSlash(parsed, text.trim());
        return;
      case "message": {
        if (text.trim() === "") return;
        // At once: what is typed while it is on its way is the next message.
        noteSent(text, false);
        const isNew = useConversations.getState().current === null;
        const sent = await sendMessage(text);
        if (isNew) adoptNotes();
        setFailure(sent.ok ? null : sent.error);
        if (!sent.ok) giveBack(text);
      }
    }
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
      {problem?.of === text && (
        <p className="composer-problem" role="alert">
          {problem.words}
        </p>
      )}
      <div className="composer-box">
        <ComposerField onSend={() => void send()} />
        <ComposerButton text={text} running={running} />
      </div>
      <ComposerTarget />
      <ContextMeter />
    </form>
  );
}

/** Sends or runs what is written; while the agent works there is one that stops it, and that one alone while nothing is written. */
function ComposerButton({ running, text }: { running: boolean; text: string }) {
  const connected = useConnection(({ state }) => state === "connected");
  const isCommand = parseSlash(text).kind !== "message";
  const stop = running && (
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
  );
  if (running && text.trim() === "") return stop;
  return (
    <>
      {stop}
      <SendButton {...{ connected, isCommand, text }} />
    </>
  );
}

function SendButton(props: { connected: boolean; isCommand: boolean; text: string }) {
  const { connected, isCommand, text } = props;
  return (
    <Hint text={isCommand ? "Run the command (Enter)" : "Send (Enter)"}>
      <button
        type="submit"
        className="icon-button send"
        aria-label={isCommand ? "Run the command" : "Send"}
        disabled={text.trim() === "" || !connected}
      >
        <ArrowUp size={16} aria-hidden />
      </button>
    </Hint>
  );
}

/** Where the agent acts by default. */
function ComposerTarget() {
  const pane = useTerminals(({ focused, terminals }) =>
    focused === null ? undefined : terminals.get(focused),
  );
  if (pane === undefined) {
    return (
      <p className="composer-target faint cut">
        No terminal in use: the agent can open one, after asking.
      </p>
    );
  }
  const user = pane.user === "" ? "" : `${pane.user}@`;
  const directory = pane.directory === null ? "" : `:${pane.directory}`;
  return (
    <p className="composer-target faint cut">{`Acts in: ${user}${pane.hostName}${directory}`}</p>
  );
}
