/** What a clipboard's text becomes before it may reach a shell. */
export interface Paste {
  /** Line ends are LF; control characters other than newline and tab are gone. */
  text: string;
  /** The same before they were taken out, for the person to see. */
  original: string;
  lines: number;
  /** How many control characters were taken out, ESC above all: with it a text could leave bracketed paste. */
  removed: number;
  /** A person must see it first: it would run on its own, or it was not what it seemed. */
  ask: boolean;
}

// Everything of C0 but tab and newline, DEL, and C1.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** What draws a text in another order than it is read in. It is pasted as it is, after it was shown. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * Judges a text from the clipboard. Several lines, a line end, control characters and what turns text around ask; a part
 * of one line does not.
 */
export function preparePaste(clipboard: string): Paste {
  const lined = clipboard.replace(/\r\n?/g, "\n");
  const text = lined.replace(controls, "");
  const removed = lined.length - text.length;
  const lines = text.split("\n").length;
  const ask = lines > 1 || removed > 0 || turning.test(text);
  return { text, original: lined, lines, removed, ask };
}

/** The same text as one line: what was a line end becomes a space. */
export const asOneLine = (text: string): string => text.trim().replace(/\s*\n\s*/g, " ");
