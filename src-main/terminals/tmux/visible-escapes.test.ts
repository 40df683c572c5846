import { expect, test } from "vitest";
import { undoVisible } from "./visible-escapes.ts";

test.each([
  ["plain", "plain"],
  ["", ""],
  ["a\\\\b", "a\\b"],
  ["\\033[31mred\\033[m\nnext", "\u001b[31mred\u001b[m\nnext"],
  ["\\$HOME $5 \\$_x", "$HOME $5 $_x"],
  ["\\t\\r\\b\\a\\v\\f\\s\\n", "\t\r\b\u0007\u000b\f \n"],
  ["\\016lqk\\017", "\u000elqk\u000f"],
  ["\\377\\200", "\u00ff\u0080"],
  ["\\\\033", "\\033"],
  ["\\\\\\\\", "\\\\"],
  ["\u00e4 raw", "\u00e4 raw"],
  ["cut\\", "cut\\"],
])("%j was %j", (shown, plain) => {
  expect(Buffer.from(undoVisible(Buffer.from(shown, "latin1"))).toString("latin1")).toBe(plain);
});
