import type { IBuffer } from "@xterm/xterm";

/** A place among an emulator's lines; both count from 0. */
export interface TextPlace {
  line: number;
  column: number;
}

/** The text from one place up to another. Lines that were wrapped are one again; at most `limit` characters. */
export function bufferText(
  buffer: Pick<IBuffer, "getLine">,
  from: TextPlace,
  to: TextPlace,
  limit = Number.MAX_SAFE_INTEGER,
): string {
  let text = "";
  for (let at = from.line; at <= to.line && text.length <= limit; at += 1) {
    const line = buffer.getLine(at);
    if (line === undefined) break;
    const goesOn = at < to.line && buffer.getLine(at + 1)?.isWrapped === true;
    const end = at === to.line ? to.column : undefined;
    const part = line.translateToString(!goesOn, at === from.line ? from.column : 0, end);
    text += at > from.line && !line.isWrapped ? `\n${part}` : part;
  }
  return text.slice(0, limit);
}
