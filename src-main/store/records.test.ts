import { afterEach, beforeEach, expect, test } from "vitest";
import type { ChatItem, Conversation } from "../../shared/contract/chat.ts";
import type { Run } from "../../shared/contract/terminals.ts";
import { ConversationRecords } from "./conversation-records.ts";
import { RunRecords } from "./run-records.ts";
import { openStore, type Store } from "./store.ts";
import { TerminalRecords } from "./terminal-records.ts";

let store: Store;
beforeEach(async () => {
  const opened = await openStore(":memory:");
  if (!opened.ok) throw new Error(opened.error.detail);
  store = opened.value;
});
afterEach(() => store[Symbol.asyncDispose]());

const done = { ok: true, value: undefined };
const make: Run = {
  id: "run-1",
  terminalId: "term-1",
  hostId: "host-web",
  command: "make",
  origin: "agent",
  state: "running",
  startedAt: 1,
  endedAt: null,
  exitCode: null,
  directoryBefore: "/src",
  directoryAfter: null,
  outputBytes: 0,
  outputRange: { from: 0, to: 0 },
  commandText: "known",
  approval: null,
  fingerprint: null,
  durationMs: null,
  excerpt: "",
};

test("a run keeps its output when its state is written again", async () => {
  const runs = new RunRecords(store);
  expect(await runs.put({ run: make, expectedCount: 7 }, "gcc …\n")).toEqual(done);
  const ended: Run = { ...make, state: "finished", exitCode: 0, endedAt: 5 };
  await runs.put({ run: ended, expectedCount: 7 });
  expect(await runs.get("run-1")).toEqual({ ok: true, value: { run: ended, expectedCount: 7 } });
  expect(await runs.output("run-1", 1, 3)).toEqual({ ok: true, value: { text: "cc ", total: 6 } });
});

test("runs are listed by terminal, oldest first; an unknown run is none", async () => {
  const runs = new RunRecords(store);
  for (const [id, terminalId] of [
    ["run-2", "term-1"],
    ["run-1", "term-1"],
    ["run-3", "term-2"],
  ] as const) {
    await runs.put({ run: { ...make, id, terminalId }, expectedCount: null });
  }
  const ids = async (terminalId?: "term-1") => {
    const listed = await runs.list(terminalId);
    return listed.ok && listed.value.map(({ run }) => run.id);
  };
  expect(await ids("term-1")).toEqual(["run-1", "run-2"]);
  expect(await ids()).toEqual(["run-1", "run-2", "run-3"]);
  expect(await runs.get("run-9")).toEqual({ ok: true, value: null });
  expect(await runs.output("run-9", 0, 10)).toEqual({ ok: true, value: { text: "", total: 0 } });
});

test("terminals to come back to, until they are deleted", async () => {
  const terminals = new TerminalRecords(store);
  const detail = { session: "fairlead-1", nonce: "n" };
  const record = { id: "term-1", hostId: "host-web", createdAt: 2, detail } as const;
  await terminals.put({ ...record, detail: null });
  await terminals.put(record);
  await terminals.put({ ...record, id: "term-0", createdAt: 1 });
  expect(await terminals.list()).toEqual({
    ok: true,
    value: [{ ...record, id: "term-0", createdAt: 1 }, record],
  });
  await terminals.delete("term-0");
  expect(await terminals.list()).toEqual({ ok: true, value: [record] });
});

const conversation = (id: Conversation["id"], usedAt: number): Conversation => ({
  id,
  title: "Disk",
  profileId: null,
  toolsOff: [],
  createdAt: 1,
  usedAt,
});
const person: ChatItem = { id: "item-1", turnId: "turn-1", at: 1, kind: "person", text: "disk?" };
const end: ChatItem = {
  id: "item-9",
  turnId: "turn-1",
  at: 9,
  kind: "end",
  reason: "answered",
  error: null,
  usage: null,
  durationMs: 8,
};

test("a conversation's items stay in their place, and go when it goes", async () => {
  const records = new ConversationRecords(store);
  await records.put(conversation("conv-1", 1));
  await records.put(conversation("conv-2", 2));
  await records.putItem("conv-1", 0, person);
  await records.putItem("conv-1", 1, end);
  await records.putItem("conv-1", 0, { ...person, text: "disk, please?" });
  expect(await records.items("conv-1")).toEqual({
    ok: true,
    value: [{ ...person, text: "disk, please?" }, end],
  });
  const listed = await records.list();
  expect(listed.ok && listed.value.map(({ id }) => id)).toEqual(["conv-2", "conv-1"]);
  await records.delete("conv-1");
  expect(await records.items("conv-1")).toEqual({ ok: true, value: [] });
});

test("messages are added all or none", async () => {
  const records = new ConversationRecords(store);
  await records.put(conversation("conv-1", 1));
  expect(await records.addMessages("conv-1", 0, ["a", "b"])).toEqual(done);
  expect(await records.addMessages("conv-1", 2, [])).toEqual(done);
  // Position 1 is taken: two writers would have lost each other's words.
  expect((await records.addMessages("conv-1", 1, ["x", "y"])).ok).toBe(false);
  expect(await records.messages("conv-1")).toEqual({ ok: true, value: ["a", "b"] });
});

test("unsettled are those whose turn has no end or whose call is open", async () => {
  const records = new ConversationRecords(store);
  const call = (status: unknown, runId: string | null): ChatItem =>
    ({
      ...{ id: "item-5", turnId: "turn-1", at: 5, kind: "tool", callId: "c", tool: "run_shell" },
      ...{ input: "", command: "make", editedFrom: null, reason: "", terminalId: null },
      ...{
        hostName: "",
        runId,
        answer: null,
        status,
        exitCode: null,
        durationMs: null,
        output: "",
      },
    }) as ChatItem;
  const cases: [Conversation["id"], ChatItem[]][] = [
    ["conv-empty", []],
    ["conv-ended", [person, end]],
    ["conv-open", [person]],
    ["conv-done", [person, call({ state: "done" }, "run-1"), end]],
    ["conv-runs", [person, call({ state: "working" }, "run-1"), end]],
    ["conv-unknown", [person, call({ state: "unknown" }, "run-1"), end]],
    ["conv-never", [person, call({ state: "unknown" }, null), end]],
  ];
  for (const [id, items] of cases) {
    await records.put(conversation(id, 1));
    for (const [position, item] of items.entries()) {
      await records.putItem(id, position, { ...item, id: `item-${id}-${position}` });
    }
  }
  expect(await records.unsettled()).toEqual({
    ok: true,
    value: ["conv-open", "conv-runs", "conv-unknown"],
  });
});

test("older commands are folded and dropped at once, and a closed terminal is forgotten", async () => {
  const runs = new RunRecords(store);
  const put = (id: `run-${string}`, origin: Run["origin"]) =>
    runs.put({ run: { ...make, id, origin }, expectedCount: null }, "text");
  await put("run-1", "person");
  await put("run-2", "agent");
  await put("run-3", "person");
  expect((await runs.fold("term-1", { commands: 1 }, ["run-1"])).ok).toBe(true);
  expect((await runs.fold("term-1", { commands: 2 }, [])).ok).toBe(true);
  expect(await runs.memories()).toEqual({
    ok: true,
    value: [{ terminalId: "term-1", memory: { commands: 2 } }],
  });
  const ids = async () => {
    const kept = await runs.list("term-1");
    return kept.ok ? kept.value.map(({ run }) => run.id) : [];
  };
  expect(await ids()).toEqual(["run-2", "run-3"]);
  await runs.forget("term-1");
  expect([await ids(), await runs.memories()]).toEqual([["run-2"], { ok: true, value: [] }]);
});
