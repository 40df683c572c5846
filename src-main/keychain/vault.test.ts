import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failure } from "../../shared/errors.ts";
import { Secret } from "../base/secret.ts";
import { Vault } from "./vault.ts";

const cost = 2 ** 10;
let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "fairlead-vault-"));
  path = join(directory, "deep", "vault.json");
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = async (passphrase = "open sesame") => {
  using secret = Secret.fromText(passphrase);
  return await Vault.open(path, secret, cost);
};
const opened = async (): Promise<Vault> => {
  const vault = await open();
  if (!vault.ok) throw new Error(vault.error.code);
  return vault.value;
};
const read = async (vault: Vault, id: string) => {
  const secret = await vault.get(id);
  return secret.ok ? secret.value.reveal((bytes) => bytes.toString("hex")) : secret.error.code;
};
const damage = (
  change: (file: { version: number; entries: Record<string, { data: string }> }) => void,
) => {
  const file = JSON.parse(readFileSync(path, "utf8"));
  change(file);
  writeFileSync(path, JSON.stringify(file));
};

test("what was put in comes out after it was closed and opened again, byte for byte", async () => {
  {
    using vault = await opened();
    await vault.set("cred-a", new Secret(Buffer.from([0, 255, 10, 0])));
    await vault.set("cred-b", Secret.fromText("second"));
    await vault.set("cred-c", Secret.fromText("third"));
    await vault.remove("cred-c");
  }
  using again = await opened();
  expect([
    await read(again, "cred-a"),
    await read(again, "cred-b"),
    await read(again, "cred-c"),
  ]).toEqual(["00ff0a00", Buffer.from("second").toString("hex"), "secret-missing"]);
});

test("the file is private and holds neither secret nor passphrase", async () => {
  using vault = await opened();
  await vault.set("cred-a", Secret.fromText("correct horse"));
  const text = readFileSync(path, "utf8");
  expect({
    mode: statSync(path).mode & 0o777,
    folder: statSync(join(directory, "deep")).mode & 0o777,
    found: ["correct horse", "open sesame"].filter(
      (value) => text.includes(value) || text.includes(Buffer.from(value).toString("base64")),
    ),
  }).toEqual({ mode: 0o600, folder: 0o700, found: [] });
});

test("another passphrase does not open it", async () => {
  (await opened())[Symbol.dispose]();
  expect(await open("open barley")).toEqual({
    ok: false,
    error: failure("secret-passphrase-wrong"),
  });
});

test("a changed entry, and one that was moved to another id, are found out", async () => {
  {
    using vault = await opened();
    await vault.set("cred-a", Secret.fromText("first"));
    await vault.set("cred-b", Secret.fromText("other"));
  }
  damage(({ entries }) => {
    const { "cred-a": one, "cred-b": other } = entries;
    if (one === undefined || other === undefined) throw new Error("no entries");
    entries["cred-c"] = { ...one };
    other.data = Buffer.from("xxxxx").toString("base64");
  });
  using vault = await opened();
  expect([
    await read(vault, "cred-a"),
    await read(vault, "cred-b"),
    await read(vault, "cred-c"),
  ]).toEqual([Buffer.from("first").toString("hex"), "secret-damaged", "secret-damaged"]);
});

for (const [what, content] of [
  ["not JSON", "{"],
  ["a newer version", '{"version":2}'],
  [
    "asking for a terabyte",
    '{"version":1,"passphrase":{"name":"scrypt","N":4294967296,"r":8,"p":1,"salt":""}}',
  ],
] as const) {
  test(`a file that is ${what} is refused and left as it is`, async () => {
    (await opened())[Symbol.dispose]();
    writeFileSync(path, content);
    const refused = await open();
    expect([refused.ok ? "opened" : refused.error.code, readFileSync(path, "utf8")]).toEqual([
      "secret-damaged",
      content,
    ]);
  });
}
