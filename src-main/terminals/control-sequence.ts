/** An escape sequence of a text: where it ends, and for a CSI its parameters and its final letter (else ""). */
export type ControlSequence = { end: number; parameters: string; final: string };

/** Reads the sequence whose escape stands at `at`; one that the text's end cuts off ends there. */
export function readSequence(text: string, at: number): ControlSequence {
  const second = text[at + 1];
  switch (second) {
    case "[":
      return readCsi(text, at + 2);
    case "]":
    case "P":
    case "X":
    case "^":
    case "_":
      return { end: stringEnd(text, at + 2), parameters: "", final: "" };
    default: {
      // Two characters, or more with intermediates, as in a choice of character set.
      let end = at + 1;
      while (isBetween(text.charCodeAt(end), 0x20, 0x2f)) end += 1;
      return {
        end: isBetween(text.charCodeAt(end), 0x30, 0x7e) ? end + 1 : end,
        parameters: "",
        final: "",
      };
    }
  }
}

function readCsi(text: string, from: number): ControlSequence {
  let end = from;
  while (isBetween(text.charCodeAt(end), 0x30, 0x3f)) end += 1;
  const parameters = text.slice(from, end);
  while (isBetween(text.charCodeAt(end), 0x20, 0x2f)) end += 1;
  const plain = end === from + parameters.length;
  if (!isBetween(text.charCodeAt(end), 0x40, 0x7e)) return { end, parameters, final: "" };
  return { end: end + 1, parameters, final: plain ? (text[end] ?? "") : "" };
}

function stringEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x07 || code === 0x18 || code === 0x1a) return at + 1;
    if (code === 0x1b) return text[at + 1] === "\\" ? at + 2 : at;
  }
  return text.length;
}

/** False past the end of the text, where the code is NaN. */
function isBetween(code: number, low: number, high: number): boolean {
  return code >= low && code <= high;
}
