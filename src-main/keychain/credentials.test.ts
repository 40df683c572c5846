import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failure } from "../../shared/errors.ts";
import type { CredentialId } from "../../shared/ids.ts";
import { fail, ok } from "../../shared/result.ts";
import { Redactor } from "../base/redactor.ts";
import { Secret } from "../base/secret.ts";
import { Credentials, type CredentialsPlan } from "./credentials.ts";
import { MemorySecrets } from "./memory-secrets.ts";
import type { SecretPlace } from "./secret-place.ts";

let home: string;
let redactor: Redactor;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "fairlead-credentials-"));
  redactor = new Redactor();
});
afterEach(() => rmSync(home, { recursive: true }));

/** A keychain that works like one, in memory. */
class StandIn extends MemorySecrets {
  override readonly kind = "keychain";
}

const open = (change: Partial<CredentialsPlan> = {}) =>
  Credentials.open({
    paths: { home, vault: join(home, "vault.json") },
    environment: { FAIRLEAD_KEYCHAIN: "off" },
    redactor,
    vaultCost: 2 ** 10,
    ...change,
  });

const read = async (credentials: Credentials, id: CredentialId) => {
  const secret = await credentials.get(id);
  return secret.ok ? secret.value.reveal(String) : secret.error.code;
};
const store = async (credentials: Credentials, label: string, value: string, id?: CredentialId) => {
  const stored = await credentials.set(label, Secret.fromText(value), id);
  if (!stored.ok) throw new Error(stored.error.code);
  return stored.value;
};
const unlock = async (credentials: Credentials, passphrase: string) => {
  using secret = Secret.fromText(passphrase);
  const unlocked = await credentials.unlock(secret);
  return unlocked.ok ? "unlocked" : unlocked.error.code;
};
const onDisk = () =>
  readdirSync(home)
    .map((name) => readFileSync(join(home, name), "utf8"))
    .join("\n");

test("with a keychain, values live there and the disk knows names alone", async () => {
  const keychain = new StandIn();
  const probe = async () => ok<SecretPlace>(keychain);
  let id: CredentialId;
  {
    await using credentials = await open({ probe });
    id = await store(credentials, "password of db", "swordfish");
  }
  await using again = await open({ probe });
  expect([await read(again, id), again.status()]).toEqual([
    "swordfish",
    {
      type: "credentials-changed",
      backend: "keychain",
      locked: false,
      explanation: "Secrets are kept in this computer's keychain.",
      stored: [{ id, label: "password of db" }],
    },
  ]);
  expect(onDisk()).not.toContain("swordfish");
  expect(redactor.redact("it is swordfish")).toBe("it is [redacted]");
});

test("without a keychain, memory keeps it for this run and says so", async () => {
  await using credentials = await open();
  const id = await store(credentials, "key", "swordfish");
  expect([await read(credentials, id), credentials.status(), readdirSync(home)]).toEqual([
    "swordfish",
    {
      type: "credentials-changed",
      backend: "memory",
      locked: false,
      explanation:
        "Secrets are kept for this run only, because no keychain can be used (FAIRLEAD_KEYCHAIN=off says not to use one). Set a passphrase to keep them in an encrypted vault.",
      stored: [{ id, label: "key" }],
    },
    [],
  ]);
});

test("a passphrase makes a vault, takes over what was in memory, and opens it in the next run", async () => {
  let id: CredentialId;
  {
    await using credentials = await open();
    id = await store(credentials, "key", "swordfish");
    expect(await unlock(credentials, "open sesame")).toBe("unlocked");
    expect(credentials.status().backend).toBe("vault");
  }
  await using again = await open();
  const locked = again.status();
  const asked = {
    get: await read(again, id),
    set: (await again.set("x", Secret.fromText("y"))).ok,
    wrong: await unlock(again, "open barley"),
    right: await unlock(again, "open sesame"),
    value: await read(again, id),
  };
  expect([locked.locked, locked.stored, asked, again.status().locked]).toEqual([
    true,
    [{ id, label: "key" }],
    {
      get: "secret-locked",
      set: false,
      wrong: "secret-passphrase-wrong",
      right: "unlocked",
      value: "swordfish",
    },
    false,
  ]);
  expect(onDisk()).not.toMatch(/swordfish|open sesame/);
});

test("FAIRLEAD_VAULT_PASSPHRASE_FILE makes the vault at the first start and opens it at the next", async () => {
  const file = join(home, "passphrase");
  writeFileSync(file, "from a file\r\n");
  const environment = { FAIRLEAD_KEYCHAIN: "off", FAIRLEAD_VAULT_PASSPHRASE_FILE: file };
  let id: CredentialId;
  {
    await using credentials = await open({ environment });
    id = await store(credentials, "key", "swordfish");
  }
  await using again = await open({ environment });
  expect([await read(again, id), again.status().backend]).toEqual(["swordfish", "vault"]);
  await using other = await open();
  expect(await unlock(other, "from a file")).toBe("unlocked");
});

test("a passphrase file that is missing or wrong leaves things as they are, and is named", async () => {
  const file = join(home, "passphrase");
  const environment = { FAIRLEAD_KEYCHAIN: "off", FAIRLEAD_VAULT_PASSPHRASE_FILE: file };
  await using without = await open({ environment });
  expect(without.status().explanation).toContain("passphrase file cannot be read");
  expect(await unlock(without, "right")).toBe("unlocked");
  writeFileSync(file, "wrong");
  await using wrong = await open({ environment });
  expect([wrong.status().locked, wrong.status().explanation]).toEqual([
    true,
    "The vault is locked. Enter its passphrase to use what is in it. The passphrase does not open the vault.",
  ]);
});

test("a keychain that fails later: memory takes the value and the explanation says so", async () => {
  const keychain = new StandIn();
  keychain.set = async () => fail(failure("secret-unavailable", "no answer in 10 s"));
  await using credentials = await open({ probe: async () => ok<SecretPlace>(keychain) });
  const id = await store(credentials, "key", "swordfish");
  expect([await read(credentials, id), credentials.status().explanation]).toEqual([
    "swordfish",
    'Secrets are kept in this computer\'s keychain. "key" is kept for this run only: no answer in 10 s.',
  ]);
});

test("an id keeps its place, is replaced, and is gone when removed", async () => {
  await using credentials = await open();
  await unlock(credentials, "open sesame");
  const id = await store(credentials, "key", "swordfish");
  let said = 0;
  credentials.changed.on(() => {
    said += 1;
  });
  await store(credentials, "new name", "tunafish", id);
  const replaced = [await read(credentials, id), credentials.status().stored];
  await credentials.remove(id);
  expect([replaced, await read(credentials, id), credentials.status().stored, said]).toEqual([
    ["tunafish", [{ id, label: "new name" }]],
    "secret-missing",
    [],
    2,
  ]);
});
