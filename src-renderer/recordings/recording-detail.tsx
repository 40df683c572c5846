import { CircleStop, Download, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { Recording } from "../../shared/contract/recordings.ts";
import type { CallFailure } from "../control/client.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { saveFile } from "../ui/save-file.ts";
import { absoluteTime, durationWords } from "../ui/times.ts";
import { RecordingReplay } from "./recording-replay.tsx";
import { readRecording, removeRecording, stopRecording } from "./recordings-store.ts";
import { type Cast, readCast } from "./timeline.ts";

type Loaded = { file: string; cast: Cast };

const unreadable: CallFailure = {
  code: "recording-unreadable",
  sentence: "This file is no recording that can be replayed.",
};

/** One recording: its replay, who typed what, and what can be done with it. */
export function RecordingDetail({ recording, at }: { recording: Recording; at: number }) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [removing, setRemoving] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    void readRecording(recording.id, stop.signal).then((read) => {
      if (stop.signal.aborted) return;
      const cast = read.ok ? readCast(read.value) : null;
      if (!read.ok) setFailure(read.error);
      else if (cast === null) setFailure(unreadable);
      else setLoaded({ file: read.value, cast });
    });
    return () => stop.abort();
  }, [recording.id]);
  const told = (outcome: Awaited<ReturnType<typeof removeRecording>>) =>
    setFailure(outcome.ok ? null : outcome.error);
  return (
    <section className="detail-side" aria-label={`Recording on ${recording.hostName}`}>
      <header className="recording-head">
        <div className="recording-what">
          <h3 className="cut">
            {recording.user === "" ? "" : `${recording.user}@`}
            {recording.hostName}
          </h3>
          <span className="soft">
            {absoluteTime(recording.startedAt)}, {durationWords(recording.milliseconds)}
          </span>
        </div>
        <span className="recording-gap" />
        {recording.live && (
          <button
            type="button"
            className="button small"
            onClick={() => void stopRecording(recording.terminalId).then(told)}
          >
            <CircleStop size={14} aria-hidden /> End recording
          </button>
        )}
        <button
          type="button"
          className="button small"
          disabled={loaded === null}
          onClick={() => loaded !== null && save(recording, loaded.file)}
        >
          <Download size={14} aria-hidden /> Save as .cast
        </button>
        <button
          type="button"
          className="button small"
          disabled={recording.live}
          onClick={() => setRemoving(true)}
        >
          <Trash2 size={14} aria-hidden /> Remove
        </button>
      </header>
      {failure !== null && <FailureNotice failure={failure} />}
      {loaded === null && failure === null && <p className="soft">Reading the recording</p>}
      {loaded !== null && <RecordingReplay cast={loaded.cast} at={at} />}
      {removing && (
        <ConfirmDialog
          title="Remove this recording?"
          act="Remove"
          onClose={() => setRemoving(false)}
          onConfirm={() => void removeRecording(recording.id).then(told)}
        >
          The file is deleted. There is no copy.
        </ConfirmDialog>
      )}
    </section>
  );
}

function save({ hostName, startedAt }: Recording, file: string): void {
  const day = new Date(startedAt).toISOString().slice(0, 19).replaceAll(":", "-");
  const name = `${hostName.replace(/[^\w.-]+/g, "-")}-${day}.cast`;
  saveFile(new Blob([file], { type: "application/x-asciicast" }), name);
}
