import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readAuditHead } from "../store/audit-head-records.ts";
import { readPage } from "./read-page.ts";
import { readTail } from "./read-tail.ts";
import { verifyAudit } from "./verify.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-audit-"));
  path = join(folder, "audit.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Appends for ever, and prints the number of every entry that was confirmed. */
const program = `
  import { Journal } from ${JSON.stringify(new URL("./journal.ts", import.meta.url).href)};
  import { Head } from ${JSON.stringify(new URL("./head.ts", import.meta.url).href)};
  import { AuditHeadRecords } from ${JSON.stringify(new URL("../store/audit-head-records.ts", import.meta.url).href)};
  import { openStore } from ${JSON.stringify(new URL("../store/store.ts", import.meta.url).href)};
  const store = await openStore(process.argv[1] + ".db");
  const head = new Head(new AuditHeadRecords(store.value), null);
  const journal = await Journal.open({
    path: process.argv[1], version: "1", osUser: "ada", redact: (text) => text,
    maximumBytes: Number(process.argv[2]), head,
  });
  const detail = { text: "x".repeat(Number(process.argv[3])) };
  for (;;) {
    const entry = await journal.value.append({ kind: "act", actor: "agent", detail });
    process.stdout.write(entry.value.sequence + "\\n");
  }`;

type Sizes = { file: number; entry: number };

/** Starts the program, kills it after `count` confirmed entries and once it may be; the last number it confirmed. */
async function killAfter(
  count: number,
  { entry, file }: Sizes,
  mayBe: () => boolean = () => true,
): Promise<number> {
  const words = ["--input-type=module", "-e", program, path, String(file), String(entry)];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (bytes: Buffer) => {
    said += bytes.toString();
    if (said.split("\n").length > count && mayBe()) child.kill("SIGKILL");
  });
  await once(child, "close");
  return Number(said.trim().split("\n").at(-1));
}

/** As the command line does it, beside whoever writes. */
const verify = () =>
  verifyAudit(path, { read: async () => await readAuditHead(`${path}.db`), key: null });

const sizes: [string, Sizes, number[]][] = [
  ["while it writes", { file: 50_000_000, entry: 20_000 }, [1, 7, 23]],
  ["while it goes from file to file", { file: 900, entry: 300 }, [2, 5, 9, 14, 30, 41]],
];

for (const [when, size, counts] of sizes) {
  test(`a journal killed ${when} keeps every confirmed entry, and is no tampering`, async () => {
    let least = 0;
    for (const count of counts) {
      least = await killAfter(count, size);
      const verdict = await verify();
      expect(verdict).toMatchObject({ intact: true, broken: null });
      expect(verdict.entries).toBeGreaterThanOrEqual(least);
    }
    least = await killAfter(1, size);
    const verdict = await verify();
    expect(verdict).toMatchObject({ intact: true, broken: null });
    const kinds = new Set(await kindsIn(path));
    expect(kinds.has("tampered") || kinds.has("replaced")).toBe(false);
    expect(verdict.files > 1).toBe(size.file < 1_000);
  });
}

test("whoever reads while it is written sees a sound audit, whole pages and no line twice", async () => {
  await killAfter(1, { file: 5_000, entry: 100 });
  let rounds = 0;
  let done = false;
  const writing = killAfter(150, { file: 5_000, entry: 100 }, () => rounds > 2).then(() => {
    done = true;
  });
  while (!done) {
    expect(await verify()).toMatchObject({ intact: true, broken: null });
    const page = await readPage(path, { filter: {}, before: null, limit: 40 });
    if (!page.ok) throw new Error(page.error.detail);
    const numbers = page.value.entries.map(({ sequence }) => sequence);
    expect([page.value.unsound, numbers]).toEqual([0, oneByOne(numbers)]);
    rounds += 1;
  }
  await writing;
});

/** As many numbers, downwards from the first without a gap. */
const oneByOne = ([first = 0, ...rest]: number[]): number[] =>
  first === 0 ? [] : [first, ...rest.map((_, index) => first - index - 1)];

async function kindsIn(file: string): Promise<string[]> {
  const read = await readTail(file, 100_000);
  if (!read.ok) throw new Error(read.error.detail);
  return read.value.map(({ kind }) => kind);
}
