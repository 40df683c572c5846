import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { filesHolding } from "./search-files.ts";

const secret = 'kim\'s "Secret" 9tR2x';

function folderWith(content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), "fl-search-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "file"), content);
  return folder;
}

for (const [name, content] of [
  ["plain text", `a ${secret} b`],
  ["JSON", JSON.stringify({ value: secret })],
  ["UTF-16", Buffer.from(secret, "utf16le")],
  ["hex", Buffer.from(`xy${secret}`).toString("hex")],
  ["base64 at 0", Buffer.from(`${secret}, and more`).toString("base64")],
  ["base64 at 1", Buffer.from(`abc:${secret}, and more`).toString("base64")],
  ["base64 at 2", Buffer.from(`ab${secret}`).toString("base64")],
  ["base64url at 1", Buffer.from(`a${secret}`).toString("base64url")],
] as const) {
  test(`a secret is found as ${name}`, () => {
    const found = filesHolding(folderWith(content), secret);
    expect(found.map((one) => one.split(": ")[1])).toContain(name);
  });
}

test("nothing is found where the secret is not", () => {
  expect(filesHolding(folderWith("kim's other secret"), secret)).toEqual([]);
});
