import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownWorkMsUntil } from "../../e2e/world/own-work.ts";
import { generateAudit } from "./audit-generator.ts";
import { AuditWorld } from "./audit-world.ts";
import { canonical } from "./canonical.ts";
import { seal } from "./entry.ts";
import { verifyAudit } from "./verify.ts";

const count = 300;
let world: AuditWorld;
/** The audit as it should be: the bytes of each file. */
let sound: Map<string, Buffer>;

beforeAll(async () => {
  world = new AuditWorld();
  const kinds = Array.from({ length: count }, (_, index) => `kind-${index}`);
  await world.write(kinds, { maximumBytes: 30_000 });
  sound = new Map(world.files().map((name) => [name, readFileSync(join(world.folder, name))]));
  expect(sound.size).toBeGreaterThan(3);
  expect((await world.verify()).intact).toBe(true);
});
afterAll(() => world[Symbol.dispose]());

/** Verifies the audit with these files in the place of the sound ones, then puts those back. */
async function verdictOn(changed: ReadonlyMap<string, Buffer | null>): Promise<boolean> {
  const write = (name: string, bytes: Buffer | null) => {
    const path = join(world.folder, name);
    if (bytes === null) rmSync(path, { force: true });
    else writeFileSync(path, bytes);
  };
  for (const [name, bytes] of changed) write(name, bytes);
  const { intact } = await world.verify();
  for (const name of readdirSync(world.folder)) if (!sound.has(name)) write(name, null);
  for (const name of changed.keys()) write(name, sound.get(name) ?? null);
  return intact;
}

const file = fc.nat(100).map((index) => [...sound.keys()][index % sound.size] ?? "");
const bytesOf = (name: string) => sound.get(name) ?? Buffer.alloc(0);
const linesOf = (name: string) => bytesOf(name).toString().split("\n").slice(0, -1);
const asFile = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(""));

async function alwaysFound(
  change: fc.Arbitrary<{ name: string; bytes: Buffer | null }>,
  numRuns = 25,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(change, async ({ name, bytes }) => {
      fc.pre(bytes === null || !bytes.equals(bytesOf(name)));
      expect(await verdictOn(new Map([[name, bytes]]))).toBe(false);
    }),
    { numRuns },
  );
}

test("every flipped bit is found", () =>
  alwaysFound(
    fc.tuple(file, fc.nat(), fc.nat(7)).map(([name, at, bit]) => {
      const bytes = Buffer.from(bytesOf(name));
      const place = at % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
      return { name, bytes };
    }),
    60,
  ));

test("every cut tail is found, of a file and of the whole, at any byte", () =>
  alwaysFound(
    fc.tuple(file, fc.nat()).map(([name, at]) => {
      const bytes = bytesOf(name);
      return { name, bytes: bytes.subarray(0, at % bytes.length) };
    }),
  ));

test("every removed file is found", () => alwaysFound(file.map((name) => ({ name, bytes: null }))));

const edits: [string, (lines: string[], one: number, other: number) => string[]][] = [
  [
    "swapped",
    (lines, one, other) => lines.with(one, lines[other] ?? "").with(other, lines[one] ?? ""),
  ],
  ["removed", (lines, one) => lines.toSpliced(one, 1)],
  ["duplicated", (lines, one, other) => lines.toSpliced(other, 0, lines[one] ?? "")],
  [
    "inserted",
    (lines, one, other) => {
      const { hash, ...rest } = JSON.parse(lines[one] ?? "{}");
      const forged = { ...rest, detail: { command: "forged" }, previous: hash };
      return lines.toSpliced(other, 0, canonical(seal(forged)));
    },
  ],
  [
    "changed with a hash that fits",
    (lines, one) => {
      const { hash: _, ...rest } = JSON.parse(lines[one] ?? "{}");
      return lines.with(one, canonical(seal({ ...rest, actor: "nobody" })));
    },
  ],
];

for (const [what, edit] of edits) {
  test(`entries that were ${what} are found`, () =>
    alwaysFound(
      fc.tuple(file, fc.nat(), fc.nat()).map(([name, one, other]) => {
        const lines = linesOf(name);
        return { name, bytes: asFile(edit(lines, one % lines.length, other % lines.length)) };
      }),
    ));
}

test("a chain rebuilt from any entry on is found by its head", async () => {
  const all = [...sound.keys()].flatMap((name) => linesOf(name).map((line) => ({ name, line })));
  await fc.assert(
    fc.asyncProperty(fc.nat(all.length - 1), async (from) => {
      const changed = new Map<string, string[]>();
      let previous = "";
      for (const [index, { line, name }] of all.entries()) {
        const { hash, ...fields } = JSON.parse(line);
        const detail = index === from ? { command: "nothing" } : fields.detail;
        const entry =
          index < from
            ? { ...fields, hash }
            : seal({ ...fields, detail, ...(index === 0 ? {} : { previous }) });
        previous = entry.hash;
        changed.set(name, [...(changed.get(name) ?? []), canonical(entry)]);
      }
      const files = new Map([...changed].map(([name, lines]) => [name, asFile(lines)]));
      expect(await verdictOn(files)).toBe(false);
    }),
    { numRuns: 6 },
  );
});

test("20,000 entries are verified at the pace of a million in a minute or better", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-audit-"));
  try {
    const path = join(folder, "audit.jsonl");
    const end = generateAudit(path, 20_000);
    const took = await ownWorkMsUntil(async () => {
      expect(await verifyAudit(path)).toMatchObject({ intact: true, entries: end.sequence });
    });
    // A million in a minute, with much room for a slow machine.
    expect(took).toBeLessThan((60_000 / 1_000_000) * 20_000 * 4);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
