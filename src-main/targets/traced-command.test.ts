import { expect, test } from "vitest";
import { TracedCommand } from "./traced-command.ts";

const text = `'eval "$(printf " exec secret eval")"'`;

/** What is read when the bytes come in pieces of this size, and what was read before the last piece. */
function read(printed: string, size: number): string {
  const traced = new TracedCommand(text);
  const bytes = Buffer.from(printed, "latin1");
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += size) {
    pieces.push(traced.without(bytes.subarray(from, from + size)));
  }
  return Buffer.concat(pieces).toString("latin1");
}

for (const size of [1, 2, 7, 40, 1_000]) {
  test(`the traced line is left out, and nothing else, in pieces of ${size}`, () => {
    const printed = `+ PS4=x\r\n+ exec sh -c ${text}\r\nhello 'eval\r\n$ ls ${text}\r\n`;
    const rest = `hello 'eval\r\n$ ls ${text}\r\n`;
    // What may stand before it on its line is gone where it came with it.
    const shown = read(printed, size);
    expect(shown.endsWith(rest)).toBe(true);
    expect(shown.slice(0, -rest.length)).toMatch(/^\+ PS4=x\r\n(\+ [a-z -]*)?$/);
    expect(read("welcome\r\n$ 'evening", size)).toBe("welcome\r\n$ 'evening");
  });
}

test("once the shell has said its first word nothing is looked for", () => {
  const printed = `\x1b]133;I;fl=secret;s=bash\x07$ echo ${text}\r\n`;
  expect(read(printed, 1_000)).toBe(printed);
  expect(read(`${printed}$ '`, 12)).toBe(`${printed}$ '`);
});

test("nobody waits for what is no beginning of it", () => {
  const traced = new TracedCommand(text);
  const push = (printed: string) => Buffer.from(traced.without(Buffer.from(printed))).toString();
  expect(push("Code: ")).toBe("Code: ");
  expect(push("name or 'eval")).toBe("");
  expect(push("uation'? ")).toBe("name or 'evaluation'? ");
});
