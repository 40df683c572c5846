import { z } from "zod";
import { shellName, terminalSize } from "../../shared/contract/terminals.ts";

/** What is kept of a terminal in tmux, to know its shell again. */
export const terminalDetail = z.object({
  nonce: z.string(),
  shell: shellName,
  /** Whether its line editor takes bracketed paste. */
  pastes: z.boolean(),
  size: terminalSize,
});
export type TerminalDetail = z.infer<typeof terminalDetail>;
