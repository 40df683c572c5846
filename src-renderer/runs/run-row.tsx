import { useState } from "react";
import type { ActiveRun, RunSignal } from "../../shared/contract/runs.ts";
import { Visible } from "../approvals/visible.tsx";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { showRun } from "../terminals/show-run.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { absoluteTime, durationWords } from "../ui/times.ts";
import { limitWords, outputWords, runMark } from "./run-words.ts";
import { endRun, useSeconds } from "./runs-store.ts";

/** One command: where, since when, what it prints, and what can be done about it. */
export function RunRow({ run, onClose }: { run: ActiveRun; onClose: () => void }) {
  const now = useSeconds();
  const [said, setSaid] = useState<string | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const mark = runMark(run);
  const { command, hostName, id, lastLine, limit, origin, startedAt, terminalId, user } = run;
  const end = async (signal: RunSignal) => {
    if (id === null) return;
    const ended = await endRun(id, signal);
    setFailure(ended.ok ? null : ended.error);
    if (ended.ok) setSaid(leftWords(ended.value.done, ended.value.left.length));
  };
  const keep = async () => {
    if (id === null) return;
    const kept = await attempt(client.runs.timeout({ id, durationMs: null }));
    setFailure(kept.ok ? null : kept.error);
  };
  return (
    <li className="run-row" aria-label={`${command === "" ? "A program" : command} on ${hostName}`}>
      <p className="run-line">
        <span aria-hidden>{mark.shape}</span> <span>{mark.word}</span>
        <span className="soft">
          {user === "" ? hostName : `${user}@${hostName}`}, {origin === "agent" ? "agent" : "you"}
        </span>
        {startedAt !== null && (
          <span className="soft" title={`Started: ${absoluteTime(startedAt)}`}>
            {durationWords(Math.max(0, Math.round((now - startedAt) / 1_000) * 1_000))}
          </span>
        )}
        {id !== null && <span className="soft">{outputWords(run)}</span>}
        {limit !== null && <span className="run-limit">{limitWords(limit.at, now)}</span>}
      </p>
      <pre className="run-command">
        <Visible text={command === "" ? "a program of yours" : command} />
      </pre>
      {lastLine.trim() !== "" && (
        <pre className="run-last">
          <Visible text={lastLine} />
        </pre>
      )}
      <div className="run-buttons">
        <button
          type="button"
          className="button small"
          onClick={() => {
            onClose();
            void showRun(terminalId, id);
          }}
        >
          Show the terminal
        </button>
        {id !== null && <Ways waiting={run.waits !== null} onEnd={(signal) => void end(signal)} />}
        {limit !== null && (
          <button type="button" className="button small" onClick={() => void keep()}>
            Take the timeout back
          </button>
        )}
      </div>
      <p className="run-said soft" role="status">
        {said}
      </p>
      {failure !== null && <FailureNotice failure={failure} />}
    </li>
  );
}

function Ways({ waiting, onEnd }: { waiting: boolean; onEnd: (signal: RunSignal) => void }) {
  if (waiting) {
    return (
      <button type="button" className="button small" onClick={() => onEnd("INT")}>
        Do not run it
      </button>
    );
  }
  return (
    <>
      <button type="button" className="button small" onClick={() => onEnd("INT")}>
        Press ^C
      </button>
      <button type="button" className="button small" onClick={() => onEnd("TERM")}>
        TERM
      </button>
      <button type="button" className="button small danger" onClick={() => onEnd("KILL")}>
        KILL
      </button>
    </>
  );
}

function leftWords(done: string, left: number): string {
  if (left === 0) return `${done} Nothing of it runs any more.`;
  return `${done} ${left === 1 ? "1 process still runs" : `${left} processes still run`}.`;
}
