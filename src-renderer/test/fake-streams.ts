import type { ApprovalEvent } from "../../shared/contract/approvals.ts";
import type { AuditEvent } from "../../shared/contract/audit.ts";
import type { ChatEvent, ConversationEvent } from "../../shared/contract/chat.ts";
import type { ContextInfo } from "../../shared/contract/context.ts";
import type { CredentialEvent } from "../../shared/contract/credentials.ts";
import type { UpdateState } from "../../shared/contract/desktop.ts";
import type { FileEvent } from "../../shared/contract/files.ts";
import type { FleetEvent, FleetListEvent } from "../../shared/contract/fleet.ts";
import type { HostEvent } from "../../shared/contract/hosts.ts";
import type { ModelEvent } from "../../shared/contract/models.ts";
import type { PolicyEvent } from "../../shared/contract/policy.ts";
import type { QuestionEvent } from "../../shared/contract/questions.ts";
import type { RecordingsEvent } from "../../shared/contract/recordings.ts";
import type { ActiveRun } from "../../shared/contract/runs.ts";
import type { SettingsEvent } from "../../shared/contract/settings.ts";
import type { TerminalEvent } from "../../shared/contract/terminals.ts";
import type { AttachedEvent, TmuxListingEvent } from "../../shared/contract/tmux.ts";
import type { ConversationId, FleetId } from "../../shared/ids.ts";
import { Said } from "./said.ts";
import type { Scene } from "./scene.ts";

/** Every stream of the contract, each of which begins with what the scene holds then. */
export class FakeStreams {
  readonly #scene: Scene;
  readonly #chats = new Map<ConversationId, Said<ChatEvent>>();
  readonly #fleets = new Map<FleetId, Said<FleetEvent>>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  readonly hosts = new Said<HostEvent>(() => ({
    type: "hosts-listed",
    hosts: [...this.#scene.hosts],
    statuses: this.#scene.statuses,
  }));
  readonly terminals = new Said<TerminalEvent>(() => ({
    type: "terminals-listed",
    terminals: this.#scene.terminals,
  }));
  readonly conversations = new Said<ConversationEvent>(() => ({
    type: "conversations-listed",
    conversations: [...this.#scene.conversations],
  }));
  readonly approvals = new Said<ApprovalEvent>(() => ({
    type: "approvals-listed",
    approvals: [...this.#scene.approvals],
  }));
  readonly policy = new Said<PolicyEvent>(() => ({
    type: "policy-changed",
    policy: structuredClone(this.#scene.policy),
  }));
  readonly questions = new Said<QuestionEvent>(() => ({
    type: "questions-listed",
    questions: [...this.#scene.questions],
  }));
  readonly models = new Said<ModelEvent>(() => ({
    type: "models-listed",
    profiles: [...this.#scene.profiles],
    active: this.#scene.active,
    fromEnvironment: false,
  }));
  readonly settings = new Said<SettingsEvent>(() => ({
    type: "settings-changed",
    settings: structuredClone(this.#scene.settings),
    fixed: [],
    problem: null,
  }));
  readonly recordings = new Said<RecordingsEvent>(() => ({
    type: "recordings-listed",
    recordings: [...this.#scene.recordings.list],
  }));
  readonly runs = new Said<{ type: "runs-listed"; runs: ActiveRun[] }>(() => ({
    type: "runs-listed",
    runs: [...this.#scene.runs],
  }));
  readonly attached = new Said<AttachedEvent>(() => ({
    type: "sessions-attached",
    sessions: structuredClone(this.#scene.attached),
  }));
  readonly tmux = new Said<TmuxListingEvent>(() => structuredClone(this.#scene.tmux));
  readonly files = new Said<FileEvent>(() => ({
    type: "backups-listed",
    backups: [...this.#scene.backups],
  }));
  readonly fleets = new Said<FleetListEvent>(() => ({
    type: "fleets-listed",
    fleets: this.#scene.fleets.map(({ fleet }) => fleet),
  }));
  readonly credentials = new Said<CredentialEvent>(() => this.#scene.credentials);
  readonly updates = new Said<UpdateState>(() => this.#scene.update);
  readonly contexts = new Said<ContextInfo>(() => this.#scene.context);
  readonly audit = new Said<AuditEvent>(() => ({
    type: "audit-opened",
    entries: this.#scene.audit.length,
    signed: true,
    problem: null,
  }));

  /** One conversation; "conv-one" is the one in which the agent works. */
  chat(id: ConversationId): Said<ChatEvent> {
    return kept(this.#chats, id, () => ({
      type: "items-listed",
      items: this.#scene.items[id] ?? [],
      turnId: id === "conv-one" ? "turn-2" : null,
      plan: this.#scene.plans[id]?.at(-1) ?? null,
    }));
  }

  /** One run on many hosts; null = there is none of this id. */
  fleet(id: FleetId): Said<FleetEvent> | null {
    const known = () => this.#scene.fleets.find(({ fleet }) => fleet.id === id);
    const shown = known();
    if (shown === undefined) return null;
    return kept(this.#fleets, id, () => ({ type: "fleet-shown", ...(known() ?? shown) }));
  }

  /** Tells every stream that lists something how the scene is now. */
  sayAll(): void {
    const { hosts, updates, conversations, approvals, policy, questions, models, settings } = this;
    const { files, fleets, recordings, runs, attached, tmux, credentials } = this;
    for (const stream of [hosts, updates, conversations, approvals, policy, questions, models]) {
      stream.sayState();
    }
    for (const stream of [settings, files, fleets, recordings, runs, attached, tmux, credentials]) {
      stream.sayState();
    }
  }
}

function kept<Id, T>(all: Map<Id, Said<T>>, id: Id, state: () => T): Said<T> {
  const known = all.get(id) ?? new Said(state);
  all.set(id, known);
  return known;
}
