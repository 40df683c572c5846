import { expect, test } from "vitest";
import type { ChatItem } from "../../shared/contract/chat.ts";
import { applyChatEvents, type ChatStore } from "./chat-store.ts";

const empty: ChatStore = { loaded: false, items: [], turnId: null, plan: null };
const question: ChatItem = { kind: "person", id: "item-1", turnId: "turn-1", at: 0, text: "why?" };
const answer: ChatItem = {
  kind: "agent",
  id: "item-2",
  turnId: "turn-1",
  at: 0,
  text: "",
  complete: false,
};

test("deltas grow the item they name; the others stay the same objects", () => {
  const before = applyChatEvents(empty, [
    { type: "items-listed", items: [question], turnId: null, plan: null },
    { type: "turn-started", turnId: "turn-1" },
    { type: "item-changed", item: answer },
  ]);
  const after = applyChatEvents(before, [
    { type: "text-delta", itemId: "item-2", text: "be" },
    { type: "text-delta", itemId: "item-2", text: "cause" },
    { type: "text-delta", itemId: "item-9", text: "lost" },
  ]);
  expect(after).toEqual({
    loaded: true,
    plan: null,
    items: [question, { ...answer, text: "because" }],
    turnId: "turn-1",
  });
  expect(after.items[0]).toBe(before.items[0]);
});

test("a newer form replaces an item, the end of another turn changes nothing", () => {
  const state = applyChatEvents({ ...empty, items: [question, answer], turnId: "turn-1" }, [
    { type: "item-changed", item: { ...answer, text: "because", complete: true } },
    { type: "turn-ended", turnId: "turn-0" },
  ]);
  expect([state.items.length, state.items[1], state.turnId]).toEqual([
    2,
    { ...answer, text: "because", complete: true },
    "turn-1",
  ]);
  expect(applyChatEvents(state, [{ type: "turn-ended", turnId: "turn-1" }]).turnId).toBe(null);
});
