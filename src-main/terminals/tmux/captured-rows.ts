import { Pen } from "./pen.ts";

/** A row of a captured screen: what to write with a plain pen, and whether it goes on in the next row. */
export type CapturedRow = { text: string; wrapped: boolean };

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const sequences = /\u001b\[[\d;:]*m|[\u000e\u000f]/g;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const marks = /[\p{Mn}\p{Me}\p{Cf}]/gu;

/**
 * The rows of two captures of the same lines at the same moment: `apart` by `capture-pane -peN` (an LF after each row),
 * `joined` by `capture-pane -peJ` (no LF where a row goes on in the next). Both hold the same text otherwise, so the
 * missing LFs are the wraps. A wrap counts only where the row is full and the next one is not empty: tmux keeps the flag
 * of a row that was cleared later, and joining that would move everything below it.
 *
 * The rows come as latin1 text, a character per byte: a screen may hold anything.
 */
export function capturedRows(
  apart: Uint8Array,
  joined: Uint8Array,
  columns: number,
): CapturedRow[] {
  const pen = new Pen();
  const together = latin1(joined);
  const lines = latin1(apart).split("\n");
  if (lines.at(-1) === "") lines.pop();
  let at = 0;
  return lines.map((line, index) => {
    at += line.length;
    const flagged = together[at] !== "\n" && together.startsWith(lines[index + 1] ?? "\n", at);
    if (!flagged) at += 1;
    const before = pen.sequence();
    pen.read(line);
    return {
      text: before + overlined(line),
      wrapped: flagged && fills(line, lines[index + 1] ?? "", columns),
    };
  });
}

/** tmux 3.3a writes an overline as "5:3", which means nothing. */
function overlined(line: string): string {
  return line.includes("5:3m") ? line.replaceAll("\u001b[5:3m", "\u001b[53m") : line;
}

/** True where writing `line` and then `next` wraps between them. */
function fills(line: string, next: string, columns: number): boolean {
  const [first] = plainText(next);
  if (first === undefined) return false;
  const width = widthOf(plainText(line));
  return width === columns || (width === columns - 1 && wide.test(first));
}

/** The characters of a row; bytes that are no UTF-8 count as one each. */
function plainText(line: string): string {
  const plain = line.replace(sequences, "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this asks for bytes from 0x80
  return /^[\x00-\x7f]*$/.test(plain) ? plain : Buffer.from(plain, "latin1").toString("utf8");
}

/** Columns that text takes, good enough to tell a full row; where in doubt the rows stay apart. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(marks, "")) width += wide.test(character) ? 2 : 1;
  return width;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
