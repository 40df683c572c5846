import type { Preset, PresetRow, Verdict } from "./contract/policy.ts";

/**
 * What each preset says of each class of command. "network" and "secret" are traits that a command of any class may have;
 * of all rows that apply the strictest decides.
 */
export const presetTable: Readonly<Record<Preset, Readonly<Record<PresetRow, Verdict>>>> = {
  permissive: {
    "read-only": "allow",
    change: "allow",
    privileged: "ask",
    unknown: "ask",
    destructive: "ask",
    network: "allow",
    secret: "ask",
  },
  balanced: {
    "read-only": "allow",
    change: "ask",
    privileged: "ask",
    unknown: "ask",
    destructive: "ask",
    network: "ask",
    secret: "ask",
  },
  strict: {
    "read-only": "allow",
    change: "ask",
    privileged: "ask",
    unknown: "ask",
    destructive: "deny",
    network: "ask",
    secret: "deny",
  },
  hardened: {
    "read-only": "allow",
    change: "ask",
    privileged: "deny",
    unknown: "deny",
    destructive: "deny",
    network: "deny",
    secret: "deny",
  },
};
