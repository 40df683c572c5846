/** One process, as its host lists it. */
export type ListedProcess = {
  pid: number;
  parent: number;
  group: number;
  /** 0 where the host does not tell. */
  session: number;
  /** Its controlling terminal, in the host's own words; "" = none. */
  terminal: string;
  /** The process group that has that terminal's keys; null where the host does not tell. */
  foreground: number | null;
  /** When it began, as the host says it: with `pid` it names one process for good. */
  start: string;
  /** How long it has been running, in ms. */
  elapsedMs: number;
  /** Short name; the whole command line where the listing has it. */
  name: string;
};

/** Linux counts time in these for programs, on every architecture in use. */
const ticksPerSecond = 100;

/**
 * POSIX sh text that prints every process: from /proc where there is one (its times are exact, and busybox ps tells less),
 * else from ps as macOS and the BSDs have it.
 */
export const listScript = `if [ -r /proc/self/stat ] && [ -r /proc/uptime ]; then
echo proc
cat /proc/uptime /proc/[0-9]*/stat 2>/dev/null
else
echo ps
LC_ALL=C ps -Ao pid=,ppid=,pgid=,tty=,stat=,etime=,lstart=,command=
fi
exit 0`;

/** Reads what `listScript` printed. Lines that are none are left out. */
export function readProcesses(printed: string): ListedProcess[] {
  const [how, ...lines] = printed.split("\n");
  if (how === "ps") return lines.flatMap((line) => readPsLine(line) ?? []);
  const [uptime = "", ...stats] = lines;
  const upMs = Number.parseFloat(uptime) * 1_000;
  return stats.flatMap((line) => readStatLine(line, upMs) ?? []);
}

/** "12 (name) S ppid pgrp session tty_nr tpgid … starttime": the name may hold anything, so its last bracket is looked for. */
function readStatLine(line: string, upMs: number): ListedProcess | null {
  const close = line.lastIndexOf(")");
  const open = line.indexOf("(");
  if (open === -1 || close < open) return null;
  const pid = Number.parseInt(line, 10);
  const fields = line.slice(close + 2).split(" ");
  const [state, parent, group, session, terminal, foreground] = fields;
  const start = fields[19];
  if (!(pid > 0) || state === undefined || state === "Z" || start === undefined) return null;
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    terminal: terminal === "0" || terminal === undefined ? "" : terminal,
    foreground: Number(foreground) > 0 ? Number(foreground) : null,
    start,
    elapsedMs: Math.max(0, upMs - (Number(start) / ticksPerSecond) * 1_000),
    name: line.slice(open + 1, close),
  };
}

const psLine =
  /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+([\d:-]+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d{4})\s+(.*)$/;

function readPsLine(line: string): ListedProcess | null {
  const found = psLine.exec(line);
  if (found === null) return null;
  const [, pid, parent, group, terminal = "", state = "", elapsed = "", start = "", name = ""] =
    found;
  if (state.startsWith("Z")) return null;
  return {
    pid: Number(pid),
    parent: Number(parent),
    group: Number(group),
    session: 0,
    terminal: /^\?+$|^-$/.test(terminal) ? "" : terminal,
    // A "+" says that it is in the group that has the keys.
    foreground: state.includes("+") ? Number(group) : null,
    start: start.replaceAll(/\s+/g, " "),
    elapsedMs: elapsedMs(elapsed),
    name,
  };
}

/** "[[days-]hours:]minutes:seconds" in ms. */
function elapsedMs(text: string): number {
  const [days, clock] = text.includes("-") ? text.split("-") : ["0", text];
  const seconds = (clock ?? "").split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  return (Number(days) * 86_400 + seconds) * 1_000;
}
