import { expect, test } from "vitest";
import { actText, targetWords, wishWords } from "./approval-words.ts";

const target = {
  terminalId: null,
  hostId: "host-a",
  hostName: "web-1",
  user: "root",
  directory: null,
  fingerprint: "f",
} as const;

for (const [action, wish, act] of [
  [{ kind: "run-shell", command: "ls" }, "The agent wants to run", "ls"],
  [{ kind: "send-keys", keys: ["C-c", "q"] }, "The agent wants to press keys", "C-c q"],
  [
    { kind: "open-terminal", hostId: "host-a" },
    "The agent wants to open a terminal",
    "a new terminal on web-1",
  ],
  [
    { kind: "fetch-url", url: "https://a.example/", query: null },
    "The agent wants to fetch a web page",
    "https://a.example/",
  ],
  [
    { kind: "fetch-url", url: "https://s.example/?q=x", query: "x" },
    "The agent wants to search the web",
    "https://s.example/?q=x",
  ],
] as const) {
  test(`${action.kind} is said in words`, () => {
    const given = "keys" in action ? { ...action, keys: [...action.keys] } : action;
    expect([wishWords(given), actText(given, target)]).toEqual([wish, act]);
  });
}

test("a target names user and host", () => {
  expect([targetWords(target), targetWords({ ...target, user: "" })]).toEqual([
    "root@web-1",
    "web-1",
  ]);
});
