import type { IBufferLine } from "@xterm/xterm";
import { expect, test } from "vitest";
import { bufferText } from "./buffer-text.ts";

/** Lines of ten columns; ">" in front says that the line goes on from the one before. */
function buffer(...rows: string[]) {
  const lines = rows.map((row) => {
    const full = row.replace(/^>/, "").padEnd(10);
    return {
      isWrapped: row.startsWith(">"),
      length: 10,
      getCell: () => undefined,
      translateToString: (trim?: boolean, from = 0, to = 10) =>
        trim ? full.slice(from, to).trimEnd() : full.slice(from, to),
    } satisfies IBufferLine;
  });
  return { getLine: (at: number) => lines[at] };
}

const place = (line: number, column: number) => ({ line, column });

test("lines that were wrapped are one, others stay apart, ends are where they were asked for", () => {
  const lines = buffer("$ echo a b", ">c d e", "out  ", "", "more");
  expect(bufferText(lines, place(0, 2), place(1, 6))).toBe("echo a bc d e");
  expect(bufferText(lines, place(2, 0), place(4, 2))).toBe("out\n\nmo");
  expect(bufferText(lines, place(2, 0), place(9, 0))).toBe("out\n\nmore");
});

test("no more than asked for", () => {
  expect(bufferText(buffer("aaaa", "bbbb", "cccc"), place(0, 0), place(2, 4), 6)).toBe("aaaa\nb");
});
