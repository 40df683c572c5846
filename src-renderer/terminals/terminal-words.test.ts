import { expect, test } from "vitest";
import { terminal } from "../test/terminals-scene.ts";
import { nextTryWords, shortDirectory, stateWords } from "./terminal-words.ts";

for (const [directory, user, expected] of [
  ["/root", "root", "~"],
  ["/root/src", "root", "~/src"],
  ["/rooted", "root", "/rooted"],
  ["/home/ada/x", "ada", "~/x"],
  ["/home/adam", "ada", "/home/adam"],
  ["/Users/ada", "ada", "~"],
  ["/var/log", "ada", "/var/log"],
] as const) {
  test(`${directory} of ${user} is shown as ${expected}`, () => {
    expect(shortDirectory(directory, user)).toBe(expected);
  });
}

test("a line that is down says so, with the time of the next try beside it", () => {
  const down = terminal(1, { state: "reconnecting" });
  expect(stateWords(down)).toBe("not attached, reconnecting…");
  expect(stateWords({ ...down, nextTryAt: 5_000 })).toBe("not attached");
  expect([0, 4_001, 5_000, 9_000].map((now) => nextTryWords(5_000, now))).toEqual([
    "next try in 5 s",
    "next try in 1 s",
    "next try now",
    "next try now",
  ]);
});
