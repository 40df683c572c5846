import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fail, ok } from "../../shared/result.ts";
import { type FileEvent, PolicyFile } from "./policy-file.ts";

let folder: string;
let path: string;
let busy: boolean;
let open: PolicyFile<string>[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-policy-file-"));
  path = join(folder, "policy.json");
  busy = false;
  open = [];
});
afterEach(() => {
  for (const file of open) file[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

function watched(): PolicyFile<string> {
  const file = new PolicyFile<string>({
    path,
    read: (text) =>
      text.startsWith("good") ? ok(text) : fail({ line: 1, sentence: "It is not good." }),
    usual: "usual",
    careful: "careful",
    agentIsBusy: () => busy,
    kept: null,
  });
  open.push(file);
  return file;
}

/** What is said of the next change that comes by itself. */
function next(file: PolicyFile<string>): Promise<FileEvent> {
  return new Promise((resolve) => {
    const listening = file.changed.on((event) => {
      listening[Symbol.dispose]();
      resolve(event);
    });
  });
}

test("a file is in force as soon as it is there, written or put in place, and no more when it is gone", async () => {
  const file = watched();
  expect([file.rules, file.present]).toEqual(["usual", false]);

  const made = next(file);
  writeFileSync(path, "good 1");
  expect([(await made).kind, file.rules, file.present]).toEqual(["loaded", "good 1", true]);

  const replaced = next(file);
  writeFileSync(join(folder, "other"), "good 2");
  renameSync(join(folder, "other"), path);
  expect([(await replaced).kind, file.rules]).toEqual(["loaded", "good 2"]);

  const gone = next(file);
  rmSync(path);
  expect([(await gone).kind, file.rules, file.present]).toEqual(["removed", "usual", false]);
});

test("what is not valid is named and the last good one stays, until it is mended", async () => {
  writeFileSync(path, "good 1");
  const file = watched();
  expect(file.rules).toBe("good 1");
  const broken = next(file);
  writeFileSync(path, "bad");
  expect((await broken).problem).toEqual({ line: 1, sentence: "It is not good." });
  expect([file.rules, file.problem?.line]).toEqual(["good 1", 1]);
  const mended = next(file);
  writeFileSync(path, "good 2");
  await mended;
  expect([file.rules, file.problem]).toEqual(["good 2", null]);
});

test("a change while the agent is busy waits, and so does each after it, until a person says yes", async () => {
  writeFileSync(path, "good 1");
  const file = watched();
  busy = true;
  const first = next(file);
  writeFileSync(path, "good 2");
  expect([(await first).kind, file.rules, file.waiting]).toEqual(["waiting", "good 1", true]);
  busy = false;
  const second = next(file);
  writeFileSync(path, "good 3");
  expect([(await second).kind, file.rules]).toEqual(["waiting", "good 1"]);
  expect([file.accept(), file.rules, file.waiting]).toEqual([true, "good 3", false]);
  expect(file.accept()).toBe(false);
});

test("what is there but is no file is not the same as none", () => {
  const file = watched();
  file[Symbol.dispose]();
  rmSync(path, { force: true });
  path = folder;
  expect(watched().rules).toBe("careful");
});
