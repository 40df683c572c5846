import type { Run, RunState, TerminalInfo } from "../../shared/contract/terminals.ts";
import { guessWords, needsInputWords } from "../../shared/needs-input-words.ts";
import type { RunProgress } from "../terminals/run-progress.ts";
import { cutMiddle, outputLimit } from "./cut.ts";
import { durationWords } from "./duration.ts";
import { hasEnded } from "./wait-for-run.ts";

export const stateWords: Record<RunState, string> = {
  waiting: "waiting (for a clean prompt; not sent yet)",
  running:
    "running (not finished, and nothing ends it: look again with observe, run and wait, leave it, or press C-c with send_keys)",
  "needs-input":
    "needs-input (the program waits for the person's input in the pane; never send a password yourself)",
  finished: "finished",
  stopped: "stopped (interrupted before its end)",
  lost: "lost (the terminal was lost; nobody knows how far it came; do not simply run it again)",
  "not-run": "not-run (nothing was sent)",
  unknown: "unknown (nobody knows whether it ran or how far it came; do not simply run it again)",
};

/**
 * What a model is told about a run: facts line by line, then the output, cut in the middle. The order and the words
 * before the colons do not change.
 */
export function describeRun(
  run: Run,
  terminal: Pick<TerminalInfo, "id" | "user" | "hostName"> &
    Partial<Pick<TerminalInfo, "needsInput">>,
  output: string,
  present: Present | null = null,
): string {
  const goesOn = present !== null && !hasEnded(run);
  const lines = [`state: ${stateWords[run.state]}`];
  if (goesOn) lines.push(...presentLines(run, present));
  if (run.personTyped === true) lines.push("keyboard: the person typed while it ran");
  if (run.state === "needs-input") lines.push(...needsLines(terminal));
  if (run.exitCode !== null) lines.push(`exit code: ${run.exitCode}`);
  lines.push(`terminal: ${terminal.id} (${terminal.user}@${terminal.hostName})`);
  const directory = run.directoryAfter ?? run.directoryBefore;
  if (directory !== null) lines.push(`directory: ${directory}`);
  if (run.durationMs !== null) lines.push(`duration: ${durationWords(run.durationMs)}`);
  lines.push(`run: ${run.id}`);
  if (goesOn) {
    const { progress, screen } = present;
    const shown =
      screen === null
        ? `last lines:\n${lastLines(progress.lastLines)}`
        : `screen:\n${lastLines(screen)}`;
    return `${lines.join("\n")}\n${shown}`;
  }
  const rest = `read them with observe, run ${run.id}`;
  const text = output.trimEnd() === "" ? "(no output)" : cutMiddle(output, outputLimit, rest);
  return `${lines.join("\n")}\noutput:\n${text}`;
}

/** A command that has not ended, at the moment it is told of. */
export type Present = {
  now: number;
  progress: RunProgress;
  /** What is on the screen, where a full-screen program draws it; else null. */
  screen: string | null;
  /** Told early, because the person wrote. */
  isSpoken: boolean;
};

function presentLines(run: Run, { isSpoken, now, progress }: Present): string[] {
  const lines = progressLines(run, progress, now);
  const spoken = "note: the person wrote a message, which follows. Answer it; the command runs on.";
  return isSpoken ? [...lines, spoken] : lines;
}

/** How long it runs, how much it has printed, and how fast it came lately. */
export function progressLines(
  { startedAt }: Pick<Run, "startedAt">,
  { bytes, bytesPerSecond }: RunProgress,
  now: number,
): string[] {
  const lines = startedAt === null ? [] : [`running for: ${durationWords(now - startedAt)}`];
  const rate = bytesPerSecond === 0 ? "nothing" : `${bytesPerSecond} bytes a second`;
  lines.push(`output so far: ${bytes} bytes; over the last 5 s: ${rate}`);
  return lines;
}

/** At most so many, and so many characters. */
const mostLines = 20;
const mostCharacters = 2_000;

function lastLines(text: string): string {
  const lines = text.trimEnd().split("\n").slice(-mostLines).join("\n").slice(-mostCharacters);
  return lines.trim() === "" ? "(none)" : lines;
}

/** What a run was, in a sentence; a text that is not known is not made up. */
export function commandWords({ command, commandText }: Run): string {
  switch (commandText) {
    case "known":
      return quoteCommand(command);
    case "long":
      return `${quoteCommand(command)} (longer than its shell tells)`;
    case "private":
      return "(a command that the shell was not to remember)";
    case "untold":
      return "(a command whose text the shell does not tell)";
  }
}

/** What the program in a terminal waits for, as a fact of its own line; nothing where it waits for nothing. */
export function needsLines(
  terminal: Pick<TerminalInfo, "user" | "hostName"> & Partial<Pick<TerminalInfo, "needsInput">>,
): string[] {
  const needs = terminal.needsInput ?? null;
  if (needs === null) return [];
  const guess = guessWords(needs);
  return [`needs: ${needsInputWords(needs, terminal)}.${guess === null ? "" : ` ${guess}`}`];
}

/** A command in a sentence: one line, cut where it is long. */
export function quoteCommand(command: string): string {
  const line = command.replaceAll(/\s+/g, " ").trim();
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``;
}
