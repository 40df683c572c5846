const backslash = 0x5c;

/**
 * Undoes tmux's `\ooo` from `line[from…]` into `target[at…]` and returns where it ended. tmux escapes bytes below 0x20 and
 * the backslash only; bytes from 0x80 stand as they are. A backslash without three octal digits stays one.
 */
export function decodeOctal(
  line: Uint8Array,
  from: number,
  target: Uint8Array,
  at: number,
): number {
  const first = line.indexOf(backslash, from);
  if (first < 0) {
    target.set(line.subarray(from), at);
    return at + line.length - from;
  }
  target.set(line.subarray(from, first), at);
  let written = at + first - from;
  for (let index = first; index < line.length; ) {
    const byte = line[index] as number;
    const value = byte === backslash ? octalAt(line, index + 1) : -1;
    target[written++] = value < 0 ? byte : value;
    index += value < 0 ? 1 : 4;
  }
  return written;
}

/** The value of three octal digits, or -1. */
function octalAt(line: Uint8Array, at: number): number {
  if (at + 2 >= line.length) return -1;
  const high = (line[at] as number) - 0x30;
  const middle = (line[at + 1] as number) - 0x30;
  const low = (line[at + 2] as number) - 0x30;
  const digits = (high | middle | low) >= 0 && high < 4 && middle < 8 && low < 8;
  return digits ? (high << 6) | (middle << 3) | low : -1;
}
