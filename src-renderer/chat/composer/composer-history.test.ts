import { expect, test } from "vitest";
import type { ChatItem } from "../../../shared/contract/chat.ts";
import { atDraft, draftOf, historyEntries, moved } from "./composer-history.ts";

const said = (text: string, at: number): ChatItem => ({
  kind: "person",
  id: `item-${at}`,
  turnId: "turn-1",
  at,
  text,
});

test("messages and commands stand in the order of their time; the same in a row counts once", () => {
  const items = [said("one", 1), said("two", 3), said("two", 5)];
  const commands = [
    { text: "/ps", at: 2 },
    { text: "/ps", at: 4 },
  ];
  expect(historyEntries(items, commands)).toEqual(["one", "/ps", "two", "/ps", "two"]);
  expect(historyEntries([said("a", 1), said("a", 2)], [])).toEqual(["a"]);
});

/** Goes through the steps from a draft; what stands in the composer after each. */
function shown(draft: string, steps: readonly (1 | -1 | string)[]) {
  const entries = ["one", "two"];
  let place = atDraft;
  let text = draft;
  const texts: (string | null)[] = [];
  for (const step of steps) {
    if (typeof step === "string") {
      text = step;
      continue;
    }
    const next = moved(place, step, text, entries);
    texts.push(next === null ? null : next.text);
    if (next !== null) ({ place, text } = next);
  }
  return { texts, draft: draftOf(place, text) };
}

test("back, no further than there is, and forth to the draft", () => {
  expect(shown("draft", [1, 1, 1, -1, -1, -1]).texts).toEqual([
    "two",
    "one",
    null,
    "two",
    "draft",
    null,
  ]);
});

test("a changed earlier text and the draft are both there again", () => {
  expect(shown("draft", [1, "two!", 1, -1, -1])).toEqual({
    texts: ["two", "one", "two!", "draft"],
    draft: "draft",
  });
  expect(shown("draft", [1, 1]).draft).toBe("draft");
});
