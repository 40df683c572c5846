import type { TerminalId } from "../../shared/ids.ts";
import { longestQuote, quoteCommand } from "../../shared/quoted-output.ts";
import { useFrame } from "../app/frame-store.ts";
import { editInComposer, useDraft } from "../chat/draft-store.ts";
import { attempt, client } from "../control/client.ts";
import { commandWords } from "./command-words.ts";
import { say } from "./pane-notice.tsx";
import { useTerminals } from "./terminal-store.ts";
import { viewOf } from "./terminal-views.ts";

/** Main redacts this much at most; the middle of longer output is not quoted in any case. */
const longestEnd = 10 * longestQuote;

/**
 * Quotes a command of a terminal in the composer, before what stands there; the person writes the question and sends it.
 * Main takes out what it knows to be secret.
 */
export async function askAbout(id: TerminalId, commandId: number): Promise<void> {
  const commands = viewOf(id)?.commands;
  const command = commands?.command(commandId);
  const terminal = useTerminals.getState().terminals.get(id);
  if (commands == null || command == null || terminal === undefined) return;
  const all = commands.output(commandId) ?? "(not on the screen any more)";
  const output =
    all.length <= 2 * longestEnd ? all : all.slice(0, longestEnd) + all.slice(-longestEnd);
  const redacted = await attempt(client.terminals.redact({ id, texts: [command.text, output] }));
  if (!redacted.ok) {
    say(id, redacted.error.sentence);
    return;
  }
  const [text = "", shown = ""] = redacted.value.texts;
  const quote = quoteCommand({
    hostName: terminal.hostName,
    command: text === "" ? "(command not known)" : text,
    how: commandWords(command),
    output: shown,
  });
  useFrame.setState({ chatShown: true });
  editInComposer(`${quote}${useDraft.getState().text}`);
}
