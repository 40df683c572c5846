import { expect, test } from "vitest";
import { clipboardWrite } from "./clipboard-write.ts";

const base64 = (bytes: Iterable<number>) => btoa(String.fromCharCode(...bytes));
const encode = (text: string) => base64(new TextEncoder().encode(text));

test.each([
  ["the usual selection", `c;${encode("hello")}`, "hello"],
  ["no selection named", `;${encode("hello")}`, "hello"],
  ["several selections", `pc;${encode("é 漢字 🙂\n")}`, "é 漢字 🙂\n"],
  ["without padding", `c;${encode("hell").replaceAll("=", "")}`, "hell"],
  ["a question", "c;?", null],
  ["nothing", "c;", null],
  ["no semicolon", encode("hello"), null],
  ["another selection", `x;${encode("hello")}`, null],
  ["no base64", "c;a b", null],
  ["cut base64", "c;aGVsb", null],
  ["no text", `c;${base64([0xff, 0xfe])}`, null],
  ["too much", `c;${"QUFB".repeat(33_334)}`, null],
] as const)("a host would put on the clipboard: %s", (_title, sequence, text) => {
  expect(clipboardWrite(sequence)).toEqual(text);
});
