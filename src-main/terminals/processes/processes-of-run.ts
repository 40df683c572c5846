import type { RunProcess } from "../../../shared/contract/runs.ts";
import type { ListedProcess } from "./process-table.ts";

/** When a run's processes can have begun, as ages in ms at the moment of the listing. */
export type RunWindow = { oldestMs: number; youngestMs: number };

/** What belongs to a run for certain, and what may: processes that have left the terminal, to be asked whether they came from it. */
export type Belonging = { own: ListedProcess[]; perhaps: ListedProcess[] };

/**
 * Which processes a command has started in its shell. For certain are those that descend from the shell or are in its
 * session, and began while the command ran; a job of the person from before, and what that job starts, are not among them.
 * `known` are processes that were seen to belong before, by `keyOf`: they stay, wherever they have gone.
 */
export function processesOfRun(
  all: readonly ListedProcess[],
  shellPid: number,
  window: RunWindow,
  known: ReadonlySet<string> = new Set(),
): Belonging {
  const byPid = new Map(all.map((process) => [process.pid, process]));
  const shell = byPid.get(shellPid);
  const own = new Map<number, ListedProcess>();
  const began = ({ elapsedMs }: ListedProcess) =>
    elapsedMs <= window.oldestMs && elapsedMs >= window.youngestMs;
  const inTerminal = (process: ListedProcess) =>
    shell !== undefined &&
    (shell.session > 0
      ? process.session === shell.session
      : shell.terminal !== "" && process.terminal === shell.terminal);

  const belongs = (process: ListedProcess): boolean => {
    if (known.has(keyOf(process))) return true;
    if (process.pid === shellPid || !began(process)) return false;
    const decides = ancestors(process, byPid).find(
      (parent) => parent.pid === shellPid || known.has(keyOf(parent)) || !began(parent),
    );
    if (decides === undefined || decides.pid === shellPid) {
      return decides !== undefined || inTerminal(process);
    }
    // What an older job of this terminal starts is that job's.
    return known.has(keyOf(decides)) || (inTerminal(process) && !inTerminal(decides));
  };
  for (const process of all) if (belongs(process)) own.set(process.pid, process);

  const perhaps = all.filter((process) => {
    if (own.has(process.pid) || process.pid === shellPid || !began(process)) return false;
    if (inTerminal(process)) return false;
    const parent = byPid.get(process.parent);
    // Its parent is gone: whoever takes in orphans is older than the run.
    return parent === undefined || (!began(parent) && parent.pid !== shellPid);
  });
  return { own: [...own.values()], perhaps };
}

/** What else belongs once some of `perhaps` were found to: they, and what descends from them. */
export function withDetached(
  all: readonly ListedProcess[],
  { own }: Belonging,
  detached: ReadonlySet<number>,
): ListedProcess[] {
  const byPid = new Map(all.map((process) => [process.pid, process]));
  const mine = new Set(own.map(({ pid }) => pid));
  return all.filter(
    (process) =>
      mine.has(process.pid) ||
      detached.has(process.pid) ||
      ancestors(process, byPid).some(({ pid }) => detached.has(pid)),
  );
}

/** Names a process for good. */
export const keyOf = ({ pid, start }: Pick<ListedProcess, "pid" | "start">): string =>
  `${pid}@${start}`;

/** For a person, with the command line where it is known. */
export function described(
  process: ListedProcess,
  shell: ListedProcess | undefined,
  commands: ReadonlyMap<number, string>,
): RunProcess {
  const { elapsedMs, group, pid, start } = process;
  const left =
    shell !== undefined &&
    (shell.session > 0 ? process.session !== shell.session : process.terminal !== shell.terminal);
  const place = left
    ? "detached"
    : (process.foreground ?? shell?.foreground) === group
      ? "foreground"
      : "background";
  return { pid, start, group, command: commands.get(pid) ?? process.name, elapsedMs, place };
}

function ancestors(
  process: ListedProcess,
  byPid: ReadonlyMap<number, ListedProcess>,
): ListedProcess[] {
  const found: ListedProcess[] = [];
  const seen = new Set([process.pid]);
  for (let parent = byPid.get(process.parent); parent !== undefined; ) {
    if (seen.has(parent.pid)) break;
    seen.add(parent.pid);
    found.push(parent);
    parent = byPid.get(parent.parent);
  }
  return found;
}
