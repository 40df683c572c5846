import { afterEach, expect, test } from "vitest";
import { ConversationRecords } from "../store/conversation-records.ts";
import { ChatWorld, must } from "./in-memory-chat.ts";
import { calls, finish, runs, says } from "./in-memory-parts.ts";

let world: ChatWorld;
afterEach(() => world[Symbol.asyncDispose]());

const off = (id: string) => world.chat.conversations().find((one) => one.id === id)?.toolsOff;

test("a tool that is off in the conversation is not offered, is refused when called, and the prompt names it", async () => {
  world = await ChatWorld.make(
    [runs("c1", "reboot"), finish("tool-calls")],
    [says("ok"), finish()],
  );
  const id = await world.newConversation();
  must(await world.chat.setTool(id, "run_shell", false, "window"));
  must(await world.chat.send(id, "restart it", "term-1"));
  await world.chat.ended(id);
  expect((await world.items(id))[1]).toMatchObject({
    status: {
      state: "failed",
      sentence:
        "This tool is switched off in this conversation. Do without run_shell, or tell the person.",
    },
  });
  expect(world.model.offered.map((names) => names.includes("run_shell"))).toEqual([false, false]);
  expect(world.model.requests[0]?.[0]?.content).toContain(
    "You do not have: run_shell (by the person, in this conversation).",
  );
  // Nothing of it came as far as the gate.
  expect(world.audit.kinds).toEqual(["tools-changed"]);
});

test("a tool that the model's profile switches off is refused in its own words", async () => {
  world = await ChatWorld.make([calls("c1", "time", {}), finish("tool-calls")], [says("ok")]);
  world.modelToolsOff.push("time");
  const id = await world.ask("what time is it?");
  expect((await world.items(id))[1]).toMatchObject({
    status: {
      state: "failed",
      sentence: expect.stringContaining("This tool is switched off for this model."),
    },
  });
  expect(world.model.offered[0]).not.toContain("time");
});

test("a switch reaches a turn that is under way, and other conversations keep the tool", async () => {
  const gate = Promise.withResolvers<ReturnType<typeof says>>();
  world = await ChatWorld.make(
    [gate.promise, calls("c1", "time", {}), finish("tool-calls")],
    [says("ok"), finish()],
  );
  const id = await world.newConversation();
  must(await world.chat.send(id, "what time is it?", "term-1"));
  must(await world.chat.setTool(id, "time", false, "window"));
  gate.resolve(says("let me see"));
  await world.chat.ended(id);
  expect(world.model.offered.map((names) => names.includes("time"))).toEqual([true, false]);
  expect(world.model.toolAnswers[0]).toContain("switched off in this conversation");
  await world.ask("and here?");
  expect(world.model.offered.at(-1)).toContain("time");
});

test("every switch is on record before it holds; what cannot be recorded is not done", async () => {
  world = await ChatWorld.make();
  const id = await world.newConversation();
  must(await world.chat.setTool(id, "send_keys", false, "ada"));
  expect([world.audit.records, off(id)]).toMatchObject([
    [
      {
        kind: "tools-changed",
        actor: "ada",
        detail: { conversationId: id, tool: "send_keys", switched: "off" },
      },
    ],
    ["send_keys"],
  ]);
  world.audit.refuses.add("tools-changed");
  expect(await world.chat.setTool(id, "send_keys", true, "ada")).toMatchObject({
    error: { code: "audit-unwritable" },
  });
  expect(off(id)).toEqual(["send_keys"]);
});

test("unknown tools and conversations are refused; one of an older version can be switched on", async () => {
  world = await ChatWorld.make();
  const id = await world.newConversation();
  expect(await world.chat.setTool(id, "fly", false, "ada")).toMatchObject({
    error: { code: "tool-unknown" },
  });
  expect(await world.chat.setTool(id, "fly", true, "ada")).toEqual({ ok: true, value: undefined });
  expect(await world.chat.setTool("conv-none", "time", false, "ada")).toMatchObject({
    error: { code: "conversation-unknown" },
  });
});

test("switches, a title and a question at the same time take nothing of each other back", async () => {
  world = await ChatWorld.make([says("ok"), finish()]);
  const id = await world.newConversation();
  const done = await Promise.all([
    world.chat.setTool(id, "time", false, "ada"),
    world.chat.send(id, "hello", null),
    world.chat.setTool(id, "send_keys", false, "ada"),
    world.chat.rename(id, "Other"),
  ]);
  expect(done.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  await world.chat.ended(id);
  expect(off(id)?.toSorted()).toEqual(["send_keys", "time"]);
  expect(must(await new ConversationRecords(world.store).list())).toEqual(
    world.chat.conversations(),
  );
});

test("what is off stays off in the next run of the program", async () => {
  world = await ChatWorld.make();
  const id = await world.newConversation();
  must(await world.chat.setTool(id, "delete_file", false, "ada"));
  world = await world.afterCrash([says("ok"), finish()]);
  expect(off(id)).toEqual(["delete_file"]);
});

test("every tool has words for a person and a tier", async () => {
  world = await ChatWorld.make();
  const tools = world.chat.tools();
  expect(tools).toContainEqual({ name: "read_file", words: "Read a file", tier: "reads" });
  expect(new Set(tools.map(({ words }) => words)).size).toBe(tools.length);
});
