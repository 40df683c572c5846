import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AuditWorld } from "./audit-world.ts";
import { locate } from "./backward-lines.ts";
import { exportAudit } from "./export-audit.ts";
import { readEntry } from "./read-entry.ts";
import { readPage } from "./read-page.ts";

const small = { maximumBytes: 1_500 };
const kinds = Array.from({ length: 20 }, (_, index) => `kind-${index + 1}`);

async function rotated(): Promise<AuditWorld> {
  const world = new AuditWorld();
  await world.write(kinds, small);
  return world;
}

test("a full file is finished; the next begins with what ties it to the one before", async () => {
  using world = await rotated();
  const files = world.files();
  expect(files.slice(0, 2)).toEqual(["audit-000001.jsonl", "audit-000002.jsonl"]);
  expect(files.length).toBeGreaterThan(3);
  expect(world.kinds().filter((kind) => kind !== "continued")).toEqual(kinds);
  const last = JSON.parse(world.lines("audit-000001.jsonl").at(-1) ?? "");
  expect(JSON.parse(world.lines("audit-000002.jsonl")[0] ?? "")).toMatchObject({
    kind: "continued",
    sequence: last.sequence + 1,
    previous: last.hash,
    detail: { file: "audit-000001.jsonl", count: last.sequence, hash: last.hash },
  });
  expect(await world.verify()).toMatchObject({
    intact: true,
    files: files.length,
    entries: world.kinds().length,
  });
  expect(world.storage.kept?.file).toBe(files.length);
});

test("it goes on after a restart, wherever between two files the program ended", async () => {
  using world = await rotated();
  const number = world.files().length;
  const finished = join(world.folder, `audit-${String(number).padStart(6, "0")}.jsonl`);
  renameSync(world.path, finished);
  expect((await world.verify()).intact).toBe(true);
  for (const rest of [null, "", '{"actor":"fairlead","at":']) {
    if (rest !== null) writeFileSync(world.path, rest);
    expect((await world.verify()).intact).toBe(true);
    await world.write(["after"]);
    expect(JSON.parse(world.lines()[0] ?? "").kind).toBe("continued");
    expect((await world.verify()).intact).toBe(true);
    rmSync(world.path);
    const end = world.entries().at(-1);
    world.storage.kept = {
      ...world.storage.kept,
      ...end,
      file: number,
      signature: null,
      key: null,
    } as never;
  }
});

const tampered: [string, (world: AuditWorld) => void, RegExp][] = [
  [
    "the oldest file removed",
    (world) => rmSync(join(world.folder, "audit-000001.jsonl")),
    /audit-000001.jsonl is missing/,
  ],
  [
    "a file in the middle removed",
    (world) => rmSync(join(world.folder, "audit-000002.jsonl")),
    /audit-000002.jsonl is missing/,
  ],
  ["the newest file removed", (world) => rmSync(world.path), /The end is missing/],
  [
    "two files swapped",
    (world) => {
      const [one, two] = [1, 2].map((n) => join(world.folder, `audit-00000${n}.jsonl`));
      renameSync(one ?? "", `${one}.aside`);
      renameSync(two ?? "", one ?? "");
      renameSync(`${one}.aside`, two ?? "");
    },
    /Its number is/,
  ],
  [
    "the last line feed of a finished file cut off",
    (world) =>
      writeFileSync(
        join(world.folder, "audit-000002.jsonl"),
        world.lines("audit-000002.jsonl").join("\n"),
      ),
    /The last line has no end/,
  ],
];

for (const [what, tamper, sentence] of tampered) {
  test(`${what} is named`, async () => {
    using world = await rotated();
    tamper(world);
    const verdict = await world.verify();
    expect(verdict.intact).toBe(false);
    expect(verdict.broken?.sentence).toMatch(sentence);
  });
}

test("the first broken entry is named with its file and its line", async () => {
  using world = await rotated();
  const lines = world.lines("audit-000002.jsonl");
  const sequence = JSON.parse(lines[1] ?? "").sequence;
  world.setLines(lines.with(1, (lines[1] ?? "").replace("agent", "adent")), "audit-000002.jsonl");
  expect((await world.verify()).broken).toEqual({
    file: "audit-000002.jsonl",
    line: 2,
    sequence,
    sentence: "The entry does not match its hash: it was changed.",
  });
});

test("pages go backwards through all files, and every entry is found by its number", async () => {
  using world = await rotated();
  const all = world.entries();
  const seen: number[] = [];
  let before: number | null = null;
  do {
    const page = await readPage(world.path, { filter: {}, before, limit: 7 });
    if (!page.ok) throw new Error(page.error.detail);
    seen.push(...page.value.entries.map(({ sequence }) => sequence));
    before = page.value.next;
  } while (before !== null);
  expect(seen).toEqual(all.map(({ sequence }) => sequence).toReversed());
  for (const entry of all) expect(await readEntry(world.path, entry.sequence)).toEqual([entry]);
  expect(await readEntry(world.path, all.length + 1)).toEqual([]);
  expect(await locate(world.path, 1)).toEqual({ number: 1, offset: 0 });
});

test("an act is shown whole, also where the filter lets one entry of it through, from file to file", async () => {
  using world = new AuditWorld();
  {
    await using journal = await world.open(small);
    for (const request of ["item-1", "item-2", "item-3"]) {
      for (const kind of ["proposal", "answer", "start"]) {
        const detail = kind === "answer" ? { kind: "approve" } : { verdict: "ask" };
        await journal.append({ kind, actor: "agent", request, target: "root@web", detail });
      }
    }
    for (const request of ["item-3", "item-1"]) {
      await journal.append({ kind: "result", actor: "fairlead", request, detail: { exitCode: 3 } });
    }
  }
  expect(world.files().length).toBeGreaterThan(2);
  const page = await readPage(world.path, {
    filter: { kinds: ["result"], text: "3" },
    before: null,
    limit: 1,
  });
  if (!page.ok) throw new Error(page.error.detail);
  expect(page.value.entries.map(({ kind, request }) => [kind, request])).toEqual(
    ["result", "start", "answer", "proposal"].map((kind) => [kind, "item-1"]),
  );
  const start = world
    .entries()
    .find(({ kind, request }) => kind === "start" && request === "item-3");
  const act = await readEntry(world.path, start?.sequence ?? 0);
  expect(act.map(({ kind }) => kind)).toEqual(["proposal", "answer", "start", "result"]);
});

async function gather(...given: Parameters<typeof exportAudit>): Promise<string> {
  let text = "";
  for await (const piece of exportAudit(...given)) text += piece;
  return text;
}

test("an export is what the filter lets through, line by line as it is in the files, or as a table", async () => {
  using world = await rotated();
  const lines = world.files().flatMap((name) => world.lines(name));
  expect(await gather(world.path, {}, "jsonl")).toBe(lines.map((line) => `${line}\n`).join(""));
  const filter = { kinds: ["kind-2"] };
  const csv = await gather(world.path, filter, "csv");
  expect(csv).toMatch(
    /^sequence,at,osUser,[^\n]*\r\n2,2026-01-02T00:00:00.000Z,ada,agent,kind-2,,,"\{""command"":""kind-2""\}",1\.2\.3,,\w{64},\w{64}\r\n$/,
  );
  expect(await gather(world.path, filter, "text")).toBe(
    "      2  2026-01-02T00:00:00.000Z  agent  kind-2  -  command: kind-2\n",
  );
});

test("nothing in an export is a formula, hides or steers a terminal", async () => {
  using world = new AuditWorld();
  {
    await using journal = await world.open();
    await journal.append({
      kind: "odd",
      actor: "=1+1",
      target: "a\u202eb\u001b[2J",
      detail: { text: 'x\u200by "z"' },
    });
  }
  const csv = await gather(world.path, {}, "csv");
  expect(csv).toContain(",'=1+1,odd,,a\\u202eb\\u001b[2J,");
  expect(csv).toContain('"{""text"":""x\\u200by \\""z\\""""}"');
});
