import { z } from "zod";
import type { Run } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { type RunId, runId, terminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { pause } from "../base/abort.ts";
import { durationMs, durationText } from "./duration.ts";
import { findTerminal } from "./find-terminal.ts";
import { endlessPatience } from "./patience.ts";
import { progressLines, quoteCommand } from "./run-text.ts";
import { defineTool, type TextSource, type ToolContext } from "./tool.ts";
import { hasEnded } from "./wait-for-run.ts";

/** The most characters of one look. */
const lookLimit = 12_000;

const schema = z.object({
  terminal: terminalId.optional().describe("Id of an open terminal. Default: the person's pane."),
  history: z.int().min(0).max(2_000).default(0).describe("Lines above the screen to read as well."),
  run: runId.optional().describe("Read the output of this run instead of the screen."),
  from: z.int().min(0).default(0).describe("With run: the character to begin at."),
  wait: durationText
    .optional()
    .describe('With run: wait up to this long for its end first, for example "2m".'),
});

/** Looks at a terminal's screen, or at the whole output of a command by its run id. */
export const capturePane = defineTool({
  name: "capture_pane",
  words: "Read screens and output of terminals",
  tier: "reads",
  description:
    "Read what a terminal shows now, or, with a run id, the state and the full output of that command. Changes nothing.",
  schema,
  plan: (input, context) => {
    const { run } = input;
    if (run !== undefined) {
      return ok({
        kind: "read",
        terminalId: context.terminals.run(run)?.terminalId ?? null,
        source: runSource(context, run),
        runId: run,
        read: (signal) => readRun(context, { ...input, run }, signal),
      });
    }
    const found = findTerminal(context, input.terminal);
    if (!found.ok) return found;
    const terminal = found.value;
    const { id, user, hostName, directory } = terminal.info();
    return ok({
      kind: "read",
      terminalId: id,
      source: { words: `screen of ${id} on ${hostName}`, terminalId: id },
      read: async () => {
        const screen = (await terminal.capture({ history: input.history })).trimEnd();
        const head = `terminal: ${id} (${user}@${hostName})\ndirectory: ${directory ?? "unknown"}\nscreen:\n`;
        return ok(head + (screen === "" ? "(empty)" : screen.slice(-lookLimit)));
      },
    });
  },
});

function runSource(context: ToolContext, id: RunId): TextSource {
  const run = context.terminals.run(id);
  if (run === undefined) return { words: `output of ${id}`, terminalId: null };
  const hostName = context.hosts.get(run.hostId)?.name ?? run.hostId;
  const words = `output of ${quoteCommand(run.command)} on ${hostName}`;
  return { words, terminalId: run.terminalId };
}

async function readRun(
  context: ToolContext,
  input: { run: RunId; from: number; wait?: string | undefined },
  signal: AbortSignal,
): Promise<Result<string, FairleadError>> {
  const run = await runAfter(context, input.run, durationMs(input.wait ?? "0s") ?? 0, signal);
  if (run === undefined) return fail(failure("run-unknown", input.run));
  const output = await context.terminals.runOutput(input.run, input.from, lookLimit);
  if (!output.ok) return output;
  const { text, total } = output.value;
  const to = input.from + text.length;
  const lines = [`run: ${run.id}`, `state: ${run.state}`];
  if (run.exitCode !== null) lines.push(`exit code: ${run.exitCode}`);
  const progress = context.terminals.runProgress(run.id);
  if (progress !== undefined) lines.push(...progressLines(run, progress, context.now()));
  lines.push(`characters: ${input.from} to ${to} of ${total}`, "output:", text.trimEnd());
  if (to < total) lines.push(`[… go on with from: ${to} …]`);
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
