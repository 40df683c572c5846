import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Action } from "../../../shared/contract/approvals.ts";
import type { Backup, BackupComparison } from "../../../shared/contract/files.ts";
import type { Host } from "../../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { BackupId, HostId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { RecordAudit } from "../../audit/journal.ts";
import type { Emitter } from "../../base/emitter.ts";
import type { FileOperation, FileRules } from "../../policy/file-rules.ts";
import { fileRefusal, sizeRefusal } from "../../policy/judge-file.ts";
import type { Target } from "../target.ts";
import type { Backups } from "./backups.ts";
import { changeFile, type FileChange, type FileChanged, presentFile } from "./change-file.ts";
import { LocalFiles } from "./local-files.ts";
import { type ResolvedPath, resolvePath } from "./resolve-path.ts";
import type { ChangeFailure, FileFacts, TargetFiles } from "./target-files.ts";
import { fileDiff } from "./text-diff.ts";
import type { TimedReverts } from "./timed-reverts.ts";

export type FileDeskParts = {
  targets: { get(id: HostId): Result<Target, FairleadError> };
  hosts: { get(id: HostId): Host | undefined };
  /** The file policy as it is now. */
  rules: () => FileRules;
  /** Fairlead's own folders, as they are written and with links followed. On any host such a path is refused. */
  ownFolders: readonly string[];
  backups: Backups;
  record: RecordAudit;
  reverts: TimedReverts;
};

type ChangeAction = Extract<Action, { kind: "change-file" }>;
type Answer<T> = Promise<Result<T, FairleadError>>;

/** Files on hosts, by the file policy and with backups: what the agent's tools and the person's "Restore" both go through. */
export class FileDesk {
  readonly #parts: FileDeskParts;
  /** Home directories, links followed: asked for once for each opening of files. */
  readonly #homes = new WeakMap<TargetFiles, string>();

  constructor(parts: FileDeskParts) {
    this.#parts = parts;
  }

  /** The file policy as it is now. */
  rules(): FileRules {
    return this.#parts.rules();
  }

  /** Opens the files of a host, connecting if need be. The caller disposes of them. */
  async open(hostId: HostId, signal: AbortSignal): Answer<TargetFiles> {
    const target = this.#parts.targets.get(hostId);
    return target.ok ? await target.value.openFiles(signal) : target;
  }

  /** Why this may not be done there, as a sentence; null where the file policy permits it. */
  async refusal(
    files: TargetFiles,
    operation: FileOperation,
    { facts, path }: Pick<ResolvedPath, "facts" | "path">,
    signal: AbortSignal,
  ): Answer<string | null> {
    const home = await this.#homeOf(files, signal);
    if (!home.ok) return home;
    const place = { home: home.value, protectedPaths: this.#parts.ownFolders };
    const refusal = fileRefusal(this.rules(), operation, path, place);
    if (refusal !== null) return ok(refusal);
    return ok((await this.#isOwn(files, facts)) ? "This is a file of Fairlead's own." : null);
  }

  /**
   * Changes a file as approved, with a backup first. `begin` is called right before. Where `approved` says that it is to be
   * taken back by itself, its host is made ready for that first; otherwise nothing is changed.
   */
  async change(
    files: TargetFiles,
    change: FileChange,
    begin: () => Promise<Result<void, FairleadError>>,
    signal: AbortSignal,
    approved: ChangeAction | null = null,
  ): Promise<Result<FileChanged, ChangeFailure>> {
    const { backups, reverts } = this.#parts;
    const limit = this.rules().largestWrite;
    const { hostId } = files.identity;
    const begun = async () => {
      const first = await begin();
      return first.ok && approved !== null ? await reverts.arm(hostId, approved, signal) : first;
    };
    const done = await changeFile(change, { files, backups, limit, begin: begun }, signal);
    if (approved === null) return done;
    if (done.ok) {
      return ok({ ...done.value, backup: await reverts.made(done.value.backup, approved, signal) });
    }
    if (done.error.undone) await reverts.drop(hostId, approved, signal);
    return done;
  }

  /** A change that would be taken back by itself stays. */
  confirmRevert(id: BackupId, actor: string, signal: AbortSignal): Answer<void> {
    return this.#parts.reverts.confirm(id, actor, signal);
  }

  /** Asks the host how a change ended that it was to take back. */
  async askRevert(id: BackupId, signal: AbortSignal): Answer<void> {
    const asked = await this.#parts.reverts.ask(id, signal);
    return asked.ok ? ok(undefined) : asked;
  }

  /** Has the host take such a change back now. */
  revertNow(id: BackupId, actor: string, signal: AbortSignal): Answer<void> {
    return this.#parts.reverts.now(id, actor, signal);
  }

  /** The latest first. */
  backups(): Backup[] {
    return this.#parts.backups.list();
  }

  /** Said whenever `backups` would answer differently. */
  get changed(): Emitter<void> {
    return this.#parts.backups.changed;
  }

  /** What restoring would do to the file as it is now on its host. */
  async compare(id: BackupId, signal: AbortSignal): Answer<BackupComparison> {
    const found = this.#parts.backups.get(id);
    if (!found.ok) return found;
    const { digestAfter, digestBefore, hostId, path } = found.value;
    const opened = await this.open(hostId, signal);
    if (!opened.ok) return opened;
    using files = opened.value;
    const refused = await this.#refused(files, found.value, signal);
    if (refused !== null) return fail(refused);
    const now = await presentFile(files, path, this.rules().largestWrite, signal);
    if (!now.ok) return now;
    const content = await this.#parts.backups.content(found.value);
    if (!content.ok) return content;
    const digestNow = now.value?.digest ?? null;
    const asLeft = digestNow === digestAfter ? "as-left" : "changed";
    return ok({
      diff: fileDiff(path, now.value?.bytes ?? null, content.value),
      state: digestNow === digestBefore ? "restored" : asLeft,
      digestNow,
    });
  }

  /**
   * Puts back what a file was, where `digestNow` is what is there. The same checks as for the agent, a backup of its own,
   * and in the audit as the act of `actor`.
   */
  async restore(
    id: BackupId,
    digestNow: string | null,
    actor: string,
    signal: AbortSignal,
  ): Answer<{ notes: string[] }> {
    const found = this.#parts.backups.get(id);
    if (!found.ok) return found;
    const backup = found.value;
    const content = await this.#parts.backups.content(backup);
    if (!content.ok) return content;
    const opened = await this.open(backup.hostId, signal);
    if (!opened.ok) return opened;
    using files = opened.value;
    const refused = await this.#refused(files, backup, signal);
    if (refused !== null) return fail(refused);
    const resolved = await resolvePath(files, backup.path, signal);
    if (!resolved.ok) return resolved;
    const change: FileChange = {
      operation: "restore",
      path: backup.path,
      hostName: this.#parts.hosts.get(backup.hostId)?.name ?? backup.hostName,
      reason: `Back to what it was before ${new Date(backup.createdAt).toISOString()}.`,
      digestBefore: digestNow,
      after: content.value,
      missing: resolved.value.missing,
      ...attributesOf(backup),
    };
    const note = this.#notes(files, change, backup, actor);
    const done = await this.change(files, change, () => note("start", {}), signal);
    const failed = done.ok ? {} : { code: done.error.error.code, undone: done.error.undone };
    const recorded = await note("result", { state: done.ok ? "done" : "failed", ...failed });
    if (!done.ok) return fail(done.error.error);
    return recorded.ok ? ok({ notes: done.value.notes }) : recorded;
  }

  /** An entry of the audit about a restore. */
  #notes(files: TargetFiles, change: FileChange, { digestBefore, id }: Backup, actor: string) {
    const { user, hostId } = files.identity;
    const action = {
      kind: "change-file",
      operation: "restore",
      path: change.path,
      digestBefore: change.digestBefore,
      digestAfter: digestBefore,
    };
    return async (kind: string, detail: Record<string, string | boolean | null>) => {
      const target = `${user}@${change.hostName} (${hostId})`;
      const entry = { kind, actor, request: id, target, detail: { action, ...detail } };
      const recorded = await this.#parts.record(entry);
      return recorded.ok ? ok(undefined) : recorded;
    };
  }

  async #refused(
    files: TargetFiles,
    backup: Backup,
    signal: AbortSignal,
  ): Promise<FairleadError | null> {
    const operation = backup.digestBefore === null ? "delete" : "write";
    const refusal = await this.refusal(
      files,
      operation,
      { path: backup.path, facts: null },
      signal,
    );
    if (!refusal.ok) return refusal.error;
    const said = refusal.value ?? sizeRefusal(this.rules(), backup.bytesBefore ?? 0);
    return said === null ? null : failure("file-refused", said);
  }

  async #homeOf(files: TargetFiles, signal: AbortSignal): Answer<string> {
    const known = this.#homes.get(files);
    if (known !== undefined) return ok(known);
    const home = await resolvePath(files, "~", signal);
    if (!home.ok) return home;
    this.#homes.set(files, home.value.path);
    return ok(home.value.path);
  }

  /** A file of this machine under a further name that is really one in Fairlead's own folder. */
  async #isOwn(files: TargetFiles, facts: FileFacts | null): Promise<boolean> {
    if (!(files instanceof LocalFiles) || facts === null || (facts.names ?? 1) < 2) return false;
    const never = new AbortController().signal;
    const identity = inodeOf(facts);
    for (const folder of this.#parts.ownFolders) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const paths = entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      const looked = await files.look(paths, never);
      if (looked.ok && looked.value.some((each) => each !== null && inodeOf(each) === identity)) {
        return true;
      }
    }
    return false;
  }
}

/** Device and inode, which begin the stamp of a local file. */
const inodeOf = ({ stamp }: FileFacts): string => stamp.split(":").slice(0, 2).join(":");

/** What a file that is not there any more is to be again. */
function attributesOf({ group, mode, user }: Backup): Pick<FileChange, "as"> {
  if (mode === null) return {};
  return { as: { mode, owner: user === null || group === null ? null : { user, group } } };
}
