import { openDialog } from "../app/frame-store.ts";
import type { Action } from "../control/shortcuts.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { startRecording, stopRecording } from "./recordings-store.ts";

/** What a person can do with recordings from the palette; start.tsx hands them to `registerActions`. */
export const recordingActions: readonly Action[] = [
  {
    id: "record-terminal",
    title: "Record this terminal, or end its recording",
    group: "Terminal",
    run: () => void toggleRecording(),
  },
  {
    id: "recordings",
    title: "Recordings: replay and search",
    group: "Fairlead",
    run: () => openDialog({ kind: "recordings" }),
  },
];

async function toggleRecording(): Promise<void> {
  const { terminals, focused } = useTerminals.getState();
  const terminal = focused === null ? undefined : terminals.get(focused);
  if (terminal === undefined) return;
  const live = terminal.recording !== null && terminal.recording.problem === null;
  const done = await (live ? stopRecording(terminal.id) : startRecording(terminal.id));
  if (!done.ok) useTerminals.setState({ failure: done.error });
}
