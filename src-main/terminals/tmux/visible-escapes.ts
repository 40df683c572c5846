const backslash = 0x5c;
const named: Record<string, number> = {
  n: 0x0a,
  r: 0x0d,
  b: 0x08,
  a: 0x07,
  v: 0x0b,
  t: 0x09,
  f: 0x0c,
  s: 0x20,
};

/**
 * Undoes what `show-buffer` does to a buffer before tmux 3.4: vis(3) with VIS_OCTAL, VIS_CSTYLE and VIS_TAB, and a
 * backslash in front of a dollar sign that could begin a variable.
 */
export function undoVisible(text: Uint8Array): Uint8Array {
  const plain = new Uint8Array(text.length);
  let written = 0;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf(backslash, at);
    const end = next < 0 ? text.length : next;
    plain.set(text.subarray(at, end), written);
    written += end - at;
    if (next < 0) break;
    const meant = escapeAt(text, next + 1);
    plain[written++] = meant.byte;
    at = next + 1 + meant.length;
  }
  return plain.subarray(0, written);
}

/** The byte that the escape stands for, and how long it is behind its backslash. */
function escapeAt(text: Uint8Array, at: number): { byte: number; length: number } {
  const octal = Buffer.from(text.subarray(at, at + 3)).toString("latin1");
  if (/^[0-3][0-7]{2}$/.test(octal)) return { byte: Number.parseInt(octal, 8), length: 3 };
  const byte = text[at];
  if (byte === undefined) return { byte: backslash, length: 0 };
  return { byte: named[String.fromCharCode(byte)] ?? byte, length: 1 };
}
