import { z } from "zod";
import type { Run } from "../../../shared/contract/terminals.ts";
import { runId } from "../../../shared/ids.ts";
import { changedFiles } from "./changed-files.ts";
import { errorLine, testResult } from "./telling-lines.ts";

/** Commands of a terminal that stay apart; older ones that have ended are folded. */
export const unfolded = 80;

const mostErrors = 20;
const mostTests = 10;
const mostFiles = 40;
const mostPrograms = 20;
/** Characters of a command, a line or a path; more are cut. */
const longest = 160;

const told = z.object({ command: z.string(), line: z.string(), at: z.number() });

/**
 * What is left of the commands of a terminal that are not kept apart any more. Lists are newest last and bounded. Times are
 * ms since the epoch.
 */
export const terminalMemory = z.object({
  /** The last run that was folded: ids grow with time. */
  upTo: runId.nullable(),
  commands: z.number(),
  since: z.number().nullable(),
  until: z.number().nullable(),
  /** Commands that failed, with the line that says it best. */
  errors: z.array(told.extend({ exitCode: z.number() })),
  failed: z.number(),
  /** What test runners said at their end. */
  tests: z.array(told),
  /** Files that commands named to change them. */
  files: z.array(z.string()),
  /** How often each program was run. */
  programs: z.record(z.string(), z.number()),
});
export type TerminalMemory = z.infer<typeof terminalMemory>;

export const nothingFolded: TerminalMemory = {
  upTo: null,
  commands: 0,
  since: null,
  until: null,
  errors: [],
  failed: 0,
  tests: [],
  files: [],
  programs: {},
};

/** The memory with one more run, which has ended. Pure; what it holds stays bounded, the oldest of each list goes. */
export function foldRun(memory: TerminalMemory, run: Run): TerminalMemory {
  const { id, exitCode, excerpt, endedAt, startedAt } = run;
  const command = cut(run.command === "" ? "(text not known)" : run.command);
  const at = endedAt ?? startedAt ?? 0;
  const isError = exitCode !== null && exitCode !== 0 && run.state !== "stopped";
  const line = isError ? errorLine(excerpt) : "";
  const result = testResult(excerpt);
  return {
    upTo: id,
    commands: memory.commands + 1,
    since: memory.since ?? startedAt,
    until: endedAt ?? memory.until,
    errors: isError
      ? last([...memory.errors, { command, line: cut(line), at, exitCode }], mostErrors)
      : memory.errors,
    failed: memory.failed + (isError ? 1 : 0),
    tests:
      result === null
        ? memory.tests
        : last([...memory.tests, { command, line: cut(result), at }], mostTests),
    files: withFiles(memory.files, run),
    programs: counted(memory.programs, programOf(run.command)),
  };
}

/** A file that is changed again moves to the end. */
function withFiles(files: readonly string[], { command, directoryBefore }: Run): string[] {
  const changed = changedFiles(command, directoryBefore).map(cut);
  const others = files.filter((file) => !changed.includes(file));
  return last([...others, ...new Set(changed)], mostFiles);
}

/** The rarest goes where there are too many. */
function counted(programs: Record<string, number>, program: string | null): Record<string, number> {
  if (program === null) return programs;
  const counts = new Map(Object.entries(programs));
  counts.set(program, (counts.get(program) ?? 0) + 1);
  const most = [...counts].toSorted(([, one], [, other]) => other - one);
  const kept = most.slice(0, mostPrograms);
  if (!kept.some(([name]) => name === program)) kept.splice(-1, 1, [program, 1]);
  return Object.fromEntries(kept);
}

function programOf(command: string): string | null {
  const words = command.trim().split(/\s+/);
  const first = words.find((word) => !/^(\w+=|sudo$|doas$|env$|time$|nohup$)/.test(word));
  const name = first?.split("/").at(-1) ?? "";
  return /^[\w.+-]{1,40}$/.test(name) ? name : null;
}

const last = <T>(list: readonly T[], most: number): T[] => list.slice(-most);

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1).toWellFormed()}…` : line;
}
