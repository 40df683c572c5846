import { z } from "zod";
import { failure } from "../../shared/errors.ts";
import { terminalId } from "../../shared/ids.ts";
import { fail, ok } from "../../shared/result.ts";
import { pause } from "../base/abort.ts";
import { durationMs, durationText } from "./duration.ts";
import { findTerminal } from "./find-terminal.ts";
import { defineTool } from "./tool.ts";

/** The most characters of one look. */
const lookLimit = 12_000;
/** Milliseconds; for the end of a command there is `observe`. */
const longestDelay = 60_000;

const schema = z.object({
  terminal: terminalId.optional().describe("Id of an open terminal. Default: the person's pane."),
  history: z.int().min(0).max(2_000).default(0).describe("Lines above the screen to read as well."),
  delay: durationText
    .optional()
    .describe('Wait this long before looking, at most a minute, for example "2s".'),
  limit: z
    .int()
    .min(100)
    .max(lookLimit)
    .default(lookLimit)
    .describe("Characters at most: the last ones."),
});

/** Looks at a terminal's screen and at the lines above it. */
export const capturePane = defineTool({
  name: "capture_pane",
  words: "Read screens of terminals",
  tier: "reads",
  description:
    "Read what a terminal shows now, with lines above the screen if wanted. Changes nothing. For commands and their output " +
    "there is observe.",
  schema,
  plan: (input, context) => {
    const found = findTerminal(context, input.terminal);
    if (!found.ok) return found;
    const delay = durationMs(input.delay ?? "0s") ?? 0;
    if (delay > longestDelay) return fail(failure("input-invalid", "delay is at most a minute."));
    const terminal = found.value;
    const { id, user, hostName } = terminal.info();
    return ok({
      kind: "read",
      terminalId: id,
      source: { words: `screen of ${id} on ${hostName}`, terminalId: id },
      read: async (signal) => {
        if (delay > 0) await pause(delay, signal);
        const { directory } = terminal.info();
        const screen = (await terminal.capture({ history: input.history })).trimEnd();
        const head = `terminal: ${id} (${user}@${hostName})\ndirectory: ${directory ?? "unknown"}\nscreen:\n`;
        return ok(head + (screen === "" ? "(empty)" : screen.slice(-input.limit)));
      },
    });
  },
});
