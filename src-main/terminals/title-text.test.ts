import { expect, test } from "vitest";
import { titleText } from "./title-text.ts";

test.each([
  ["a plain title", "me@vm: ~/src", "me@vm: ~/src"],
  ["letters of the world", "漢字 é Документы 🙂", "漢字 é Документы 🙂"],
  ["line ends and controls", "a\r\nb\x1b[31mc\x07", "a b [31mc"],
  ["C1 controls", "a\u009b31mb", "a 31mb"],
  ["text turned around", "invoice\u202efdp.exe\u2066x\u2069", "invoice fdp.exe x"],
  ["zero width", "ad\u200bmin\ufeff\u2060", "ad min"],
  ["line and paragraph separators", "a\u2028b\u2029c", "a b c"],
  ["tags that nobody sees", "a\u{e0041}\u{e007f}b", "a b"],
  ["half a surrogate pair", "a\ud800b", "a b"],
  ["marks piled up", `e${"\u0301".repeat(1_000)}x`, `e${"\u0301".repeat(4)}x`],
  ["much space", "  a \t\t  b  ", "a b"],
  ["a very long one", "🙂".repeat(5_000), "🙂".repeat(200)],
  ["nothing that can be seen", "\u200b\u202e\x00", ""],
] as const)("a title is shown as text: %s", (_title, text, shown) => {
  expect(titleText(text)).toEqual(shown);
});
