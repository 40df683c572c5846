import { z } from "zod";
import { modelProfile } from "./contract/models.ts";
import { mode, preset } from "./contract/policy.ts";
import { profileId } from "./ids.ts";

/**
 * Every setting with its default. Layers, weakest first: these defaults, the system-wide file, the global file, the
 * local file, the environment (FAIRLEAD_ + the path in capitals, e.g. FAIRLEAD_APPEARANCE_THEME), the command line.
 */
export const settings = z.object({
  appearance: z
    .object({
      theme: z.enum(["system", "dark", "light"]).default("system"),
      terminalFontSize: z.int().min(8).max(40).default(13),
      scrollbackLines: z.int().min(0).max(200_000).default(10_000),
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
      keepaliveSeconds: z.int().min(0).max(3_600).default(15),
      connectSeconds: z.int().min(1).max(600).default(20),
      /** Use tmux on targets that have it. */
      tmux: z.boolean().default(true),
    })
    .prefault({}),
  /** Panes as they were, in the layout library's own form; opaque here. */
  layout: z.record(z.string(), z.json()).nullable().default(null),
});
export type Settings = z.infer<typeof settings>;
