import type { Run } from "../../shared/contract/terminals.ts";
import { durationWords } from "../ui/times.ts";

/** A state as a shape and a word; the exit code where there is one. */
export function stateOf({ exitCode, state }: Run): { shape: string; word: string; bad: boolean } {
  switch (state) {
    case "waiting":
      return { shape: "○", word: "waiting", bad: false };
    case "running":
      return { shape: "○", word: "running", bad: false };
    case "needs-input":
      return { shape: "○", word: "needs input", bad: false };
    case "finished":
      if (exitCode === null) return { shape: "?", word: "ended, exit code unknown", bad: false };
      return exitCode === 0
        ? { shape: "●", word: "exit 0", bad: false }
        : { shape: "▲", word: `exit ${exitCode}`, bad: true };
    case "stopped":
      return {
        shape: "■",
        word: exitCode === null ? "stopped" : `stopped, exit ${exitCode}`,
        bad: false,
      };
    case "lost":
      return { shape: "?", word: "lost: nobody knows its end", bad: true };
    case "not-run":
      return { shape: "⊘", word: "not run", bad: false };
    case "unknown":
      return { shape: "?", word: "unknown whether it ran", bad: true };
  }
}

/** The command's text, or why there is none. */
export function textOf({ command, commandText }: Run): string {
  switch (commandText) {
    case "known":
      return command;
    case "long":
      return `${command}… (longer than the shell tells)`;
    case "private":
      return "not kept: the shell was not to remember it";
    case "untold":
      return "this shell does not tell what was typed";
  }
}

/** Who ran it, and on whose word. */
export function whoOf({ approval, origin }: Run): string {
  if (origin === "person") return "you";
  if (approval === null) return "agent";
  return approval.by === "person" ? "agent, approved by you" : "agent, allowed by the policy";
}

/** "2.1 s"; empty where nobody knows. */
export const tookWords = ({ durationMs }: Run): string =>
  durationMs === null ? "" : durationWords(durationMs);
