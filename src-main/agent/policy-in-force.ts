import type {
  Judgement,
  ModeOverride,
  PolicyScope,
  Preset,
  PolicyInForce as Shown,
} from "../../shared/contract/policy.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { PermissionId, TerminalId } from "../../shared/ids.ts";
import { presetTable } from "../../shared/preset-table.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import type { SettingsStore } from "../store/settings-file.ts";

type Outcome = Result<void, FairleadError>;

/** The policy in force: settings, policy file, overrides and permissions. */
export class PolicyInForce implements Disposable {
  readonly #settings: Pick<SettingsStore, "get" | "change" | "changed">;
  readonly #listening: Disposable;
  readonly changed = new Emitter<void>();

  constructor(settings: Pick<SettingsStore, "get" | "change" | "changed">) {
    this.#settings = settings;
    this.#listening = settings.changed.on(() => this.changed.emit());
  }

  inForce(): Shown {
    const { mode, preset } = this.#settings.get().approvals;
    return {
      mode,
      preset,
      overrides: [],
      permissions: [],
      table: presetTable,
      file: { path: "", present: false, problem: null, waiting: false },
      rules: {},
      hash: "",
    };
  }

  async setMode({ mode, scope }: ModeOverride, _actor: string): Promise<Outcome> {
    if (mode === "all" || scope.kind !== "everywhere") return fail(failure("mode-not-allowed"));
    return this.#settings.change({ approvals: { mode } });
  }

  clearMode(_scope: PolicyScope, _actor: string): Outcome {
    return ok(undefined);
  }

  async setPreset(preset: Preset, _actor: string): Promise<Outcome> {
    return this.#settings.change({ approvals: { preset } });
  }

  explain(_command: string, terminalId: TerminalId | null): Result<Judgement, FairleadError> {
    return fail(failure("terminal-unknown", terminalId ?? ""));
  }

  forget(_id: PermissionId, _actor: string): Outcome {
    return fail(failure("permission-unknown"));
  }

  acceptFile(_actor: string): Outcome {
    return ok(undefined);
  }

  [Symbol.dispose](): void {
    this.#listening[Symbol.dispose]();
  }
}
