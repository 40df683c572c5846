import { z } from "zod";
import { modelProfile } from "./contract/models.ts";
import { mode, preset } from "./contract/policy.ts";
import { placeColours } from "./host-colours.ts";
import { hostId, profileId } from "./ids.ts";

/** "example.com", "example.com:8443", "192.0.2.1", "[2001:db8::1]": what an address of the web may begin with. */
export const webDomain = z
  .string()
  .max(260)
  .regex(
    /^(\[[0-9a-f:.]+\]|[^\s/@:?#\\[\]*,]+)(:\d{1,5})?$/iu,
    "A domain is a name such as example.com, with :port where it is not the usual one.",
  );
const webDomains = z.array(webDomain).max(1_000).default([]);

/**
 * Every setting with its default. Layers, weakest first: these defaults, the system-wide file, the global file, the
 * local file, the environment (FAIRLEAD_ + the path in capitals, e.g. FAIRLEAD_APPEARANCE_THEME), the command line.
 */
export const settings = z.object({
  appearance: z
    .object({
      theme: z.enum(["system", "dark", "light"]).default("system"),
      /** Name of an installed font; "" = the bundled JetBrains Mono, which also stands in for one that is missing. */
      terminalFont: z
        .string()
        .max(100)
        .regex(/^[^"\\\p{C}]*$/u, "A font's name has no quotes.")
        .default(""),
      terminalFontSize: z.int().min(8).max(40).default(13),
      /** A row's height in percent of the font's own. */
      terminalLineHeight: z.int().min(100).max(200).default(100),
      /** Pixels between letters. */
      terminalLetterSpacing: z.int().min(-2).max(10).default(0),
      terminalCursor: z.enum(["block", "bar", "underline"]).default("block"),
      terminalCursorBlink: z.boolean().default(false),
      /** Text is made lighter or darker until it has this contrast to its ground; 1 leaves every colour as it is. */
      terminalContrast: z.number().min(1).max(21).default(4.5),
      /** Ids of terminal themes: one of ours, or "own:NAME" for themes/NAME.json of the data folder. */
      terminalDarkTheme: z.string().max(110).default("fairlead-dark"),
      terminalLightTheme: z.string().max(110).default("fairlead-light"),
      scrollbackLines: z.int().min(0).max(200_000).default(10_000),
      /** What terminals show is also there for screen readers. */
      screenReader: z.boolean().default(false),
      /** Colours of groups and tags of hosts. */
      placeColours: placeColours.default({}),
      showToolCalls: z.boolean().default(true),
      showTokens: z.boolean().default(false),
    })
    .prefault({}),
  approvals: z
    .object({
      /** How much runs without a person. "all" exists only for the command line or for a stated time. */
      mode: mode.exclude(["all"]).default("ask"),
      /** What each class of command gets; a row of the table in docs/policy.md. */
      preset: preset.default("balanced"),
      /** Whether a program in a terminal may ask to put text on the clipboard (OSC 52). Reading it is never possible. */
      hostClipboard: z.enum(["off", "ask"]).default("off"),
      /** Seconds until a question expires; 0 = never. */
      timeoutSeconds: z.int().min(0).max(86_400).default(0),
    })
    .prefault({}),
  turn: z
    .object({
      maximumIterations: z.int().min(0).max(1_000).default(20),
      /** Time a turn may take in seconds, waiting for a person not counted; 0 = no limit. */
      maximumSeconds: z.int().min(0).max(86_400).default(1_800),
      requestSeconds: z.int().min(0).max(3_600).default(120),
      /** Tokens a turn may use, sent and received; 0 = no limit. */
      maximumTokens: z.int().min(0).max(1_000_000_000).default(2_000_000),
      /** Dollars a turn may cost, where the model's price is known; 0 = no limit. */
      maximumCost: z.number().min(0).max(100_000).default(5),
      /** After so many seconds the agent is told that a command still runs, which it does; 0 = only when it ends. */
      stillRunningSeconds: z.number().min(0).max(86_400).default(60),
      /** So many seconds a command waits for a terminal's keyboard before it is taken back; 0 = as long as it takes. */
      keyboardSeconds: z.number().min(0).max(86_400).default(120),
      /** Turns in a row that the end of a long command may start without a message of the person; 0 = none. */
      selfStarted: z.int().min(0).max(100).default(3),
    })
    .prefault({}),
  agent: z
    .object({
      /** What the person wants the agent to be told besides, whatever the model. */
      instructions: z.string().max(20_000).default(""),
    })
    .prefault({}),
  /** What a whole conversation may use up; 0 = no limit. A person can let it go on. */
  conversation: z
    .object({
      maximumIterations: z.int().min(0).max(100_000).default(500),
      /** Seconds of work, waiting for a person not counted. */
      maximumSeconds: z.int().min(0).max(10_000_000).default(28_800),
      maximumTokens: z.int().min(0).max(10_000_000_000).default(20_000_000),
      /** Dollars, where the model's price is known. */
      maximumCost: z.number().min(0).max(1_000_000).default(50),
    })
    .prefault({}),
  models: z
    .object({
      profiles: z.array(modelProfile).default([]),
      active: profileId.nullable().default(null),
    })
    .prefault({}),
  ssh: z
    .object({
      /** Seconds between two questions whether a host is there; 0 = none. 3 make a silence known within 15 s. */
      keepaliveSeconds: z.number().min(0).max(3_600).default(3),
      connectSeconds: z.int().min(1).max(600).default(20),
      /** Use tmux on targets that have it. */
      tmux: z.boolean().default(true),
    })
    .prefault({}),
  fleet: z
    .object({
      /** On more hosts than this, one goes first as a canary whatever was asked for; 0 = never by itself. */
      canaryAbove: z.int().min(0).max(1_000).default(5),
      /** Minutes until connections are closed that were opened for a run on many hosts alone. */
      idleMinutes: z.int().min(1).max(1_440).default(10),
    })
    .prefault({}),
  outputs: z
    .object({
      /** What a command printed waits in memory up to here for each terminal, then on the disk. */
      memoryMegabytes: z.int().min(1).max(1_000).default(20),
      /** All long outputs on the disk together; the oldest go first. */
      diskMegabytes: z.int().min(1).max(100_000).default(1_000),
    })
    .prefault({}),
  recording: z
    .object({
      /** Hosts whose terminals are recorded, and tags of such hosts. */
      hosts: z.array(hostId).max(5_000).default([]),
      tags: z.array(z.string().min(1).max(50)).max(200).default([]),
      /** A longer recording ends there. */
      maximumMegabytes: z.int().min(1).max(10_000).default(100),
      /** Older recordings are removed at the start; 0 = they are kept. */
      keepDays: z.int().min(0).max(3_650).default(0),
    })
    .prefault({}),
  web: z
    .object({
      /**
       * off: the agent has no web. listed: only the domains under `allow`, without a question. ask: these without a question,
       * all others with one. open: all without a question. What `deny` names is never fetched.
       */
      access: z.enum(["off", "listed", "ask", "open"]).default("ask"),
      allow: webDomains,
      deny: webDomains,
      /** Names of hosts that may have a private address, such as a wiki of the house; exactly these names. */
      allowPrivate: webDomains,
    })
    .prefault({}),
  updates: z
    .object({
      /** Where the desktop app looks for new versions of itself; "" = it asks nobody. */
      feed: z
        .string()
        .max(500)
        .regex(/^(https:\/\/[^\s/@?#]+(\/[^\s?#]*)?)?$/, "The feed is an https address.")
        .default(""),
    })
    .prefault({}),
  /** Shortcuts that differ from the usual ones: an action's id and its chord, null where it has none. */
  shortcuts: z.record(z.string(), z.string().max(60).nullable()).default({}),
  /** Panes as they were, in the layout library's own form; opaque here. */
  layout: z.record(z.string(), z.json()).nullable().default(null),
});
export type Settings = z.infer<typeof settings>;
