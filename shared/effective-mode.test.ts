import { expect, test } from "vitest";
import type { ModeOverride } from "./contract/policy.ts";
import { effectiveMode, type PolicyPlace } from "./effective-mode.ts";

const place: PolicyPlace = {
  hostId: "host-a",
  tags: ["web", "Lab"],
  group: "",
  conversationId: "conv-a",
};

const everywhere: ModeOverride = { scope: { kind: "everywhere" }, mode: "none", until: 200 };
const tag: ModeOverride = { scope: { kind: "tag", tag: "lab" }, mode: "patterns", until: null };
const host: ModeOverride = { scope: { kind: "host", hostId: "host-a" }, mode: "all", until: 200 };
const conversation: ModeOverride = {
  scope: { kind: "conversation", conversationId: "conv-a" },
  mode: "ask",
  until: null,
};

for (const [title, overrides, expected] of [
  ["nothing set: the setting", [], ["read-only", "everywhere", null]],
  ["for a while everywhere", [everywhere], ["none", "everywhere", 200]],
  ["a tag over everywhere", [everywhere, tag], ["patterns", "tag", null]],
  ["a host over a tag", [tag, host], ["all", "host", 200]],
  ["a conversation over a host", [conversation, host], ["ask", "conversation", null]],
  ["what has ended counts no more", [{ ...host, until: 100 }], ["read-only", "everywhere", null]],
  [
    "of several tags the strictest",
    [tag, { scope: { kind: "tag", tag: "web" }, mode: "ask", until: null }],
    ["ask", "tag", null],
  ],
  [
    "another host's is none of its business",
    [{ ...host, scope: { kind: "host", hostId: "host-b" } }],
    ["read-only", "everywhere", null],
  ],
] as const) {
  test(title, () => {
    const { mode, source, until } = effectiveMode(
      { mode: "read-only", overrides: [...overrides] },
      place,
      100,
    );
    expect([mode, source.kind, until]).toEqual(expected);
  });
}

for (const [group, tags, production] of [
  ["", ["prod"], true],
  ["Production", [], true],
  ["", ["products"], false],
] as const) {
  test(`group "${group}", tags ${tags.join()} -> production ${production}`, () => {
    const given = effectiveMode({ mode: "ask", overrides: [] }, { ...place, group, tags }, 0);
    expect(given.production).toBe(production);
  });
}
