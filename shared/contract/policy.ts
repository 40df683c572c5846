import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { conversationId, hostId, permissionId, terminalId } from "../ids.ts";
import { call } from "./call.ts";

/** Ordered: the stricter one wins. */
export const verdict = z.enum(["allow", "ask", "deny"]);
export type Verdict = z.infer<typeof verdict>;

/** What a command does at worst. Ordered by how much a person should look: a compound has the class of its worst part. */
export const commandClass = z.enum(["read-only", "change", "privileged", "unknown", "destructive"]);
export type CommandClass = z.infer<typeof commandClass>;

/**
 * How much runs without a person, from nothing to everything. none: nothing runs at all. ask: every act is asked.
 * read-only: what is judged read-only runs by itself. patterns: so does what the preset allows and what was remembered.
 * all: only from the command line or for a stated time, never on production, never what is denied.
 */
export const mode = z.enum(["none", "ask", "read-only", "patterns", "all"]);
export type Mode = z.infer<typeof mode>;

export const preset = z.enum(["permissive", "balanced", "strict", "hardened"]);
export type Preset = z.infer<typeof preset>;

/** What a preset has an answer for: the classes, and two traits that a command of any class may have. */
export const presetRow = z.enum([...commandClass.options, "network", "secret"]);
export type PresetRow = z.infer<typeof presetRow>;

/** One part of what was judged, in the order of the text. */
export const judgedPart = z.object({
  /** As it stands in the command; as it was decoded where it stood inside a string. */
  text: z.string(),
  /** Where it stands, in UTF-16 units of the whole command; null inside a string that was decoded. */
  at: z.object({ start: z.int(), end: z.int() }).nullable(),
  /** 0 = outermost; what a wrapper or a substitution runs is one deeper. */
  depth: z.int(),
  class: commandClass,
  /** It connects to a machine that it names. */
  network: z.boolean(),
  /** It shows something that is secret by its place, such as /etc/shadow or a private key. */
  secret: z.boolean(),
  /** Denied whatever the mode: the built-in list of catastrophes or the policy file. */
  denied: z.boolean(),
  /** The rule that said so: "program ls", "redirect", "wrapper sudo", "deny list, entry 3". */
  rule: z.string(),
  /** One sentence in plain words. */
  because: z.string(),
});
export type JudgedPart = z.infer<typeof judgedPart>;

/** What the policy says of one act, whole: the card, the audit and `policy explain` show this very value. */
export const judgement = z.object({
  verdict,
  class: commandClass,
  /** Why it is this verdict, the decisive sentence first. */
  reasons: z.array(z.string()).min(1),
  parts: z.array(judgedPart),
  /** In force when it was judged. */
  mode,
  preset,
  production: z.boolean(),
  /** Where untrusted text came from that the agent read in this turn; empty when it read none, or it does not matter here. */
  taint: z.array(z.string()),
  /** What the person must type to approve (the host's name); null where a click is enough. */
  typedName: z.string().nullable(),
  /** The token pattern that could be remembered, as it is shown; null where remembering is not offered. */
  offer: z.string().nullable(),
  /** For an act on many hosts: what it says of each. What is denied on one of them is left out there. */
  hosts: z
    .array(z.object({ hostId, verdict, production: z.boolean(), because: z.string() }))
    .optional(),
});
export type Judgement = z.infer<typeof judgement>;

/** Where a mode or a permission applies; the most specific one that applies decides. */
export const policyScope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("everywhere") }),
  z.object({ kind: z.literal("tag"), tag: z.string().trim().min(1).max(100) }),
  z.object({ kind: z.literal("host"), hostId }),
  z.object({ kind: z.literal("conversation"), conversationId }),
]);
export type PolicyScope = z.infer<typeof policyScope>;

/** A mode that was set for a while or for a place. */
export const modeOverride = z.object({
  scope: policyScope,
  mode,
  /** Ms since the epoch; null = until it is taken back or the app ends. */
  until: z.number().nullable(),
});
export type ModeOverride = z.infer<typeof modeOverride>;

/** "Always allow this here": a token pattern tied to a host or a tag. */
export const permission = z.object({
  id: permissionId,
  /** One token a word, quoted as needed; `*` = exactly one word, `**` at the end = any further words. */
  pattern: z.string(),
  scope: policyScope,
  createdAt: z.number(),
  expiresAt: z.number(),
  /** How often it let a command through. */
  used: z.int(),
});
export type Permission = z.infer<typeof permission>;

/** What the policy file says of one host or tag. */
const placeRules = z.strictObject({
  mode: mode.exclude(["all"]).nullable().default(null),
  /** No mode that was set goes beyond it. */
  maximumMode: mode.nullable().default(null),
  preset: preset.nullable().default(null),
});

/** The part of the policy file that decides mode, preset and what is production. */
export const modeRules = z.object({
  /** Instead of the setting. */
  mode: mode.exclude(["all"]).nullable().default(null),
  maximumMode: mode.nullable().default(null),
  /** Instead of the setting. */
  preset: preset.nullable().default(null),
  production: z
    .strictObject({
      /** Groups and tags that make a host production; case does not count. */
      tags: z.array(z.string().trim().min(1)).default(["production", "prod"]),
      /** Tags of production hosts on which pure reads may run by themselves. */
      pureReads: z.array(z.string().trim().min(1)).default([]),
    })
    .prefault({}),
  /** By the host's name. */
  hosts: z.record(z.string(), placeRules).default({}),
  tags: z.record(z.string(), placeRules).default({}),
});
export type ModeRules = z.infer<typeof modeRules>;

/** The policy in force, readable by anybody who may use the app (P12). */
export const policyInForce = z.object({
  mode,
  preset,
  overrides: z.array(modeOverride),
  permissions: z.array(permission),
  /** What each preset answers: preset → row → verdict. */
  table: z.record(preset, z.record(presetRow, verdict)),
  /** The policy file: where it is looked for, whether one is there, and what is wrong with it. */
  file: z.object({
    path: z.string(),
    present: z.boolean(),
    problem: z.object({ line: z.int().nullable(), sentence: z.string() }).nullable(),
    /** A changed file waits for a person's yes, because the agent ran commands here while it changed. */
    waiting: z.boolean(),
  }),
  /** What the file says, defaults filled in, as JSON. */
  rules: z.record(z.string(), z.json()),
  /** The part of `rules` from which `effectiveMode` tells what holds at a place; left out = as without a file. */
  modeRules: modeRules.optional(),
  /** SHA-256 over everything that decides; every entry of the audit carries it. */
  hash: z.string(),
});
export type PolicyInForce = z.infer<typeof policyInForce>;

export const policyEvent = z.object({
  type: z.literal("policy-changed"),
  policy: policyInForce,
});
export type PolicyEvent = z.infer<typeof policyEvent>;

export const policyContract = {
  /** `until` null = until taken back. "all" needs an `until`; scope "everywhere" without `until` is the setting itself. */
  setMode: call.input(modeOverride).output(z.void()),
  clearMode: call.input(z.object({ scope: policyScope })).output(z.void()),
  setPreset: call.input(z.object({ preset })).output(z.void()),
  /** What would be said of this command in this terminal and this conversation, without proposing it. */
  explain: call
    .input(
      z.object({
        command: z.string().max(100_000),
        terminalId: terminalId.nullable(),
        conversationId: conversationId.nullable(),
      }),
    )
    .output(judgement),
  forget: call.input(z.object({ id: permissionId })).output(z.void()),
  /** Takes a changed policy file into force that waits for a person's yes. */
  acceptFile: call.output(z.void()),
  events: call.output(eventIterator(policyEvent)),
};
