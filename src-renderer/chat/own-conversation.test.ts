import { expect, test } from "vitest";
import { keepOwnConversation, ownConversation } from "./own-conversation.ts";

function page(search = "") {
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  return { location: { search }, sessionStorage };
}

test("the first window starts with the conversation used last, one opened beside it with a new one", () => {
  expect([ownConversation(page()), ownConversation(page("?window=further"))]).toEqual([
    undefined,
    null,
  ]);
});

test("a window that is loaded again shows what it showed, whichever it is", () => {
  const further = page("?window=further");
  keepOwnConversation(further, "conv-mine");
  const first = page();
  keepOwnConversation(first, null);
  expect([ownConversation(further), ownConversation(first)]).toEqual(["conv-mine", null]);
});
