/** A text without some of its characters, and where each of the rest stood. */
export type Projection = { text: string; origin: Uint32Array };

/** CSI, OSC, DCS and two-character escape sequences, as a terminal takes them out of the text. */
const escapes =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this looks for.
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])/g;

/** Narrower than this nobody's terminal is: shorter lines end because they end. */
const narrowestScreen = 40;
const commonWidths = new Set([72, 76, 79, 132]);

/** Without escape sequences; null where there are none. */
export function withoutEscapes(text: string): Projection | null {
  return text.includes("\x1b") ? without(text, matches(text, escapes)) : null;
}

/** Without escape sequences, line ends and the blanks around them, so that a wrapped value is whole; null where nothing changes. */
export function asOneLine(text: string): Projection | null {
  if (!text.includes("\n") && !text.includes("\r") && !text.includes("\x1b")) return null;
  const taken = new RegExp(`${escapes.source}|[ \\t]*[\\r\\n]+[ \\t]*`, "g");
  return without(text, matches(text, taken));
}

/**
 * With the lines joined that fill the whole width of the screen: there it has wrapped them. `columns` = the screen's width;
 * without it the widest line tells, where two lines are as wide or it is a width that screens have. null where nothing changes.
 */
export function unwrapped(text: string, columns: number | null): Projection | null {
  if (!text.includes("\n")) return null;
  const width = columns ?? likelyWidth(text);
  if (width === null || width < narrowestScreen) return null;
  const joined = without(text, wraps(text, width));
  return joined.text.length === text.length ? null : joined;
}

function likelyWidth(text: string): number | null {
  let width = 0;
  let count = 0;
  for (const line of text.split("\n")) {
    const length = line.endsWith("\r") ? line.length - 1 : line.length;
    count = length === width ? count + 1 : length > width ? 1 : count;
    width = Math.max(width, length);
  }
  return count > 1 || width % 10 === 0 || commonWidths.has(width) ? width : null;
}

/**
 * The ends of lines of exactly `width` that do not stand before a blank. Counted by hand: a pattern that looks back over a
 * line takes time that grows with the square of its length.
 */
function* wraps(text: string, width: number): Iterable<Taken> {
  let from = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", from)) {
    const line = text.slice(from, end);
    const shown = line.endsWith("\r") ? line.slice(0, -1) : line;
    const start = from + shown.length;
    from = end + 1;
    const drawn = shown.length - (shown.lastIndexOf("\r") + 1);
    if (drawn === width && /^\S/.test(text.slice(from, from + 1))) yield { start, end: from };
  }
}

/** A part of a text that is left out. */
type Taken = { start: number; end: number };

function* matches(text: string, pattern: RegExp): Iterable<Taken> {
  for (const { 0: match, index } of text.matchAll(pattern)) {
    yield { start: index, end: index + match.length };
  }
}

function without(text: string, taken: Iterable<Taken>): Projection {
  const origin = new Uint32Array(text.length);
  const kept: string[] = [];
  let length = 0;
  const keep = (start: number, end: number) => {
    if (start === end) return;
    kept.push(text.slice(start, end));
    for (let at = start; at < end; at += 1) origin[length++] = at;
  };
  let from = 0;
  for (const { start, end } of taken) {
    keep(from, start);
    from = end;
  }
  keep(from, text.length);
  return { text: kept.join(""), origin: origin.subarray(0, length) };
}
