import { isRecalled, moveInHistory } from "./history-store.ts";

type Field = Pick<
  HTMLTextAreaElement,
  "selectionEnd" | "selectionStart" | "value" | "scrollHeight" | "setSelectionRange"
>;

/** Pixels: a text of so many lines is this high where none of them is wrapped. */
const lineHeight = 20;
const padding = 8;

/**
 * Takes Up on the first line and Down on the last one to earlier and later texts; true where it did. In a text that is wrapped
 * the caret moves as ever, and only where it cannot go further the next text comes.
 */
export function historyKey(
  key: string,
  field: Field,
  whenStuck: (move: () => void) => void,
): boolean {
  if (key !== "ArrowUp" && key !== "ArrowDown") return false;
  const { selectionEnd, selectionStart, value } = field;
  if (selectionStart !== selectionEnd) return false;
  const step = key === "ArrowUp" ? 1 : -1;
  const asItCame = isRecalled() && selectionStart === value.length;
  if (value === "" || asItCame) return moveInHistory(step);
  const beyond = step === 1 ? value.slice(0, selectionStart) : value.slice(selectionStart);
  if (beyond.includes("\n")) return false;
  const lines = value.split("\n").length;
  if (field.scrollHeight <= lines * lineHeight + padding + 2) return moveInHistory(step);
  whenStuck(() => {
    if (field.selectionStart === selectionStart) moveInHistory(step);
  });
  return false;
}
