import type { AuditFilter } from "../../shared/audit-filter.ts";
import type { AppInfo, DoctorCheck } from "../../shared/contract/app.ts";
import type { Approval, ApprovalAnswer, Refusal } from "../../shared/contract/approvals.ts";
import type {
  AuditEntry,
  AuditFormat,
  AuditPage,
  AuditVerdict,
} from "../../shared/contract/audit.ts";
import type { ChatEvent, ChatItem, Conversation, ToolInfo } from "../../shared/contract/chat.ts";
import type { EngineListing } from "../../shared/contract/containers.ts";
import type { ContextInfo } from "../../shared/contract/context.ts";
import type { CredentialEvent } from "../../shared/contract/credentials.ts";
import type { UpdateState } from "../../shared/contract/desktop.ts";
import type { Backup, BackupComparison } from "../../shared/contract/files.ts";
import type { Fleet, FleetDraft, FleetEvent, FleetRow } from "../../shared/contract/fleet.ts";
import type {
  ContainerPlace,
  Host,
  HostChange,
  HostDraft,
  HostStatus,
  HostTest,
  ImportableHost,
} from "../../shared/contract/hosts.ts";
import type { ModelDraft, ModelProfile } from "../../shared/contract/models.ts";
import type { Plan, PlanChange } from "../../shared/contract/plan.ts";
import type {
  Judgement,
  ModeOverride,
  PolicyInForce,
  PolicyScope,
  Preset,
} from "../../shared/contract/policy.ts";
import type { Question, QuestionAnswer } from "../../shared/contract/questions.ts";
import type { Recording, RecordingHit, RecordingsEvent } from "../../shared/contract/recordings.ts";
import type { ActiveRun, RunLimit, RunProcess, RunSignal } from "../../shared/contract/runs.ts";
import type { OwnThemes, SettingsChange } from "../../shared/contract/settings.ts";
import type {
  FillOffer,
  Run,
  TerminalEvent,
  TerminalInfo,
  TerminalSize,
} from "../../shared/contract/terminals.ts";
import type {
  AttachedSession,
  TmuxAct,
  TmuxListingEvent,
  TmuxSessionKey,
  TmuxSizePolicy,
} from "../../shared/contract/tmux.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type {
  ApprovalId,
  BackupId,
  ConversationId,
  CredentialId,
  FleetId,
  HostId,
  PermissionId,
  ProfileId,
  QuestionId,
  RecordingId,
  RunId,
  TerminalId,
  TurnId,
} from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { Settings } from "../../shared/settings.ts";
import type { TurnOptions } from "../agent/chat-parts.ts";
import type { FleetCheck } from "../agent/fleet/person-fleets.ts";
import type { RowPlace } from "../agent/fleet/row-in-terminal.ts";
import type { RecordAudit } from "../audit/journal.ts";
import type { Emitter } from "../base/emitter.ts";
import type { Secret } from "../base/secret.ts";

type Now<T> = T | Promise<T>;
type Answer<T> = Now<Result<T, FairleadError>>;

/**
 * What the doors need of the core, and no more: `build.ts` passes the real classes. A failure is a Result; a throw is a
 * bug and is told to `reportFault`.
 */
export type Services = {
  app: { info(): Now<AppInfo>; doctor(signal: AbortSignal): Promise<DoctorCheck[]> };
  /** null wherever the core does not run in the desktop app. */
  desktop: DesktopService | null;
  inventory: InventoryService;
  targets: TargetsService;
  questions: QuestionsService;
  terminals: TerminalsService;
  runs: RunsService;
  fills: FillsService;
  recordings: RecordingsService;
  tmux: TmuxService;
  chat: ChatService;
  contexts: ContextsService;
  approvals: ApprovalsService;
  policy: PolicyService;
  settings: SettingsService;
  themes: { read(): Promise<OwnThemes> };
  models: ModelsService;
  credentials: CredentialsService;
  files: FilesService;
  fleet: FleetService;
  audit: AuditService;
  reportFault(error: unknown, call: string): void;
};

export type DesktopService = {
  openWindow(): void;
  updates: {
    state(): UpdateState;
    readonly changed: Emitter<void>;
    look(): Promise<void>;
    fetch(): Promise<void>;
  };
};

export type InventoryService = {
  list(): Host[];
  add(draft: HostDraft, source: Host["source"]): Answer<Host>;
  addContainer(
    entry: { container: ContainerPlace; user: string },
    source: Host["source"],
  ): Answer<Host>;
  update(id: HostId, draft: HostChange): Answer<Host>;
  remove(id: HostId): Answer<void>;
  importable(): Now<ImportableHost[]>;
  importFromSshConfig(aliases: string[], forwardAgent: string[]): Answer<Host[]>;
  readonly changed: Emitter<void>;
};

export type TargetsService = {
  statuses(): HostStatus[];
  readonly statusChanged: Emitter<HostStatus>;
  containers(id: HostId, context: string | null, signal: AbortSignal): Answer<EngineListing[]>;
  test(id: HostId, signal: AbortSignal): Answer<HostTest>;
};

export type QuestionsService = {
  list(): Question[];
  answer(id: QuestionId, answer: QuestionAnswer): Answer<void>;
  readonly changed: Emitter<void>;
};

export type TerminalsService = {
  list(): TerminalInfo[];
  open(hostId: HostId, size: TerminalSize): Answer<TerminalInfo>;
  close(id: TerminalId): Answer<void>;
  reconnect(id: TerminalId): Answer<void>;
  rename(id: TerminalId, name: string | null): Answer<void>;
  newShell(id: TerminalId): Answer<void>;
  handBack(id: TerminalId, clear: boolean): Answer<void>;
  runs(id: TerminalId): Answer<Run[]>;
  memory(id: TerminalId): string;
  runOutput(id: RunId, from: number, limit: number): Answer<{ text: string; total: number }>;
  redact(id: TerminalId, texts: readonly string[]): Answer<{ texts: string[] }>;
  readonly events: Emitter<TerminalEvent>;
};

export type RunsService = {
  list(): ActiveRun[];
  readonly changed: Emitter<void>;
  processes(id: RunId, signal: AbortSignal): Answer<RunProcess[]>;
  /** `actor` is who wants it, for the audit. */
  kill(
    request: {
      id?: RunId | undefined;
      signal: RunSignal;
      processes?: readonly Pick<RunProcess, "pid" | "start">[] | undefined;
    },
    actor: string,
    signal: AbortSignal,
  ): Answer<{ done: string; left: RunProcess[] }>;
  timeout(
    request: { id?: RunId | undefined; durationMs: number | null },
    by: RunLimit["by"],
    actor: string,
  ): Answer<{ id: RunId; limit: RunLimit | null }>;
};

export type FillsService = {
  offers(id: TerminalId, question: number): Answer<{ fitting: FillOffer[]; others: FillOffer[] }>;
  /** `actor` is who consented, for the audit. */
  fill(
    use: { id: TerminalId; question: number; credentialId: CredentialId },
    actor: string,
  ): Answer<void>;
};

export type FleetService = {
  /** The newest first. */
  list(): Fleet[];
  shown(id: FleetId): { fleet: Fleet; rows: FleetRow[] } | undefined;
  check(draft: FleetDraft): Answer<FleetCheck>;
  /** `actor` is who wants it, for the audit. */
  run(
    draft: FleetDraft,
    shown: { seal: string; typedName?: string | undefined },
    actor: string,
  ): Answer<{ id: FleetId }>;
  goOn(id: FleetId, actor: string): Answer<void>;
  stop(id: FleetId, actor: string): Answer<void>;
  inTerminal(place: RowPlace, actor: string): Answer<void>;
  output(id: RunId, from: number, limit: number): Answer<{ text: string; total: number }>;
  readonly changed: Emitter<void>;
  readonly events: Emitter<{ id: FleetId; event: FleetEvent }>;
};

export type TmuxService = {
  /** Ends when `signal` aborts. */
  watch(hostId: HostId, signal: AbortSignal): AsyncGenerator<TmuxListingEvent, void, void>;
  /** `actor` is who did it, for the audit. */
  act(hostId: HostId, server: string | null, act: TmuxAct, actor: string): Answer<void>;
  attach(key: TmuxSessionKey, actor: string, signal: AbortSignal): Answer<TerminalId[]>;
  detach(key: TmuxSessionKey): Answer<void>;
  setPolicy(key: TmuxSessionKey, policy: TmuxSizePolicy): Answer<void>;
  fit(key: TmuxSessionKey, window: number, size: TerminalSize): Answer<void>;
  attached(): AttachedSession[];
  readonly changed: Emitter<void>;
};

export type RecordingsService = {
  list(): Recording[];
  start(id: TerminalId): Answer<void>;
  stop(id: TerminalId): Answer<void>;
  read(id: RecordingId, from: number): Answer<{ text: string; next: number | null }>;
  search(text: string): Promise<RecordingHit[]>;
  remove(id: RecordingId): Answer<void>;
  readonly events: Emitter<RecordingsEvent>;
};

export type ChatService = {
  conversations(): Conversation[];
  readonly conversationsChanged: Emitter<void>;
  create(profileId: ProfileId | null): Answer<Conversation>;
  rename(id: ConversationId, title: string): Answer<void>;
  tools(): ToolInfo[];
  /** `actor` is who switched it, for the audit. */
  setTool(id: ConversationId, tool: string, on: boolean, actor: string): Answer<void>;
  remove(id: ConversationId): Answer<void>;
  send(
    id: ConversationId,
    text: string,
    terminalId: TerminalId | null,
    options: TurnOptions,
  ): Answer<{ turnId: TurnId }>;
  retry(
    id: ConversationId,
    terminalId: TerminalId | null,
    options: TurnOptions,
  ): Answer<{ turnId: TurnId }>;
  stop(id: ConversationId): Answer<void>;
  /** Everything so far, and the turn that is under way. At once where the conversation was looked at before. */
  state(
    id: ConversationId,
  ): Answer<{ items: ChatItem[]; turnId: TurnId | null; plan: Plan | null }>;
  observe(terminalId: TerminalId): Answer<{ text: string }>;
  plans(id: ConversationId): Answer<Plan[]>;
  changePlan(id: ConversationId, change: PlanChange): Answer<void>;
  readonly events: Emitter<{ conversationId: ConversationId; event: ChatEvent }>;
};

export type ContextsService = {
  /** At once where the conversation was looked at before. */
  info(id: ConversationId): Answer<ContextInfo>;
  /** Which conversation's `info` would answer differently; null = any. */
  readonly changed: Emitter<ConversationId | null>;
  told(id: ConversationId | null, terminalId: TerminalId | null): { system: string };
  compact(id: ConversationId): Answer<void>;
};

export type ApprovalsService = {
  list(): Approval[];
  readonly changed: Emitter<void>;
  /** `actor` is who answered, for the audit. */
  answer(id: ApprovalId, answer: ApprovalAnswer, actor: string): Answer<void>;
  check(id: ApprovalId, command: string): Now<{ refusals: Refusal[]; judgement: Judgement | null }>;
};

export type PolicyService = {
  inForce(): PolicyInForce;
  setMode(override: ModeOverride, actor: string): Answer<void>;
  clearMode(scope: PolicyScope, actor: string): Answer<void>;
  setPreset(preset: Preset, actor: string): Answer<void>;
  explain(
    command: string,
    terminalId: TerminalId | null,
    conversationId: ConversationId | null,
  ): Answer<Judgement>;
  forget(id: PermissionId, actor: string): Answer<void>;
  acceptFile(actor: string): Answer<void>;
  readonly changed: Emitter<void>;
};

export type SettingsService = {
  get(): Settings;
  readonly fixed: readonly string[];
  readonly problem: string | null;
  change(change: SettingsChange): Answer<void>;
  readonly changed: Emitter<void>;
};

export type ModelsService = {
  list(): ModelProfile[];
  active(): ProfileId | null;
  readonly fromEnvironment: boolean;
  save(draft: ModelDraft): Answer<ModelProfile>;
  remove(id: ProfileId): Answer<void>;
  select(id: ProfileId): Answer<void>;
  test(id: ProfileId, signal: AbortSignal): Answer<{ latencyMs: number }>;
  findOllama(signal: AbortSignal): Promise<{ baseUrl: string; models: string[] } | null>;
  usePractice(): Answer<ModelProfile>;
  readonly changed: Emitter<void>;
};

export type FilesService = {
  /** The latest first. */
  backups(): Backup[];
  readonly changed: Emitter<void>;
  compare(id: BackupId, signal: AbortSignal): Answer<BackupComparison>;
  restore(
    id: BackupId,
    digestNow: string | null,
    actor: string,
    signal: AbortSignal,
  ): Answer<{ notes: string[] }>;
  confirmRevert(id: BackupId, actor: string, signal: AbortSignal): Answer<void>;
  revertNow(id: BackupId, actor: string, signal: AbortSignal): Answer<void>;
  askRevert(id: BackupId, signal: AbortSignal): Answer<void>;
};

export type CredentialsService = {
  /** Takes the secret over and wipes it. */
  set(label: string, secret: Secret, id?: CredentialId): Answer<CredentialId>;
  /** The caller disposes of the secret. */
  get(id: CredentialId): Answer<Secret>;
  remove(id: CredentialId): Answer<void>;
  unlock(passphrase: Secret): Answer<void>;
  status(): CredentialEvent;
  readonly changed: Emitter<void>;
};

export type AuditService = {
  page(request: { filter: AuditFilter; before: number | null; limit: number }): Answer<AuditPage>;
  verify(signal: AbortSignal): Promise<AuditVerdict>;
  /** Pieces of a file. Throws what the system throws. */
  export(filter: AuditFilter, format: AuditFormat, signal: AbortSignal): AsyncIterable<string>;
  status(): { entries: number; signed: boolean; problem: string | null };
  readonly appended: Emitter<AuditEntry>;
  /** For the doors: who came in. */
  record: RecordAudit;
};
