import type { TerminalId } from "../../shared/ids.ts";
import { newId } from "../base/new-id.ts";

const prefix = "term-fleet";

/** The place of a command that runs in no terminal, for its record: nothing is ever opened or closed under this id. */
export const newRunPane = (): TerminalId => newId(prefix);

/** Whether a command's place is no terminal: its record is not forgotten for want of one. */
export const isRunPane = (id: TerminalId): boolean => id.startsWith(`${prefix}-`);
