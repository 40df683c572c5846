import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { AuditRecord } from "../../src-main/audit/journal.ts";
import { type FileRules, fileRules } from "../../src-main/policy/file-rules.ts";
import { BackupRecords } from "../../src-main/store/backup-records.ts";
import { openStore } from "../../src-main/store/store.ts";
import { Backups } from "../../src-main/targets/files/backups.ts";
import { FileDesk } from "../../src-main/targets/files/file-desk.ts";
import { TimedReverts } from "../../src-main/targets/files/timed-reverts.ts";
import { aHost, MemoryTerminals, memoryHosts } from "../../src-main/tools/in-memory-terminals.ts";
import type { PlannedAct, Tool, ToolContext } from "../../src-main/tools/tool.ts";
import { FilePlace, type FileWay } from "./file-place.ts";

const never = new AbortController().signal;

function must<T>(result: Result<T, FairleadError>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.error.code}: ${result.error.detail}`);
}

/** How a tool call ended, in short: what the model is told, or the code and detail of the failure. */
export type Told = { text: string } | { code: string; detail: string; undone: boolean };

/** The file tools on a real machine (see `FileWay`); a desk with real backups around it. */
export class FileWorld implements AsyncDisposable {
  readonly folder: string;
  /** Fairlead's own data folder. */
  readonly home: string;
  readonly place: FilePlace;
  readonly desk: FileDesk;
  readonly backups: Backups;
  readonly context: ToolContext;
  readonly audit: AuditRecord[] = [];
  rules: FileRules = fileRules.parse({});
  /** Whether the audit can be written. */
  auditWorks = true;
  readonly #owned: AsyncDisposableStack;

  private constructor(
    owned: AsyncDisposableStack,
    { folder, home, place, backups }: Pick<FileWorld, "folder" | "home" | "place" | "backups">,
  ) {
    this.#owned = owned;
    this.folder = folder;
    this.home = home;
    this.place = place;
    this.backups = backups;
    const hosts = memoryHosts({ ...aHost, ...place.host });
    const targets = { get: () => ok(place.target) };
    const record = async (entry: AuditRecord) => {
      if (!this.auditWorks) return fail(failure("audit-unwritable"));
      this.audit.push(entry);
      return ok(entry as unknown as AuditEntry);
    };
    this.desk = new FileDesk({
      targets,
      hosts,
      rules: () => this.rules,
      ownFolders: [home],
      backups,
      record,
      reverts: owned.use(new TimedReverts({ targets, backups, record })),
    });
    const terminals = new MemoryTerminals();
    const terminal = terminals.add("term-1");
    const info = terminal.info.bind(terminal);
    terminal.info = () => ({ ...info(), hostId: place.host.id, hostName: place.host.name });
    this.context = {
      terminals,
      hosts,
      terminalId: "term-1",
      files: this.desk,
      settleMs: 0,
      now: Date.now,
    };
  }

  /** Its folders are made anew in a place of its own, or in one that its opener disposes of. */
  static async open(where: FileWay | FilePlace = "local", quotaBytes?: number): Promise<FileWorld> {
    await using owned = new AsyncDisposableStack();
    const place = typeof where === "string" ? owned.use(await FilePlace.open(where)) : where;
    const base = realpathSync(mkdtempSync(join(place.folder, "world-")));
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
    return new FileWorld(owned.move(), { folder, home, place, backups });
  }

  get host(): Host {
    return this.place.host;
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
