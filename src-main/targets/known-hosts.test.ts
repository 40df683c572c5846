import { execFileSync } from "node:child_process";
import { createHmac, generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { KnownHosts } from "./known-hosts.ts";
import {
  coversName,
  formatKnownHost,
  keyFingerprint,
  knownHostName,
  parseKnownHosts,
} from "./known-hosts-lines.ts";

/** An ed25519 key in the form of the wire; other types only by their name in front. */
function newKey(type = "ssh-ed25519"): Buffer {
  const { publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ type: "spki", format: "der" }).subarray(-32);
  const part = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  return Buffer.concat([part(Buffer.from(type)), part(raw)]);
}
const one = newKey();
const other = newKey();
const rsa = newKey("ssh-rsa");
const coded = (key: Buffer) => key.toString("base64");

const hashed = (name: string) => {
  const salt = Buffer.alloc(20, 7);
  const hash = createHmac("sha1", salt).update(name).digest("base64");
  return `|1|${salt.toString("base64")}|${hash}`;
};

describe("a line covers a name", () => {
  const cases: [names: string, name: string, covers: boolean][] = [
    ["web", "web", true],
    ["WEB,10.0.0.1", "web", true],
    ["web,10.0.0.1", "10.0.0.1", true],
    ["web", "web2", false],
    ["web", "[web]:2222", false],
    ["[web]:2222", "[web]:2222", true],
    ["[web]:2222", "[web]:2223", false],
    ["*.example.org", "a.example.org", true],
    ["*.example.org", "example.org", false],
    ["*.example.org,!bad.example.org", "bad.example.org", false],
    ["!bad.example.org,*.example.org", "good.example.org", true],
    ["!bad", "good", false],
    ["we?", "web", true],
    ["w.b", "web", false],
    ["[10.0.0.*]:22??", "[10.0.0.7]:2222", true],
    [hashed("web"), "web", true],
    [hashed("web"), "web2", false],
    [hashed("[web]:2222"), "[web]:2222", true],
    ["|1|bad", "web", false],
    ["|2|AAAA|AAAA", "web", false],
  ];
  for (const [names, name, covers] of cases) {
    test(`${names} ${covers ? "covers" : "does not cover"} ${name}`, () => {
      expect(coversName({ names }, name)).toBe(covers);
    });
  }
});

test("lines are read with their markers; comments and damaged lines are left out", () => {
  const text = [
    "# a comment",
    "",
    `web ssh-ed25519 ${coded(one)} somebody's comment`,
    `@revoked\tweb\tssh-ed25519 ${coded(other)}`,
    `@cert-authority *.org ssh-ed25519 ${coded(one)}`,
    `@unheard web ssh-ed25519 ${coded(one)}`,
    `web ssh-rsa ${coded(one)}`,
    "web ssh-ed25519",
    "web ssh-ed25519 !!!!",
    "web 1024 35 12345",
  ].join("\r\n");
  expect(parseKnownHosts(text)).toEqual([
    { kind: "key", names: "web", keyType: "ssh-ed25519", key: one, line: 3 },
    { kind: "revoked", names: "web", keyType: "ssh-ed25519", key: other, line: 4 },
    { kind: "authority", names: "*.org", keyType: "ssh-ed25519", key: one, line: 5 },
  ]);
});

test("port 22 is not part of the name, other ports are, and names are lower case", () => {
  expect([knownHostName("Web", 22), knownHostName("Web", 2222), knownHostName("::1", 22)]).toEqual([
    "web",
    "[web]:2222",
    "::1",
  ]);
});

describe("with files", () => {
  let home: string;
  let file: string;
  let hosts: KnownHosts;
  const write = (...lines: string[]) => {
    mkdirSync(join(home, ".ssh"), { recursive: true });
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  };

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "fairlead-known-"));
    file = join(home, ".ssh", "known_hosts");
    hosts = new KnownHosts(home, [join(home, "system")]);
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const verdicts: [what: string, line: string, verdict: object][] = [
    ["its key is known", `web ssh-ed25519 ${coded(one)}`, { kind: "known" }],
    ["its hashed name is known", `${hashed("web")} ssh-ed25519 ${coded(one)}`, { kind: "known" }],
    [
      "another host's key says nothing",
      `db ssh-ed25519 ${coded(one)}`,
      { kind: "unknown", authority: false },
    ],
    [
      "another key of the type is a change",
      `web ssh-ed25519 ${coded(other)}`,
      { kind: "changed", recorded: [{ key: other, line: 1 }] },
    ],
    [
      "a key of another type alone is a change too",
      `web ssh-rsa ${coded(rsa)}`,
      { kind: "changed", recorded: [{ key: rsa, line: 1 }] },
    ],
    [
      "a revoked key is revoked",
      `@revoked * ssh-ed25519 ${coded(one)}`,
      { kind: "revoked", line: 1 },
    ],
    [
      "somebody else's revoked key says nothing",
      `@revoked * ssh-ed25519 ${coded(other)}`,
      { kind: "unknown", authority: false },
    ],
    [
      "an authority is noted, not used",
      `@cert-authority web ssh-ed25519 ${coded(one)}`,
      { kind: "unknown", authority: true },
    ],
  ];
  for (const [what, line, verdict] of verdicts) {
    test(what, async () => {
      write(line);
      expect(await hosts.judge("web", 22, one)).toMatchObject(verdict);
    });
  }

  test("revoked wins over known, and one of several keys is enough", async () => {
    write(`web ssh-ed25519 ${coded(other)}`, `web ssh-ed25519 ${coded(one)}`);
    expect(await hosts.judge("web", 22, one)).toEqual({ kind: "known" });
    write(`web ssh-ed25519 ${coded(one)}`, `@revoked web ssh-ed25519 ${coded(one)}`);
    expect(await hosts.judge("web", 22, one)).toEqual({ kind: "revoked", file, line: 2 });
  });

  test("at another port the key of the bare name is good, and a different one says nothing", async () => {
    write(`web ssh-ed25519 ${coded(one)}`);
    expect([await hosts.judge("web", 2222, one), await hosts.judge("web", 2222, other)]).toEqual([
      { kind: "known" },
      { kind: "unknown", authority: false },
    ]);
  });

  test("the machine's own file counts", async () => {
    writeFileSync(join(home, "system"), `web ssh-ed25519 ${coded(one)}\n`);
    expect(await hosts.judge("web", 22, one)).toEqual({ kind: "known" });
  });

  test("the types on record are told, for the order of the offer", async () => {
    write(
      `web ssh-ed25519 ${coded(one)}`,
      `web ssh-rsa ${coded(rsa)}`,
      `@revoked web x ${coded(one)}`,
    );
    expect([await hosts.recordedTypes("web", 22), await hosts.recordedTypes("db", 22)]).toEqual([
      ["ssh-ed25519", "ssh-rsa"],
      [],
    ]);
  });

  test("a first key makes folder and file, private ones, that ssh-keygen can read", async () => {
    expect(await hosts.accept("Web.example.org", 2222, one)).toBe(true);
    const found = execFileSync("ssh-keygen", ["-F", "[web.example.org]:2222", "-f", file], {
      encoding: "utf8",
    });
    expect([
      readFileSync(file, "utf8"),
      statSync(file).mode & 0o777,
      statSync(join(home, ".ssh")).mode & 0o777,
      found.includes(coded(one)),
      await hosts.judge("web.example.org", 2222, one),
    ]).toEqual([
      `[web.example.org]:2222 ssh-ed25519 ${coded(one)}\n`,
      0o600,
      0o700,
      true,
      { kind: "known" },
    ]);
  });

  test("where names are hashed the new one is too, and what was there stays as it was", async () => {
    const before = `${hashed("db")} ssh-ed25519 ${coded(other)}`; // no line end
    mkdirSync(join(home, ".ssh"));
    writeFileSync(file, before);
    await hosts.accept("web", 22, one);
    const text = readFileSync(file, "utf8");
    const found = execFileSync("ssh-keygen", ["-F", "web", "-f", file], { encoding: "utf8" });
    expect([
      text.startsWith(`${before}\n|1|`),
      text.includes("web"),
      found.includes(coded(one)),
    ]).toEqual([true, false, true]);
  });

  test("accepting twice writes once", async () => {
    await hosts.accept("web", 22, one);
    await hosts.accept("web", 22, one);
    expect(readFileSync(file, "utf8").split("\n").length).toBe(2);
  });

  test("where nothing can be written it is accepted for this run", async () => {
    writeFileSync(join(home, ".ssh"), "a file in the way");
    expect([await hosts.accept("web", 22, one), await hosts.judge("web", 22, one)]).toEqual([
      false,
      { kind: "known" },
    ]);
    expect(await new KnownHosts(home, []).judge("web", 22, one)).toEqual({
      kind: "unknown",
      authority: false,
    });
  });

  test("the fingerprint is ssh-keygen's", async () => {
    writeFileSync(join(home, "key.pub"), formatKnownHost("", one, false).trim());
    const listed = execFileSync("ssh-keygen", ["-lf", join(home, "key.pub")], { encoding: "utf8" });
    expect(listed.split(" ")[1]).toBe(keyFingerprint(one));
  });
});
