import type { ChatItem } from "../../shared/contract/chat.ts";
import type { ActiveRun, RunLimit, RunProcess } from "../../shared/contract/runs.ts";
import { waitWords } from "../../shared/wait-words.ts";
import { durationWords } from "../ui/times.ts";

/** How a command stands: a shape and a word. */
export function runMark({ state, waits }: Pick<ActiveRun, "state" | "waits">): {
  shape: string;
  word: string;
} {
  if (waits !== null || state === "waiting") {
    return { shape: "◇", word: waits === null ? "waits" : `waits: ${waitWords[waits.reason]}` };
  }
  return state === "needs-input"
    ? { shape: "▲", word: "waits for your input" }
    : { shape: "◌", word: "running" };
}

/** "12 kB, 1.2 kB/s" of a command that prints; "no output" of one that has not. */
export function outputWords({
  bytesPerSecond,
  outputBytes,
}: Pick<ActiveRun, "bytesPerSecond" | "outputBytes">): string {
  if (outputBytes === 0) return "no output";
  const rate = bytesPerSecond === 0 ? "silent now" : `${sizeWords(bytesPerSecond)}/s`;
  return `${sizeWords(outputBytes)}, ${rate}`;
}

/** "TERM in 4 min 3 s": how long a timeout leaves a command. */
export const limitWords = (at: number, now: number): string =>
  at <= now ? "timeout is up" : `TERM in ${durationWords(Math.ceil((at - now) / 1_000) * 1_000)}`;

/** "stops in 4 min", "stops in 42 s": the same in few words, from a minute on in whole ones. */
export function stopWords({ at, isOver }: RunLimit, now: number): string {
  if (isOver || at <= now) return "timeout is up";
  const seconds = Math.ceil((at - now) / 1_000);
  const rounded = seconds < 60 ? seconds : Math.round(seconds / 60) * 60;
  return `stops in ${durationWords(rounded * 1_000)}`;
}

/** "812 sleep 600, 5 min, detached": one process for a person. */
export const processWords = ({ elapsedMs, place }: RunProcess): string =>
  [durationWords(Math.round(elapsedMs / 1_000) * 1_000), place === "foreground" ? "" : place]
    .filter((word) => word !== "")
    .join(", ");

type Ended = Extract<ChatItem, { kind: "run-ended" }>;

/** "ended with 0 after 5 min", for the sentence that begins with the command. */
export function endWords({
  durationMs,
  exitCode,
  state,
}: Pick<Ended, "durationMs" | "exitCode" | "state">): string {
  const after = durationMs === null ? "" : ` after ${durationWords(durationMs)}`;
  if (state === "stopped") return `was stopped${after}`;
  return exitCode === null ? `ended${after}` : `ended with ${exitCode}${after}`;
}

function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
