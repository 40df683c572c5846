import { afterEach, expect, test } from "vitest";
import type { ChatEvent } from "../../shared/contract/chat.ts";
import type { ModelMessage } from "../models/message.ts";
import { ChatWorld, callsAndAnswers } from "./in-memory-chat.ts";
import { calls, finish, runs, says } from "./in-memory-parts.ts";

let world: ChatWorld;
afterEach(() => world[Symbol.asyncDispose]());

function expectValid(messages: readonly ModelMessage[]): void {
  const { calls, answers } = callsAndAnswers(messages);
  expect(answers).toEqual(calls);
}

test("words alone: shown as they come, kept, and the title is the question", async () => {
  world = await ChatWorld.make([says("Hel"), says("lo."), finish()]);
  const id = await world.newConversation();
  const events: ChatEvent[] = [];
  using _watching = world.chat.events.on(({ event }) => events.push(event));
  await world.chat.send(id, "Say hello\nplease", null);
  await world.chat.ended(id);
  expect(events.map(({ type }) => type)).toEqual([
    "item-changed",
    "turn-started",
    "text-delta",
    "item-changed",
    "item-changed",
    "item-changed",
    "turn-ended",
  ]);
  const shown = await world.shown(id);
  expect(shown).toEqual(["person: Say hello\nplease", "agent: Hello.", "end: answered"]);
  expect(world.chat.conversations().map(({ title }) => title)).toEqual(["Say hello"]);
  world = await world.afterCrash();
  expect(await world.shown(id)).toEqual(shown);
  expect(await world.messages(id)).toEqual([
    { role: "user", content: "Say hello\nplease" },
    { role: "assistant", content: "Hello.", toolCalls: [] },
  ]);
});

test("one approved call: it runs, the model gets the result, the item says it all", async () => {
  world = await ChatWorld.make(
    [runs("c1", "df -h /"), finish("tool-calls")],
    [says("It is full."), finish()],
  );
  const id = await world.ask("is the disk full?");
  expect(world.terminal.ran).toEqual(["df -h /"]);
  const items = await world.items(id);
  expect(await world.shown(id)).toEqual([
    "person: is the disk full?",
    "run_shell: done",
    "agent: It is full.",
    "end: answered",
  ]);
  expect(items[1]).toMatchObject({
    command: "df -h /",
    editedFrom: null,
    reason: "to see",
    hostName: "web-1",
    terminalId: "term-1",
    answer: { kind: "approve" },
    exitCode: 0,
    durationMs: 250,
  });
  expect(items[3]).toMatchObject({ usage: { inputTokens: 20, outputTokens: 4 } });
  const runId = items[1]?.kind === "tool" ? items[1].runId : null;
  expect(world.model.toolAnswers).toEqual([
    `state: finished\nexit code: 0\nterminal: term-1 (root@web-1)\ndirectory: /root\nduration: 250 ms\nrun: ${runId}\noutput:\nout\n`,
  ]);
});

test("an edited call: item and model know both texts", async () => {
  world = await ChatWorld.make([runs("c1", "rm -r /tmp/x"), finish()], [says("ok"), finish()]);
  const id = await world.ask("clean up", { kind: "approve-edited", command: "ls /tmp/x" });
  expect(world.terminal.ran).toEqual(["ls /tmp/x"]);
  expect((await world.items(id))[1]).toMatchObject({
    command: "ls /tmp/x",
    editedFrom: "rm -r /tmp/x",
  });
  expect(world.model.toolAnswers[0]).toContain("ls /tmp/x");
});

test("parallel calls: answered one after the other, in order", async () => {
  world = await ChatWorld.make(
    [runs("c1", "one"), calls("c2", "time", {}), runs("c3", "three"), finish()],
    [says("done"), finish()],
  );
  await world.ask("three things");
  expect(world.terminal.ran).toEqual(["one", "three"]);
  expectValid(world.model.requests[1] ?? []);
  expect(world.model.toolAnswers.map((text) => text.split("\n")[0]?.split(":")[0])).toEqual([
    "state",
    "utc",
    "state",
  ]);
});

test("calls with the same id each get an answer of their own", async () => {
  world = await ChatWorld.make(
    [runs("c", "one"), runs("c", "two"), runs("", "three"), finish()],
    [says("ok"), finish()],
  );
  await world.ask("go");
  expect(world.terminal.ran).toEqual(["one", "two", "three"]);
  expectValid(world.model.requests[1] ?? []);
});

for (const [what, call, told] of [
  ["arguments that are no JSON", calls("c1", "run_shell", '{"command": "df'), "not JSON"],
  ["arguments that do not fit", calls("c1", "run_shell", { cmd: "df" }), "command"],
  ["a tool that does not exist", calls("c1", "format_disk", {}), "There is no tool"],
  ["a terminal that is not open", runs("c1", "df", { terminal: "term-9" }), "term-1 (root@web-1)"],
  ["a wait that is no duration", runs("c1", "df", { wait: "a while" }), "wait"],
] as const) {
  test(`${what}: the model is told and can correct it`, async () => {
    world = await ChatWorld.make(
      [call, finish()],
      [runs("c2", "df"), finish()],
      [says("ok"), finish()],
    );
    const id = await world.ask("disk?");
    expect(world.terminal.ran).toEqual(["df"]);
    expect((await world.items(id))[1]).toMatchObject({ status: { state: "failed" } });
    expect(world.model.toolAnswers[0]).toContain(told);
    expect((await world.shown(id)).at(-1)).toBe("end: answered");
  });
}

test("denied: nothing ran, the comment reaches the model, the turn goes on", async () => {
  world = await ChatWorld.make([runs("c1", "reboot"), finish()], [says("I see."), finish()]);
  const id = await world.ask("fix it", { kind: "deny", comment: "not at noon" });
  expect(world.terminal.ran).toEqual([]);
  expect(world.model.toolAnswers[0]).toContain("denied by the person");
  expect(world.model.toolAnswers[0]).toContain("not at noon");
  expect(world.model.toolAnswers[0]).toContain("Do not try another way");
  expect(await world.shown(id)).toEqual([
    "person: fix it",
    "run_shell: denied",
    "agent: I see.",
    "end: answered",
  ]);
});

test("deny and stop: the other calls are not run, the model is not asked again", async () => {
  world = await ChatWorld.make([runs("c1", "reboot"), runs("c2", "halt"), finish()]);
  const id = await world.ask("fix it", { kind: "deny-and-stop", comment: "no" });
  expect(world.terminal.ran).toEqual([]);
  expect(world.model.requests.length).toBe(1);
  expect(await world.shown(id)).toEqual([
    "person: fix it",
    "run_shell: denied",
    "run_shell: stopped",
    "end: denied",
  ]);
  expectValid(await world.messages(id));
});

test("nobody to ask: the turn ends with not-interactive and nothing ran", async () => {
  world = await ChatWorld.make([runs("c1", "df"), runs("c2", "df"), finish()]);
  const id = await world.ask("disk?", { kind: "approve" }, { canAsk: false });
  expect(world.terminal.ran).toEqual([]);
  expect((await world.shown(id)).at(-1)).toBe("end: failed (not-interactive)");
  expectValid(await world.messages(id));
});

test("mode all, said for one turn, runs without a question", async () => {
  world = await ChatWorld.make([runs("c1", "df"), finish()], [says("ok"), finish()]);
  await world.ask("disk?", { kind: "deny", comment: "" }, { canAsk: false, mode: "all" });
  expect(world.terminal.ran).toEqual(["df"]);
});

test("an audit that cannot be written: nothing runs and the turn says so", async () => {
  world = await ChatWorld.make([runs("c1", "df"), finish()]);
  world.audit.refuses.add("start");
  const id = await world.ask("disk?");
  expect(world.terminal.ran).toEqual([]);
  expect((await world.shown(id)).slice(1)).toEqual([
    "run_shell: failed",
    "end: failed (audit-unwritable)",
  ]);
});

test("not waited for: the turn goes on, and the item follows the run to its end", async () => {
  world = await ChatWorld.make(
    [runs("c1", "make", { wait: false }), finish()],
    [says("It runs."), finish()],
  );
  world.terminal.exitCode = null;
  const id = await world.ask("build");
  expect(world.model.toolAnswers[0]).toContain("state: running");
  expect((await world.shown(id))[1]).toBe("run_shell: working");
  const [runId] = world.terminal.runs.keys();
  if (runId === undefined) throw new Error("nothing runs");
  world.terminal.end(runId, "finished", 2);
  await expect
    .poll(async () => (await world.items(id))[1])
    .toMatchObject({
      status: { state: "done" },
      exitCode: 2,
      durationMs: 250,
    });
  await expect
    .poll(() => world.audit.records.map(({ detail, kind }) => [kind, detail["state"]]).slice(-2))
    .toEqual([
      ["result", "running"],
      ["result", "finished"],
    ]);
  expect(world.audit.records.at(-1)).toMatchObject({
    target: "root@web-1 (host-web) term-1",
    detail: { exitCode: 2, durationMs: 250, output: { length: 4 } },
  });
});
