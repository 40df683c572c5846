import type { ActiveRun } from "../../../shared/contract/runs.ts";
import type { RunId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { findNamed, shortId } from "../../../shared/slash/find-named.ts";
import { attempt, client } from "../../control/client.ts";
import { absoluteTime, durationWords } from "../../ui/times.ts";
import { failureNote, type NoteAnswer, type NoteRow, textNote } from "./note-blocks.ts";

const unitMs: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000 };
const signals = ["TERM", "KILL", "INT"] as const;

const stateWords: Partial<Record<ActiveRun["state"], string>> = {
  waiting: "waits",
  "needs-input": "needs input",
};

/** `/ps` */
export async function listRuns(): Promise<NoteAnswer> {
  const listed = await attempt(client.runs.list());
  if (!listed.ok) return failureNote(listed.error);
  if (listed.value.length === 0) return textNote("No command runs now.");
  const now = Date.now();
  return [{ kind: "list", rows: listed.value.map((run) => runRow(run, now)) }];
}

/** `/kill [ID] [TERM|KILL|INT]` */
export async function killRun(words: readonly string[]): Promise<NoteAnswer> {
  const signal = signals.find((each) => words.some((word) => bare(word) === each)) ?? "TERM";
  const ids = words.filter((word) => !signals.some((each) => bare(word) === each));
  const run = await runMeant(ids);
  if (!run.ok) return run.error;
  const killed = await attempt(client.runs.kill({ id: run.value, signal }));
  if (!killed.ok) return failureNote(killed.error);
  const { done, left } = killed.value;
  if (left.length === 0) return textNote(done);
  const rows = left.map(({ command, elapsedMs, pid }) => ({
    lead: String(pid),
    text: command,
    tail: durationWords(elapsedMs),
  }));
  return [...textNote(`${done} Still there:`), { kind: "list", rows }];
}

/** `/timeout [ID] DURATION` */
export async function limitRun(words: readonly string[]): Promise<NoteAnswer> {
  const durations = words.map(durationOf);
  const at = durations.findIndex((ms) => ms !== null);
  const durationMs = durations[at];
  if (durationMs === undefined || durationMs === null) {
    return textNote("Say how long, such as 30s, 10m or 2h, or off: /timeout ID DURATION");
  }
  const run = await runMeant(words.toSpliced(at, 1));
  if (!run.ok) return run.error;
  const limit = durationMs === 0 ? null : durationMs;
  const limited = await attempt(client.runs.timeout({ id: run.value, durationMs: limit }));
  if (!limited.ok) return failureNote(limited.error);
  return textNote(
    limited.value.limit === null
      ? `${shortId(run.value)} has no time limit.`
      : `${shortId(run.value)} gets TERM at ${absoluteTime(limited.value.limit.at)}, unless it has ended.`,
  );
}

/** What a person may name a command by: the end of its id. */
export const runNames = (runs: readonly ActiveRun[]): { id: RunId; name: string }[] =>
  runs.flatMap(({ id, command }) => (id === null ? [] : [{ id, name: command }]));

/** The command that is meant by an id, or the only one; else what to tell the person. */
async function runMeant(ids: readonly string[]): Promise<Result<RunId, NoteAnswer>> {
  const [wanted, ...more] = ids;
  if (more.length > 0) return fail(textNote(`“${more.join(" ")}” was not understood.`));
  const listed = await attempt(client.runs.list());
  if (!listed.ok) return fail(failureNote(listed.error));
  const runs = runNames(listed.value);
  if (wanted === undefined) {
    const [only, another] = runs;
    if (only === undefined) return fail(textNote("No command runs now."));
    if (another === undefined) return ok(only.id);
    return fail([...textNote("Several run. Say which, by its id."), ...(await listRuns())]);
  }
  const byId = runs.map(({ id }) => ({ id, name: id }));
  const found = findNamed(byId, wanted);
  if (found.ok) return ok(found.value.id);
  return fail([...textNote(`No command with the id “${wanted}” runs.`), ...(await listRuns())]);
}

/** Milliseconds; 0 for "off", null for what is no duration. */
function durationOf(word: string): number | null {
  if (word.toLowerCase() === "off") return 0;
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(s|m|h)$/i.exec(word) ?? [];
  const ms = unitMs[unit.toLowerCase()];
  return amount === undefined || ms === undefined ? null : Math.round(Number(amount) * ms);
}

/** "-9", "SIGTERM" and "kill" are written for KILL, TERM and KILL. */
function bare(word: string): string {
  const name = word.toUpperCase().replace(/^-/, "").replace(/^SIG/, "");
  return { 9: "KILL", 15: "TERM", 2: "INT" }[name] ?? name;
}

function runRow(run: ActiveRun, now: number): NoteRow {
  const { command, id, limit, lastLine, origin, startedAt, state, terminalId } = run;
  const where = `${run.user === "" ? "" : `${run.user}@`}${run.hostName}`;
  const said = [
    origin === "agent" ? "the agent’s" : "yours",
    `on ${where}`,
    ...(run.survives ? ["goes on without Fairlead"] : []),
    ...(limit === null ? [] : [`TERM in ${durationWords(Math.max(0, limit.at - now))}`]),
    ...(lastLine.trim() === "" ? [] : [lastLine.trim()]),
  ];
  const since = startedAt === null ? "" : ` ${durationWords(now - startedAt)}`;
  return {
    lead: id === null ? "–" : shortId(id),
    text: command === "" ? "a program of yours" : command,
    link: { kind: "terminal", id: terminalId },
    detail: said.join(", "),
    tail: `${stateWords[state] ?? "runs"}${since}`,
  };
}
