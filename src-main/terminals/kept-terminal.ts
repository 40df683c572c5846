import { z } from "zod";
import { shellName, terminalSize } from "../../shared/contract/terminals.ts";

/** What is kept of a terminal: of one in tmux to know its shell again, of another to say that its shell is gone. */
export const terminalDetail = z.object({
  durability: z.enum(["tmux", "plain"]).default("tmux"),
  /** What a person calls it. */
  name: z.string().nullable().default(null),
  nonce: z.string(),
  shell: shellName,
  /** What it runs on; older versions did not keep it. */
  system: z.enum(["linux", "other"]).nullable().default(null),
  /** Its process id; older versions did not keep it. */
  pid: z.int().nullable().default(null),
  /** Whether its line editor takes bracketed paste. */
  pastes: z.boolean(),
  size: terminalSize,
  /** It was closed, and its shell is still to be ended. */
  ending: z.boolean().default(false),
});
export type TerminalDetail = z.infer<typeof terminalDetail>;
