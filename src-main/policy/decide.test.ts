import fc from "fast-check";
import { expect, test } from "vitest";
import {
  commandClass,
  mode as modeSchema,
  preset as presetSchema,
  type Verdict,
} from "../../shared/contract/policy.ts";
import { modeOrder } from "../../shared/effective-mode.ts";
import { decide, type JudgedAct, type ToDecide } from "./decide.ts";
import { unlisted } from "./listed.ts";

const act: JudgedAct = {
  kind: "run-shell",
  class: "read-only",
  network: false,
  secret: false,
  denied: null,
  reasons: ["ls only looks."],
  parts: [],
  simple: ["ls", "-l"],
  opaque: false,
};

const usual: ToDecide = {
  act,
  mode: "ask",
  preset: "balanced",
  production: false,
  pureReads: false,
  hostName: "db1",
  taint: [],
  refusals: [],
  listed: unlisted,
  remembered: null,
  forbidden: [],
  alwaysAsked: [],
};

type Change = Partial<Omit<ToDecide, "act">> & { act?: Partial<JudgedAct> };
const given = ({ act: changed, ...rest }: Change): ToDecide => ({
  ...usual,
  ...rest,
  act: { ...act, ...changed },
});

const change = { class: "change" } as const;
const allowed = { ...unlisted, allow: "The policy file allows it." };
const asked = { ...unlisted, ask: "The policy file asks for it." };
const denied = { ...unlisted, deny: "The policy file denies it." };

const table: [string, Change, Verdict, string][] = [
  ["mode none", { mode: "none" }, "deny", "The mode is none"],
  ["mode ask", {}, "ask", "The mode is ask"],
  ["read-only mode, a read", { mode: "read-only" }, "allow", "ls only looks"],
  ["read-only mode, a change", { mode: "read-only", act: change }, "ask", "ls only looks"],
  [
    "read-only mode, a change that the preset allows",
    { mode: "read-only", preset: "permissive", act: change },
    "ask",
    "ls only looks",
  ],
  [
    "patterns, a change that the preset allows",
    { mode: "patterns", preset: "permissive", act: change },
    "allow",
    "ls only looks",
  ],
  ["patterns, a change", { mode: "patterns", act: change }, "ask", "ls only looks"],
  ["patterns, on the allow list", { mode: "patterns", act: change, listed: allowed }, "allow", ""],
  [
    "read-only mode, on the allow list",
    { mode: "read-only", act: change, listed: allowed },
    "ask",
    "",
  ],
  ["patterns, remembered", { mode: "patterns", act: change, remembered: "Before." }, "allow", ""],
  [
    "patterns, remembered, but secret",
    { mode: "patterns", act: { secret: true }, remembered: "B." },
    "ask",
    "",
  ],
  ["all, a change", { mode: "all", act: change }, "allow", ""],
  ["all, destructive", { mode: "all", act: { class: "destructive" } }, "allow", ""],
  [
    "all, destructive, strict",
    { mode: "all", preset: "strict", act: { class: "destructive" } },
    "deny",
    "The preset strict denies what is destructive",
  ],
  ["all, on the ask list", { mode: "all", listed: asked }, "ask", "The policy file asks"],
  ["all, always asked", { mode: "all", alwaysAsked: ["run-shell"] }, "ask", "The policy file asks"],
  [
    "all, a trait always asked",
    { mode: "all", act: { network: true }, alwaysAsked: ["network"] },
    "ask",
    "connection",
  ],
  ["all, on the deny list", { mode: "all", listed: denied }, "deny", "The policy file denies"],
  [
    "all, on deny and allow list",
    { mode: "all", listed: { ...denied, allow: "x" } },
    "deny",
    "denies",
  ],
  ["all, catastrophe", { mode: "all", act: { denied: "Never." } }, "deny", "Never."],
  [
    "all, undeliverable",
    { mode: "all", refusals: [{ at: 0, sentence: "A tab." }] },
    "deny",
    "A tab.",
  ],
  ["all, forbidden form", { mode: "all", forbidden: ["Too long."] }, "deny", "Too long."],
  [
    "all, tainted change",
    { mode: "all", act: change, taint: ["the output of cat x"] },
    "ask",
    "the output of cat x",
  ],
  ["read-only mode, tainted read", { mode: "read-only", taint: ["x"] }, "allow", ""],
  [
    "all, tainted network read",
    { mode: "all", act: { network: true }, taint: ["x"] },
    "ask",
    "anybody",
  ],
  ["read-only mode, network read", { mode: "read-only", act: { network: true } }, "ask", ""],
  [
    "read-only mode, network read, permissive",
    { mode: "read-only", preset: "permissive", act: { network: true } },
    "allow",
    "",
  ],
  ["read-only mode, secret read", { mode: "read-only", act: { secret: true } }, "ask", ""],
  [
    "read-only mode, secret read, strict",
    { mode: "read-only", preset: "strict", act: { secret: true } },
    "deny",
    "",
  ],
  ["production, a read", { mode: "read-only", production: true }, "ask", "production"],
  [
    "production, a read, pure reads",
    { mode: "read-only", production: true, pureReads: true },
    "allow",
    "",
  ],
  [
    "production, network read, pure reads",
    {
      mode: "patterns",
      preset: "permissive",
      act: { network: true },
      production: true,
      pureReads: true,
    },
    "ask",
    "production",
  ],
  [
    "production, remembered",
    { mode: "patterns", act: change, production: true, remembered: "B." },
    "ask",
    "production",
  ],
  ["a file is read", { act: { kind: "read-file" } }, "allow", ""],
  ["a file is read, mode none", { mode: "none", act: { kind: "read-file" } }, "deny", "none"],
  ["a secret file is read", { act: { kind: "read-file", secret: true } }, "ask", ""],
  ["the agent asks", { mode: "all", act: { kind: "ask-person" } }, "ask", "asks you"],
  ["a terminal is opened", { act: { kind: "open-terminal" } }, "ask", "The mode is ask"],
  [
    "a terminal is opened, read-only mode",
    { mode: "read-only", act: { kind: "open-terminal" } },
    "allow",
    "",
  ],
];

for (const [what, changes, verdict, because] of table) {
  test(`${what} -> ${verdict}`, () => {
    const judged = decide(given(changes));
    expect(judged.verdict).toBe(verdict);
    expect(judged.reasons[0]).toContain(because);
  });
}

test("destructive acts on production need the host's name, where they are asked at all", () => {
  const destructive = { class: "destructive" } as const;
  const typed = (changes: Change) => decide(given({ act: destructive, ...changes })).typedName;
  expect(typed({ production: true })).toBe("db1");
  expect(typed({ production: false })).toBeNull();
  expect(typed({ production: true, preset: "strict" })).toBeNull();
  expect(decide(given({ production: true })).typedName).toBeNull();
});

for (const [what, changes, offer] of [
  ["a plain change", { act: change }, "ls -l"],
  ["words that need quotes", { act: { ...change, simple: ["touch", "a b*"] } }, "touch 'a b*'"],
  ["no simple command", { act: { ...change, simple: null } }, null],
  ["an interpreter", { act: { ...change, opaque: true } }, null],
  ["something unknown", { act: { class: "unknown" } }, null],
  ["something privileged", { act: { class: "privileged" } }, null],
  ["something destructive", { act: { class: "destructive" } }, null],
  ["something secret", { act: { secret: true } }, null],
  ["production", { act: change, production: true }, null],
  ["after untrusted text", { act: change, taint: ["x"] }, null],
  ["what is always asked", { act: change, listed: asked }, null],
  ["what is denied", { act: change, listed: denied }, null],
  ["what is allowed", { mode: "patterns", preset: "permissive", act: change }, null],
] as [string, Change, string | null][]) {
  test(`${what}: remembering offers ${offer}`, () => {
    expect(decide(given(changes)).offer).toBe(offer);
  });
}

const anything: fc.Arbitrary<ToDecide> = fc
  .record({
    class: fc.constantFrom(...commandClass.options),
    kind: fc.constantFrom("run-shell", "send-keys", "open-terminal", "read-file", "change-file"),
    network: fc.boolean(),
    secret: fc.boolean(),
    denied: fc.option(fc.constant("Never."), { freq: 8 }),
    mode: fc.constantFrom(...modeSchema.options),
    preset: fc.constantFrom(...presetSchema.options),
    production: fc.boolean(),
    pureReads: fc.boolean(),
    taint: fc.constantFrom([], ["x"]),
    forbidden: fc.constantFrom([], [], ["Too long."]),
    remembered: fc.option(fc.constant("Before.")),
    allow: fc.option(fc.constant("Allowed.")),
    ask: fc.option(fc.constant("Asked."), { freq: 6 }),
    deny: fc.option(fc.constant("Denied."), { freq: 8 }),
  })
  .map((each) => {
    const { allow, ask, deny, mode, preset, production, taint, forbidden, remembered } = each;
    const { class: kind, network, secret, denied: never, pureReads } = each;
    return given({
      act: { kind: each.kind as JudgedAct["kind"], class: kind, network, secret, denied: never },
      listed: { allow, ask, deny },
      ...{
        mode,
        preset,
        production,
        pureReads: production && pureReads,
        taint,
        forbidden,
        remembered,
      },
    });
  });

const severity: Record<Verdict, number> = { allow: 0, ask: 1, deny: 2 };
const verdictOf = (each: ToDecide) => severity[decide(each).verdict];

test("nothing lifts a denial", () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(...modeSchema.options), (each, mode) => {
      const isDenied =
        each.act.denied !== null || each.listed.deny !== null || each.forbidden.length > 0;
      fc.pre(isDenied);
      const all = { ...each.listed, allow: "Allowed." };
      expect(decide({ ...each, mode, remembered: "Before.", listed: all }).verdict).toBe("deny");
    }),
  );
});

test("a stricter preset is never milder", () => {
  fc.assert(
    fc.property(anything, fc.nat(3), fc.nat(3), (each, one, other) => {
      const [mild, strict] = [Math.min(one, other), Math.max(one, other)];
      const at = (index: number) =>
        verdictOf({ ...each, preset: presetSchema.options[index] ?? "hardened" });
      expect(at(strict)).toBeGreaterThanOrEqual(at(mild));
    }),
  );
});

test("more mode never means more questions", () => {
  fc.assert(
    fc.property(anything, fc.nat(4), fc.nat(4), (each, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      const at = (index: number) => verdictOf({ ...each, mode: modeOrder[index] ?? "none" });
      expect(at(more)).toBeLessThanOrEqual(at(less));
    }),
  );
});

test("untrusted text, production, a list that asks and a trait never make it milder", () => {
  fc.assert(
    fc.property(anything, (each) => {
      const before = verdictOf(each);
      for (const harder of [
        { ...each, taint: ["x"] },
        { ...each, production: true, pureReads: false },
        { ...each, listed: { ...each.listed, ask: "Asked." } },
        { ...each, act: { ...each.act, network: true } },
        { ...each, act: { ...each.act, secret: true } },
      ]) {
        expect(verdictOf(harder)).toBeGreaterThanOrEqual(before);
      }
    }),
  );
});

test("on production nothing runs by itself but pure reads where they may", () => {
  fc.assert(
    fc.property(anything, (each) => {
      const { act: judged, pureReads } = each;
      if (decide({ ...each, production: true }).verdict !== "allow") return;
      expect(pureReads).toBe(true);
      expect([judged.class, judged.network, judged.secret]).toEqual(["read-only", false, false]);
    }),
  );
});
