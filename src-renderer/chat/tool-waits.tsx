import type { NeedsInput, TerminalInfo, WaitReason } from "../../shared/contract/terminals.ts";
import { guessWords, needsInputWords } from "../../shared/needs-input-words.ts";
import { waitWords } from "../../shared/wait-words.ts";
import { focusTerminal } from "../terminals/terminal-desk.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import {
  type ToolItemData,
  type ToolMark,
  toolMark,
  waitsForInput,
  waitsForKeyboard,
} from "./tool-words.ts";

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

/** Why the command of a tool call is not sent yet; null where it is, or waits for nothing. */
export function useKeyboardWait({ command, runId, status, terminalId }: ToolItemData) {
  const waits = useTerminals(({ terminals }) =>
    terminalId === null ? undefined : terminals.get(terminalId)?.agentWaits,
  );
  if (waits == null || runId !== null || status.state !== "working") return null;
  return waits.command === command ? waits.reason : null;
}

export function KeyboardWait({ reason }: { reason: WaitReason }) {
  return <p className="tool-note">It is approved and not sent: {waitWords[reason]}.</p>;
}

/** How the call stands, with what its command waits for. */
export function useToolMark(item: ToolItemData): ToolMark {
  const waiting = useWaiting(item);
  const keyboard = useKeyboardWait(item);
  if (keyboard !== null) return waitsForKeyboard;
  return waiting === null ? toolMark(item) : waitsForInput;
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
