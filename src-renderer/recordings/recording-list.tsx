import { useEffect, useState } from "react";
import type { Recording, RecordingHit } from "../../shared/contract/recordings.ts";
import { Visible } from "../approvals/visible.tsx";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { absoluteTime, agoWords, durationWords } from "../ui/times.ts";
import type { Place } from "./recordings-dialog.tsx";

interface RecordingListProps {
  recordings: readonly Recording[];
  chosen: Recording["id"];
  onChoose: (place: Place) => void;
}

/** The search begins when nobody has typed for so long. */
const settleMs = 250;

/** Every recording, the newest first; with words to search for, the places where they stand. */
export function RecordingList({ recordings, chosen, onChoose }: RecordingListProps) {
  const [wanted, setWanted] = useState("");
  const [hits, setHits] = useState<readonly RecordingHit[] | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  useEffect(() => {
    setHits(null);
    setFailure(null);
    if (wanted.trim() === "") return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const found = await attempt(
        client.recordings.search({ text: wanted.trim() }, { signal: stop.signal }),
      );
      if (stop.signal.aborted) return;
      if (found.ok) setHits(found.value);
      else setFailure(found.error);
    }, settleMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted]);
  return (
    <nav className="list-side recording-list" aria-label="Recordings">
      <input
        className="input"
        type="search"
        aria-label="Search in all recordings"
        placeholder="Search in all recordings"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {failure !== null && <FailureNotice failure={failure} />}
      {wanted.trim() === "" ? (
        <ul>
          {recordings.map((recording) => (
            <li key={recording.id}>
              <RecordingRow
                recording={recording}
                current={recording.id === chosen}
                onChoose={() => onChoose({ id: recording.id, at: 0 })}
              />
            </li>
          ))}
        </ul>
      ) : (
        <Hits hits={hits} recordings={recordings} onChoose={onChoose} />
      )}
    </nav>
  );
}

function RecordingRow(props: { recording: Recording; current: boolean; onChoose: () => void }) {
  const { recording } = props;
  return (
    <button
      type="button"
      className="list-row"
      aria-current={props.current}
      onClick={props.onChoose}
    >
      <span className="cut">{recording.hostName}</span>
      <span className="soft" title={absoluteTime(recording.startedAt)}>
        {recording.live ? "goes on" : agoWords(recording.startedAt, Date.now())},{" "}
        {durationWords(recording.milliseconds)}, {sizeWords(recording.bytes)}
      </span>
      {recording.problem !== null && <span className="soft">{recording.problem}</span>}
    </button>
  );
}

function Hits(props: {
  hits: readonly RecordingHit[] | null;
  recordings: readonly Recording[];
  onChoose: (place: Place) => void;
}) {
  if (props.hits === null) return <p className="soft">Searching</p>;
  if (props.hits.length === 0) return <p className="soft">Nothing fits.</p>;
  const names = new Map(props.recordings.map(({ id, hostName }) => [id, hostName]));
  return (
    <ul>
      {props.hits.map((hit, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
        <li key={index}>
          <button
            type="button"
            className="list-row"
            onClick={() => props.onChoose({ id: hit.recordingId, at: hit.at })}
          >
            <span className="mono">
              <Visible text={hit.line} />
            </span>
            <span className="soft">
              {names.get(hit.recordingId) ?? "removed"}, at {durationWords(hit.at * 1_000)},{" "}
              {placeWords[hit.place]}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const sizeWords = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const placeWords = { output: "on the screen", typed: "typed", mark: "mark" } as const;
