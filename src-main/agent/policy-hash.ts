import type { Mode, ModeOverride, Permission, Preset } from "../../shared/contract/policy.ts";
import { presetTable } from "../../shared/preset-table.ts";
import type { Settings } from "../../shared/settings.ts";
import type { PolicyRules } from "../policy/policy-rules.ts";
import { canonicalHash } from "./canonical-hash.ts";

/** Everything that decides what may run. */
export type DecidingParts = {
  rules: PolicyRules;
  mode: Mode;
  preset: Preset;
  overrides: readonly ModeOverride[];
  web: Settings["web"];
  permissions: readonly Permission[];
};

/** The hash of a policy: the same for the same policy, also after a restart. It is computed anew only after a change. */
export class PolicyHash {
  /** Every entry of the audit asks for it. */
  #last: { key: string; rules: PolicyRules; value: string } | null = null;

  /** `rules` that have changed are another object. */
  of({ rules, mode, preset, overrides, web, permissions }: DecidingParts): string {
    const key = JSON.stringify([
      mode,
      preset,
      overrides,
      web,
      permissions.map(({ expiresAt, id }) => [id, expiresAt]),
    ]);
    if (this.#last?.key === key && this.#last.rules === rules) return this.#last.value;
    const value = canonicalHash({
      rules,
      table: presetTable,
      mode,
      preset,
      overrides,
      web,
      permissions: permissions.map(({ expiresAt, pattern, scope }) => ({
        expiresAt,
        pattern,
        scope,
      })),
    });
    this.#last = { key, rules, value };
    return value;
  }
}
