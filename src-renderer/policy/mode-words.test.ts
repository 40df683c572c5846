import { expect, test } from "vitest";
import { leftWords, modeThere, scopeWords } from "./mode-words.ts";

for (const [ms, words] of [
  [0, "0 s"],
  [34_200, "35 s"],
  [60_000, "1 min"],
  [60_001, "2 min"],
  [15 * 60_000, "15 min"],
  [64 * 60_000, "1 h 4 min"],
] as const) {
  test(`${ms} ms are left as ${words}`, () => expect(leftWords(1_000 + ms, 1_000)).toBe(words));
}

const known = {
  hosts: [{ id: "host-a", name: "web-1" }] as const,
  conversations: [{ id: "conv-b", title: "Disks" }],
  current: "conv-a",
};

for (const [scope, words] of [
  [{ kind: "everywhere" }, "everywhere"],
  [{ kind: "tag", tag: "lab" }, "on hosts tagged lab"],
  [{ kind: "host", hostId: "host-a" }, "on web-1"],
  [{ kind: "host", hostId: "host-z" }, "on a host that is gone"],
  [{ kind: "conversation", conversationId: "conv-a" }, "in this conversation"],
  [{ kind: "conversation", conversationId: "conv-b" }, "in “Disks”"],
] as const) {
  test(words, () => expect(scopeWords(scope, known)).toBe(words));
}

for (const [mode, production, pureReads, words] of [
  ["patterns", false, false, "patterns"],
  ["patterns", true, false, "patterns, asks here"],
  ["read-only", true, true, "read-only, only reads run"],
  ["none", true, true, "none"],
] as const) {
  test(`${mode} ${production ? "on" : "off"} production is “${words}”`, () =>
    expect(modeThere({ mode, production, pureReads })).toBe(words));
}
