import { afterEach, expect, test, vi } from "vitest";
import { failure } from "../../shared/errors.ts";
import type { ModelMessage, ModelPart } from "../models/message.ts";
import { ChatWorld, callsAndAnswers } from "./in-memory-chat.ts";
import { finish, runs, says } from "./in-memory-parts.ts";

let world: ChatWorld;
afterEach(async () => {
  vi.useRealTimers();
  await world[Symbol.asyncDispose]();
});

function expectValid(messages: readonly ModelMessage[]): void {
  const { calls, answers } = callsAndAnswers(messages);
  expect(answers).toEqual(calls);
}

const cuts: [string, (ModelPart | Promise<ModelPart>)[], string][] = [
  ["the stream ends without an end", [says("I will"), runs("c1", "reboot")], "model-cut"],
  [
    "the stream fails after a call",
    [says("I will"), runs("c1", "reboot"), { type: "failed", error: failure("model-failed") }],
    "model-failed",
  ],
  [
    "the answer reached its length limit",
    [says("I will"), runs("c1", "reboot"), { type: "finish", reason: "length", usage: null }],
    "model-cut",
  ],
  [
    "the answer was filtered",
    [says("I will"), { type: "finish", reason: "content-filter", usage: null }],
    "model-refused",
  ],
];

for (const [what, script, code] of cuts) {
  test(`${what}: nothing of it runs, the words are marked as cut, retry works`, async () => {
    world = await ChatWorld.make(script, [says("Better."), finish()]);
    const id = await world.ask("restart it?");
    const first = ["person: restart it?", "agent (cut): I will", `end: failed (${code})`];
    expect(await world.shown(id)).toEqual(first);
    expect(world.terminal.ran).toEqual([]);
    await world.chat.retry(id, "term-1");
    await world.chat.ended(id);
    expect(await world.shown(id)).toEqual([...first, "agent: Better.", "end: answered"]);
    expect(world.model.requests[1]?.slice(1)).toEqual([{ role: "user", content: "restart it?" }]);
  });
}

test("an empty answer is a failure, not an answer", async () => {
  world = await ChatWorld.make([finish()]);
  const id = await world.ask("hello?");
  expect((await world.shown(id)).at(-1)).toBe("end: failed (model-garbled)");
});

test("the iteration limit ends the turn honestly", async () => {
  world = await ChatWorld.make([runs("c1", "one"), finish()], [runs("c2", "two"), finish()]);
  world.limits = { maximumIterations: 2 };
  const id = await world.ask("go");
  expect(world.terminal.ran).toEqual(["one", "two"]);
  expect((await world.shown(id)).at(-1)).toBe("end: limit (turn-limit)");
  expectValid(await world.messages(id));
});

test("the same call over and over is refused, then the turn is over", async () => {
  world = await ChatWorld.make([runs("c1", "df"), finish()]);
  const id = await world.ask("disk?");
  expect(world.terminal.ran).toEqual(["df", "df", "df"]);
  expect(world.model.toolAnswers.at(-1)).toContain("several times in a row");
  expect((await world.shown(id)).at(-1)).toBe("end: limit (turn-limit)");
});

test("stopped while the model speaks: the words so far stay, marked as cut", async () => {
  world = await ChatWorld.make([says("Well"), new Promise<ModelPart>(() => undefined)]);
  const id = await world.newConversation();
  await world.chat.send(id, "hello", null);
  await expect.poll(async () => (await world.items(id)).length).toBe(2);
  world.chat.stop(id);
  await world.chat.ended(id);
  expect((await world.shown(id)).slice(1)).toEqual(["agent (cut): Well", "end: stopped"]);
});

test("stopped while a question waits: withdrawn, every call answered", async () => {
  world = await ChatWorld.make([runs("c1", "df"), runs("c2", "df"), finish()]);
  const id = await world.newConversation();
  await world.chat.send(id, "disk?", "term-1");
  await expect.poll(() => world.approvals.list().length).toBe(1);
  world.chat.stop(id);
  await world.chat.ended(id);
  expect(world.approvals.list()).toEqual([]);
  expect((await world.shown(id)).slice(1)).toEqual([
    "run_shell: stopped",
    "run_shell: stopped",
    "end: stopped",
  ]);
  expectValid(await world.messages(id));
});

test("stopped while a command runs: it gets ^C, and its end is shown", async () => {
  world = await ChatWorld.make([runs("c1", "sleep 600"), finish()]);
  world.terminal.exitCode = null;
  const id = await world.newConversation();
  using _answering = world.answering({ kind: "approve" });
  await world.chat.send(id, "wait", "term-1");
  await expect.poll(() => world.terminal.ran).toEqual(["sleep 600"]);
  world.chat.stop(id);
  await world.chat.ended(id);
  expect(world.terminal.keys).toEqual(["C-c"]);
  expect((await world.shown(id)).slice(1)).toEqual(["run_shell: stopped", "end: stopped"]);
  expect((await world.items(id))[1]).toMatchObject({ exitCode: 130 });
});

test("the app closes while a command runs: the command is left alone", async () => {
  world = await ChatWorld.make([runs("c1", "sleep 600"), finish()]);
  world.terminal.exitCode = null;
  const id = await world.newConversation();
  await world.chat.send(id, "wait", "term-1", { mode: "all" });
  await expect.poll(() => world.terminal.ran).toEqual(["sleep 600"]);
  await world.chat[Symbol.asyncDispose]();
  expect(world.terminal.keys).toEqual([]);
  expect((await world.shown(id)).slice(1)).toEqual(["run_shell: working", "end: interrupted"]);
});

test("the time limit does not count waiting for a person", async () => {
  // The turn's time stands still but where it is moved: a busy machine needs some of it, too.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  world = await ChatWorld.make([runs("c1", "sleep 600", { wait: true }), finish()]);
  world.limits = { maximumSeconds: 60 };
  world.terminal.exitCode = null;
  const id = await world.newConversation();
  await world.chat.send(id, "wait", "term-1");
  await expect.poll(() => world.approvals.list().length).toBe(1);
  await vi.advanceTimersByTimeAsync(600_000);
  const [question] = world.approvals.list();
  if (question === undefined) throw new Error("the question expired");
  world.approvals.answer(question.id, { kind: "approve" }, "ada");
  await expect.poll(() => world.terminal.ran).toEqual(["sleep 600"]);
  const ended = world.chat.ended(id);
  await vi.advanceTimersByTimeAsync(60_000);
  await ended;
  expect((await world.shown(id)).at(-1)).toBe("end: limit (turn-limit)");
});
