import { expect, test } from "vitest";
import type { Conversation } from "../../shared/contract/chat.ts";
import { applyConversations } from "./conversations-store.ts";

const conversation = (id: Conversation["id"], usedAt: number): Conversation => ({
  id,
  title: id,
  profileId: null,
  toolsOff: [],
  createdAt: 0,
  usedAt,
});
const old = conversation("conv-old", 1);
const fresh = conversation("conv-new", 2);
const start = { loaded: false, conversations: [], current: null };

test("at the start the conversation used last is shown", () => {
  expect(applyConversations(start, [old, fresh])).toEqual({
    loaded: true,
    conversations: [fresh, old],
    current: "conv-new",
  });
});

test("at the start a window shows its own: the one it had, a new one, and a new one where that is gone", () => {
  const shown = (own: Conversation["id"] | null) =>
    applyConversations(start, [old, fresh], own).current;
  expect([shown("conv-old"), shown(null), shown("conv-gone")]).toEqual(["conv-old", null, null]);
});

test("what is shown stays shown; when it is deleted a new one begins", () => {
  const shown = { loaded: true, conversations: [fresh, old], current: "conv-old" as const };
  expect([
    applyConversations(shown, [old, fresh]).current,
    applyConversations(shown, [fresh]).current,
  ]).toEqual(["conv-old", null]);
});
