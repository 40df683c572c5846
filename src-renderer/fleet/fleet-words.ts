import type { Fleet, FleetAction, FleetRow } from "../../shared/contract/fleet.ts";

type Tone = "quiet" | "accent" | "success" | "warning" | "danger";

/** How a host of a run stands: a shape, a word, and a tone for the colour. */
export interface RowMark {
  shape: string;
  word: string;
  /** The word after a number of more than one, where it is another. */
  many?: string;
  tone: Tone;
}

const marks: Record<Exclude<FleetRow["state"], "finished">, RowMark> = {
  waiting: { shape: "○", word: "waiting", tone: "quiet" },
  connecting: { shape: "◌", word: "connecting", tone: "accent" },
  "needs-you": { shape: "◇", word: "needs you", many: "need you", tone: "warning" },
  running: { shape: "◌", word: "running", tone: "accent" },
  failed: { shape: "✕", word: "failed, not run", tone: "danger" },
  refused: { shape: "⊘", word: "refused, not run", tone: "warning" },
  void: { shape: "⊘", word: "another target, not run", tone: "danger" },
  "not-run": { shape: "–", word: "not run", tone: "quiet" },
  stopped: { shape: "■", word: "stopped", tone: "warning" },
  lost: { shape: "?", word: "lost", tone: "danger" },
  unknown: { shape: "?", word: "unknown", tone: "warning" },
};

/** The mark of a host. An exit code other than 0 is not success. */
export function rowMark({
  asked,
  exitCode,
  state,
}: Pick<FleetRow, "asked" | "exitCode" | "state">): RowMark {
  if (state !== "finished") return marks[state];
  if (asked) return { shape: "◇", word: `asked, exit ${exitCode}`, tone: "warning" };
  return exitCode === 0
    ? { shape: "✓", word: "exit 0", tone: "success" }
    : { shape: "▲", word: `exit ${exitCode}`, tone: "warning" };
}

export const hostCount = (count: number): string => `${count} ${count === 1 ? "host" : "hosts"}`;

/** "41 exit 0 · 2 running · 1 lost": what there is, in the order of the rows. */
export function countWords(rows: readonly FleetRow[]): string {
  const counts = Map.groupBy(rows.map(rowMark), ({ word }) => word);
  // A line breaks between them, not within one.
  return [...counts.values()]
    .map((same) => `${same.length} ${wordOf(same)}`.replaceAll(" ", "\u00a0"))
    .join(" · ");
}

function wordOf([first, second]: readonly RowMark[]): string {
  return (second === undefined ? first?.word : (second.many ?? second.word)) ?? "";
}

const under: ReadonlySet<FleetRow["state"]> = new Set([
  "waiting",
  "connecting",
  "needs-you",
  "running",
]);

/** Whether nothing more will happen there. */
export const isSettled = ({ state }: FleetRow): boolean => !under.has(state);

/** How the run as a whole stands. */
export function fleetWords({ state, stopped }: Fleet): string {
  switch (state) {
    case "running":
      return "running";
    case "asking":
      return "waits for you";
    case "stopping":
      return "stopping: no further host is begun";
    case "done":
      return stopped === null ? "done" : "stopped";
    case "interrupted":
      return "interrupted";
  }
}

/** How it is run, one sentence each; what is usual is said, too. */
export function planWords({
  canary,
  hosts,
  parallel,
  stopOnFailure,
  timeoutSeconds,
}: Omit<FleetAction, "kind" | "command">): string[] {
  const rest = hosts.length - (canary?.count ?? 0);
  const after =
    canary?.after === "ask"
      ? `then you decide about the other ${rest}`
      : `then the other ${rest} where all of it exited with 0`;
  return [
    canary === null
      ? "All hosts at once, without a canary."
      : `Canary: ${hostCount(canary.count)} first, ${after}.`,
    `At most ${parallel} at the same time.`,
    stopOnFailure ? "No further host is begun after a failure." : "A failure stops nothing.",
    timeoutSeconds === null
      ? "No time limit."
      : `A host that takes longer than ${timeoutSeconds} s is told to end.`,
  ];
}

const csvField = (value: string | number | null): string => {
  const text = value === null ? "" : String(value);
  // A spreadsheet takes a text that begins like this for a formula.
  const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** One line a host, for a spreadsheet. */
export function rowsAsCsv(rows: readonly FleetRow[]): string {
  const head = "host,user,address,state,exit code,seconds,last line,problem";
  const lines = rows.map(
    ({ address, endedAt, exitCode, hostName, problem, startedAt, state, user, lastLine }) => {
      const seconds = startedAt === null || endedAt === null ? null : (endedAt - startedAt) / 1_000;
      return [hostName, user, address, state, exitCode, seconds, lastLine, problem]
        .map(csvField)
        .join(",");
    },
  );
  return `${[head, ...lines].join("\n")}\n`;
}

/** One line a host, for people. */
export function rowsAsText(rows: readonly FleetRow[]): string {
  return rows
    .map((row) => {
      const said = row.problem ?? row.lastLine;
      return `${row.hostName}: ${rowMark(row).word}${said === "" ? "" : `: ${said}`}\n`;
    })
    .join("");
}
