import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Journal } from "./journal.ts";
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
  const journal = await Journal.open({
    path: process.argv[1], version: "1", osUser: "ada", redact: (text) => text,
  });
  const detail = { text: "x".repeat(20_000) };
  for (;;) {
    const entry = await journal.value.append({ kind: "act", actor: "agent", detail });
    process.stdout.write(entry.value.sequence + "\\n");
  }`;

/** Starts the program, kills it after `count` confirmed entries; the last number it confirmed. */
async function killAfter(count: number): Promise<number> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (bytes: Buffer) => {
    said += bytes.toString();
    if (said.split("\n").length > count) child.kill("SIGKILL");
  });
  await once(child, "close");
  return Number(said.trim().split("\n").at(-1));
}

test("a journal killed while it writes keeps every confirmed entry, and verifies once it is opened again", async () => {
  for (const count of [1, 7, 23]) {
    const confirmed = await killAfter(count);
    const journal = await Journal.open({ path, version: "1", osUser: "ada", redact: (t) => t });
    if (!journal.ok) throw new Error(journal.error.detail);
    await journal.value[Symbol.asyncDispose]();
    const verdict = await verifyAudit(path);
    expect(verdict).toMatchObject({ intact: true, broken: null });
    expect(verdict.entries).toBeGreaterThanOrEqual(confirmed);
    expect(readFileSync(path, "utf8")).toContain(`"sequence":${confirmed},`);
  }
});
