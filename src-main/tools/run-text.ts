import type { Run, RunState, TerminalInfo } from "../../shared/contract/terminals.ts";
import { guessWords, needsInputWords } from "../../shared/needs-input-words.ts";
import { cutMiddle, outputLimit } from "./cut.ts";
import { durationWords } from "./duration.ts";

const stateWords: Record<RunState, string> = {
  waiting: "waiting (for a clean prompt; not sent yet)",
  running: "running (not finished; look again with capture_pane and this run's id)",
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
): string {
  const lines = [`state: ${stateWords[run.state]}`];
  const needs = run.state === "needs-input" ? (terminal.needsInput ?? null) : null;
  if (needs !== null) {
    const guess = guessWords(needs);
    lines.push(`needs: ${needsInputWords(needs, terminal)}.${guess === null ? "" : ` ${guess}`}`);
  }
  if (run.exitCode !== null) lines.push(`exit code: ${run.exitCode}`);
  lines.push(`terminal: ${terminal.id} (${terminal.user}@${terminal.hostName})`);
  const directory = run.directoryAfter ?? run.directoryBefore;
  if (directory !== null) lines.push(`directory: ${directory}`);
  if (run.durationMs !== null) {
    lines.push(`duration: ${durationWords(run.durationMs)}`);
  }
  lines.push(`run: ${run.id}`);
  const rest = `read them with capture_pane, run ${run.id}`;
  const text = output.trimEnd() === "" ? "(no output)" : cutMiddle(output, outputLimit, rest);
  return `${lines.join("\n")}\noutput:\n${text}`;
}

/** A command in a sentence: one line, cut where it is long. */
export function quoteCommand(command: string): string {
  const line = command.replaceAll(/\s+/g, " ").trim();
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``;
}
