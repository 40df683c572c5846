import type { Approval } from "../../shared/contract/approvals.ts";
import type { AuditEntry, AuditVerdict } from "../../shared/contract/audit.ts";
import type { ChatItem, Conversation, ToolInfo } from "../../shared/contract/chat.ts";
import type { EngineListing } from "../../shared/contract/containers.ts";
import type { ContextInfo } from "../../shared/contract/context.ts";
import type { CredentialEvent } from "../../shared/contract/credentials.ts";
import type { UpdateState } from "../../shared/contract/desktop.ts";
import type { Backup, BackupComparison } from "../../shared/contract/files.ts";
import type { Fleet, FleetRow } from "../../shared/contract/fleet.ts";
import type { Host, HostStatus, HostTest, ImportableHost } from "../../shared/contract/hosts.ts";
import type { ModelProfile } from "../../shared/contract/models.ts";
import type { Plan } from "../../shared/contract/plan.ts";
import type { PolicyInForce } from "../../shared/contract/policy.ts";
import type { Question } from "../../shared/contract/questions.ts";
import type { Recording, RecordingHit } from "../../shared/contract/recordings.ts";
import type { ActiveRun, RunProcess } from "../../shared/contract/runs.ts";
import type { OwnThemes, SettingsEvent } from "../../shared/contract/settings.ts";
import type { FillOffer, Run, TerminalInfo } from "../../shared/contract/terminals.ts";
import type { AttachedSession, TmuxListingEvent } from "../../shared/contract/tmux.ts";
import type { ConversationId, ProfileId } from "../../shared/ids.ts";
import { presetTable } from "../../shared/preset-table.ts";
import { settings } from "../../shared/settings.ts";
import type { WebSession } from "../../shared/web-endpoints.ts";
import type { FleetCheckShown } from "../fleet/fleet-draft.ts";
import { approval } from "./approvals-scene.ts";
import { auditOf } from "./audit-scene.ts";
import { changedFiles, comparisons } from "./changed-files.ts";
import { conversationsOfADay, itemsOfADay } from "./chat-scene.ts";
import { containersByHost } from "./containers-scene.ts";
import { aContext, told } from "./context-scene.ts";
import { fleetCheck, fleetScene } from "./fleet-scene.ts";
import { historyScene } from "./history-scene.ts";
import { hostStatuses, hostsOfADay, local } from "./hosts-scene.ts";
import { judge } from "./judged.ts";
import { profilesOfADay } from "./models-scene.ts";
import { recorded } from "./recorded.ts";
import { terminalsOfADay } from "./terminals-scene.ts";
import { everyTool } from "./tools-scene.ts";
import { webWindow, windowsOfADay } from "./windows-scene.ts";

/** Everything the fake main knows: a test changes it and says so. */
export interface Scene {
  hosts: Host[];
  statuses: HostStatus[];
  importable: ImportableHost[];
  /** What a connection test says of the hosts on the way. */
  hopsTested: HostTest["hops"];
  /** By host; a host that is not here has no engine. */
  containers: Record<string, EngineListing[]>;
  terminals: TerminalInfo[];
  /** Records of commands. */
  history: Run[];
  /** What waits or runs, and the processes of whichever is asked for. */
  runs: ActiveRun[];
  processes: RunProcess[];
  conversations: Conversation[];
  /** null: they cannot be listed. */
  tools: ToolInfo[] | null;
  items: Record<ConversationId, ChatItem[]>;
  /** Oldest first. */
  plans: Record<ConversationId, Plan[]>;
  /** How full every conversation is. */
  context: ContextInfo;
  /** What the agent is told. */
  told: string;
  approvals: Approval[];
  questions: Question[];
  profiles: ModelProfile[];
  active: ProfileId | null;
  policy: PolicyInForce;
  settings: SettingsEvent["settings"];
  update: UpdateState;
  /** Stored secrets for questions in terminals. */
  fillOffers: { fitting: FillOffer[]; others: FillOffer[] };
  /** What the themes folder holds. */
  themes: OwnThemes;
  credentials: CredentialEvent;
  ollama: { baseUrl: string; models: string[] } | null;
  /** What the tmux of every host says, and what is shown of it. */
  tmux: TmuxListingEvent;
  attached: AttachedSession[];
  /** Recordings, what each of them holds, and what a search finds. */
  recordings: { list: Recording[]; file: string; hits: RecordingHit[] };
  backups: Backup[];
  /** Runs on many hosts, the newest first. */
  fleets: { fleet: Fleet; rows: FleetRow[] }[];
  /** By the id of a run. */
  fleetOutput: Record<string, string>;
  /** What a check of any draft says; null = it is refused. */
  fleetCheck: FleetCheckShown | null;
  /** A backup without one: its host cannot be reached. */
  comparisons: Record<string, BackupComparison>;
  audit: AuditEntry[];
  auditVerdict: AuditVerdict;
  /** The audit cannot be read. */
  auditFailure: boolean;
  /** null: they cannot be listed. */
  windows: WebSession[] | null;
}

const { models: _elsewhere, ...usual } = settings.parse({});

/** A first run: nothing but this computer. */
export function emptyScene(): Scene {
  return {
    hosts: [local],
    statuses: [],
    importable: [],
    hopsTested: [],
    containers: {},
    terminals: [],
    history: [],
    runs: [],
    processes: [],
    conversations: [],
    tools: [...everyTool],
    items: {},
    plans: {},
    context: structuredClone(aContext),
    told,
    approvals: [],
    questions: [],
    profiles: [],
    active: null,
    policy: {
      mode: "ask",
      preset: "balanced",
      overrides: [],
      permissions: [],
      table: presetTable,
      file: {
        path: "/home/ada/.local/share/fairlead/policy.json",
        present: false,
        problem: null,
        waiting: false,
      },
      rules: {},
      hash: "",
    },
    settings: structuredClone(usual),
    fillOffers: { fitting: [], others: [] },
    themes: { folder: "/home/ada/.local/share/fairlead/themes", themes: [], problems: [] },
    credentials: {
      type: "credentials-changed",
      backend: "memory",
      locked: false,
      explanation:
        "No keychain answered here. Secrets are kept in memory and forgotten when Fairlead ends.",
      stored: [],
    },
    ollama: null,
    tmux: {
      type: "sessions-listed",
      listing: { state: "no-server", version: "3.3a", server: null, sessions: [] },
    },
    attached: [],
    recordings: { list: [], file: "", hits: [] },
    update: { kind: "off" },
    backups: [],
    fleets: [],
    fleetOutput: {},
    fleetCheck: null,
    comparisons: {},
    audit: [],
    auditVerdict: {
      intact: true,
      entries: 1_234,
      files: 1,
      broken: null,
      origin: {
        state: "proven",
        sentence: "The head is signed with the key of this computer's keychain (9f3a).",
      },
    },
    auditFailure: false,
    windows: [webWindow("own", { current: true })],
  };
}

/** A working day: hosts, terminals, a conversation with every kind of entry, two questions. */
export function busyScene(): Scene {
  const scene = emptyScene();
  const now = Date.now();
  scene.hosts = hostsOfADay();
  scene.statuses = hostStatuses();
  scene.containers = containersByHost();
  scene.history = [...historyScene];
  scene.terminals = terminalsOfADay();
  scene.profiles = profilesOfADay();
  scene.active = "model-one";
  scene.audit = auditOf(3_000);
  scene.conversations = conversationsOfADay(now);
  const reload = approval("reload", "systemctl reload nginx", {
    expiresAt: now + 42_000,
    judgement: judge("systemctl reload nginx", {
      production: true,
      offer: "systemctl reload nginx",
    }),
  });
  scene.approvals = [reload];
  scene.items = itemsOfADay(now, reload);
  scene.windows = windowsOfADay(now);
  scene.credentials = {
    type: "credentials-changed",
    backend: "vault",
    locked: true,
    explanation: "Secrets are in a vault file that only your passphrase opens.",
    stored: [{ id: "cred-1", label: "password of root@web-1" }],
  };
  scene.backups = changedFiles(now);
  Object.assign(scene, fleetScene(120), { fleetCheck: fleetCheck(4) });
  scene.recordings = recorded(now);
  scene.comparisons = { ...comparisons };
  return scene;
}
