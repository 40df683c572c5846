import type { Action } from "../../../shared/contract/approvals.ts";
import type { Backup } from "../../../shared/contract/files.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { BackupId, HostId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { revertFolder, revertScript } from "../../../shared/revert-script.ts";
import type { RecordAudit } from "../../audit/journal.ts";
import { pause } from "../../base/abort.ts";
import type { Target } from "../target.ts";
import type { Backups } from "./backups.ts";
import { shellWord } from "./shell-word.ts";

type Change = Extract<Action, { kind: "change-file" }>;
type Outcome = Result<void, FairleadError>;

export type TimedRevertsParts = {
  targets: { get(id: HostId): Result<Target, FairleadError> };
  backups: Backups;
  record: RecordAudit;
  /** Milliseconds since the epoch. */
  now?: () => number;
};

/** How long after its time a host is asked whether it took a change back, and how long apart where it is late; milliseconds. */
const graceMs = 500;
const apartMs = 1_000;
const mostAsked = 10;
const askMs = 15_000;

/**
 * Changes that their host takes back by itself unless a person confirms them in time. The host does it, with what `arm` left
 * there, whatever becomes of the connection and of the app; here is only kept what was agreed. Disposing ends the timers.
 */
export class TimedReverts implements Disposable {
  readonly #parts: TimedRevertsParts;
  readonly #now: () => number;
  readonly #timers = new Map<BackupId, NodeJS.Timeout>();
  readonly #end = new AbortController();

  constructor(parts: TimedRevertsParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    for (const backup of parts.backups.list()) {
      if (backup.revert?.state === "armed" && backup.revert.dueAt > this.#now()) this.#wait(backup);
    }
  }

  /** Leaves on the host what will take the change back; to be done right before it. "revert-impossible" where it cannot. */
  async arm(hostId: HostId, change: Change, signal: AbortSignal): Promise<Outcome> {
    const script = revertScript(change);
    if (script === null) return ok(undefined);
    const ran = await this.#run(hostId, script, signal);
    return ran.ok ? ok(undefined) : fail(failure("revert-impossible", ran.error.detail));
  }

  /** The change was made: what it left is kept there to compare with, and its time runs. */
  async made(backup: Backup, change: Change, signal: AbortSignal): Promise<Backup> {
    const { revert = null } = change;
    if (revert === null || revert.afterMs === null) return backup;
    const folder = revertFolder(revert.token);
    if (change.bytesAfter !== null) {
      const file = shellWord(backup.path);
      // Should this not arrive, the file is put back without a look at what it became.
      const script = `cp -- ${file} ${folder}/new.part && mv ${folder}/new.part ${folder}/new`;
      await this.#run(backup.hostId, script, signal);
    }
    const dueAt = this.#now() + revert.afterMs;
    const kept = { ...backup, revert: { token: revert.token, dueAt, state: "armed" as const } };
    await this.#parts.backups.update(kept);
    this.#wait(kept);
    return kept;
  }

  /** Nothing was changed after all. */
  async drop(hostId: HostId, change: Change, signal: AbortSignal): Promise<void> {
    const { revert = null } = change;
    if (revert === null || revert.afterMs === null) return;
    await this.#run(hostId, disarmScript(revert.token), signal);
  }

  /** The change stays. "revert-late" where its time was over; then the host is asked how it ended. */
  async confirm(id: BackupId, actor: string, signal: AbortSignal): Promise<Outcome> {
    const found = this.#armed(id);
    if (!found.ok) return found;
    const { backup, revert } = found.value;
    const ran = await this.#run(backup.hostId, disarmScript(revert.token), signal);
    if (ran.ok) return this.#settle(backup, "kept", actor);
    const asked = await this.ask(id, signal);
    return asked.ok && asked.value !== "armed" ? fail(failure("revert-late")) : ran;
  }

  /** Asks the host how it ended; "armed" where it has not. */
  async ask(
    id: BackupId,
    signal: AbortSignal,
  ): Promise<Result<NonNullable<Backup["revert"]>["state"], FairleadError>> {
    const found = this.#armed(id);
    if (!found.ok) return found;
    const { backup, revert } = found.value;
    const ran = await this.#askHost(backup.hostId, askScript(revert.token), signal);
    if (!ran.ok && !goneForGood.includes(ran.error.code)) return ran;
    const state = ran.ok ? (states[ran.value] ?? "unknown") : "forgotten";
    if (state === "armed") return ok(state);
    const folder = revertFolder(revert.token);
    // What could not be put back stays there for a person.
    if (ran.ok && !state.startsWith("failed")) {
      await this.#run(backup.hostId, `rm -rf ${folder} ${folder}.due`, signal);
    }
    const settled = await this.#settle(backup, state, "fairlead");
    return settled.ok ? ok(state) : settled;
  }

  /** Lets the time be over now: the host puts the old file back at once. "revert-late" where it did not within a few seconds. */
  async now(id: BackupId, actor: string, signal: AbortSignal): Promise<Outcome> {
    const found = this.#armed(id);
    if (!found.ok) return found;
    const { backup, revert } = found.value;
    const { hostId, hostName, path } = backup;
    const target = `${hostName} (${hostId})`;
    const asked = { kind: "revert-asked", actor, request: id, target, detail: { path } };
    const recorded = await this.#parts.record(asked);
    if (!recorded.ok) return recorded;
    const folder = revertFolder(revert.token);
    const ran = await this.#run(hostId, `[ -d ${folder} ] && : >${folder}/now`, signal);
    for (let left = mostAsked; left > 0; left -= 1) {
      const state = await this.ask(id, signal);
      if (!state.ok) return state;
      if (state.value !== "armed") return ok(undefined);
      if (!(await pause(apartMs / 2, signal))) return fail(failure("aborted"));
    }
    return ran.ok ? fail(failure("revert-late")) : ran;
  }

  [Symbol.dispose](): void {
    this.#end.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #armed(
    id: BackupId,
  ): Result<{ backup: Backup; revert: NonNullable<Backup["revert"]> }, FairleadError> {
    const found = this.#parts.backups.get(id);
    if (!found.ok) return found;
    const { revert = null } = found.value;
    if (revert === null || !["armed", "unknown"].includes(revert.state)) {
      return fail(failure("revert-late"));
    }
    return ok({ backup: found.value, revert });
  }

  async #settle(
    backup: Backup,
    state: NonNullable<Backup["revert"]>["state"],
    actor: string,
  ): Promise<Outcome> {
    const { hostId, hostName, id, path, revert } = backup;
    if (revert === undefined || revert === null) return ok(undefined);
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const kind = state === "kept" ? "revert-confirmed" : "revert-ended";
    const detail = { path, state, dueAt: revert.dueAt };
    const target = `${hostName} (${hostId})`;
    const recorded = await this.#parts.record({ kind, actor, request: id, target, detail });
    const updated = await this.#parts.backups.update({ ...backup, revert: { ...revert, state } });
    return recorded.ok ? updated : fail(recorded.error);
  }

  /** Once its time is over the host is asked; where it cannot be for long, nobody knows until a person asks again. */
  #wait({ id, revert }: Backup): void {
    if (revert === undefined || revert === null) return;
    this.#askIn(id, Math.max(0, revert.dueAt - this.#now()) + graceMs, mostAsked);
  }

  #askIn(id: BackupId, ms: number, left: number): void {
    const timer = setTimeout(() => void this.#askLater(id, left), ms);
    timer.unref();
    this.#timers.set(id, timer);
  }

  async #askLater(id: BackupId, left: number): Promise<void> {
    const signal = AbortSignal.any([this.#end.signal, AbortSignal.timeout(askMs)]);
    const asked = await this.ask(id, signal);
    const found = this.#armed(id);
    if (this.#end.signal.aborted || !found.ok) return;
    // What it takes back may be what cut it off: it is out of reach until it has.
    if (left > 0 && (asked.ok || outOfReach.includes(asked.error.code))) {
      this.#askIn(id, apartMs, left - 1);
      return;
    }
    const { backup, revert } = found.value;
    await this.#parts.backups.update({ ...backup, revert: { ...revert, state: "unknown" } });
  }

  /** The same for a script that always ends well: where it did not, the host's own word for that counts. */
  async #askHost(
    hostId: HostId,
    script: string,
    signal: AbortSignal,
  ): Promise<Result<string, FairleadError>> {
    const ran = await this.#run(hostId, script, signal);
    const target = this.#parts.targets.get(hostId);
    if (ran.ok || ran.error.code !== "revert-impossible" || !target.ok) return ran;
    const there = await target.value.connect(signal);
    return there.ok ? ran : there;
  }

  /** What a script printed; a failure where it did not end well. */
  async #run(
    hostId: HostId,
    script: string,
    signal: AbortSignal,
  ): Promise<Result<string, FairleadError>> {
    const target = this.#parts.targets.get(hostId);
    if (!target.ok) return target;
    const ran = await target.value.exec(script, signal);
    if (!ran.ok) return ran;
    const { exitCode, standardError, standardOutput } = ran.value;
    if (exitCode === 0) return ok(Buffer.from(standardOutput).toString("utf8").trim());
    const said = Buffer.from(standardError).toString("utf8").trim().split("\n").at(-1);
    return fail(failure("revert-impossible", said || `sh ended with ${exitCode}`));
  }
}

/** A host that may answer in a moment; one that says nothing at all is given up after `askMs`. */
const outOfReach: readonly string[] = [
  "aborted",
  "connection-lost",
  "connection-refused",
  "connection-timeout",
];

/** A host that will never answer again. */
const goneForGood: readonly string[] = ["container-gone", "container-recreated", "host-unknown"];

const states: Record<string, NonNullable<Backup["revert"]>["state"]> = {
  armed: "armed",
  changed: "changed",
  failed: "failed",
  "failed, command failed": "failed, command failed",
  reverted: "reverted",
  "reverted, command failed": "reverted, command failed",
  stopped: "stopped",
  forgotten: "forgotten",
};

/** `alive FOLDER`: whether the process that noted itself there still waits or works; its number alone may be another's by now. */
const aliveFunction = (token: string): string => `alive() {
  p=$(cat "$1/pid" 2>/dev/null); [ -n "$p" ] || return 1
  [ -r /proc/self/cmdline ] || { kill -0 "$p" 2>/dev/null; return; }
  case $( { tr '\\0' ' ' <"/proc/$p/cmdline"; } 2>/dev/null) in *${token}*) ;; *) return 1;; esac
}`;

/** Prints how it stands: the word that the waiting process left, or "armed", "stopped", "forgotten". */
function askScript(token: string): string {
  return `d=${revertFolder(token)}
${aliveFunction(token)}
end() { [ -s "$d.due/end" ] && cat "$d.due/end"; }
if end; then :
elif [ -d "$d.due" ]; then alive "$d.due" && echo armed || end || echo forgotten
elif [ ! -d "$d" ]; then end || echo forgotten
elif alive "$d"; then echo armed
elif [ -d "$d" ]; then echo stopped
else echo armed; fi`;
}

/** Takes the folder away in one step: whoever does that first, this or the waiting process, has decided. */
function disarmScript(token: string): string {
  const folder = revertFolder(token);
  return `${aliveFunction(token)}
mv ${folder} ${folder}.kept || exit 1
if alive ${folder}.kept; then kill -- "-$p" 2>/dev/null || kill "$p" 2>/dev/null; fi
rm -rf ${folder}.kept`;
}
