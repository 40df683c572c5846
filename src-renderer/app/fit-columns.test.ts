import { expect, test } from "vitest";
import { fitColumns } from "./fit-columns.ts";

const both = { sidebarShown: true, sidebarWidth: 232, chatShown: true, chatWidth: 380 };

for (const [title, page, wanted, columns] of [
  ["room for all", 1280, both, { sidebar: 232, chat: 380 }],
  ["the chat gives way first", 1024, both, { sidebar: 232, chat: 312 }],
  ["then the hosts", 940, both, { sidebar: 180, chat: 280 }],
  ["never less than the least", 500, both, { sidebar: 160, chat: 280 }],
  [
    "hidden columns take nothing",
    1280,
    { ...both, sidebarShown: false, chatShown: false },
    { sidebar: 0, chat: 0 },
  ],
] as const) {
  test(title, () => {
    expect(fitColumns(page, wanted)).toEqual(columns);
  });
}
