import { SquareTerminal } from "lucide-react";
import { useState } from "react";
import { entrySummary, proposalReasons } from "../../shared/audit-words.ts";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import type { RunId } from "../../shared/ids.ts";
import { closeDialog } from "../app/frame-store.ts";
import { Visible } from "../approvals/visible.tsx";
import { attempt, client } from "../control/client.ts";
import { isTerminalId } from "../terminals/panel-id.ts";
import { showRun } from "../terminals/show-run.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { durationWords } from "../ui/times.ts";
import { type AuditRow, kindWords, runOf } from "./audit-rows.ts";
import { shortTime } from "./audit-words.ts";

/** One act step by step, with everything that was recorded of it. */
export function AuditAct({ row }: { row: AuditRow }) {
  const { runId, terminalId } = runOf(row);
  const ran = row.entries.some(({ kind }) => kind === "start");
  const json = row.entries.map((entry) => JSON.stringify(entry)).join("\n");
  return (
    <section className="audit-act" aria-label="The entry" tabIndex={-1}>
      <div className="audit-act-head">
        <h3 className="cut">{row.isCommand ? "Act" : kindWords(row.entries[0]?.kind ?? "")}</h3>
        <CopyButton text={json} label="Copy all as JSON" />
      </div>
      {row.isCommand && (
        <pre className="audit-command">
          <Visible text={row.what} />
        </pre>
      )}
      <GoToRun key={row.key} runId={ran ? runId : null} terminalId={terminalId} />
      <ol className="audit-steps">
        {row.entries.map((entry, index) => (
          <Step key={entry.sequence} entry={entry} before={row.entries[index - 1]} />
        ))}
      </ol>
    </section>
  );
}

function Step({ entry, before }: { entry: AuditEntry; before: AuditEntry | undefined }) {
  const { actor, at, detail, kind, sequence, target } = entry;
  const since = before === undefined ? null : Date.parse(at) - Date.parse(before.at);
  const facts: [string, string][] = [
    ["number", String(sequence)],
    ["time (UTC)", at],
    ["target", target ?? "none"],
    ["user of this computer", entry.osUser],
    ["version", entry.version],
    ["policy", entry.policy || "none"],
    ["hash", entry.hash],
  ];
  return (
    <li>
      <div className="audit-step-head">
        <strong>{kindWords(kind)}</strong>
        <span className="soft">by {<Visible text={actor} />}</span>
        <span className="faint audit-step-time" title={at}>
          {shortTime(Date.parse(at))}
          {since !== null && since >= 1_000 && `, ${durationWords(since)} later`}
        </span>
      </div>
      <p className="audit-step-text">
        <Visible text={entrySummary(entry)} />
      </p>
      {kind === "proposal" && <Reasons entry={entry} />}
      <details className="detail">
        <summary>Everything recorded</summary>
        <dl className="audit-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Visible text={value} />
              </dd>
            </div>
          ))}
        </dl>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
        <pre tabIndex={0}>
          <Visible text={JSON.stringify(detail, null, 2)} />
        </pre>
      </details>
    </li>
  );
}

function Reasons({ entry }: { entry: AuditEntry }) {
  const { agent, policy } = proposalReasons(entry);
  return (
    <>
      {agent !== "" && (
        <p className="audit-step-text soft">
          The agent: <Visible text={agent} />
        </p>
      )}
      {policy !== "" && (
        <p className="audit-step-text soft">
          The policy: <Visible text={policy} />
        </p>
      )}
    </>
  );
}

/** Shows the pane it was meant for, and where that is closed, too, what is on record of its output. `runId`: null where nothing ran. */
function GoToRun({ runId, terminalId }: { runId: string | null; terminalId: string | null }) {
  const [output, setOutput] = useState<string | null>(null);
  const there = useTerminals(
    ({ terminals }) => terminalId !== null && isTerminalId(terminalId) && terminals.has(terminalId),
  );
  const go = () => {
    if (terminalId === null || !isTerminalId(terminalId)) return;
    onceClosed(closeDialog, () => showRun(terminalId, runId as RunId | null));
  };
  const show = async (id: string) => {
    const call = client.terminals.runOutput({
      runId: id as RunId,
      from: 0,
      limit: 20_000,
    });
    const outcome = await attempt(call);
    if (!outcome.ok) setOutput(outcome.error.sentence);
    else
      setOutput(outcome.value.text === "" ? "There is no output on record." : outcome.value.text);
  };
  if (!there && runId === null) return null;
  return (
    <div className="audit-run">
      <div className="settings-row">
        {there ? (
          <button type="button" className="button small" onClick={go}>
            <SquareTerminal size={14} aria-hidden />
            Go to its terminal
          </button>
        ) : (
          <span className="soft">The terminal it ran in is closed.</span>
        )}
        {runId !== null && (
          <button type="button" className="button small" onClick={() => void show(runId)}>
            Show its output
          </button>
        )}
      </div>
      {output !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        <pre className="audit-output" tabIndex={0}>
          <Visible text={output} />
        </pre>
      )}
    </div>
  );
}
