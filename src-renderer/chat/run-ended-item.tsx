import { memo } from "react";
import type { ChatItem } from "../../shared/contract/chat.ts";
import { endWords } from "../runs/run-words.ts";
import { RunLine } from "./run-line.tsx";

/** A command that had outlived its call has ended. */
export const RunEndedItem = memo(function RunEndedItem(props: {
  item: Extract<ChatItem, { kind: "run-ended" }>;
}) {
  const { at, exitCode, hostName, lastLines, state } = props.item;
  const good = state === "finished" && exitCode === 0;
  return (
    <article
      className={`tool ${good ? "success" : "warning"}`}
      aria-label={`A command on ${hostName} ${endWords(props.item)}`}
    >
      <RunLine run={props.item} at={at} good={good}>
        {" "}
        {endWords(props.item)}.
      </RunLine>
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
