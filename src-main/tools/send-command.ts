import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, type Result } from "../../shared/result.ts";
import { orAborted } from "../base/abort.ts";
import type { CommandToRun, ToolRun, ToolTerminal } from "./surroundings.ts";
import type { Begin } from "./tool.ts";

/**
 * Sends the command once its terminal is free. A stop before it has begun is answered at once, however long the terminal
 * stays busy: `begin` refuses from then on. Once it has begun only the terminal knows what became of it.
 */
export async function sendCommand(
  terminal: ToolTerminal,
  command: CommandToRun,
  begin: Begin,
  signal: AbortSignal,
): Promise<Result<ToolRun, FairleadError>> {
  const progress = { begun: false };
  const started = async () => {
    const begun = await begin();
    progress.begun = begun.ok;
    return begun;
  };
  const sending = terminal.runCommand(command, { started }, signal);
  const sent = await orAborted<Awaited<typeof sending> | null>(sending, signal, () => null);
  if (sent !== null) return sent;
  return progress.begun ? sending : fail(failure("aborted"));
}
