import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileWorld } from "../../e2e/world/file-world.ts";
import { editFile } from "../tools/edit-file.ts";
import { readFile } from "../tools/read-file.ts";
import { writeFile } from "../tools/write-file.ts";
import { GateWorld } from "./in-memory-gate.ts";

let files: FileWorld;
let gate: GateWorld;
beforeEach(async () => {
  files = await FileWorld.open();
  gate = new GateWorld();
  gate.host = files.host;
});
afterEach(() => files[Symbol.asyncDispose]());

test("a change is proposed with its diff, approved, recorded and done", async () => {
  const path = files.at("conf");
  writeFileSync(path, "port 80\n");
  const act = await files.plan(editFile, { path, find: "80", replace: "81" });
  gate.answering({ kind: "approve" }, () => {
    expect(gate.approvals.list()[0]?.action).toMatchObject({
      diff: expect.stringContaining("-port 80\n+port 81\n"),
    });
  });
  const outcome = await gate.pass(act, { tool: "edit_file" });
  expect(outcome).toMatchObject({ state: "done" });
  expect(readFileSync(path, "utf8")).toBe("port 81\n");
  expect(gate.audit.kinds).toEqual(["proposal", "answer", "start", "result"]);
  expect(gate.audit.records[2]?.detail).toMatchObject({
    action: { digestBefore: expect.any(String) },
  });
});

test("denied, nothing is done and nothing is kept; a stop before the start neither", async () => {
  const path = files.at("conf");
  const act = await files.plan(writeFile, { path, content: "x" });
  gate.answering({ kind: "deny", comment: "" });
  expect(await gate.pass(act)).toMatchObject({ state: "denied" });
  gate.answering({ kind: "approve" });
  gate.audit.refuses.add("start");
  expect(await gate.pass(await files.plan(writeFile, { path, content: "x" }))).toMatchObject({
    state: "failed",
    undone: true,
    error: { code: "audit-unwritable" },
  });
  expect(() => readFileSync(path)).toThrow("ENOENT");
  expect(files.backups.list()).toEqual([]);
});

test("changed between approval and act: void, and the person's text stays", async () => {
  const path = files.at("conf");
  writeFileSync(path, "mine");
  const act = await files.plan(editFile, { path, find: "mine", replace: "yours" });
  gate.answering({ kind: "approve" }, () => writeFileSync(path, "the person's own"));
  expect(await gate.pass(act)).toMatchObject({
    state: "failed",
    error: { code: "file-changed" },
    undone: true,
  });
  expect(readFileSync(path, "utf8")).toBe("the person's own");
  expect(gate.audit.kinds).toEqual(["proposal", "answer", "result"]);
});

test("what the rules refuse is on record, and nobody is asked", async () => {
  const act = await files.plan(readFile, { path: "/etc/shadow" });
  expect(await gate.pass(act, { tool: "read_file" })).toMatchObject({ state: "refused" });
  expect(gate.audit.kinds).toEqual(["proposal", "refusal"]);
});

test("what was read is told with where it came from", async () => {
  const path = files.at("motd");
  writeFileSync(path, "hello\n");
  gate.answering({ kind: "approve" });
  const outcome = await gate.pass(await files.plan(readFile, { path }), { tool: "read_file" });
  expect(outcome).toMatchObject({
    state: "done",
    outcome: {
      text: expect.stringContaining("1\thello"),
      source: { words: `file ${path} on ${files.host.name}`, terminalId: null },
    },
  });
});
