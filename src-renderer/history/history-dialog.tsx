import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Run } from "../../shared/contract/terminals.ts";
import type { RunId, TerminalId } from "../../shared/ids.ts";
import type { CommandTimes } from "../app/frame-store.ts";
import { Visible } from "../approvals/visible.tsx";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { nearestCommand } from "../terminals/nearest-command.ts";
import { useLabel } from "../terminals/terminal-label.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { absoluteTime, agoWords } from "../ui/times.ts";
import { HistoryDetail } from "./history-detail.tsx";
import { stateOf, textOf, tookWords } from "./run-facts.ts";
import "../ui/list-and-detail.css";
import "./history.css";

interface HistoryDialogProps {
  id: TerminalId;
  /** The command to begin with; null = the last one. */
  command: CommandTimes | null;
  onClose: () => void;
}

/** What ran in a terminal, the person's and the agent's: every command with its output, and what is left of older ones. */
export function HistoryDialog({ id, command, onClose }: HistoryDialogProps) {
  const label = useLabel(id);
  const { failure, memory, runs } = useHistory(id);
  const [chosen, setChosen] = useState<RunId | null>(null);
  const list = useRef<HTMLElement>(null);
  const isThere = runs !== null;
  // They come after the dialog: only now there is something to begin with.
  useLayoutEffect(() => {
    if (isThere) list.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus();
  }, [isThere]);
  const meant = runs !== null && command !== null ? nearestCommand(runs, command) : undefined;
  const shown = runs?.find((run) => run.id === chosen) ?? meant ?? runs?.[0];
  return (
    <FrameDialog title={`Commands in ${label}`} wide onClose={onClose}>
      {failure !== null && <FailureNotice failure={failure} />}
      {runs?.length === 0 && (
        <div className="dialog-body list-empty">
          <p className="soft">
            Nothing has run here that Fairlead could see. It sees commands of shells that it
            started.
          </p>
          <button type="button" className="button primary" data-first onClick={onClose}>
            Back to the terminal
          </button>
        </div>
      )}
      {runs !== null && shown !== undefined && (
        <div className="list-and-detail">
          <nav ref={list} className="list-side" aria-label="Commands" onKeyDown={moveFocus}>
            <ul>
              {runs.map((run) => (
                <li key={run.id}>
                  <HistoryRow
                    run={run}
                    current={run.id === shown.id}
                    onChoose={() => setChosen(run.id)}
                  />
                </li>
              ))}
            </ul>
            {memory !== "" && (
              <section className="history-memory" aria-label="Older commands">
                <h3>Older commands</h3>
                <pre>
                  <Visible text={memory} />
                </pre>
              </section>
            )}
          </nav>
          <HistoryDetail key={shown.id} run={shown} />
        </div>
      )}
    </FrameDialog>
  );
}

function HistoryRow({
  run,
  current,
  onChoose,
}: {
  run: Run;
  current: boolean;
  onChoose: () => void;
}) {
  const { bad, shape, word } = stateOf(run);
  const known = run.commandText === "known" || run.commandText === "long";
  const at = run.startedAt ?? run.endedAt;
  return (
    <button type="button" className="list-row" aria-current={current} onClick={onChoose}>
      <span className={known ? "mono cut" : "soft cut"}>
        <Visible text={textOf(run).split("\n", 1)[0] ?? ""} />
      </span>
      <span className="soft" title={at === null ? undefined : absoluteTime(at)}>
        <span className={bad ? "history-bad" : undefined}>
          <span aria-hidden>{shape}</span> {word}
        </span>
        {[
          tookWords(run),
          run.origin === "person" ? "you" : "agent",
          at === null ? "" : agoWords(at, Date.now()),
        ]
          .filter((fact) => fact !== "")
          .map((fact) => `, ${fact}`)
          .join("")}
      </span>
    </button>
  );
}

/** Up and Down go from one command to the next. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(".list-row")];
  const next = rows[rows.findIndex((row) => row.matches(":focus")) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.click();
}

/** The runs of a terminal as they are now, the newest first; null until main has answered. */
function useHistory(id: TerminalId): {
  runs: Run[] | null;
  memory: string;
  failure: CallFailure | null;
} {
  const [kept, setKept] = useState<readonly Run[] | null>(null);
  const [memory, setMemory] = useState("");
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const changed = useTerminals(({ runs }) => runs);
  useEffect(() => {
    let isGone = false;
    void (async () => {
      const [runs, older] = await Promise.all([
        attempt(client.terminals.runs({ id })),
        attempt(client.terminals.memory({ id })),
      ]);
      if (isGone) return;
      if (runs.ok) setKept(runs.value);
      else setFailure(runs.error);
      if (older.ok) setMemory(older.value.text);
    })();
    return () => {
      isGone = true;
    };
  }, [id]);
  if (kept === null) return { runs: null, memory, failure };
  const runs = new Map(kept.map((run) => [run.id, run]));
  for (const run of changed.values()) if (run.terminalId === id) runs.set(run.id, run);
  const newest = [...runs.values()].sort((one, other) => (one.id < other.id ? 1 : -1));
  return { runs: newest, memory, failure };
}
