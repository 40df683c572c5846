import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import { chainStart } from "./entry.ts";
import { Journal } from "./journal.ts";
import { readTail } from "./read-tail.ts";
import { verifyAudit } from "./verify.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-audit-"));
  path = join(folder, "audit.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function opened(file = path): Promise<Journal> {
  const journal = await Journal.open({
    path: file,
    version: "1.2.3",
    osUser: "ada",
    redact: (text) => text.replaceAll("hunter22", "[redacted]"),
    now: () => Date.UTC(2026, 0, 2),
  });
  if (!journal.ok) throw new Error(journal.error.detail);
  return journal.value;
}

const record = (kind: string) => ({ kind, actor: "agent", detail: { command: `echo ${kind}` } });

async function write(...kinds: string[]): Promise<void> {
  await using journal = await opened();
  for (const kind of kinds) await journal.append(record(kind));
}

const entries = (): AuditEntry[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as AuditEntry);

test("an entry says who, what, when and what came before, in a file of its owner's own", async () => {
  await using journal = await opened();
  const first = await journal.append(record("proposal"));
  const second = await journal.append({ ...record("result"), request: "item-1", target: "web" });
  const hashes = entries().map((entry) => entry.hash);
  expect([first, second]).toEqual(entries().map((value) => ({ ok: true, value })));
  expect(entries()[1]).toEqual({
    sequence: 2,
    at: "2026-01-02T00:00:00.000Z",
    version: "1.2.3",
    osUser: "ada",
    actor: "agent",
    kind: "result",
    request: "item-1",
    target: "web",
    detail: { command: "echo result" },
    policy: "",
    previous: hashes[0],
    hash: hashes[1],
  });
  expect(entries()[0]?.previous).toBe(chainStart);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a file that others could read is made private", async () => {
  await write("one");
  chmodSync(path, 0o644);
  await write("two");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("known secrets never reach the file, whether as value, key or target", async () => {
  await using journal = await opened();
  await journal.append({
    kind: "proposal",
    actor: "agent",
    target: "hunter22@web",
    detail: { command: "mysql -phunter22", list: [{ hunter22: "hunter22" }] },
  });
  expect(entries()[0]?.detail).toEqual({
    command: "mysql -p[redacted]",
    list: [{ "[redacted]": "[redacted]" }],
  });
  expect(readFileSync(path, "utf8")).not.toContain("hunter22");
});

test("the chain goes on after a restart, and calls at the same time are written one by one", async () => {
  await write("one", "two");
  {
    await using journal = await opened();
    await Promise.all(["three", "four", "five"].map((kind) => journal.append(record(kind))));
    expect(await readTail(path, 3)).toEqual({ ok: true, value: entries().slice(2) });
    expect(await readTail(path, 99)).toEqual({ ok: true, value: entries() });
  }
  expect(await verifyAudit(path)).toMatchObject({ intact: true, entries: 5, broken: null });
});

test("a member with an odd name is kept as it is", async () => {
  await using journal = await opened();
  const detail = JSON.parse('{"__proto__": {"__proto__": 1}, "constructor": 2}');
  await journal.append({ kind: "odd", actor: "agent", detail });
  expect(readFileSync(path, "utf8")).toContain('{"__proto__":{"__proto__":1},"constructor":2}');
  expect((await verifyAudit(path)).intact).toBe(true);
});

test("an audit that does not exist yet is intact and empty", async () => {
  expect(await verifyAudit(path)).toMatchObject({ intact: true, entries: 0, broken: null });
});

const tampered: [string, (lines: string[]) => string[], number][] = [
  ["a flipped byte", (lines) => lines.with(1, (lines[1] ?? "").replace("echo", "ecko")), 2],
  [
    "a flipped byte in the last",
    (lines) => lines.with(4, (lines[4] ?? "").replace("ada", "adb")),
    5,
  ],
  [
    "a changed hash",
    (lines) => lines.with(0, (lines[0] ?? "").replace(/"hash":"./, '"hash":"x')),
    1,
  ],
  ["white space", (lines) => lines.with(2, `${lines[2]} `), 3],
  ["a removed entry", (lines) => lines.toSpliced(2, 1), 3],
  ["a removed first entry", (lines) => lines.slice(1), 1],
  ["swapped entries", (lines) => lines.with(1, lines[2] ?? "").with(2, lines[1] ?? ""), 2],
  ["a doubled entry", (lines) => lines.toSpliced(3, 0, lines[2] ?? ""), 4],
  ["an empty line", (lines) => lines.toSpliced(1, 0, ""), 2],
  ["text", (lines) => lines.with(3, "never mind"), 4],
];

for (const [what, tamper, line] of tampered) {
  test(`${what} is named at line ${line}`, async () => {
    await write("one", "two", "three", "four", "five");
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    writeFileSync(path, `${tamper(lines).join("\n")}\n`);
    const verdict = await verifyAudit(path);
    expect([verdict.intact, verdict.entries, verdict.broken?.line]).toEqual([
      false,
      line - 1,
      line,
    ]);
  });
}

test("every single flipped bit is found", async () => {
  await write("one", "two", "three");
  const good = readFileSync(path);
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.nat(7), async (at, bit) => {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      writeFileSync(path, bytes);
      expect((await verifyAudit(path)).intact).toBe(false);
    }),
    { numRuns: 100 },
  );
});

test("a line cut off by a crash at any byte is closed off, kept, and the chain goes on", async () => {
  await write("one", "two");
  const whole = readFileSync(path);
  const firstLine = whole.indexOf("\n") + 1;
  for (let length = firstLine + 1; length < whole.length; length += 61) {
    writeFileSync(path, whole.subarray(0, length));
    expect((await verifyAudit(path)).broken?.line).toBe(2);
    await write("three");
    expect(await verifyAudit(path)).toMatchObject({ intact: true, entries: 3, broken: null });
    expect(entries().map((entry) => entry.kind)).toEqual(["one", "torn", "three"]);
    expect(entries()[1]?.detail["text"]).toBe(whole.subarray(firstLine, length).toString());
  }
});

test("a crash while a torn line is closed off leaves a torn line again", async () => {
  await write("one", "two");
  truncateSync(path, statSync(path).size - 40);
  await (await opened())[Symbol.asyncDispose]();
  const closed = readFileSync(path);
  for (const length of [closed.indexOf("\n") + 2, closed.length - 30, closed.length - 1]) {
    writeFileSync(path, closed.subarray(0, length));
    await write("three");
    expect(entries().map((entry) => entry.kind)).toEqual(["one", "torn", "three"]);
    expect((await verifyAudit(path)).intact).toBe(true);
  }
});

test("a last entry that was changed is not built upon", async () => {
  await write("one", "two");
  writeFileSync(path, readFileSync(path, "utf8").replace("echo two", "echo 2wo"));
  const journal = await Journal.open({ path, version: "1", osUser: "ada", redact: (text) => text });
  expect(journal.ok ? null : journal.error.code).toBe("audit-broken");
});

test("a full disk refuses; once there is room the chain goes on", async () => {
  const link = join(folder, "link");
  symlinkSync("/dev/full", link);
  await using journal = await opened(link);
  const refused = await journal.append(record("one"));
  expect(refused.ok ? null : refused.error.code).toBe("audit-unwritable");
  unlinkSync(link);
  symlinkSync(path, link);
  expect((await journal.append(record("two"))).ok).toBe(true);
  expect(entries().map((entry) => entry.kind)).toEqual(["two"]);
});

test("an entry that was written but could not be flushed is called unconfirmed", async () => {
  await using journal = await opened();
  await using file = await open(path);
  vi.spyOn(Object.getPrototypeOf(file), "datasync").mockRejectedValueOnce(
    Object.assign(new Error("i/o error"), { code: "EIO" }),
  );
  const refused = await journal.append(record("one"));
  expect(refused.ok ? null : refused.error.code).toBe("audit-unwritable");
  await journal.append(record("two"));
  expect(entries().map((entry) => [entry.kind, entry.detail["sequence"]])).toEqual([
    ["one", undefined],
    ["unconfirmed", 1],
    ["two", undefined],
  ]);
  expect((await verifyAudit(path)).intact).toBe(true);
});

test("a folder where no file can be made refuses at the start", async () => {
  writeFileSync(join(folder, "file"), "");
  const journal = await Journal.open({
    path: join(folder, "file", "audit.jsonl"),
    version: "1",
    osUser: "ada",
    redact: (text) => text,
  });
  expect(journal.ok ? null : journal.error.code).toBe("audit-unwritable");
});

test("a file that was deleted while the program ran is begun anew, and says so", async () => {
  await using journal = await opened();
  const first = await journal.append(record("one"));
  unlinkSync(path);
  await journal.append(record("two"));
  expect(entries().map((entry) => [entry.kind, entry.detail["expectedHash"]])).toEqual([
    ["replaced", first.ok && first.value.hash],
    ["two", undefined],
  ]);
  expect((await verifyAudit(path)).broken).toMatchObject({ line: 1, sequence: 1 });
});

test("a file that somebody else wrote to is not written to blindly", async () => {
  await using journal = await opened();
  await journal.append(record("one"));
  appendFileSync(path, "and then\n");
  const refused = await journal.append(record("two"));
  expect(refused.ok ? null : refused.error.code).toBe("audit-broken");
});

test("after the end nothing is written", async () => {
  const journal = await opened();
  await journal[Symbol.asyncDispose]();
  const refused = await journal.append(record("one"));
  expect(refused.ok ? null : refused.error.code).toBe("audit-unwritable");
});
