import { memo } from "react";
import { ApprovalCard } from "../approvals/approval-card.tsx";
import { useApprovals } from "../approvals/approvals-store.ts";
import { Visible } from "../approvals/visible.tsx";
import { FleetGrid } from "../fleet/fleet-grid.tsx";
import { showRun } from "../terminals/show-run.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { durationWords } from "../ui/times.ts";
import {
  KeyboardWait,
  ToolWaits,
  useKeyboardWait,
  useToolMark,
  useWaiting,
} from "./tool-waits.tsx";
import { type ToolItemData, toolExplanation, toolSubject, toolTitle } from "./tool-words.ts";
import "./tool-item.css";

/** One act of the agent: what, where, how it ended, its output folded. While it waits for approval, the card stands here. */
export const ToolItem = memo(function ToolItem({ item }: { item: ToolItemData }) {
  const waiting = useWaiting(item);
  const keyboard = useKeyboardWait(item);
  const mark = useToolMark(item);
  const explanation = toolExplanation(item);
  const approvalId = item.status.state === "asking" ? item.status.approvalId : null;
  const approval = useApprovals(({ approvals }) => approvals.find(({ id }) => id === approvalId));
  const { terminalId } = item;
  const subject = toolSubject(item);
  const shown = item.command ?? subject?.text ?? null;
  return (
    <article className={`tool ${mark.tone}`} aria-label={`${toolTitle(item)}: ${mark.word}`}>
      <header className="tool-head">
        <span className="tool-shape" aria-hidden>
          {mark.shape}
        </span>
        <span className="tool-title">
          {terminalId === null ? (
            toolTitle(item)
          ) : (
            <button
              type="button"
              className="quiet-link"
              title="Show the terminal"
              onClick={() => void showRun(terminalId, item.runId)}
            >
              {toolTitle(item)}
            </button>
          )}
        </span>
        <span className="tool-state">
          {mark.word}
          {item.durationMs !== null && ` · ${durationWords(item.durationMs)}`}
        </span>
      </header>
      {approval ? (
        <ApprovalCard approval={approval} place="chat" />
      ) : (
        shown !== null && (
          <div className="tool-command">
            <pre>
              <code>
                <Visible text={shown} />
              </code>
            </pre>
            <CopyButton
              text={shown}
              label={`Copy ${item.command === null ? (subject?.what ?? "text") : "command"}`}
            />
          </div>
        )
      )}
      {item.command === null && !approval && <ToolInput input={item.input} />}
      {item.editedFrom !== null && (
        <p className="tool-note">
          You changed it from{" "}
          <code>
            <Visible text={item.editedFrom} />
          </code>
        </p>
      )}
      {waiting !== null && <ToolWaits {...waiting} />}
      {explanation !== null && <p className="tool-note">{explanation}</p>}
      {keyboard !== null && <KeyboardWait reason={keyboard} />}
      <Results item={item} />
    </article>
  );
});

/** What came of it: a run on many hosts as it goes, and what the agent was told. */
function Results({ item: { fleetId, output } }: { item: ToolItemData }) {
  return (
    <>
      {fleetId !== undefined && <FleetGrid id={fleetId} place="chat" />}
      {output !== "" && <ToolOutput output={output} />}
    </>
  );
}

/** What the agent asked for, in its own form. */
function ToolInput({ input }: { input: string }) {
  if (/^\s*(\{\s*\})?\s*$/.test(input)) return null;
  return (
    <details className="tool-output">
      <summary>Arguments</summary>
      <pre>
        <Visible text={input} />
      </pre>
    </details>
  );
}

function ToolOutput({ output }: { output: string }) {
  const lines = output.trimEnd().split("\n").length;
  return (
    <details className="tool-output">
      <summary>
        Output, {lines} {lines === 1 ? "line" : "lines"}
      </summary>
      <pre>{output}</pre>
      <CopyButton text={output} label="Copy output" />
    </details>
  );
}
