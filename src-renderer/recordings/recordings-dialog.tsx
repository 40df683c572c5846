import { useEffect, useState } from "react";
import type { Recording } from "../../shared/contract/recordings.ts";
import { openDialog } from "../app/frame-store.ts";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { RecordingDetail } from "./recording-detail.tsx";
import { RecordingList } from "./recording-list.tsx";
import { followRecordings, useRecordings } from "./recordings-store.ts";
import "../ui/list-and-detail.css";
import "./recordings.css";

/** What is looked at: a recording, and where in it. */
export interface Place {
  id: Recording["id"];
  /** Seconds from its start. */
  at: number;
}

/** All recordings, searched, replayed, saved and removed. */
export function RecordingsDialog({ onClose }: { onClose: () => void }) {
  const recordings = useRecordings((state) => state.recordings);
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    void followRecordings(stop.signal);
    return () => stop.abort();
  }, []);
  const shown = recordings?.find(({ id }) => id === place?.id) ?? recordings?.[0] ?? null;
  return (
    <FrameDialog title="Recordings" wide onClose={onClose}>
      {recordings?.length === 0 && (
        <div className="dialog-body list-empty">
          <p className="soft">
            Nothing has been recorded. Choose hosts or tags whose terminals are recorded, or record
            one terminal from the command palette.
          </p>
          <button
            type="button"
            className="button primary"
            onClick={() => openDialog({ kind: "settings", page: "recording" })}
          >
            Choose what is recorded
          </button>
        </div>
      )}
      {shown !== null && (
        <div className="list-and-detail">
          <RecordingList recordings={recordings ?? []} chosen={shown.id} onChoose={setPlace} />
          <RecordingDetail
            key={shown.id}
            recording={shown}
            at={place?.id === shown.id ? place.at : 0}
          />
        </div>
      )}
    </FrameDialog>
  );
}
