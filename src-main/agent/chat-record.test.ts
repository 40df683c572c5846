import { afterEach, expect, test } from "vitest";
import { ChatWorld } from "./in-memory-chat.ts";
import { finish, runs, says } from "./in-memory-parts.ts";

let world: ChatWorld;
afterEach(() => world[Symbol.asyncDispose]());

test("the model hears of a result at once; nothing more is done before it is on record", async () => {
  world = await ChatWorld.make(
    [runs("c1", "one"), finish()],
    [says("Then two."), runs("c2", "two"), finish()],
    [says("Done."), finish()],
  );
  const disk = Promise.withResolvers<void>();
  world.audit.slow.set("result", disk.promise);
  using _person = world.answering({ kind: "approve" });
  const id = await world.newConversation();
  await world.chat.send(id, "both", "term-1");
  await expect.poll(() => world.model.requests.length).toBe(2);
  expect(world.model.toolAnswers[0]).toContain("exit code: 0");
  await expect.poll(() => world.shown(id)).toContain("agent (cut): Then two.");
  expect(world.terminal.ran).toEqual(["one"]);
  expect(world.audit.kinds.filter((kind) => kind === "proposal")).toHaveLength(1);
  disk.resolve();
  await world.chat.ended(id);
  expect(world.terminal.ran).toEqual(["one", "two"]);
  expect((await world.shown(id)).at(-1)).toBe("end: answered");
});

test("a result that cannot be recorded ends the turn, whatever the model wants next", async () => {
  world = await ChatWorld.make(
    [runs("c1", "one"), finish()],
    [says("Then two."), runs("c2", "two"), finish()],
  );
  world.audit.refuses.add("result");
  const id = await world.ask("both");
  expect(world.terminal.ran).toEqual(["one"]);
  expect((await world.shown(id)).slice(1)).toEqual([
    "run_shell: done",
    "agent: Then two.",
    "end: failed (audit-unwritable)",
  ]);
});

test("the second of two calls waits until the first is on record", async () => {
  world = await ChatWorld.make([runs("c1", "one"), runs("c2", "two"), finish()]);
  world.audit.refuses.add("result");
  const id = await world.ask("both");
  expect(world.terminal.ran).toEqual(["one"]);
  expect((await world.shown(id)).slice(1)).toEqual([
    "run_shell: done",
    "run_shell: stopped",
    "end: failed (audit-unwritable)",
  ]);
});
