import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TestAgent } from "../../e2e/world/ssh-agent.ts";
import { type KeyType, makeKey } from "../../e2e/world/ssh-keys.ts";
import {
  type Answering,
  acceptHostKey,
  hostOf,
  sshServices,
} from "../../e2e/world/ssh-services.ts";
import { Sshd } from "../../e2e/world/sshd.ts";
import { canMakeAccounts } from "../../e2e/world/sshd-accounts.ts";
import type { Authentication } from "../../shared/contract/hosts.ts";
import { Secret } from "../base/secret.ts";
import { type SshServices, SshTarget } from "./ssh-target.ts";

const never = new AbortController().signal;
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "fairlead-login-"));
});
afterEach(() => rmSync(home, { recursive: true }));

/** Logs in and says who it is, or the code and detail of the failure; and what was asked on the way. */
async function logIn(
  sshd: Sshd,
  authentication: Authentication,
  answering: Answering = acceptHostKey,
  change: Partial<SshServices> = {},
  services = sshServices(home, answering, change),
) {
  const host = hostOf(sshd, authentication);
  await using target = new SshTarget(() => host, services);
  const connected = await target.connect(never);
  const asked = services.asked.map((ask) => ask.kind).filter((kind) => kind !== "host-key");
  if (!connected.ok)
    return { code: connected.error.code, detail: connected.error.detail ?? "", asked };
  const who = await target.exec("id -un", never);
  const name = who.ok ? Buffer.from(who.value.standardOutput).toString().trim() : who.error.code;
  return { name, asked };
}

/** Answers a question for a secret with the next of these, then cancels. */
function typing(...secrets: string[]): Answering {
  return (ask) => {
    if (ask.kind === "host-key") return { kind: "accept" };
    const secret = secrets.shift();
    if (secret === undefined) return { kind: "cancel" };
    return ask.kind === "keyboard-interactive"
      ? { kind: "answers", answers: [secret] }
      : { kind: "secret", secret, remember: false };
  };
}

describe("keys", () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await Sshd.start();
  });
  afterAll(() => sshd[Symbol.asyncDispose]());

  for (const type of ["ed25519", "rsa", "ecdsa"] as const satisfies KeyType[]) {
    test(`an ${type} key logs in`, async () => {
      const key = makeKey(home, "id", type);
      sshd.authorize(key);
      expect(await logIn(sshd, { kind: "key", path: "~/id" })).toEqual({
        name: sshd.user,
        asked: [],
      });
    });

    test(`an encrypted ${type} key asks for its passphrase, again after a wrong one`, async () => {
      const key = makeKey(home, "id", type, "open sesame");
      sshd.authorize(key);
      expect(
        await logIn(sshd, { kind: "key", path: key.path }, typing("open barley", "open sesame")),
      ).toEqual({ name: sshd.user, asked: ["passphrase", "passphrase"] });
    });
  }

  test("three wrong passphrases are enough", async () => {
    const key = makeKey(home, "id", "ed25519", "open sesame");
    expect(await logIn(sshd, { kind: "key", path: key.path }, typing("a", "b", "c", "d"))).toEqual({
      code: "key-unreadable",
      detail: `${key.path}: the passphrase does not open it`,
      asked: ["passphrase", "passphrase", "passphrase"],
    });
  });

  test("a passphrase that nobody gives cancels the login", async () => {
    const key = makeKey(home, "id", "ed25519", "open sesame");
    expect(await logIn(sshd, { kind: "key", path: key.path })).toEqual({
      code: "auth-cancelled",
      detail: "",
      asked: ["passphrase"],
    });
  });

  test("a passphrase to remember is stored once the host let us in, and used the next time", async () => {
    const key = makeKey(home, "id", "ed25519", "open sesame");
    sshd.authorize(key);
    const services = sshServices(home, (ask) =>
      ask.kind === "host-key"
        ? { kind: "accept" }
        : { kind: "secret", secret: "open sesame", remember: true },
    );
    const first = await logIn(sshd, { kind: "key", path: key.path }, acceptHostKey, {}, services);
    const [remembered] = services.rememberedFor;
    if (remembered === undefined) throw new Error("nothing was remembered");
    services.asked.length = 0;
    const second = await logIn(sshd, remembered, acceptHostKey, {}, services);
    expect({
      first,
      remembered,
      second,
      learnt: services.learnt,
      stored: services.stored.size,
    }).toEqual({
      first: { name: sshd.user, asked: ["passphrase"] },
      remembered: { kind: "key", path: key.path, passphrase: expect.stringMatching(/^cred-/) },
      second: { name: sshd.user, asked: [] },
      learnt: ["open sesame"],
      stored: 1,
    });
  });

  test("a key that the host does not know is refused, and nothing else is tried", async () => {
    const key = makeKey(home, "id");
    expect(await logIn(sshd, { kind: "key", path: key.path })).toEqual({
      code: "auth-failed",
      detail: `tried: the key ${key.path}; the host offers: publickey`,
      asked: [],
    });
  });

  for (const [what, content, detail] of [
    ["missing", null, "ENOENT: no such file or directory"],
    ["no key", "hello\n", "Unsupported key format"],
    ["a public key", "public", "this is a public key"],
  ] as const) {
    test(`a key file that is ${what} is named with the reason`, async () => {
      const path = join(home, "some");
      const { publicKey } = makeKey(home, "id");
      if (content !== null) writeFileSync(path, content === "public" ? publicKey : content);
      const result = await logIn(sshd, { kind: "key", path });
      expect(result).toEqual({
        code: "key-unreadable",
        detail: expect.stringContaining(`${path}: ${detail}`),
        asked: [],
      });
    });
  }
});

describe("agent", () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await Sshd.start();
  });
  afterAll(() => sshd[Symbol.asyncDispose]());

  for (const type of ["ed25519", "rsa", "ecdsa"] as const satisfies KeyType[]) {
    test(`an ${type} key in the agent logs in`, async () => {
      await using agent = await TestAgent.start(home);
      agent.add(makeKey(home, "stranger").path);
      const key = makeKey(home, "id", type, "open sesame");
      sshd.authorize(key);
      agent.add(key.path, "open sesame");
      expect(
        await logIn(sshd, { kind: "agent" }, acceptHostKey, { agentSocket: agent.socket }),
      ).toEqual({ name: sshd.user, asked: [] });
    });
  }

  test("an encrypted key file that the agent holds needs no passphrase", async () => {
    await using agent = await TestAgent.start(home);
    agent.add(makeKey(home, "stranger").path);
    const key = makeKey(home, "id", "rsa", "open sesame");
    sshd.authorize(key);
    agent.add(key.path, "open sesame");
    expect(
      await logIn(sshd, { kind: "key", path: key.path }, acceptHostKey, {
        agentSocket: agent.socket,
      }),
    ).toEqual({ name: sshd.user, asked: [] });
  });

  test("an agent whose keys the host does not know is refused", async () => {
    await using agent = await TestAgent.start(home);
    agent.add(makeKey(home, "stranger").path);
    expect(
      await logIn(sshd, { kind: "agent" }, acceptHostKey, { agentSocket: agent.socket }),
    ).toEqual({
      code: "auth-failed",
      detail: "tried: 1 key(s) of the agent; the host offers: publickey",
      asked: [],
    });
  });

  test("an agent with more keys than the host has patience for is a refused login", async () => {
    await using agent = await TestAgent.start(home);
    for (let index = 0; index < 7; index += 1) agent.add(makeKey(home, `id${index}`).path);
    expect(
      await logIn(sshd, { kind: "agent" }, acceptHostKey, { agentSocket: agent.socket }),
    ).toEqual({ code: "auth-failed", detail: "Too many authentication failures", asked: [] });
  });

  test("no agent, a dead one and an empty one are told apart from a refusal", async () => {
    await using agent = await TestAgent.start(home);
    const codes = [];
    for (const agentSocket of [undefined, join(home, "nothing"), agent.socket]) {
      const result = await logIn(sshd, { kind: "agent" }, acceptHostKey, { agentSocket });
      codes.push([result.code, result.detail]);
    }
    expect(codes).toEqual([
      ["agent-unavailable", "SSH_AUTH_SOCK is not set"],
      ["agent-unavailable", `${join(home, "nothing")}: Failed to connect to agent`],
      ["agent-unavailable", "the agent holds no key"],
    ]);
  });
});

describe.runIf(canMakeAccounts)("passwords", () => {
  const password = "correct horse";
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await Sshd.start({ accounts: [{ name: "mara", password }] });
  });
  afterAll(() => sshd[Symbol.asyncDispose]());

  test("a password is asked for, again after a wrong one", async () => {
    const services = sshServices(home, typing("wrong", password));
    expect(await logIn(sshd, { kind: "password" }, acceptHostKey, {}, services)).toEqual({
      name: "mara",
      asked: ["password", "password"],
    });
    expect(services.asked.slice(1)).toEqual([
      { kind: "password", retry: false },
      { kind: "password", retry: true },
    ]);
  });

  test("three wrong passwords are enough", async () => {
    expect(await logIn(sshd, { kind: "password" }, typing("a", "b", "c", "d"))).toEqual({
      code: "auth-failed",
      detail:
        "tried: password, password, password; the host offers: publickey, password, keyboard-interactive",
      asked: ["password", "password", "password"],
    });
  });

  test("nobody answers: the login is cancelled", async () => {
    expect(await logIn(sshd, { kind: "password" })).toEqual({
      code: "auth-cancelled",
      detail: "",
      asked: ["password"],
    });
  });

  test("a stored password is used without a question; a wrong one leads to one, which may replace it", async () => {
    const services = sshServices(home, (ask) =>
      ask.kind === "host-key"
        ? { kind: "accept" }
        : { kind: "secret", secret: password, remember: true },
    );
    services.stored.set("cred-old", Secret.fromText("outdated"));
    const authentication = { kind: "password", credential: "cred-old" } as const;
    const first = await logIn(sshd, authentication, acceptHostKey, {}, services);
    const asked = services.asked.slice(1);
    services.asked.length = 0;
    const second = await logIn(sshd, authentication, acceptHostKey, {}, services);
    expect({ first, asked, second, remembered: services.rememberedFor }).toEqual({
      first: { name: "mara", asked: ["password"] },
      asked: [{ kind: "password", retry: true }],
      second: { name: "mara", asked: [] },
      remembered: [authentication],
    });
    expect(services.stored.get("cred-old")?.reveal(String)).toBe(password);
  });

  test("a wrong password is not remembered", async () => {
    const services = sshServices(home, (ask) => {
      if (ask.kind === "host-key") return { kind: "accept" };
      return ask.kind === "password" && !ask.retry
        ? { kind: "secret", secret: "wrong", remember: true }
        : { kind: "cancel" };
    });
    await logIn(sshd, { kind: "password" }, acceptHostKey, {}, services);
    expect([services.stored.size, services.rememberedFor, services.learnt]).toEqual([
      0,
      [],
      ["wrong"],
    ]);
  });

  test("keyboard-interactive passes the host's own prompt on", async () => {
    const services = sshServices(home, typing("wrong", password));
    const result = await logIn(sshd, { kind: "interactive" }, acceptHostKey, {}, services);
    const prompt = { text: expect.stringMatching(/Password: ?$/), echo: false };
    expect([result, services.asked[1]]).toEqual([
      { name: "mara", asked: ["keyboard-interactive", "keyboard-interactive"] },
      { kind: "keyboard-interactive", title: "", instructions: "", prompts: [prompt] },
    ]);
    expect(services.learnt).toContain(password);
  });

  test("a host that asks for passwords by keyboard-interactive only gets the stored one there", async () => {
    await using only = await Sshd.start({
      accounts: [{ name: "mara", password }],
      lines: ["PasswordAuthentication no"],
    });
    const services = sshServices(home);
    services.stored.set("cred-a", Secret.fromText(password));
    expect(
      await logIn(only, { kind: "password", credential: "cred-a" }, acceptHostKey, {}, services),
    ).toEqual({ name: "mara", asked: [] });
  });

  test("a host that wants a key and then a code gets both", async () => {
    await using both = await Sshd.start({
      accounts: [{ name: "mara", password }],
      lines: ["AuthenticationMethods publickey,keyboard-interactive"],
    });
    const key = makeKey(home, "id");
    both.authorize(key);
    expect(await logIn(both, { kind: "key", path: key.path }, typing(password))).toEqual({
      name: "mara",
      asked: ["keyboard-interactive"],
    });
  });

  test("a host that takes keys alone says so", async () => {
    await using keysOnly = await Sshd.start();
    expect(await logIn(keysOnly, { kind: "password" })).toEqual({
      code: "auth-failed",
      detail: "the host does not take keyboard-interactive; it offers: publickey",
      asked: [],
    });
  });

  test("a host that hangs up while we ask ends the question", async () => {
    await using hasty = await Sshd.start({
      accounts: [{ name: "mara", password }],
      lines: ["LoginGraceTime 1"],
    });
    const services = sshServices(home, (ask) =>
      ask.kind === "host-key" ? { kind: "accept" } : null,
    );
    const result = await logIn(hasty, { kind: "password" }, acceptHostKey, {}, services);
    expect([result.code, services.questions.list()]).toEqual(["connection-lost", []]);
  });

  test("the machine's own accounts are untouched", () => {
    expect(readFileSync("/etc/passwd", "utf8")).not.toContain("mara");
  });
});

describe("host keys", () => {
  let sshd: Sshd;
  let key: Authentication;
  const knownHosts = () => readFileSync(join(home, ".ssh", "known_hosts"), "utf8");

  beforeEach(async () => {
    sshd = await Sshd.start({ hostKeys: ["ed25519", "rsa", "ecdsa"] });
    const made = makeKey(home, "id");
    sshd.authorize(made);
    key = { kind: "key", path: made.path };
  });
  afterEach(() => sshd[Symbol.asyncDispose]());

  test("a new host is asked about once, with type and fingerprint, and is then on record", async () => {
    const services = sshServices(home);
    await logIn(sshd, key, acceptHostKey, {}, services);
    const asked = [...services.asked];
    await logIn(sshd, key, acceptHostKey, {}, services);
    expect(services.asked).toEqual(asked);
    expect([asked, knownHosts(), statSync(join(home, ".ssh", "known_hosts")).mode & 0o777]).toEqual(
      [
        [
          {
            kind: "host-key",
            keyType: "ssh-ed25519",
            fingerprint: sshd.hostKey("ed25519").fingerprint,
          },
        ],
        `[${sshd.address}]:${sshd.port} ${sshd.hostKey("ed25519").publicKey}\n`,
        0o600,
      ],
    );
  });

  test("a host that is refused gets nothing, and is not on record", async () => {
    expect(await logIn(sshd, key, () => ({ kind: "cancel" }))).toEqual({
      code: "host-key-rejected",
      detail: `ssh-ed25519 ${sshd.hostKey("ed25519").fingerprint}`,
      asked: [],
    });
    expect(() => knownHosts()).toThrow("ENOENT");
    expect(sshd.log()).not.toContain("Accepted");
  });

  test("a host on record by its rsa key is asked for that one", async () => {
    mkdirSync(join(home, ".ssh"));
    writeFileSync(
      join(home, ".ssh", "known_hosts"),
      `[${sshd.address}]:${sshd.port} ${sshd.hostKey("rsa").publicKey}\n`,
    );
    const services = sshServices(home);
    expect([await logIn(sshd, key, acceptHostKey, {}, services), services.asked]).toEqual([
      { name: sshd.user, asked: [] },
      [],
    ]);
  });

  test("a changed key is refused without a question, with both fingerprints", async () => {
    await logIn(sshd, key);
    const before = sshd.hostKey("ed25519").fingerprint;
    sshd.changeHostKeys();
    await sshd.restart();
    const services = sshServices(home);
    const result = await logIn(sshd, key, acceptHostKey, {}, services);
    expect([result, services.asked]).toEqual([
      {
        code: "host-key-changed",
        detail: [
          `the host shows: ssh-ed25519 ${sshd.hostKey("ed25519").fingerprint}`,
          `on record: ssh-ed25519 ${before} (${join(home, ".ssh", "known_hosts")}:1)`,
        ].join("\n"),
        asked: [],
      },
      [],
    ]);
  });

  test("a revoked key is refused", async () => {
    mkdirSync(join(home, ".ssh"));
    const file = join(home, ".ssh", "known_hosts");
    writeFileSync(file, `@revoked * ${sshd.hostKey("ed25519").publicKey}\n`);
    const { fingerprint } = sshd.hostKey("ed25519");
    expect(await logIn(sshd, key)).toEqual({
      code: "host-key-changed",
      detail: `ssh-ed25519 ${fingerprint} is marked as revoked in ${file}:1`,
      asked: [],
    });
  });
});
