import { applyPatch } from "diff";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fileDiff } from "./text-diff.ts";
import { textOf } from "./whole-file.ts";

const bytes = (text: string) => Buffer.from(text);

test("a diff names the file, and nothing where there is none", () => {
  expect(fileDiff("/etc/motd", bytes("a\nb\n"), bytes("a\nc\n"))).toContain(
    "--- /etc/motd\n+++ /etc/motd\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n",
  );
  expect(fileDiff("/etc/motd", null, bytes("a\n"))).toContain("--- /dev/null\n+++ /etc/motd\n");
  expect(fileDiff("/etc/motd", bytes("a\n"), null)).toContain(
    "+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n",
  );
});

test("what is not text is told by its sizes", () => {
  expect(fileDiff("/bin/x", Buffer.from([0, 1]), bytes("ab"))).toBe(
    "This is not text: 2 bytes become 2 bytes.",
  );
  expect(fileDiff("/bin/x", null, Buffer.from([0xff, 1]))).toBe(
    "This is not text: a new file of 2 bytes.",
  );
  expect(fileDiff("/bin/x", Buffer.from([0xff, 1]), null)).toBe(
    "This is not text: a file of 2 bytes goes.",
  );
});

test("text of another encoding is shown byte by byte, and said to be", () => {
  const latin = (text: string) => Buffer.from(text, "latin1");
  const diff = fileDiff("/etc/x", latin("caf\xe9\nold\n"), latin("caf\xe9\nnew\n"));
  expect(diff).toContain("--- /etc/x (not UTF-8, shown as Latin-1)");
  expect(diff).toContain(" café\n-old\n+new\n");
});

test("a diff that takes too long is one large hunk, and right", () => {
  const many = (seed: number) =>
    `first\n${Array.from({ length: 2_000 }, (_, at) => `${(at * seed) % 997}`).join("\n")}\nlast`;
  const [old, young] = [many(7), many(11)];
  const diff = fileDiff("/var/x", bytes(old), bytes(young), 1);
  expect(diff.match(/^@@/gm)).toHaveLength(1);
  expect(applyPatch(old, diff)).toBe(young);
});

test("applied to the old text a diff gives the new one", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "", "-- x", "@@ -1 +1 @@", "é"), { maxLength: 12 })
    .chain((lines) => fc.constantFrom(lines.join("\n"), `${lines.join("\n")}\n`));
  fc.assert(
    fc.property(text, text, (old, young) => {
      expect(applyPatch(old, fileDiff("/f", bytes(old), bytes(young)))).toBe(young);
    }),
  );
});

test("text is UTF-8 without NUL, byte order mark and all", () => {
  expect(textOf(Buffer.from("\ufeffü"))).toBe("\ufeffü");
  expect(textOf(Buffer.from([0xc3]))).toBeNull();
  expect(textOf(Buffer.from("a\0b"))).toBeNull();
});
