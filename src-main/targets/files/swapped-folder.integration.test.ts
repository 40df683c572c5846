import { type ChildProcess, spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LocalTarget } from "../local-target.ts";
import { resolvePath } from "./resolve-path.ts";
import type { TargetFiles } from "./target-files.ts";

const never = new AbortController().signal;
const rounds = 400;

let base: string;
let swapper: ChildProcess;
beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "fairlead-swap-")));
  mkdirSync(join(base, "real"));
  mkdirSync(join(base, "victim"));
  writeFileSync(join(base, "real", "f"), "harmless");
  writeFileSync(join(base, "victim", "f"), "secret");
  symlinkSync("victim", join(base, "door"));
  // "dir" is a folder at one moment and a link to the victim's at the next, as fast as that goes.
  const script = `const { renameSync } = require("node:fs"); process.chdir(process.argv[1]);
    process.stdout.write("on");
    for (;;) { renameSync("real", "dir"); renameSync("dir", "real"); renameSync("door", "dir"); renameSync("dir", "door"); }`;
  swapper = spawn(process.execPath, ["-e", script, base], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => swapper.stdout?.once("data", resolve));
});
afterEach(async () => {
  const gone = new Promise((resolve) => swapper.once("exit", resolve));
  swapper.kill("SIGKILL");
  await gone;
  rmSync(base, { recursive: true, force: true });
});

/** As a tool goes about it: where it leads is judged, and only the folder itself is let through. */
async function attempt(files: TargetFiles, round: number): Promise<"done" | "refused"> {
  const resolved = await resolvePath(files, join(base, "dir", "f"), never);
  if (!resolved.ok || resolved.value.path !== join(base, "dir", "f")) return "refused";
  const { facts, path } = resolved.value;
  if (facts === null) return "refused";
  const pieces: Uint8Array[] = [];
  const read = await files.read(path, 0, (bytes) => pieces.push(bytes) > 0, never);
  if (read.ok) expect(Buffer.concat(pieces).toString()).not.toContain("secret");
  const bytes = Buffer.from(`harmless ${round}`);
  const done = await files.replace({ path, bytes, before: facts }, never);
  return done.ok ? "done" : "refused";
}

test("a folder that turns into a link at any moment leads to nothing read or written elsewhere", async () => {
  await using target = new LocalTarget(process.env);
  const opened = await target.openFiles(never);
  if (!opened.ok) throw new Error("no files");
  using files = opened.value;
  let refused = 0;
  for (let round = 0; round < rounds; round += 1) {
    if ((await attempt(files, round)) === "refused") refused += 1;
  }
  expect(readFileSync(join(base, "victim", "f"), "utf8")).toBe("secret");
  expect(readdirSync(join(base, "victim"))).toEqual(["f"]);
  expect(refused).toBeGreaterThan(0);
});
