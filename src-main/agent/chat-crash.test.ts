import { afterEach, expect, test } from "vitest";
import type { ModelMessage } from "../models/message.ts";
import { ChatWorld, callsAndAnswers } from "./in-memory-chat.ts";
import { calls, finish, runs, says } from "./in-memory-parts.ts";

let world: ChatWorld;
afterEach(() => world[Symbol.asyncDispose]());

function expectValid(messages: readonly ModelMessage[]): void {
  const { calls, answers } = callsAndAnswers(messages);
  expect(answers).toEqual(calls);
}

test("crash while a question waits: not run, and the conversation goes on", async () => {
  world = await ChatWorld.make([says("Let me look."), runs("c1", "df"), finish()]);
  const id = await world.newConversation();
  await world.chat.send(id, "disk?", "term-1");
  await expect.poll(() => world.approvals.list().length).toBe(1);
  world = await world.afterCrash([says("Never mind."), finish()]);
  expect(await world.chat.recover()).toEqual({ ok: true, value: undefined });
  const items = await world.items(id);
  expect(await world.shown(id)).toEqual([
    "person: disk?",
    "agent: Let me look.",
    "run_shell: failed",
    "end: interrupted",
  ]);
  expect(items[2]).toMatchObject({ output: expect.stringContaining("Nothing was run") });
  await world.chat.retry(id, "term-1");
  await world.chat.ended(id);
  expectValid(world.model.requests[0] ?? []);
  expect(world.model.toolAnswers[0]).toContain("Nothing was run");
});

test("crash while an approved command waits for a clean prompt: not run", async () => {
  world = await ChatWorld.make([runs("c1", "df"), finish()]);
  world.terminal.prompt = new Promise(() => undefined);
  const id = await world.newConversation();
  await world.chat.send(id, "disk?", "term-1", { mode: "all" });
  await expect.poll(() => world.shown(id)).toEqual(["person: disk?", "run_shell: working"]);
  world = await world.afterCrash();
  await world.chat.recover();
  expect((await world.items(id))[1]).toMatchObject({
    status: { state: "failed", sentence: expect.stringContaining("Nothing was run") },
  });
});

for (const [state, status, told] of [
  ["finished", "done", "exit code 7"],
  ["not-run", "failed", "State: failed"],
  ["unknown", "unknown", "Nobody knows"],
  ["lost", "unknown", "Nobody knows"],
  ["running", "working", "still runs"],
] as const) {
  test(`crash while a command runs, then its record says ${state}: shown as ${status}`, async () => {
    world = await ChatWorld.make([runs("c1", "make"), finish()]);
    world.terminal.exitCode = null;
    const id = await world.newConversation();
    await world.chat.send(id, "build", "term-1", { mode: "all" });
    await expect.poll(() => world.terminal.ran).toEqual(["make"]);
    const [runId] = world.terminal.runs.keys();
    const past = runId === undefined ? undefined : world.terminal.runs.get(runId)?.run;
    if (past === undefined) throw new Error("nothing runs");
    world.terminal.runs.clear();
    world.terminals.pastRuns.set(past.id, {
      ...past,
      state,
      exitCode: state === "finished" ? 7 : null,
      endedAt: state === "finished" ? 3_000 : null,
    });
    world = await world.afterCrash([says("ok"), finish()]);
    await world.chat.recover();
    expect(await world.shown(id)).toEqual([
      "person: build",
      `run_shell: ${status}`,
      "end: interrupted",
    ]);
    await world.chat.send(id, "and now?", "term-1");
    await world.chat.ended(id);
    expectValid(world.model.requests[0] ?? []);
    expect(world.model.toolAnswers[0]).toContain(told);
  });
}

test("a run found again after a crash brings its exit code to the same item", async () => {
  world = await ChatWorld.make([runs("c1", "make"), finish()]);
  world.terminal.exitCode = null;
  const id = await world.newConversation();
  await world.chat.send(id, "build", "term-1", { mode: "all" });
  await expect.poll(() => world.terminal.ran).toEqual(["make"]);
  world = await world.afterCrash();
  await world.chat.recover();
  expect((await world.shown(id))[1]).toBe("run_shell: working");
  const [runId] = world.terminal.runs.keys();
  if (runId === undefined) throw new Error("nothing runs");
  world.terminal.end(runId, "finished", 0);
  await expect.poll(async () => (await world.shown(id))[1]).toBe("run_shell: done");
});

test("a crash in the middle of keys or a connection: unknown, never a guess", async () => {
  world = await ChatWorld.make([
    calls("c1", "send_keys", { keys: ["q"], reason: "leave" }),
    finish(),
  ]);
  world.terminal.sendKeys = () => new Promise(() => undefined);
  const id = await world.newConversation();
  await world.chat.send(id, "leave", "term-1", { mode: "all" });
  await expect.poll(() => world.audit.kinds).toEqual(["proposal", "answer", "start"]);
  world = await world.afterCrash();
  await world.chat.recover();
  expect((await world.shown(id))[1]).toBe("send_keys: unknown");
});
