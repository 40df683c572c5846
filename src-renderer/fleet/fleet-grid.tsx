import { Check, Copy, Download, PanelTop, Play, RotateCcw, Square } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import type { FleetId } from "../../shared/ids.ts";
import { closeDialog, openDialog } from "../app/frame-store.ts";
import { Visible } from "../approvals/visible.tsx";
import type { CallFailure } from "../control/client.ts";
import { showFleet } from "../terminals/terminal-desk.ts";
import { Choice } from "../ui/choice.tsx";
import { copyText } from "../ui/copy-text.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { saveFile } from "../ui/save-file.ts";
import { type FleetGroup, type FleetOrder, filteredRows, groupsOf } from "./fleet-groups.ts";
import {
  countWords,
  fleetWords,
  hostCount,
  isSettled,
  rowMark,
  rowsAsCsv,
  rowsAsText,
} from "./fleet-words.ts";
import { goOn, type ShownFleet, stopFleet, useFleet } from "./fleets-store.ts";
import { GroupItem } from "./group-item.tsx";
import { moveInRows } from "./move-in-rows.ts";
import { notRunOn, runAgainForm } from "./run-again.ts";
import { useBounded } from "./use-bounded.tsx";
import "./fleet.css";

const orders: readonly { value: FleetOrder; label: string }[] = [
  { value: "size", label: "largest group" },
  { value: "state", label: "state" },
  { value: "name", label: "name" },
];

/** Where a grid stands; in the chat it is narrow and folded. */
type Place = "chat" | "dialog" | "tab";

/** Groups that are drawn until a person asks for more. */
const mostGroups = 100;

/** A run on many hosts as it goes: identical results folded, what differs beside them. */
export function FleetGrid({ id, place }: { id: FleetId; place: Place }) {
  const shown = useFleet(id);
  if (shown === null) return <p className="faint">Loading the run…</p>;
  if ("sentence" in shown) return <FailureNotice failure={shown} />;
  return <Grid shown={shown} place={place} />;
}

function Grid({ shown, place }: { shown: ShownFleet; place: Place }) {
  const { fleet, rows } = shown;
  const compact = place === "chat";
  const [text, setText] = useState("");
  const [word, setWord] = useState("");
  const [order, setOrder] = useState<FleetOrder>("size");
  const wanted = useDeferredValue(text);
  const groups = useMemo(
    () => groupsOf(filteredRows(rows, { text: wanted, word }), order),
    [rows, wanted, word, order],
  );
  const all = useMemo(() => groupsOf(rows, "size"), [rows]);
  const largest = all.find(({ identical }) => identical) ?? null;
  const words = useMemo(() => [...new Set(rows.map((row) => rowMark(row).word))], [rows]);
  const settled = rows.filter(isSettled).length;
  const [drawn, more] = useBounded(groups, mostGroups, "groups");
  return (
    <section
      className={compact ? "fleet compact" : "fleet"}
      aria-label={`Run on ${hostCount(rows.length)}`}
    >
      <div className="fleet-head">
        <p className="fleet-counts" role="status">
          <strong>{fleetWords(fleet)}</strong> · {countWords(rows)}
        </p>
        <FleetActions shown={shown} place={place} />
      </div>
      {fleet.endedAt === null && (
        <progress
          className="fleet-progress"
          max={rows.length}
          value={settled}
          aria-label={`${settled} of ${rows.length} hosts have ended`}
        />
      )}
      {fleet.stopped !== null && <p className="fleet-note">{fleet.stopped}</p>}
      <CanaryQuestion shown={shown} />
      {(!compact || rows.length > 12) && (
        <div className="fleet-filter">
          <input
            type="search"
            className="input"
            aria-label="Filter hosts of this run"
            placeholder="Filter"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Choice
            label="Which states"
            quiet
            options={[
              { value: "any", label: "any state" },
              ...words.map((value) => ({ value, label: value })),
            ]}
            value={word === "" ? "any" : word}
            onChange={(value) => setWord(value === "any" ? "" : value)}
          />
          <Choice
            label="Order"
            quiet
            prefix="by "
            options={orders}
            value={order}
            onChange={setOrder}
          />
        </div>
      )}
      <ul className="fleet-groups" onKeyDown={moveInRows}>
        {drawn.map((group) => (
          <GroupItem
            key={group.key}
            fleetId={fleet.id}
            group={group}
            against={largest === null || largest.key === group.key ? null : largest}
            initiallyOpen={!compact && (group.key === largest?.key || wantsPerson(group))}
          />
        ))}
      </ul>
      {more}
      {groups.length === 0 && <p className="faint">No host matches.</p>}
    </section>
  );
}

/** A few hosts on which a person has something to do are shown with it. */
const wantsPerson = ({ rows }: FleetGroup): boolean =>
  rows.length <= 8 && (rows[0].asked || rows[0].state === "needs-you");

function FleetActions({ shown: { fleet, rows }, place }: { shown: ShownFleet; place: Place }) {
  const [copied, setCopied] = useState(false);
  const running = rows.filter(({ state }) => state === "running").length;
  const ends = fleet.state === "stopping";
  const again = fleet.endedAt === null ? 0 : notRunOn(rows).length;
  const copy = async () => {
    await copyText(rowsAsText(rows), document);
    setCopied(true);
  };
  return (
    <span className="fleet-actions">
      {fleet.endedAt === null && (!ends || running > 0) && (
        <button type="button" className="button small" onClick={() => void stopFleet(fleet.id)}>
          <Square size={12} aria-hidden /> {ends ? `End ${running} under way` : "Stop"}
        </button>
      )}
      {again > 0 && (
        <button
          type="button"
          className="button small"
          title="Where it has run, or may have, it is not run again"
          onClick={() => openDialog({ kind: "run-on-hosts", initial: runAgainForm(fleet, rows) })}
        >
          <RotateCcw size={12} aria-hidden /> Run on the {again} that did not run…
        </button>
      )}
      <button
        type="button"
        className="icon-button small"
        aria-label={copied ? "Copied" : "Copy as text"}
        title="Copy as text"
        onClick={() => void copy()}
      >
        {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      </button>
      <button
        type="button"
        className="icon-button small"
        aria-label="Save as CSV"
        title="Save as CSV"
        onClick={() =>
          saveFile(new Blob([rowsAsCsv(rows)], { type: "text/csv" }), `${fleet.id}.csv`)
        }
      >
        <Download size={14} aria-hidden />
      </button>
      {place !== "tab" && (
        <button
          type="button"
          className="icon-button small"
          aria-label="Show this run in a tab"
          title="Show this run in a tab beside the terminals"
          onClick={() => onceClosed(closeDialog, () => showFleet(fleet.id))}
        >
          <PanelTop size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}

/** What a person decides once the canary is through. */
function CanaryQuestion({ shown: { fleet, rows } }: { shown: ShownFleet }) {
  const [failure, setFailure] = useState<CallFailure | null>(null);
  if (fleet.state !== "asking") return null;
  const left = rows.filter(({ state }) => state === "waiting").length;
  const canaries = rows.filter(({ isCanary }) => isCanary);
  const act = async (what: typeof goOn) => {
    const done = await what(fleet.id);
    setFailure(done.ok ? null : done.error);
  };
  return (
    <section className="fleet-question" aria-label="The canary is through">
      <p>
        <span aria-hidden>◇</span> The canary is through: {countWords(canaries)}. Look at its
        output, then decide about the others.
      </p>
      {failure !== null && <FailureNotice failure={failure} />}
      <span className="fleet-actions">
        <button type="button" className="button primary small" onClick={() => void act(goOn)}>
          <Play size={12} aria-hidden /> Go on with {left} more
        </button>
        <button type="button" className="button small" onClick={() => void act(stopFleet)}>
          Stop here
        </button>
      </span>
    </section>
  );
}

/** The command of a run, whole. */
export function FleetCommand({ command }: { command: string }) {
  return (
    <pre className="fleet-command">
      <code>
        <Visible text={command} />
      </code>
    </pre>
  );
}
