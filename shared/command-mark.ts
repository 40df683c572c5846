import { z } from "zod";

/**
 * Something that happened between shell and person at one place of a terminal's output, told by main, which alone knows
 * what marks are the shell's own. Times in ms since the epoch.
 */
export const commandMark = z.discriminatedUnion("kind", [
  /** The prompt is drawn; what follows on its line is typed. Comes again where it is drawn anew. */
  z.object({ kind: z.literal("prompt") }),
  /** What was typed has been started. */
  z.object({ kind: z.literal("start"), at: z.number() }),
  /** What follows until the end is the shell's, not the command's. */
  z.object({ kind: z.literal("output-end") }),
  /** It has ended. `startedAt`: null where the shell does not say when it starts something. */
  z.object({
    kind: z.literal("end"),
    exitCode: z.int(),
    at: z.number(),
    startedAt: z.number().nullable(),
  }),
]);
export type CommandMark = z.infer<typeof commandMark>;
