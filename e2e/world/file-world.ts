import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { localHostId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { AuditRecord } from "../../src-main/audit/journal.ts";
import { type FileRules, fileRules } from "../../src-main/policy/file-rules.ts";
import { BackupRecords } from "../../src-main/store/backup-records.ts";
import { openStore } from "../../src-main/store/store.ts";
import { Backups } from "../../src-main/targets/files/backups.ts";
import { FileDesk } from "../../src-main/targets/files/file-desk.ts";
import { TimedReverts } from "../../src-main/targets/files/timed-reverts.ts";
import { LocalTarget } from "../../src-main/targets/local-target.ts";
import { SshTarget } from "../../src-main/targets/ssh-target.ts";
import type { Target } from "../../src-main/targets/target.ts";
import { aHost, MemoryTerminals, memoryHosts } from "../../src-main/tools/in-memory-terminals.ts";
import type { PlannedAct, Tool, ToolContext } from "../../src-main/tools/tool.ts";
import { makeKey } from "./ssh-keys.ts";
import { hostOf, sshServices } from "./ssh-services.ts";
import { Sshd } from "./sshd.ts";

const never = new AbortController().signal;

function must<T>(result: Result<T, FairleadError>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.error.code}: ${result.error.detail}`);
}

/** How a tool call ended, in short: what the model is told, or the code and detail of the failure. */
export type Told = { text: string } | { code: string; detail: string; undone: boolean };

/** The file tools on a real machine: this one, or a real sshd with or without SFTP; a desk with real backups around it. */
export class FileWorld implements AsyncDisposable {
  readonly folder: string;
  /** Fairlead's own data folder. */
  readonly home: string;
  readonly host: Host;
  readonly desk: FileDesk;
  readonly backups: Backups;
  readonly context: ToolContext;
  readonly audit: AuditRecord[] = [];
  rules: FileRules = fileRules.parse({});
  /** Breaks the connection to the host, if there is one; what it has started there goes on. */
  readonly breakConnection: () => void;
  /** Whether the audit can be written. */
  auditWorks = true;
  readonly #owned: AsyncDisposableStack;

  private constructor(
    owned: AsyncDisposableStack,
    parts: Pick<FileWorld, "folder" | "home" | "host" | "backups" | "breakConnection"> & {
      target: Target;
    },
  ) {
    this.#owned = owned;
    this.folder = parts.folder;
    this.home = parts.home;
    this.host = parts.host;
    this.backups = parts.backups;
    this.breakConnection = parts.breakConnection;
    const hosts = memoryHosts({ ...aHost, ...parts.host });
    const targets = { get: () => ok(parts.target) };
    const record = async (entry: AuditRecord) => {
      if (!this.auditWorks) return fail(failure("audit-unwritable"));
      this.audit.push(entry);
      return ok(entry as unknown as AuditEntry);
    };
    this.desk = new FileDesk({
      targets,
      hosts,
      rules: () => this.rules,
      ownFolders: [parts.home],
      backups: parts.backups,
      record,
      reverts: owned.use(new TimedReverts({ targets, backups: parts.backups, record })),
    });
    const terminals = new MemoryTerminals();
    const terminal = terminals.add("term-1");
    const info = terminal.info.bind(terminal);
    terminal.info = () => ({ ...info(), hostId: parts.host.id, hostName: parts.host.name });
    this.context = {
      terminals,
      hosts,
      terminalId: "term-1",
      files: this.desk,
      settleMs: 0,
      now: Date.now,
    };
  }

  static async open(
    way: "local" | "sftp" | "shell" = "local",
    quotaBytes?: number,
  ): Promise<FileWorld> {
    await using owned = new AsyncDisposableStack();
    const base = realpathSync(mkdtempSync(join(tmpdir(), "fairlead-file-world-")));
    owned.defer(() => rmSync(base, { recursive: true, force: true }));
    const [folder, home] = [join(base, "work"), join(base, "data")];
    mkdirSync(folder);
    mkdirSync(home, { mode: 0o700 });
    const store = owned.use(must(await openStore(":memory:")));
    const records = new BackupRecords(store);
    const quota = quotaBytes === undefined ? {} : { quotaBytes };
    const backups = owned.use(
      must(await Backups.open({ folder: join(home, "backups"), records, ...quota })),
    );
    const { host, target, breakConnection } = await targetOf(way, owned);
    const parts = { folder, home, host, target, backups, breakConnection };
    return new FileWorld(owned.move(), parts);
  }

  at(...names: string[]): string {
    return join(this.folder, ...names);
  }

  /** Looks, as the tool does before anybody is asked. */
  async look(tool: Tool, input: object): Promise<Result<PlannedAct, FairleadError>> {
    const plan = tool.plan(JSON.stringify({ reason: "a test", ...input }), this.context);
    if (!plan.ok) return plan;
    if (plan.value.kind !== "look") throw new Error("this does not look first");
    const planned = await plan.value.look(never);
    if (planned.ok && planned.value.kind !== "act") throw new Error("this is no change of a file");
    return planned as Result<PlannedAct, FairleadError>;
  }

  /** The act that is proposed; a test cannot go on without. */
  async plan(tool: Tool, input: object): Promise<PlannedAct> {
    return must(await this.look(tool, input));
  }

  /** Does it as if approved. */
  async act(
    act: PlannedAct,
    begin: () => Promise<Result<void, FairleadError>> = async () => ok(undefined),
  ): Promise<Told> {
    const done = await act.act(act.action, begin, never);
    if (done.ok) return { text: done.value.text };
    const { error, undone } = done.error;
    return { code: error.code, detail: error.detail ?? "", undone };
  }

  /** From the call to its end, approved at once; what the rules refuse is refused. */
  async call(tool: Tool, input: object): Promise<Told> {
    const act = await this.look(tool, input);
    if (!act.ok) return { code: act.error.code, detail: act.error.detail ?? "", undone: true };
    const [refusal] = act.value.refusals(act.value.action);
    if (refusal !== undefined) return { code: "refused", detail: refusal.sentence, undone: true };
    return this.act(act.value);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#owned.disposeAsync();
  }
}

async function targetOf(
  way: "local" | "sftp" | "shell",
  owned: AsyncDisposableStack,
): Promise<{ host: Host; target: Target; breakConnection: () => void }> {
  if (way === "local") {
    const target = owned.use(new LocalTarget(process.env));
    const host: Host = { ...aHost, id: localHostId, kind: "local", name: "here" };
    return { host, target, breakConnection: () => undefined };
  }
  const lines = way === "sftp" ? ["Subsystem sftp internal-sftp"] : [];
  const sshd = owned.use(await Sshd.start({ lines }));
  sshd.authorize(makeKey(sshd.directory, "id"));
  const host = hostOf(sshd);
  const target = owned.use(new SshTarget(() => host, sshServices(sshd.home)));
  return { host, target, breakConnection: () => sshd.killSessions() };
}
