import { expect, test } from "vitest";
import { type ModeOverride, modeRules } from "./contract/policy.ts";
import { effectiveMode, effectivePreset, type PolicyPlace } from "./effective-mode.ts";

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

const file = (rules: object) => modeRules.parse(rules);
const named = { ...place, hostName: "db1" };

for (const [title, rules, overrides, where, expected] of [
  [
    "the file's host over the setting",
    { hosts: { DB1: { mode: "none" } } },
    [],
    named,
    ["none", "host", true, null],
  ],
  [
    "the window over the file for the same host",
    { hosts: { db1: { mode: "none" } } },
    [host],
    named,
    ["all", "host", false, null],
  ],
  [
    "the file's host over a tag of the window",
    { hosts: { db1: { mode: "none" } } },
    [tag],
    named,
    ["none", "host", true, null],
  ],
  [
    "of the file's tags the strictest",
    { tags: { web: { mode: "patterns" }, lab: { mode: "ask" } } },
    [],
    named,
    ["ask", "tag", true, null],
  ],
  [
    "a limit lowers what was set",
    { maximumMode: "ask" },
    [host],
    named,
    ["ask", "host", false, "all"],
  ],
  [
    "a host's limit",
    { hosts: { db1: { maximumMode: "none" } } },
    [conversation],
    named,
    ["none", "conversation", false, "ask"],
  ],
  [
    "a tag's limit",
    { tags: { WEB: { maximumMode: "ask" } } },
    [],
    named,
    ["ask", "everywhere", false, "read-only"],
  ],
  [
    "a limit raises nothing",
    { maximumMode: "all" },
    [],
    named,
    ["read-only", "everywhere", false, null],
  ],
  [
    "the command line over all that was set",
    {},
    [conversation, host],
    { ...named, turnMode: "all" },
    ["all", "everywhere", false, null],
  ],
  [
    "a limit over the command line",
    { maximumMode: "patterns" },
    [],
    { ...named, turnMode: "all" },
    ["patterns", "everywhere", false, "all"],
  ],
  [
    "never all on production",
    { production: { tags: ["LAB"] } },
    [host],
    named,
    ["patterns", "host", false, "all"],
  ],
] as [string, object, ModeOverride[], PolicyPlace, unknown[]][]) {
  test(title, () => {
    const given = effectiveMode(
      { mode: "read-only", overrides, modeRules: file(rules) },
      where,
      100,
    );
    expect([given.mode, given.source.kind, given.fromFile, given.lowered]).toEqual(expected);
  });
}

test("pure reads may run on production hosts that have a tag for it", () => {
  const rules = file({ production: { tags: ["prod"], pureReads: ["web"] } });
  const reads = (tags: string[]) =>
    effectiveMode({ mode: "ask", overrides: [], modeRules: rules }, { ...place, tags }, 0)
      .pureReads;
  expect([reads(["prod", "Web"]), reads(["prod"]), reads(["web"])]).toEqual([true, false, false]);
});

test("the preset of the host over its tags', the strictest of them, over the file's, over the setting", () => {
  const preset = (rules: object, where = named) =>
    effectivePreset({ preset: "permissive", modeRules: file(rules) }, where);
  expect(preset({})).toBe("permissive");
  expect(preset({ preset: "balanced" })).toBe("balanced");
  expect(
    preset({
      preset: "balanced",
      tags: { lab: { preset: "strict" }, web: { preset: "hardened" } },
    }),
  ).toBe("hardened");
  expect(
    preset({ tags: { lab: { preset: "strict" } }, hosts: { db1: { preset: "balanced" } } }),
  ).toBe("balanced");
});

test("in a container nothing is looser than on its machine, and what is loose there is not so in it", () => {
  const inside: PolicyPlace = {
    hostId: "host-inside",
    hostName: "api on db1",
    tags: [],
    group: "",
    within: { hostId: "host-a", hostName: "db1" },
    conversationId: null,
  };
  const modeOf = (overrides: readonly ModeOverride[], rules: object = {}) =>
    effectiveMode(
      { mode: "read-only", overrides: [...overrides], modeRules: file(rules) },
      inside,
      150,
    ).mode;
  const there = (mode: ModeOverride["mode"]): ModeOverride => ({ ...host, mode });
  expect(modeOf([there("none")])).toBe("none");
  expect(modeOf([there("all")])).toBe("read-only");
  const own: ModeOverride = { ...host, scope: { kind: "host", hostId: "host-inside" } };
  expect(modeOf([own, there("ask")])).toBe("ask");
  expect(modeOf([own])).toBe("read-only");
  expect(modeOf([], { hosts: { db1: { maximumMode: "ask" } } })).toBe("ask");
});
