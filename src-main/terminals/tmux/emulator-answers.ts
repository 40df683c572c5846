/**
 * Answers that tmux gives to programs itself (input.c): device attributes, status, cursor position, version. The emulator
 * of the window that shows the pane sees the same questions and answers too; a program would get two answers, and the
 * second is often typed into the shell that follows. Colours and modes are not here: tmux leaves those to others.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the answers are control sequences
const answer = /\x1b\[[?>][\d;]*c|\x1b\[0n|\x1b\[(\d+);(\d+)R|\x1bP>\|[^\x1b]*\x1b\\/y;

const longestAnswers = 4_096;

/** True where all of `bytes` are answers that tmux has given already. Shift+F3 and the like are keys. */
export function isAnsweredByTmux(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x1b || bytes.length > longestAnswers) return false;
  const text = Buffer.from(bytes).toString("latin1");
  answer.lastIndex = 0;
  while (answer.lastIndex < text.length) {
    const [whole, row, column] = answer.exec(text) ?? [];
    if (whole === undefined || isKey(row, column)) {
      answer.lastIndex = 0;
      return false;
    }
  }
  return true;
}

/** Modified F3 looks like a cursor in the first row; the modifier is 2 to 16. */
function isKey(row: string | undefined, column: string | undefined): boolean {
  return row === "1" && Number(column) >= 2 && Number(column) <= 16;
}
