import { type TerminalId, terminalId } from "../../shared/ids.ts";

/** Whether a text read from outside (a kept layout) names a terminal. */
export const isTerminalId = (text: string): text is TerminalId =>
  terminalId.safeParse(text).success;
