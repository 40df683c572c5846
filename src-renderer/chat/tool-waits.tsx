import type { NeedsInput, TerminalInfo } from "../../shared/contract/terminals.ts";
import { guessWords, needsInputWords } from "../../shared/needs-input-words.ts";
import { focusTerminal } from "../terminals/terminal-desk.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import type { ToolItemData } from "./tool-words.ts";

/** What the command of a tool call waits for now; null where it waits for nothing. */
export function useWaiting({
  runId,
  status,
  terminalId,
}: ToolItemData): { terminal: TerminalInfo; needs: NeedsInput } | null {
  const terminal = useTerminals(({ terminals }) =>
    terminalId === null ? undefined : terminals.get(terminalId),
  );
  if (terminal?.needsInput == null || runId === null || status.state !== "working") return null;
  if (terminal.running?.runId !== runId) return null;
  return { terminal, needs: terminal.needsInput };
}

/** Says it, and leads to where it is answered. */
export function ToolWaits({ terminal, needs }: { terminal: TerminalInfo; needs: NeedsInput }) {
  const guess = guessWords(needs);
  return (
    <p className="tool-note tool-waits">
      {needsInputWords(needs, terminal)}.{guess === null ? "" : ` ${guess}`}{" "}
      <button type="button" className="link-button" onClick={() => focusTerminal(terminal.id)}>
        Show the terminal
      </button>
    </p>
  );
}
