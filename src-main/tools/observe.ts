import { z } from "zod";
import type { Run, TerminalInfo } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { type RunId, runId, terminalId } from "../../shared/ids.ts";
import { fail, ok, type Result, unreachable } from "../../shared/result.ts";
import { pause } from "../base/abort.ts";
import { durationMs, durationText, durationWords } from "./duration.ts";
import { findTerminal } from "./find-terminal.ts";
import { endlessPatience } from "./patience.ts";
import { commandWords, needsLines, progressLines, quoteCommand, stateWords } from "./run-text.ts";
import type { ToolTerminal } from "./surroundings.ts";
import { defineTool, type PlannedRead, type TextSource, type ToolContext } from "./tool.ts";
import { hasEnded } from "./wait-for-run.ts";

/** The most characters of one look. */
const lookLimit = 12_000;
/** Of recent output and of a screen within a full state. */
const glanceLimit = 4_000;
/** Commands of a history. */
const historyLength = 20;

const schema = z.object({
  what: z
    .enum(["state", "screen", "recent", "history", "output", "memory"])
    .optional()
    .describe(
      "state: everything in short. screen: what is shown now. recent: the last output. history: the last 20 commands, the " +
        "person's too. output: one command's output, by run. memory: what older commands did. Default: state, or output " +
        "where run is given.",
    ),
  terminal: terminalId.optional().describe("Id of an open terminal. Default: the person's pane."),
  run: runId.optional().describe("For output: the command's run id."),
  from: z.int().min(0).default(0).describe("For output: the character to begin at."),
  limit: z.int().min(100).max(lookLimit).default(lookLimit).describe("Characters at most."),
  wait: durationText
    .optional()
    .describe('For output: wait up to this long for the end first, for example "2m".'),
});

type Input = z.output<typeof schema>;

/** Looks at what a terminal has done and does: its state, its commands and their whole output. */
export const observe = defineTool({
  name: "observe",
  words: "See what ran in a terminal",
  tier: "reads",
  description:
    "See a terminal's state, its commands (yours and the person's) with exit codes, one command's whole output by its run " +
    "id, or what older commands did. Says whether a full-screen program has the terminal. Changes nothing.",
  schema,
  plan: (input, context) => {
    const { run, what = run === undefined ? "state" : "output" } = input;
    if (what === "output") {
      if (run === undefined) return fail(failure("input-invalid", "Give the run whose output."));
      return ok(readOfRun(context, { ...input, run }));
    }
    const found = findTerminal(context, input.terminal);
    if (!found.ok) return found;
    const terminal = found.value;
    const { hostName, id } = terminal.info();
    return ok({
      kind: "read",
      terminalId: id,
      source: { words: `${what} of ${id} on ${hostName}`, terminalId: id },
      read: async () =>
        ok(`${headOf(terminal)}\n${await told(context, terminal, what, input.limit)}`),
    });
  },
});

async function told(
  context: ToolContext,
  terminal: ToolTerminal,
  what: Exclude<Input["what"], "output" | undefined>,
  limit: number,
): Promise<string> {
  const { terminals } = context;
  const { id } = terminal.info();
  switch (what) {
    case "screen":
      return section("screen", await screenOf(terminal, limit));
    case "recent":
      return section("recent output", terminal.recent(limit).trimEnd());
    case "history":
      return section("commands, oldest first", historyOf(context, id).slice(-limit));
    case "memory":
      return section("older commands", terminals.memory(id).slice(0, limit));
    case "state":
      return [
        ...factsOf(terminal.info()),
        section("commands, oldest first", historyOf(context, id).slice(-glanceLimit)),
        section("older commands", terminals.memory(id)),
        section("screen", await screenOf(terminal, glanceLimit)),
      ].join("\n");
    default:
      return unreachable(what);
  }
}

/** Where it is and who has the screen: said with every look. */
function headOf(terminal: ToolTerminal): string {
  const { directory, hostName, id, user } = terminal.info();
  const lines = [`terminal: ${id} (${user}@${hostName})`, `directory: ${directory ?? "unknown"}`];
  const full = terminal.isFullScreen
    ? "yes: a program such as an editor or a pager has the terminal, and takes keys, not commands"
    : "no";
  lines.push(`full-screen program: ${full}`);
  return lines.join("\n");
}

function factsOf(info: TerminalInfo): string[] {
  const { driver, durability, integration, running, shell, size, state, stateReason } = info;
  const runs =
    running === null
      ? "nothing"
      : running.runId === null
        ? `a command of the person${running.command === "" ? "" : `: ${quoteCommand(running.command)}`}`
        : `${running.runId} ${quoteCommand(running.command)}`;
  return [
    `state: ${state}${stateReason === null ? "" : ` (${stateReason})`}`,
    `shell: ${shell}, ${integrationWords[integration]}`,
    `runs now: ${runs}`,
    ...needsLines(info),
    `keyboard: the ${driver}'s`,
    `size: ${size.columns} columns, ${size.rows} rows`,
    `survives: ${durability === "tmux" ? "yes, in tmux" : "no, it ends with its connection"}`,
  ];
}

const integrationWords: Record<TerminalInfo["integration"], string> = {
  starting: "it has not said anything yet",
  marks: "Fairlead sees its commands",
  none: "Fairlead cannot see its commands",
  foreign: "something runs inside that Fairlead cannot see",
};

async function screenOf(terminal: ToolTerminal, limit: number): Promise<string> {
  return (await terminal.capture({})).trimEnd().slice(-limit);
}

function historyOf({ terminals }: ToolContext, id: TerminalInfo["id"]): string {
  const runs = terminals.runs(id);
  if (!runs.ok) return "";
  const shown = runs.value.filter(({ startedAt }) => startedAt !== null).slice(-historyLength);
  return shown.map(lineOf).join("\n");
}

function lineOf(run: Run): string {
  const { directoryBefore, durationMs: took, exitCode, id, origin, outputRange, state } = run;
  const facts = [
    origin,
    state === "finished" && exitCode !== null ? `exit ${exitCode}` : state,
    took === null ? null : durationWords(took),
    directoryBefore,
    outputRange.to === 0 ? "no output" : `${outputRange.to} characters`,
  ].filter((fact) => fact !== null);
  return `- ${id} ${commandWords(run)}: ${facts.join(", ")}`;
}

const section = (title: string, text: string): string =>
  `${title}:\n${text === "" ? "(nothing)" : text}`;

function readOfRun(context: ToolContext, input: Input & { run: RunId }): PlannedRead {
  return {
    kind: "read",
    terminalId: context.terminals.run(input.run)?.terminalId ?? null,
    source: runSource(context, input.run),
    runId: input.run,
    read: (signal) => readRun(context, input, signal),
  };
}

function runSource(context: ToolContext, id: RunId): TextSource {
  const run = context.terminals.run(id);
  if (run === undefined) return { words: `output of ${id}`, terminalId: null };
  const hostName = context.hosts.get(run.hostId)?.name ?? run.hostId;
  const words = `output of ${commandWords(run)} on ${hostName}`;
  return { words, terminalId: run.terminalId };
}

async function readRun(
  context: ToolContext,
  input: Input & { run: RunId },
  signal: AbortSignal,
): Promise<Result<string, FairleadError>> {
  const run = await runAfter(context, input.run, durationMs(input.wait ?? "0s") ?? 0, signal);
  if (run === undefined) return fail(failure("run-unknown", input.run));
  const output = await context.terminals.runOutput(input.run, input.from, input.limit);
  if (!output.ok) return output;
  const { behind = 0, text, total } = output.value;
  const to = input.from + text.length;
  const lines = [`run: ${run.id}`, `command: ${commandWords(run)}`];
  lines.push(`state: ${stateWords[run.state]}`);
  if (run.exitCode !== null) lines.push(`exit code: ${run.exitCode}`);
  const progress = context.terminals.runProgress(run.id);
  if (progress !== undefined) lines.push(...progressLines(run, progress, context.now()));
  lines.push(`characters: ${input.from} to ${to} of ${total}`, "output:", text.trimEnd());
  if (to < total) lines.push(`[… go on with from: ${to} …]`);
  else if (behind > 0) lines.push(`[… ${behind} bytes more are being read in; look again …]`);
  return ok(lines.join("\n"));
}

/** The run as it is at its end, or after `waitMs`, whichever comes first. */
async function runAfter(
  context: ToolContext,
  id: RunId,
  waitMs: number,
  signal: AbortSignal,
): Promise<Run | undefined> {
  const known = context.terminals.run(id);
  if (known === undefined || hasEnded(known) || waitMs === 0) return known;
  const enough = new AbortController();
  using _listening = context.terminals.events.on((event) => {
    if (event.type === "run-changed" && event.run.id === id && hasEnded(event.run)) enough.abort();
  });
  const spoken = (context.patience ?? endlessPatience).spoken();
  await pause(waitMs, AbortSignal.any([signal, enough.signal, spoken]));
  return context.terminals.run(id);
}
