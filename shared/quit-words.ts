import type { ActiveRun } from "./contract/runs.ts";

/** What becomes of the commands that run when Fairlead ends, a line each. */
export type Leaving = { goesOn: string[]; ends: string[] };

/** Commands that wait for the keyboard are not among them: they are not sent. */
export function leavingWords(runs: readonly ActiveRun[]): Leaving {
  const running = runs.filter(({ state, waits }) => state !== "waiting" && waits === null);
  const lines = (survives: boolean) =>
    running
      .filter((run) => run.survives === survives)
      .map(({ command, hostName }) => `${firstLine(command)} on ${hostName}`);
  return { goesOn: lines(true), ends: lines(false) };
}

/** The whole of it for a person who is about to end Fairlead; null where nothing runs. */
export function leavingText({ ends, goesOn }: Leaving): string | null {
  const parts = [
    ...(ends.length === 0 ? [] : ["Ends with Fairlead:", ...ends.map((line) => `  ${line}`)]),
    ...(goesOn.length === 0 ? [] : ["Goes on in tmux:", ...goesOn.map((line) => `  ${line}`)]),
  ];
  return parts.length === 0 ? null : parts.join("\n");
}

function firstLine(command: string): string {
  const line = (command.split("\n", 1)[0] ?? "").replaceAll(/\p{C}/gu, " ").slice(0, 100);
  return line.trim() === "" ? "a program" : line;
}
