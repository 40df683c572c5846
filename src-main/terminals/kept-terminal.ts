import { z } from "zod";
import { shellName, terminalSize } from "../../shared/contract/terminals.ts";

/** What is kept of a terminal in tmux, to know its shell again. */
export const terminalDetail = z.object({
  nonce: z.string(),
  shell: shellName,
  /** What it runs on; older versions did not keep it. */
  system: z.enum(["linux", "other"]).nullable().default(null),
  /** Whether its line editor takes bracketed paste. */
  pastes: z.boolean(),
  size: terminalSize,
});
export type TerminalDetail = z.infer<typeof terminalDetail>;
