import { expect, test } from "vitest";
import type { ItemId } from "../../../shared/ids.ts";
import { type Note, notesByItem } from "./notes-store.ts";

const note = (id: number, after: ItemId | null, conversationId: Note["conversationId"]): Note => ({
  id,
  after,
  conversationId,
  command: "/ps",
  answer: [],
});

test("a note stands behind its entry, or where that is not drawn behind the one before", () => {
  const items = [{ id: "item-1" }, { id: "item-2" }, { id: "item-3" }] as const;
  const notes = [
    note(1, null, "conv-1"),
    note(2, "item-1", "conv-1"),
    note(3, "item-2", "conv-1"),
    note(4, "item-3", "conv-2"),
    note(5, "item-gone", "conv-1"),
  ];
  const drawn = new Set<ItemId>(["item-1", "item-3"]);
  const placed = [...notesByItem(notes, "conv-1", items, drawn)].map(([item, there]) => [
    item,
    there.map(({ id }) => id),
  ]);
  expect(placed).toEqual([
    [null, [1, 5]],
    ["item-1", [2, 3]],
  ]);
});
