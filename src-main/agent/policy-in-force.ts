import { withinOf } from "../../shared/container-host.ts";
import type { Remember } from "../../shared/contract/approvals.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import type {
  Judgement,
  Mode,
  ModeOverride,
  PolicyScope,
  Preset,
  PolicyInForce as Shown,
} from "../../shared/contract/policy.ts";
import type { ShellName, TerminalEvent } from "../../shared/contract/terminals.ts";
import {
  type EffectiveMode,
  effectiveMode,
  type PolicyPlace,
} from "../../shared/effective-mode.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import {
  type ConversationId,
  localHostId,
  type PermissionId,
  type TerminalId,
} from "../../shared/ids.ts";
import { presetTable } from "../../shared/preset-table.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import type { ActToJudge, Policy } from "../policy/act.ts";
import type { FilePlace } from "../policy/file-rules.ts";
import {
  carefulRules,
  type PolicyRules,
  readPolicyRules,
  usualRules,
} from "../policy/policy-rules.ts";
import { modeSources, type PolicyState, placeOf, verdictOn } from "../policy/verdict.ts";
import { type FileEvent, type KeptPolicyFile, PolicyFile } from "../store/policy-file.ts";
import { AgentBusy } from "./agent-busy.ts";
import { ModeOverrides } from "./mode-overrides.ts";
import { Permissions } from "./permissions.ts";
import { PolicyHash } from "./policy-hash.ts";
import type { PolicyAudit, PolicyParts } from "./policy-parts.ts";
import { ShellMemory } from "./shell-memory.ts";

type Outcome = Result<void, FairleadError>;

/** The longest that "all" may be set for. */
const longestAllMs = 24 * 60 * 60 * 1_000;

/**
 * The policy in force: settings, policy file, modes set for a place or a while, permissions, and what each shell has become.
 * It judges acts; it changes only by a person's word or by the file, and says each change to `audited`.
 */
export class PolicyInForce implements Policy, Disposable, AsyncDisposable {
  /** Said whenever `inForce` would answer differently. */
  readonly changed = new Emitter<void>();
  readonly audited = new Emitter<PolicyAudit>();
  readonly #parts: PolicyParts;
  readonly #now: () => number;
  readonly #owned = new DisposableStack();
  readonly #file: PolicyFile<PolicyRules>;
  readonly #overrides: ModeOverrides;
  readonly #permissions: Permissions;
  readonly #shells: ShellMemory;
  /** The permission that let the last command of a terminal through. */
  readonly #used = new Map<TerminalId, { command: string; permission: PermissionId }>();
  readonly #hash = new PolicyHash();
  #writing: Promise<void> = Promise.resolve();

  /** Reads permissions and file. The caller disposes. */
  static async open(parts: PolicyParts): Promise<Result<PolicyInForce, FairleadError>> {
    const permissions = await Permissions.open(parts.records, parts.now ?? Date.now);
    if (!permissions.ok) return permissions;
    const kept = await parts.records.file();
    if (!kept.ok) return kept;
    const policy = new PolicyInForce(parts, permissions.value, kept.value);
    await policy.#writing;
    return ok(policy);
  }

  private constructor(parts: PolicyParts, permissions: Permissions, kept: KeptPolicyFile | null) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    this.#permissions = permissions;
    this.#shells = new ShellMemory(parts.judgeCommand, parts.pastRuns);
    const busy = this.#owned.use(new AgentBusy(parts.terminalEvents, () => this.#file.check()));
    this.#file = this.#owned.use(
      new PolicyFile({
        path: parts.filePath,
        read: readPolicyRules,
        usual: usualRules,
        careful: carefulRules,
        agentIsBusy: () => busy.busy,
        kept,
      }),
    );
    this.#overrides = this.#owned.use(
      new ModeOverrides(this.#now, (override) => this.#tell("mode-expired", "fairlead", override)),
    );
    this.#owned.use(this.#file.changed.on((event) => this.#fileChanged(event)));
    this.#owned.use(parts.settings.changed.on(() => this.changed.emit()));
    this.#owned.use(parts.terminalEvents.on((event) => this.#terminalChanged(event)));
    this.#keepFile();
  }

  /** The rules of the policy file as they are in force, defaults filled in. */
  get rules(): PolicyRules {
    return this.#file.rules;
  }

  judge(act: ActToJudge): Judgement {
    const { judgement, permission } = verdictOn(act, this.#state(act));
    if (act.action.kind === "run-shell" && act.terminal !== null) {
      this.#noteUse(act.terminal.id, act.action.command, permission?.id ?? null);
    }
    return judgement;
  }

  ran(terminalId: TerminalId, command: string, shell: ShellName): void {
    this.#shells.ran(terminalId, { command, shell });
    const used = this.#used.get(terminalId);
    this.#used.delete(terminalId);
    if (used?.command !== command) return;
    const counted = this.#permissions.use(used.permission);
    this.#writing = Promise.all([this.#writing, counted]).then(() => undefined);
    this.changed.emit();
  }

  async remember(act: ActToJudge, judgement: Judgement, choice: Remember): Promise<Outcome> {
    const { offer } = judgement;
    const { judgement: anew } = verdictOn(act, this.#state(act));
    if (offer === null || anew.offer !== offer) {
      return fail(failure("input-invalid", "this act is not one that can be remembered"));
    }
    const added = await this.#permissions.add(offer, choice, placeOf(act));
    if (!added.ok) return added;
    const { expiresAt, id, pattern, scope } = added.value;
    this.#tell("permission-added", "person", { id, pattern, scope, expiresAt });
    return ok(undefined);
  }

  /** Of everything that decides; the same for the same policy, also after a restart. */
  hash(): string {
    const { mode, overrides, preset } = this.#modeSources();
    const permissions = this.#permissions.list();
    const { web } = this.#parts.settings.get();
    return this.#hash.of({ rules: this.rules, mode, preset, overrides, web, permissions });
  }

  /** What holds at a place now. */
  effective(place: PolicyPlace): EffectiveMode {
    return effectiveMode(this.#modeSources(), place, this.#now());
  }

  /** The mode on a host in a conversation; without a host the strictest word is "ask". */
  modeOn(host: Host | undefined, conversationId: ConversationId | null): Mode {
    if (host === undefined) return "ask";
    return this.effective({ ...placeOfHost(host), conversationId }).mode;
  }

  /** Whether the host is production, by the tags that the policy file names. */
  isProduction(host: Host): boolean {
    return this.effective({ ...placeOfHost(host), conversationId: null }).production;
  }

  /** What the file rules must know of the machine a path lies on. */
  filePlace(host: { id: string }, user: string): FilePlace {
    if (host.id === localHostId) {
      return { home: this.#parts.home, protectedPaths: this.#parts.protectedPaths };
    }
    return { home: user === "root" ? "/root" : null, protectedPaths: [] };
  }

  inForce(): Shown {
    const { path, present, problem, waiting } = this.#file;
    return {
      ...this.#modeSources(),
      permissions: this.#permissions.list(),
      table: presetTable,
      file: { path, present, problem, waiting },
      rules: JSON.parse(JSON.stringify(this.rules)),
      hash: this.hash(),
    };
  }

  /** "all" needs an end within a day; everywhere without an end is the setting itself. */
  async setMode(override: ModeOverride, actor: string): Promise<Outcome> {
    const { mode, scope, until } = override;
    const now = this.#now();
    if (until !== null && until <= now) {
      return fail(failure("mode-not-allowed", "the end is in the past"));
    }
    if (mode === "all" && (until === null || until > now + longestAllMs)) {
      return fail(failure("mode-not-allowed", "all needs an end within 24 hours"));
    }
    if (scope.kind === "everywhere" && until === null) {
      if (mode === "all") return fail(failure("mode-not-allowed"));
      return this.#changeSetting({ mode }, actor);
    }
    this.#overrides.set(override);
    this.#tell("mode-set", actor, override);
    return ok(undefined);
  }

  clearMode(scope: PolicyScope, actor: string): Outcome {
    if (this.#overrides.clear(scope)) this.#tell("mode-cleared", actor, { scope });
    return ok(undefined);
  }

  async setPreset(preset: Preset, actor: string): Promise<Outcome> {
    return this.#changeSetting({ preset }, actor);
  }

  /** `terminalId` null = a bash on this machine; `conversationId` null = in none, so that no mode of one holds. */
  explain(
    command: string,
    terminalId: TerminalId | null,
    conversationId: ConversationId | null,
  ): Result<Judgement, FairleadError> {
    const place = this.#parts.explained(terminalId);
    if (place === null) return fail(failure("terminal-unknown", terminalId ?? ""));
    const action = { kind: "run-shell", command } as const;
    const refusals = place.refusals(command);
    const act = { ...place, conversationId, action, refusals, taint: [] };
    return ok(verdictOn(act, this.#state(place)).judgement);
  }

  async forget(id: PermissionId, actor: string): Promise<Outcome> {
    const forgotten = await this.#permissions.forget(id);
    if (!forgotten.ok) return forgotten;
    const { pattern, scope } = forgotten.value;
    this.#tell("permission-removed", actor, { id, pattern, scope });
    return ok(undefined);
  }

  /** Takes a changed file into force that waits for a person; what is not valid does not come into force. */
  acceptFile(actor: string): Outcome {
    if (!this.#file.waiting) return ok(undefined);
    this.#actor = actor;
    this.#file.accept();
    this.#actor = "fairlead";
    const { problem } = this.#file;
    return problem === null
      ? ok(undefined)
      : fail(failure("policy-invalid", problemWords(problem)));
  }

  [Symbol.dispose](): void {
    this.#owned[Symbol.dispose]();
    this.changed[Symbol.dispose]();
    this.audited[Symbol.dispose]();
  }

  /** Also waits for what is still being written. */
  async [Symbol.asyncDispose](): Promise<void> {
    this[Symbol.dispose]();
    await this.#writing;
  }

  /** What cannot be kept is known again from the file at the next start. */
  #keepFile(): void {
    const { kept } = this.#file;
    this.#writing = this.#writing.then(async () => void (await this.#parts.records.keepFile(kept)));
  }

  /** Who is behind what the file does at this moment. */
  #actor = "fairlead";

  #state(act: Pick<ActToJudge, "host" | "terminal" | "user">): PolicyState {
    const { approvals, web } = this.#parts.settings.get();
    const { mode, preset } = approvals;
    return {
      rules: this.rules,
      mode,
      preset,
      overrides: this.#overrides.list(),
      judgeCommand: this.#parts.judgeCommand,
      changes: act.terminal === null ? [] : this.#shells.of(act.terminal.id),
      files: this.filePlace(act.host, act.user),
      findPermission: (tokens, place) => this.#permissions.find(tokens, place),
      web,
      now: this.#now(),
    };
  }

  #noteUse(terminalId: TerminalId, command: string, permission: PermissionId | null): void {
    if (permission === null) this.#used.delete(terminalId);
    else this.#used.set(terminalId, { command, permission });
  }

  #modeSources() {
    const { mode, preset } = this.#parts.settings.get().approvals;
    const overrides = this.#overrides.list();
    return modeSources({ mode, preset, overrides, rules: this.rules });
  }

  #changeSetting(
    change: { mode?: Exclude<ModeOverride["mode"], "all">; preset?: Preset },
    actor: string,
  ): Outcome {
    const { mode, preset } = this.rules;
    if ((change.mode !== undefined && mode !== null) || (change.preset && preset !== null)) {
      return fail(failure("mode-not-allowed", "the policy file decides it"));
    }
    const set = this.#parts.settings.change({ approvals: change });
    if (!set.ok) return set;
    this.#tell(change.mode === undefined ? "preset-set" : "mode-set", actor, change);
    return ok(undefined);
  }

  #fileChanged({ digest, kind, problem }: FileEvent): void {
    this.#keepFile();
    this.#tell(`policy-file-${kind}`, this.#actor, { digest, problem });
  }

  /** A shell that ended takes what was changed in it along; one in tmux lives on while its terminal is lost. */
  #terminalChanged(event: TerminalEvent): void {
    if (event.type === "terminal-removed") {
      this.#shells.forget(event.id);
      this.#used.delete(event.id);
    } else if (event.type === "terminal-changed") {
      const { durability, id, state } = event.terminal;
      if (durability === "plain" && (state === "lost" || state === "closed")) {
        this.#shells.begin(id);
      }
    }
  }

  #tell(kind: string, actor: string, detail: unknown): void {
    this.audited.emit({ kind, actor, detail: JSON.parse(JSON.stringify(detail)) });
    this.changed.emit();
  }
}

function problemWords({ line, sentence }: { line: number | null; sentence: string }): string {
  return line === null ? sentence : `line ${line}: ${sentence}`;
}

const placeOfHost = (host: Host) => {
  const { group, id, name, tags } = host;
  return { hostId: id, hostName: name, group, tags, ...withinOf(host) };
};
