import { rmSync, truncateSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AuditWorld, newHeadKey } from "./audit-world.ts";
import { canonical } from "./canonical.ts";
import { asLine, chainStart, seal } from "./entry.ts";
import type { Head } from "./head.ts";

/** The whole audit with another text in its first entry, every hash made to fit. */
function rebuild(world: AuditWorld): void {
  let previous = chainStart;
  const lines = world.entries().map(({ hash: _, ...entry }, index) => {
    const detail = index === 0 ? { command: "nothing" } : entry.detail;
    const sealed = seal({ ...entry, detail, previous });
    previous = sealed.hash;
    return canonical(sealed);
  });
  world.setLines(lines);
}

test("without a keychain it is consistent, origin not proven; with one its origin is proven", async () => {
  using world = new AuditWorld();
  await world.write(["one", "two"]);
  expect(await world.verify()).toEqual({
    intact: true,
    entries: 2,
    files: 1,
    broken: null,
    origin: {
      state: "unproven",
      sentence:
        "Origin not proven: the head is not signed, because no keychain was at hand when it was written.",
    },
  });
  using signed = new AuditWorld();
  signed.key = newHeadKey();
  await signed.write(["one", "two"]);
  expect(signed.kinds()).toEqual(["audit-key", "one", "two"]);
  expect((await signed.verify()).origin).toEqual({
    state: "proven",
    sentence: `The head is signed with the key of this computer's keychain (${signed.key.name}).`,
  });
  const { key } = signed;
  signed.key = null;
  expect((await signed.verify()).origin.sentence).toContain("is not at hand here");
  signed.key = key;
});

test("the key is named in the audit when it changes, and from where on the origin is proven", async () => {
  using world = new AuditWorld();
  await world.write(["one", "two", "three", "four"]);
  world.key = newHeadKey();
  await world.write(["five"]);
  expect(world.entries().at(-2)).toMatchObject({
    kind: "audit-key",
    detail: { from: null, to: world.key.name },
  });
  expect((await world.verify()).origin.sentence).toContain("since entry 5;");
  world.key = newHeadKey();
  const { intact, origin } = await world.verify();
  expect([intact, origin.state]).toEqual([true, "unproven"]);
});

test("the head is noted after each entry, and an entry that it does not know is not confirmed", async () => {
  using world = new AuditWorld();
  const { storage } = world;
  await using journal = await world.open();
  await journal.append({ kind: "one", actor: "agent", detail: {} });
  expect(storage.kept).toMatchObject({ sequence: 1, file: 1, hash: world.entries()[0]?.hash });
  storage.broken = true;
  const told: number[] = [];
  journal.appended.on(({ sequence }) => told.push(sequence));
  for (const kind of ["two", "three"]) {
    const refused = await journal.append({ kind, actor: "agent", detail: {} });
    expect(refused.ok ? null : refused.error.code).toBe("audit-unwritable");
  }
  storage.broken = false;
  await journal.append({ kind: "four", actor: "agent", detail: {} });
  expect(world.kinds()).toEqual(["one", "two", "unconfirmed", "unconfirmed", "four"]);
  expect(told).toEqual([4, 5]);
  expect((await world.verify()).intact).toBe(true);
});

test("a crash between an entry and its head is no tampering, and the entry is called unconfirmed", async () => {
  using world = new AuditWorld();
  await world.write(["one", "two"]);
  const before = world.storage.kept;
  await world.write(["three"]);
  world.storage.kept = before;
  expect((await world.verify()).intact).toBe(true);
  await world.write(["four"]);
  expect(world.kinds()).toEqual(["one", "two", "three", "unconfirmed", "four"]);
  expect(world.entries()[3]?.detail["sequence"]).toBe(3);
  expect((await world.verify()).intact).toBe(true);
});

test("entries said at the same time are written together, and a crash before their head is no tampering", async () => {
  using world = new AuditWorld();
  await world.write(["one"]);
  const before = world.storage.kept;
  {
    await using journal = await world.open();
    const together = ["two", "three", "four"].map((kind) =>
      journal.append({ kind, actor: "agent", detail: {} }),
    );
    await Promise.all(together);
  }
  expect(world.entries().map((entry) => entry.with)).toEqual([undefined, undefined, 2, 2]);
  world.storage.kept = before;
  expect((await world.verify()).intact).toBe(true);
  await world.write(["five"]);
  expect(world.kinds()).toEqual(["one", "two", "three", "four", "unconfirmed", "five"]);
  expect(world.entries()[4]?.detail).toMatchObject({ sequence: 2, last: 4 });
  expect((await world.verify()).intact).toBe(true);
  // An older head is not explained by entries of several writes.
  world.storage.kept = before;
  expect((await world.verify()).intact).toBe(false);
});

test("a crash after the very first entry is no tampering either", async () => {
  using world = new AuditWorld();
  await world.write(["one"]);
  world.storage.kept = null;
  expect((await world.verify()).intact).toBe(true);
  await world.write(["two"]);
  expect(world.kinds()).toEqual(["one", "unconfirmed", "two"]);
  expect((await world.verify()).intact).toBe(true);
});

test("a line that a crash cut off is no tampering where the head knows nothing of it", async () => {
  using world = new AuditWorld();
  await world.write(["one", "two"]);
  const before = world.storage.kept;
  await world.write(["three"]);
  world.storage.kept = before;
  truncateSync(world.path, Buffer.byteLength(world.lines().join("\n")) - 5);
  expect(await world.verify()).toMatchObject({ intact: true, entries: 2 });
  await world.write(["four"]);
  expect(world.kinds()).toEqual(["one", "two", "torn", "four"]);
  expect((await world.verify()).intact).toBe(true);
});

const tampered: [string, (world: AuditWorld) => void | Promise<void>, RegExp][] = [
  ["a cut tail", (world) => world.setLines(world.lines().slice(0, -1)), /The end is missing: .* 5/],
  ["half a line cut off", (world) => truncateSync(world.path, 1_200), /The end is missing/],
  ["an emptied file", (world) => writeFileSync(world.path, ""), /The audit is gone.*5 entries/],
  ["a deleted file", (world) => rmSync(world.path), /The audit is gone/],
  ["a rebuilt chain", rebuild, /Entry 5 is not the one that the database knows/],
  [
    "a rebuilt chain that is longer",
    (world) => {
      rebuild(world);
      const last = world.entries().at(-1);
      if (last === undefined) throw new Error("empty");
      const { hash: previous, ...rest } = last;
      const more = seal({ ...rest, previous, sequence: last.sequence + 1 });
      writeFileSync(world.path, asLine(more), { flag: "a" });
    },
    /Entry 5 is not the one/,
  ],
  [
    "a deleted database",
    (world) => {
      world.storage.kept = null;
    },
    /knows of no audit: it was deleted or replaced/,
  ],
  [
    "a database rolled back",
    async (world) => {
      const before = world.storage.kept;
      await world.write(["six", "seven"]);
      world.storage.kept = before;
    },
    /an older database was put back/,
  ],
];

for (const [what, tamper, sentence] of tampered) {
  test(`${what} is named, and still after the program was started again`, async () => {
    using world = new AuditWorld();
    await world.write(["one", "two", "three", "four", "five"]);
    await tamper(world);
    const verdict = await world.verify();
    expect([verdict.intact, verdict.origin.state]).toEqual([false, "refuted"]);
    expect(verdict.broken?.sentence).toMatch(sentence);
    {
      await using journal = await world.open();
      expect(journal.status().problem).toMatch(sentence);
    }
    await world.write(["after"]);
    expect(world.kinds()).toContain("tampered");
    expect((await world.verify()).broken?.sentence).toMatch(
      /^It says that the audit was changed before it/,
    );
  });
}

test("a head that somebody else wrote does not verify", async () => {
  using world = new AuditWorld();
  world.key = newHeadKey();
  await world.write(["one", "two", "three"]);
  world.setLines(world.lines().slice(0, -1));
  const last = world.entries().at(-1);
  const { kept } = world.storage;
  if (kept === null || last === undefined) throw new Error("nothing was written");
  world.storage.kept = { ...kept, sequence: last.sequence, hash: last.hash };
  const verdict = await world.verify();
  expect(verdict.broken?.sentence).toContain("does not verify with the key of the keychain");
  await world.write(["four"]);
  expect((await world.verify()).intact).toBe(false);
});

test("a head that moves on while the audit is read is no tampering", async () => {
  using world = new AuditWorld();
  await world.write(["one", "two"]);
  await using journal = await world.open();
  const appending = (async () => {
    for (let count = 0; count < 200; count += 1) {
      await journal.append({ kind: "more", actor: "agent", detail: { count } });
    }
  })();
  let rounds = 0;
  let done = false;
  void appending.then(() => {
    done = true;
  });
  while (!done) {
    const verdict = await world.verify();
    expect(verdict).toMatchObject({ intact: true, broken: null });
    rounds += 1;
  }
  expect(rounds).toBeGreaterThan(1);
  const head: Pick<Head, "read"> = world.head();
  expect(await head.read()).toMatchObject({ value: { sequence: 202 } });
});
