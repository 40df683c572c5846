import { beforeEach, expect, test } from "vitest";
import { aHost } from "../tools/in-memory-terminals.ts";
import { sendKeys } from "../tools/send-keys.ts";
import { GateWorld } from "./in-memory-gate.ts";

let world: GateWorld;

beforeEach(() => {
  world = new GateWorld();
  world.terminal.running = { runId: "run-1", command: "apt install nginx" };
});

const keys = (...pressed: string[]) => world.plan(sendKeys, { keys: pressed, reason: "to go on" });

test("nothing is ever typed into a password prompt; leaving it is no answer", async () => {
  world.terminal.asksForSecret = true;
  world.policy.mode = "all";
  for (const pressed of [["hunter2", "Enter"], ["Enter"], ["C-c", "y"], ["C-v"]]) {
    expect(await world.pass(keys(...pressed))).toMatchObject({
      state: "refused",
      because: expect.stringContaining("Only the person types that"),
    });
  }
  expect((await world.pass(keys("C-c"))).state).toBe("done");
  expect(world.terminal.keys).toEqual(["C-c"]);
});

test("a password prompt that came while the question waited voids the keys", async () => {
  world.answering({ kind: "approve" }, () => {
    world.terminal.asksForSecret = true;
  });
  expect(await world.pass(keys("y", "Enter"))).toMatchObject({
    error: { code: "command-refused", detail: expect.stringContaining("password") },
  });
  expect(world.terminal.keys).toEqual([]);
});

test("a password prompt that the first keys bring gets nothing of the rest", async () => {
  world.answering({ kind: "approve" });
  const send = world.terminal.sendKeys.bind(world.terminal);
  world.terminal.sendKeys = (pressed) => {
    world.terminal.asksForSecret = true;
    return send(pressed);
  };
  const outcome = await world.pass(keys("y", "Enter", "hunter2", "Enter"));
  expect(world.terminal.keys).toEqual(["y", "Enter"]);
  expect(outcome).toMatchObject({
    state: "done",
    outcome: {
      state: "sent in part",
      text: expect.stringContaining("keys sent: y Enter\nnot sent: hunter2 Enter (The program"),
    },
  });
  expect(world.audit.kinds).toEqual(["proposal", "answer", "start", "result"]);
  expect(world.audit.records[3]?.detail).toMatchObject({ state: "sent in part" });
});

test("a program that ends at the first keys leaves the rest unsent", async () => {
  world.answering({ kind: "approve" });
  const send = world.terminal.sendKeys.bind(world.terminal);
  world.terminal.sendKeys = (pressed) => {
    world.terminal.running = null;
    return send(pressed);
  };
  await world.pass(keys("q", "Enter", "rm -rf x", "Enter"));
  expect(world.terminal.keys).toEqual(["q", "Enter"]);
});

test("keys allowed until the program ends: not asked again for it, asked for the next one", async () => {
  world.answering({ kind: "approve", keysForRun: true });
  expect((await world.pass(keys("y", "Enter"))).state).toBe("done");
  // What it has read on the program's own screen since is what the person expects it to read.
  world.taint.add({ words: "screen of term-1 on web-1", terminalId: "term-1" });
  expect((await world.pass(keys("n", "Enter"), { ask: null })).state).toBe("done");
  expect(world.policy.judged.at(-1)).toMatchObject({ running: { keysAllowed: true }, taint: [] });
  world.terminal.running = { runId: "run-2", command: "apt install mc" };
  expect(await world.pass(keys("y"), { ask: null })).toMatchObject({
    error: { code: "not-interactive" },
  });
});

test("keys allowed for a program are asked all the same on production and after reading elsewhere", async () => {
  world.answering({ kind: "approve", keysForRun: true });
  await world.pass(keys("y"));
  world.taint.add({ words: "file /tmp/x on web-2", terminalId: null });
  expect(await world.pass(keys("y"), { ask: null })).toMatchObject({ state: "failed" });
  expect(world.policy.judged.at(-1)).toMatchObject({ taint: ["file /tmp/x on web-2"] });
  world = new GateWorld();
  world.terminal.running = { runId: "run-1", command: "apt install nginx" };
  world.answering({ kind: "approve", keysForRun: true });
  await world.pass(keys("y"));
  world.host = { ...aHost, tags: ["production"] };
  expect(await world.pass(keys("y"), { ask: null })).toMatchObject({ state: "failed" });
});

test("for a program that the agent did not start keys are not allowed beyond the question", async () => {
  world.terminal.running = { runId: null, command: "" };
  const plan = keys("y");
  expect(plan.keysFor).toBe(null);
  world.answering({ kind: "approve", keysForRun: true });
  expect((await world.pass(plan)).state).toBe("done");
  expect(await world.pass(keys("y"), { ask: null })).toMatchObject({ state: "failed" });
});
