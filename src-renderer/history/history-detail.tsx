import { useEffect, useState } from "react";
import type { Run } from "../../shared/contract/terminals.ts";
import { Visible } from "../approvals/visible.tsx";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { absoluteTime } from "../ui/times.ts";
import { stateOf, textOf, tookWords, whoOf } from "./run-facts.ts";

/** Characters of one page. */
const page = 20_000;

/** One command: its text, what is known of it, its output page by page. */
export function HistoryDetail({ run }: { run: Run }) {
  const known = run.commandText === "known" || run.commandText === "long";
  return (
    <section className="detail-side" aria-label="Command">
      <div className="history-command">
        <pre className={known ? "mono" : "soft"}>
          <Visible text={textOf(run)} />
        </pre>
        {known && <CopyButton text={run.command} label="Copy the command" />}
      </div>
      <dl className="history-facts">
        {factsOf(run).map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <Output run={run} />
    </section>
  );
}

function factsOf(run: Run): [string, string][] {
  const { directoryAfter, directoryBefore, startedAt } = run;
  const moved = directoryAfter !== null && directoryAfter !== directoryBefore;
  const facts: [string, string][] = [
    ["Who", whoOf(run)],
    ["State", stateOf(run).word],
    ["Took", tookWords(run)],
    ["Began", startedAt === null ? "" : absoluteTime(startedAt)],
    [
      "Directory",
      moved ? `${directoryBefore ?? "?"} → ${directoryAfter}` : (directoryBefore ?? ""),
    ],
  ];
  return facts.filter(([, fact]) => fact !== "");
}

interface Part {
  text: string;
  total: number;
  behind?: number | undefined;
}

function Output({ run }: { run: Run }) {
  const { id, outputRange, state } = run;
  const [from, setFrom] = useState(0);
  const [part, setPart] = useState<Part | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run that goes on has more to show at each of its changes.
  useEffect(() => {
    let isGone = false;
    void attempt(client.terminals.runOutput({ runId: id, from, limit: page })).then((read) => {
      if (isGone) return;
      if (read.ok) setPart(read.value);
      setFailure(read.ok ? null : read.error);
    });
    return () => {
      isGone = true;
    };
  }, [id, from, state, outputRange.to]);
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (part === null) return null;
  const { behind = 0, text, total } = part;
  const last = Math.max(0, Math.floor((total - 1) / page) * page);
  const steps = [
    ["First", 0, from > 0],
    ["Previous", Math.max(0, from - page), from > 0],
    ["Next", from + page, from + page < total],
    ["Last", last, from < last],
  ] as const;
  return (
    <>
      {total > page && (
        <div className="history-pages">
          <span className="soft" role="status">
            characters {number(from)} to {number(from + text.length)} of {number(total)}
          </span>
          {steps.map(([word, to, possible]) => (
            <button
              key={word}
              type="button"
              className="button small"
              disabled={!possible}
              onClick={() => setFrom(to)}
            >
              {word}
            </button>
          ))}
        </div>
      )}
      {total === 0 && behind === 0 ? (
        <p className="soft">It printed nothing.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        <pre className="history-output" tabIndex={0}>
          <Visible text={text} />
        </pre>
      )}
      {behind > 0 && <p className="soft">{number(behind)} bytes more are being read in.</p>}
    </>
  );
}

const number = (value: number): string => value.toLocaleString("en");
