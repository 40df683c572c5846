import type { TerminalId } from "../../shared/ids.ts";
import { attempt, client } from "../control/client.ts";
import { say } from "./pane-notice.tsx";
import { useTerminals } from "./terminal-store.ts";

/** Gives the keyboard of a terminal, or of the one in use, back to the agent; with `clear` the line on it goes first. */
export async function handBack(
  clear: boolean,
  id: TerminalId | null = useTerminals.getState().focused,
): Promise<void> {
  if (id === null) return;
  const done = await attempt(client.terminals.handBack({ id, clear }));
  if (!done.ok) say(id, done.error.sentence);
}
