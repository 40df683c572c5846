import type { Approval } from "../../shared/contract/approvals.ts";
import type { AuditEntry, AuditVerdict } from "../../shared/contract/audit.ts";
import type { ChatItem, Conversation, ToolInfo } from "../../shared/contract/chat.ts";
import type { EngineListing } from "../../shared/contract/containers.ts";
import type { ContextInfo } from "../../shared/contract/context.ts";
import type { CredentialEvent } from "../../shared/contract/credentials.ts";
import type { UpdateState } from "../../shared/contract/desktop.ts";
import type { Backup, BackupComparison } from "../../shared/contract/files.ts";
import type { Fleet, FleetRow } from "../../shared/contract/fleet.ts";
import {
  type Host,
  type HostStatus,
  type HostTest,
  type ImportableHost,
  plainWay,
} from "../../shared/contract/hosts.ts";
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
import { auditOf } from "./audit-scene.ts";
import { changedFiles, comparisons } from "./changed-files.ts";
import { containersByHost } from "./containers-scene.ts";
import { aContext, told } from "./context-scene.ts";
import { fleetCheck, fleetScene } from "./fleet-scene.ts";
import { historyScene } from "./history-scene.ts";
import { judge } from "./judged.ts";
import { recorded } from "./recorded.ts";
import { everyTool } from "./tools-scene.ts";

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

const minute = 60_000;

export function host(name: string, more: Partial<Host> = {}): Host {
  return {
    id: `host-${name}`,
    kind: "ssh",
    source: "person",
    createdAt: 0,
    name,
    address: `${name}.example.org`,
    port: 22,
    user: "root",
    authentication: { kind: "agent" },
    ...plainWay,
    group: "",
    tags: [],
    notes: "",
    favourite: false,
    colour: null,
    ...more,
  };
}

const local = host("local", {
  id: "host-local",
  kind: "local",
  source: "built-in",
  name: "This computer",
  address: "localhost",
  user: "",
});

export function terminal(channel: number, more: Partial<TerminalInfo> = {}): TerminalInfo {
  return {
    id: `term-${channel}`,
    channel,
    hostId: "host-web-1",
    hostName: "web-1",
    name: null,
    user: "root",
    title: "",
    directory: "/var/log",
    shell: "bash",
    integration: "marks",
    agentForwarded: false,
    durability: "tmux",
    panel: `term-${channel}`,
    tmuxSession: "fairlead-abc",
    state: "ready",
    stateReason: null,
    nextTryAt: null,
    remedy: null,
    driver: "person",
    driverSince: 0,
    agentWaits: null,
    recording: null,
    running: null,
    needsInput: null,
    size: { columns: 80, rows: 24 },
    openedAt: Date.now() - 5 * minute,
    ...more,
  };
}

export function approval(id: string, command: string, more: Partial<Approval> = {}): Approval {
  return {
    id: `appr-${id}`,
    conversationId: "conv-one",
    turnId: "turn-2",
    itemId: `item-${id}`,
    action: { kind: "run-shell", command },
    target: {
      terminalId: "term-1",
      hostId: "host-web-1",
      hostName: "web-1",
      user: "root",
      directory: "/var/log",
      fingerprint: "f",
    },
    reason: "The upstream was renamed in the configuration; a reload makes nginx read it.",
    judgement: judge(command),
    urgency: "normal",
    step: null,
    createdAt: Date.now(),
    expiresAt: null,
    ...more,
  };
}

/** A plan in the middle of its work: one step of each kind. */
export function planOf(more: Partial<Plan> = {}): Plan {
  const step = (
    text: string,
    status: Plan["steps"][number]["status"],
    rest: Partial<Plan["steps"][number]> = {},
  ) => ({ text, status, note: "", by: null, several: false, open: [], ...rest });
  return {
    id: "plan-one",
    title: "Bring the upstream of nginx back",
    state: "active",
    abortedBy: null,
    createdAt: Date.now(),
    changedAt: Date.now(),
    steps: [
      step("find the upstream that fails", "done", { by: "command" }),
      step("take a copy of /etc/nginx/conf.d/upstream.conf", "skipped", { by: "person" }),
      step("reload nginx on web-1", "active"),
      step("ask for the front page ten times and count the answers other than 200", "pending"),
      step("reload nginx on web-2", "pending"),
    ],
    ...more,
  };
}

export const webWindow = (id: string, more: Partial<WebSession> = {}): WebSession => ({
  id,
  createdAt: Date.now() - 5 * minute,
  usedAt: Date.now(),
  address: "127.0.0.1",
  userAgent:
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
  connected: true,
  current: false,
  ...more,
});

export const practice: ModelProfile = {
  id: "model-practice",
  name: "practice, no language model",
  provider: "practice",
  baseUrl: "http://127.0.0.1:1/v1",
  model: "practice",
  key: { kind: "none" },
  toolsOff: [],
};

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
  scene.hosts = [
    local,
    host("bastion", { favourite: true, port: 2222 }),
    host("web-1", { group: "production", tags: ["prod", "nginx"], notes: "Frontend, behind lb-1" }),
    host("web-2", { group: "production", tags: ["prod"] }),
    host("db-1", { group: "production", tags: ["prod", "postgres"] }),
    host("lab-node-with-a-very-long-name-indeed-3", { group: "lab" }),
    host("lab-1", { group: "lab" }),
    host("alone", { user: "" }),
  ];
  scene.statuses = [
    { hostId: "host-web-1", state: "connected", latencyMs: 3.2, problem: null },
    { hostId: "host-web-2", state: "connecting", latencyMs: null, problem: null },
    { hostId: "host-db-1", state: "lost", latencyMs: null, problem: "no answer for 30 s" },
    { hostId: "host-lab-1", state: "failed", latencyMs: null, problem: "connection refused" },
  ];
  scene.containers = containersByHost();
  scene.history = [...historyScene];
  scene.terminals = [
    terminal(1),
    terminal(2, {
      hostId: "host-local",
      hostName: "This computer",
      user: "ada",
      directory: "/home/ada",
      durability: "plain",
      tmuxSession: null,
    }),
  ];
  scene.profiles = [
    practice,
    {
      id: "model-one",
      name: "gpt-5",
      provider: "openai-compatible",
      baseUrl: "https://api.example.org/v1",
      model: "gpt-5-2026-08",
      key: { kind: "environment", variable: "OPENAI_API_KEY" },
      toolsOff: [],
    },
  ];
  scene.active = "model-one";
  scene.audit = auditOf(3_000);
  scene.conversations = [
    {
      id: "conv-one",
      title: "Why are 502s up?",
      profileId: null,
      createdAt: now,
      usedAt: now,
      toolsOff: [],
    },
    {
      id: "conv-two",
      title: "Certificates that expire soon on all the hosts of the lab",
      profileId: null,
      createdAt: now - 300 * minute,
      usedAt: now - 300 * minute,
      toolsOff: [],
    },
  ];
  const reload = approval("reload", "systemctl reload nginx", {
    expiresAt: now + 42_000,
    judgement: judge("systemctl reload nginx", {
      production: true,
      offer: "systemctl reload nginx",
    }),
  });
  scene.approvals = [reload];
  scene.items["conv-one"] = [
    {
      kind: "person",
      id: "item-1",
      turnId: "turn-1",
      at: now - 2 * minute,
      text: "why are 502s up?",
    },
    {
      kind: "tool",
      id: "item-2",
      turnId: "turn-1",
      at: now - 2 * minute,
      callId: "c1",
      tool: "run_shell",
      input: "{}",
      command: "journalctl -u nginx --since -1h | grep -c upstream",
      editedFrom: "journalctl -u nginx",
      reason: "",
      terminalId: "term-1",
      hostName: "web-1",
      runId: "run-1",
      answer: { kind: "approve" },
      status: { state: "done" },
      exitCode: 0,
      durationMs: 212,
      output: "1284\n",
    },
    {
      kind: "agent",
      id: "item-3",
      turnId: "turn-1",
      at: now - 2 * minute,
      complete: true,
      text: answerText,
    },
    {
      kind: "tool",
      id: "item-4",
      turnId: "turn-1",
      at: now - 2 * minute,
      callId: "c2",
      tool: "run_shell",
      input: "{}",
      command: "rm -rf /var/cache/nginx/*",
      editedFrom: null,
      reason: "",
      terminalId: "term-1",
      hostName: "web-1",
      runId: null,
      answer: { kind: "deny", comment: "not during the day" },
      status: { state: "denied", comment: "not during the day" },
      exitCode: null,
      durationMs: null,
      output: "",
    },
    {
      kind: "end",
      id: "item-5",
      turnId: "turn-1",
      at: now - 2 * minute,
      reason: "answered",
      error: null,
      usage: { inputTokens: 31_200, outputTokens: 812 },
      durationMs: 8_200,
    },
    { kind: "person", id: "item-6", turnId: "turn-2", at: now, text: "then reload it" },
    {
      kind: "tool",
      id: "item-reload",
      turnId: "turn-2",
      at: now,
      callId: "c3",
      tool: "run_shell",
      input: "{}",
      command: "systemctl reload nginx",
      editedFrom: null,
      reason: reload.reason,
      terminalId: "term-1",
      hostName: "web-1",
      runId: null,
      answer: null,
      status: { state: "asking", approvalId: reload.id },
      exitCode: null,
      durationMs: null,
      output: "",
    },
  ];
  scene.items["conv-two"] = [
    { kind: "person", id: "item-9", turnId: "turn-9", at: now, text: "which certificates expire?" },
    {
      kind: "agent",
      id: "item-10",
      turnId: "turn-9",
      at: now,
      complete: false,
      text: "I was looking at",
    },
    {
      kind: "end",
      id: "item-11",
      turnId: "turn-9",
      at: now,
      reason: "failed",
      error: {
        code: "model-cut",
        sentence:
          "The model's answer was cut off before its end. Nothing of it was run; try again.",
        detail: "stream ended without finish_reason after 3 chunks",
      },
      usage: null,
      durationMs: 900,
    },
  ];
  scene.windows = [
    webWindow("own", { current: true }),
    webWindow("phone", {
      address: "192.0.2.7",
      userAgent:
        "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
    }),
    webWindow("old", { usedAt: now - 180 * minute, connected: false, userAgent: "curl/8.9" }),
  ];
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

const answerText = `The upstream \`app-2\` answers **no health check** since 09:12, so nginx sends 502 for every third request:

| upstream | state | failures |
|---|---|---|
| app-1 | up | 0 |
| app-2 | down | 1284 |

1. Its unit is stopped.
2. The name in \`/etc/nginx/conf.d/app.conf\` is the old one.

\`\`\`sh
sed -i 's/app-2.old/app-2/' /etc/nginx/conf.d/app.conf
nginx -t && systemctl reload nginx
\`\`\`

See [the manual](https://nginx.org/en/docs/) or [this](javascript:alert(1)). ![pixel](https://evil.example/x.png) <img src=x onerror=alert(1)>`;
