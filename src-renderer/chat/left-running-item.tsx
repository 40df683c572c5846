import { useState } from "react";
import type { ChatItem } from "../../shared/contract/chat.ts";
import type { RunSignal } from "../../shared/contract/runs.ts";
import { Visible } from "../approvals/visible.tsx";
import type { CallFailure } from "../control/client.ts";
import { processWords } from "../runs/run-words.ts";
import { endRun } from "../runs/runs-store.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { RunLine } from "./run-line.tsx";
import "../runs/runs.css";

type Left = Extract<ChatItem, { kind: "left-running" }>;
type LeftRun = Left["runs"][number];

/** What still ran when the agent was stopped, process by process, with the signals that a person can send to just these. */
export function LeftRunningItem({ item }: { item: Left }) {
  return (
    <article className="tool warning" aria-label="What still runs">
      {item.runs.map((run) => (
        <LeftOne key={run.runId} run={run} because={item.because} at={item.at} />
      ))}
    </article>
  );
}

const overWords = "Nothing runs any more of";
const stillWords = { stop: "Still runs after Stop,", timeout: "Its time was up," };

function LeftOne({ run, because, at }: { run: LeftRun; because: Left["because"]; at: number }) {
  const { done, hostName, problem, processes, runId } = run;
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const left = processes ?? [];
  const end = async (signal: RunSignal) => {
    setBusy(true);
    const ended = await endRun(runId, signal, signal === "INT" ? undefined : left);
    setBusy(false);
    setFailure(ended.ok ? null : ended.error);
  };
  const over = processes !== null && left.length === 0 && problem === null;
  return (
    <section className="left-run">
      <RunLine run={run} at={at} good={over} before={over ? overWords : stillWords[because]} />
      {left.length > 0 && (
        <ul className="left-processes">
          {left.map((process) => (
            <li key={`${process.pid} ${process.start}`}>
              <span className="mono">{process.pid}</span>{" "}
              <code>
                <Visible text={process.command} />
              </code>{" "}
              <span className="soft">{processWords(process)}</span>
            </li>
          ))}
        </ul>
      )}
      {problem !== null && <p className="tool-note">{problem}</p>}
      {done.length > 0 && <p className="tool-note">{done.join(" ")}</p>}
      {left.length > 0 && (
        <div className="run-buttons">
          <button
            type="button"
            className="button small"
            disabled={busy}
            title={`kill -TERM ${pids(left)} on ${hostName}`}
            onClick={() => void end("TERM")}
          >
            TERM to {pids(left)} on {hostName}
          </button>
          <button
            type="button"
            className="button small danger"
            disabled={busy}
            title={`kill -KILL ${pids(left)} on ${hostName}`}
            onClick={() => void end("KILL")}
          >
            KILL
          </button>
        </div>
      )}
      {left.length === 0 && problem !== null && (
        <div className="run-buttons">
          <button type="button" className="button small" onClick={() => void end("INT")}>
            Press ^C there
          </button>
        </div>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
    </section>
  );
}

const pids = (all: readonly { pid: number }[]): string => all.map(({ pid }) => pid).join(" ");
