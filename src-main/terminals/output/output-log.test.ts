import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunId } from "../../../shared/ids.ts";
import { Redactor } from "../../base/redactor.ts";
import { OutputFiles } from "./output-files.ts";
import type { OutputLog } from "./output-log.ts";
import { TextWorker } from "./text-worker.ts";

let folder: string;
let redactor: Redactor;
let texts: TextWorker;
let limits: { memoryBytes: number; quotaBytes: number };
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "fairlead-outputs-")), "outputs");
  redactor = new Redactor();
  texts = new TextWorker(redactor);
  limits = { memoryBytes: 20_000_000, quotaBytes: 1_000_000_000 };
});
afterEach(async () => {
  await texts[Symbol.asyncDispose]();
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

const files = () =>
  new OutputFiles({
    folder,
    text: () => texts.begin(),
    memoryBytes: () => limits.memoryBytes,
    quotaBytes: () => limits.quotaBytes,
  });

/** Adds all of it, cut at odd places, and waits for its end. */
async function written(into: OutputFiles, id: RunId, text: string, size = 50_001) {
  const done = Promise.withResolvers<number | null>();
  const log: OutputLog = into.log(id, done.resolve);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size)
    log.add(Buffer.from(bytes.subarray(at, at + size)));
  log.end();
  return await done.promise;
}

async function whole(from: OutputFiles, id: RunId): Promise<string> {
  let text = "";
  for (;;) {
    const part = await from.read(id, text.length, 100_000);
    if (part === null) throw new Error("gone");
    text += part.text;
    if (part.text === "") return text;
  }
}

const lines = (count: number, word = "line") =>
  Array.from({ length: count }, (_, number) => `${word} ${number} ö 🦊\n`).join("");

test("a long output is kept to the last letter, in a file that only its owner reads", async () => {
  const kept = files();
  const text = lines(60_000);
  expect(await written(kept, "run-1", text.replaceAll("\n", "\r\n"))).toBe(text.length);
  expect(await whole(kept, "run-1")).toBe(text);
  expect(await kept.read("run-1", 500_000, 10)).toEqual({
    text: text.slice(500_000, 500_010),
    total: text.length,
  });
  expect(readdirSync(folder)).toEqual(["run-1.txt"]);
  expect(statSync(join(folder, "run-1.txt")).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(await whole(files(), "run-1")).toBe(text);
});

test("what does not fit in memory waits on the disk, where nobody can read it", async () => {
  limits.memoryBytes = 100_000;
  const kept = files();
  const log = kept.log("run-1", () => undefined);
  const raw = join(folder, "run-1.raw");
  let added = 0;
  // Never a lull between two looks: what waits in the file would be made into text and the file be gone.
  await expect
    .poll(
      () => {
        for (let count = 0; count < 10; count += 1)
          log.add(Buffer.from(lines(2_000, "plain-words")));
        added += 10;
        const sealed = existsSync(raw) ? readFileSync(raw) : Buffer.alloc(0);
        return [sealed.length > 1_000_000, sealed.includes("plain-words")];
      },
      { interval: 10 },
    )
    .toEqual([true, false]);
  const text = lines(2_000, "plain-words").repeat(added);
  await using reading = log;
  await expect.poll(async () => (await reading.read(0, 10))?.total).toBe(text.length);
  expect(await reading.read(text.length - 20, 100)).toEqual({
    text: text.slice(-20),
    total: text.length,
    behind: 0,
  });
  log.end();
  await expect.poll(() => readdirSync(folder)).toEqual(["run-1.txt"]);
  expect(await whole(kept, "run-1")).toBe(text);
});

test("a secret is on no disk, however the output is cut", async () => {
  redactor.learn("hunter2-hunter2");
  const kept = files();
  const text = lines(3_000) + `pass hunter2-hunter2 end\n${lines(3_000)}`.repeat(3);
  await written(kept, "run-1", text, 4_099);
  const read = await whole(kept, "run-1");
  expect(read).toBe(text.replaceAll("hunter2-hunter2", "[redacted]"));
});

test("the oldest outputs make room; one that is too long for the quota is not kept in part", async () => {
  limits.quotaBytes = 2_500_000;
  const kept = files();
  const text = lines(30_000);
  expect(await written(kept, "run-1", text)).toBe(text.length);
  expect(await written(kept, "run-2", text)).toBe(text.length);
  expect(await written(kept, "run-3", text)).toBe(text.length);
  expect([kept.has("run-1"), kept.has("run-2"), kept.has("run-3")]).toEqual([false, true, true]);
  expect(await written(kept, "run-4", text.repeat(4))).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
  expect(await kept.read("run-1", 0, 10)).toBeNull();
});

test("a disk that takes nothing ends it without a trace", async () => {
  const kept = files();
  rmSync(folder, { recursive: true });
  expect(await written(kept, "run-1", lines(60_000))).toBeNull();
});

test("what the app left half done is removed at the next start", async () => {
  const log = files().log("run-1", () => undefined);
  log.add(Buffer.from(lines(60_000)));
  await log.read(0, 10);
  await expect.poll(async () => (await log.read(0, 10))?.behind).toBe(0);
  expect(readdirSync(folder)).toEqual(["run-1.part"]);
  const again = files();
  expect([readdirSync(folder), again.has("run-1")]).toEqual([[], false]);
  await log[Symbol.asyncDispose]();
});
