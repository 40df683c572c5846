import { readdirSync, readFileSync } from "node:fs";

export type ProcessEntry = { pid: number; parent: number; name: string };

/** Every process below `root` at this moment, parents first (Linux: from /proc). */
export function descendants(root: number): ProcessEntry[] {
  const all = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? readEntry(name) : []));
  const found: ProcessEntry[] = [];
  let parents = [root];
  while (parents.length > 0) {
    const children = all.filter((entry) => parents.includes(entry.parent));
    found.push(...children);
    parents = children.map((entry) => entry.pid);
  }
  return found;
}

function readEntry(pid: string): ProcessEntry[] {
  try {
    const [, name = "", rest = ""] =
      /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return [{ pid: Number(pid), parent: Number(rest.split(" ")[1]), name }];
  } catch {
    return []; // It ended while we looked.
  }
}

/** Processes that sessions of an sshd with its homes in `directory` have started, also those that left their parents. */
export function sessionProcesses(directory: string): number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const environment = readFileSync(`/proc/${name}/environ`, "utf8").split("\0");
      const own = environment.some((entry) => entry.startsWith(`HOME=${directory}/`));
      return own && environment.some((entry) => entry.startsWith("SSH_CONNECTION="))
        ? [Number(name)]
        : [];
    } catch {
      return [];
    }
  });
}

/** Whether a process still runs; one that has ended and was not reaped yet does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** Sends a signal; a process that is gone already is fine. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
