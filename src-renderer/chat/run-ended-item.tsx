import { memo } from "react";
import type { ChatItem } from "../../shared/contract/chat.ts";
import { Visible } from "../approvals/visible.tsx";
import { endWords } from "../runs/run-words.ts";
import { focusTerminal } from "../terminals/terminal-desk.ts";
import { absoluteTime } from "../ui/times.ts";

/** A command that had outlived its call has ended. */
export const RunEndedItem = memo(function RunEndedItem(props: {
  item: Extract<ChatItem, { kind: "run-ended" }>;
}) {
  const { at, command, exitCode, hostName, lastLines, state, terminalId } = props.item;
  const good = state === "finished" && exitCode === 0;
  return (
    <article
      className={`tool ${good ? "success" : "warning"}`}
      aria-label={`A command on ${hostName} ${endWords(props.item)}`}
    >
      <p className="run-ended" title={absoluteTime(at)}>
        <span className="tool-shape" aria-hidden>
          {good ? "✓" : "▲"}
        </span>{" "}
        <code>
          <Visible text={command.split("\n", 1)[0] ?? ""} />
        </code>{" "}
        on{" "}
        <button
          type="button"
          className="quiet-link"
          title="Show the terminal"
          onClick={() => focusTerminal(terminalId)}
        >
          {hostName}
        </button>{" "}
        {endWords(props.item)}.
      </p>
      {hintOf(props.item) !== null && <p className="tool-note">{hintOf(props.item)}</p>}
      {lastLines.trim() !== "" && (
        <details className="tool-output">
          <summary>Its last lines</summary>
          <pre>{lastLines}</pre>
        </details>
      )}
    </article>
  );
});

/** What came of it beside the end itself. */
function hintOf(item: Extract<ChatItem, { kind: "run-ended" }>): string | null {
  if (item.wakes) return "The agent goes on because of it.";
  if (item.whileClosed) {
    return item.heard
      ? "It ended while Fairlead was closed."
      : "It ended while Fairlead was closed. The agent reads of it with your next message.";
  }
  return item.heard ? null : "The agent reads of it at its next step.";
}
