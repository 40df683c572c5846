import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type KeyType, makeKey } from "../../e2e/world/ssh-keys.ts";
import { fail } from "../../shared/result.ts";
import { Secret } from "../base/secret.ts";
import { decryptKey } from "./ssh-key-decrypt.ts";

const never = new AbortController().signal;
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "fairlead-decrypt-"));
});
afterEach(() => rmSync(home, { recursive: true }));

async function decrypted(path: string, passphrase: string, signal = never) {
  using secret = Secret.fromText(passphrase);
  return await decryptKey(readFileSync(path), secret, signal);
}

for (const type of ["ed25519", "rsa", "ecdsa"] as const satisfies KeyType[]) {
  test(`an ${type} key comes out able to sign as itself`, async () => {
    const made = makeKey(home, "id", type, "open sesame");
    const key = await decrypted(made.path, "open sesame");
    if (!key.ok) throw new Error(key.error);
    const data = Buffer.from("data");
    expect([
      key.value.verify(data, key.value.sign(data)),
      `${key.value.type} ${key.value.getPublicSSH().toString("base64")}`,
    ]).toEqual([true, made.publicKey]);
  });
}

test("an old PEM key is opened too", async () => {
  const { path } = makeKey(home, "id", "rsa", "open sesame");
  execFileSync("ssh-keygen", [
    "-p",
    "-m",
    "PEM",
    "-P",
    "open sesame",
    "-N",
    "open sesame",
    "-f",
    path,
  ]);
  expect(readFileSync(path, "utf8")).toContain("BEGIN RSA PRIVATE KEY");
  expect((await decrypted(path, "open sesame")).ok).toBe(true);
});

test("a wrong passphrase is a reason, not an exception", async () => {
  const { path } = makeKey(home, "id", "ed25519", "open sesame");
  expect(await decrypted(path, "open barley")).toEqual(
    fail("OpenSSH key integrity check failed -- bad passphrase?"),
  );
});

test("a key that takes seconds can be given up at once, and nothing else waits for it", async () => {
  const path = join(home, "slow");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-a", "300", "-N", "open sesame", "-f", path]);
  const stop = new AbortController();
  const waiting = decrypted(path, "open sesame", stop.signal);
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
    if (turns === 20) stop.abort();
  }, 1);
  expect(await waiting).toEqual(fail("stopped"));
  clearInterval(turning);
  expect(turns).toBeGreaterThanOrEqual(20);
});
