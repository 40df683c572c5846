import { expect, test } from "vitest";
import { shortDirectory } from "./terminal-words.ts";

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
