import { create } from "zustand";
import type { Recording } from "../../shared/contract/recordings.ts";
import type { RecordingId, TerminalId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

/** Recordings, the newest first; null until main has said so. */
export const useRecordings = create<{ recordings: readonly Recording[] | null }>(() => ({
  recordings: null,
}));

export const followRecordings = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.recordings.events(undefined, { signal: stop }),
    ({ recordings }) => useRecordings.setState({ recordings }),
    signal,
  );

export const startRecording = (id: TerminalId): Promise<Result<void, CallFailure>> =>
  attempt(client.recordings.start({ id }));

export const stopRecording = (id: TerminalId): Promise<Result<void, CallFailure>> =>
  attempt(client.recordings.stop({ id }));

export const removeRecording = (id: RecordingId): Promise<Result<void, CallFailure>> =>
  attempt(client.recordings.remove({ id }));

/** The whole file of a recording. */
export async function readRecording(
  id: RecordingId,
  signal: AbortSignal,
): Promise<Result<string, CallFailure>> {
  const pieces: string[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const part: Awaited<ReturnType<typeof readPart>> = await readPart(id, from, signal);
    if (!part.ok) return part;
    pieces.push(part.value.text);
    from = part.value.next;
  }
  return { ok: true, value: pieces.join("") };
}

const readPart = (id: RecordingId, from: number, signal: AbortSignal) =>
  attempt(client.recordings.read({ id, from }, { signal }));
