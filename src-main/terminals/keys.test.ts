import { expect, test } from "vitest";
import { keyBytes } from "./key-bytes.ts";
import { isEmulatorReply, lineEffect } from "./person-keys.ts";

test.each([
  ["Enter", "\r"],
  ["C-c", "\x03"],
  ["C-[x", "C-[x"],
  ["C-\\", "\x1c"],
  ["C-@", "\x00"],
  ["C-_", "\x1f"],
  ["M-b", "\x1bb"],
  ["Up", "\x1b[A"],
  ["End", "\x1b[F"],
  ["Delete", "\x1b[3~"],
  ["F1", "\x1bOP"],
  ["F5", "\x1b[15~"],
  ["F12", "\x1b[24~"],
  ["F13", "F13"],
  ["q", "q"],
  [":wq", ":wq"],
  ["Enterprise", "Enterprise"],
])("the key %j", (key, bytes) => {
  expect(Buffer.from(keyBytes(key, false)).toString("latin1")).toEqual(bytes);
});

test("arrows follow the cursor mode of the program", () => {
  expect(Buffer.from(keyBytes("Up", true)).toString()).toEqual("\x1bOA");
});

test.each([
  "\x1b[12;40R",
  "\x1b[?1;2c",
  "\x1b[>0;276;0c",
  "\x1b[0n",
  "\x1b[?2004;1$y",
  "\x1b[I",
  "\x1b[O",
  "\x1b]11;rgb:0000/0000/0000\x1b\\",
  "\x1bP1$r0m\x1b\\",
  "\x1b[1;1R\x1b[?62;c",
])("%j is an emulator's answer", (bytes) => {
  expect(isEmulatorReply(Buffer.from(bytes, "latin1"))).toEqual(true);
});

test.each([
  "a",
  "\x1b",
  "\x1b[A",
  "\x1b[1;5C",
  "\x1b[3~",
  "\x1b[200~x\x1b[201~",
  "\x1bOP",
  "\x1b[12;40Rx",
  "\x1bP1$r\rid\r\x1b\\",
  "\x1b]0;a\nb\x07",
])("%j is a key", (bytes) => {
  expect(isEmulatorReply(Buffer.from(bytes, "latin1"))).toEqual(false);
});

test("what a key does to a half-typed line", () => {
  const effects = ["a", "\r", "ls\r", "\x03", "\x15", "\x7f", "\x1b[A"].map((keys) =>
    lineEffect(Buffer.from(keys)),
  );
  expect(effects).toEqual([
    "typed",
    "entered",
    "entered",
    "cleared",
    "cleared",
    "cleared",
    "typed",
  ]);
});
