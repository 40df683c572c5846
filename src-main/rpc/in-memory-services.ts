import type { Approval, ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import type { ChatEvent, ChatItem, Conversation } from "../../shared/contract/chat.ts";
import type { ContextInfo } from "../../shared/contract/context.ts";
import type { Fleet, FleetEvent, FleetRow } from "../../shared/contract/fleet.ts";
import { type Host, type HostStatus, plainWay } from "../../shared/contract/hosts.ts";
import type { PolicyInForce } from "../../shared/contract/policy.ts";
import type { Question } from "../../shared/contract/questions.ts";
import type { RecordingsEvent } from "../../shared/contract/recordings.ts";
import type { TerminalEvent, TerminalInfo } from "../../shared/contract/terminals.ts";
import { failure } from "../../shared/errors.ts";
import {
  type ApprovalId,
  type ConversationId,
  type CredentialId,
  type FleetId,
  localHostId,
  type TurnId,
} from "../../shared/ids.ts";
import { presetTable } from "../../shared/preset-table.ts";
import { fail, ok } from "../../shared/result.ts";
import { settings as settingsSchema } from "../../shared/settings.ts";
import type { AuditRecord } from "../audit/journal.ts";
import { Emitter } from "../base/emitter.ts";
import { newId } from "../base/new-id.ts";
import type { Services } from "./services.ts";

/** A run on many hosts that is over. */
export const aFleet: { fleet: Fleet; rows: FleetRow[] } = {
  fleet: {
    id: "fleet-1",
    origin: "agent",
    conversationId: null,
    reason: "",
    command: "uptime",
    canary: null,
    parallel: 50,
    stopOnFailure: false,
    timeoutSeconds: null,
    state: "done",
    stopped: null,
    hostCount: 0,
    createdAt: 0,
    endedAt: 1,
  },
  rows: [],
};

export const localHost: Host = {
  id: localHostId,
  kind: "local",
  source: "built-in",
  name: "this machine",
  address: "localhost",
  port: 22,
  user: "me",
  authentication: { kind: "agent" },
  ...plainWay,
  group: "",
  tags: [],
  notes: "",
  favourite: false,
  colour: null,
  createdAt: 0,
};

const emptyContext: ContextInfo = {
  model: null,
  window: { tokens: 32_768, from: "unknown" },
  tokens: 5_000,
  counted: false,
  compactsAt: 27_853,
  compacting: false,
  canCompact: false,
  parts: [],
  inputTokens: 0,
  outputTokens: 0,
  nanoDollars: null,
  limits: [],
};

/**
 * Services that live in memory, for tests of the doors: everything can be listed, changed and listened to, nothing is
 * ever run. The fields beside `services` are what a test looks into or plays with.
 */
export function inMemoryServices() {
  const hosts: Host[] = [localHost];
  const statuses: HostStatus[] = [];
  const terminals: TerminalInfo[] = [];
  const conversations: Conversation[] = [];
  const items = new Map<ConversationId, ChatItem[]>();
  const questions: Question[] = [];
  const approvals: Approval[] = [];
  const answers: { id: ApprovalId; answer: ApprovalAnswer; actor: string }[] = [];
  const switched: { id: ConversationId; tool: string; on: boolean; actor: string }[] = [];
  const secrets = new Map<CredentialId, { label: string; bytes: Buffer }>();
  const recorded: AuditRecord[] = [];
  const faults: { error: unknown; call: string }[] = [];
  const emitters = {
    inventory: new Emitter<void>(),
    status: new Emitter<HostStatus>(),
    questions: new Emitter<void>(),
    terminals: new Emitter<TerminalEvent>(),
    runs: new Emitter<void>(),
    tmux: new Emitter<void>(),
    recordings: new Emitter<RecordingsEvent>(),
    conversations: new Emitter<void>(),
    chat: new Emitter<{ conversationId: ConversationId; event: ChatEvent }>(),
    contexts: new Emitter<ConversationId | null>(),
    approvals: new Emitter<void>(),
    settings: new Emitter<void>(),
    policy: new Emitter<void>(),
    models: new Emitter<void>(),
    credentials: new Emitter<void>(),
    files: new Emitter<void>(),
    fleet: new Emitter<void>(),
    fleetEvents: new Emitter<{ id: FleetId; event: FleetEvent }>(),
    audit: new Emitter<AuditEntry>(),
  };
  const policy: PolicyInForce = {
    mode: "ask",
    preset: "balanced",
    overrides: [],
    permissions: [],
    table: presetTable,
    file: { path: "/nowhere/policy.json", present: false, problem: null, waiting: false },
    rules: {},
    hash: "",
  };
  const present = settingsSchema.parse({});
  const services: Services = {
    app: {
      info: () => ({
        version: "0",
        runtime: "web",
        platform: "test",
        home: "/nowhere",
        firstRun: true,
      }),
      doctor: async () => [],
    },
    desktop: null,
    inventory: {
      list: () => hosts,
      add: (draft, source) => {
        if (hosts.some((host) => host.name === draft.name)) {
          return fail(failure("input-invalid", "the name is taken"));
        }
        const given = Object.fromEntries(
          Object.entries(draft).filter(([, value]) => value !== undefined),
        );
        const added: Host = {
          ...localHost,
          name: draft.address,
          ...given,
          id: newId("host"),
          kind: "ssh",
          source,
        };
        hosts.push(added);
        emitters.inventory.emit();
        return ok(added);
      },
      addContainer: ({ container, user }, source) => {
        const { name } = container;
        const made = { kind: "container", container, name, address: name, user, source } as const;
        const added: Host = { ...localHost, ...made, id: newId("host") };
        hosts.push(added);
        emitters.inventory.emit();
        return ok(added);
      },
      update: (id) => {
        const found = hosts.find((host) => host.id === id);
        return found === undefined ? fail(failure("host-unknown")) : ok(found);
      },
      remove: (id) => {
        const at = hosts.findIndex((host) => host.id === id);
        if (at === -1) return fail(failure("host-unknown"));
        hosts.splice(at, 1);
        emitters.inventory.emit();
        return ok(undefined);
      },
      importable: () => [],
      importFromSshConfig: () => ok([]),
      changed: emitters.inventory,
    },
    targets: {
      statuses: () => statuses,
      statusChanged: emitters.status,
      containers: () => fail(failure("engine-missing")),
      test: (_id, signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve(fail(failure("aborted"))));
        }),
    },
    questions: {
      list: () => questions,
      answer: (id) => {
        const at = questions.findIndex((question) => question.id === id);
        if (at === -1) return fail(failure("approval-unknown"));
        questions.splice(at, 1);
        emitters.questions.emit();
        return ok(undefined);
      },
      changed: emitters.questions,
    },
    fills: {
      offers: () => fail(failure("prompt-gone")),
      fill: () => fail(failure("prompt-gone")),
    },
    terminals: {
      list: () => terminals,
      open: () => fail(failure("shell-not-found")),
      close: () => fail(failure("terminal-unknown")),
      reconnect: () => {
        throw new Error("a bug, on purpose: /home/me/secret");
      },
      rename: () => fail(failure("terminal-unknown")),
      newShell: () => fail(failure("terminal-unknown")),
      handBack: () => fail(failure("terminal-unknown")),
      runs: () => ok([]),
      memory: () => "",
      runOutput: () => fail(failure("run-unknown")),
      redact: () => fail(failure("terminal-unknown")),
      events: emitters.terminals,
    },
    runs: {
      list: () => [],
      changed: emitters.runs,
      processes: () => fail(failure("run-unknown")),
      kill: () => fail(failure("run-unknown")),
      timeout: () => fail(failure("run-unknown")),
    },
    tmux: {
      // biome-ignore lint/correctness/useYield: there is nothing to watch here
      async *watch() {
        return;
      },
      act: () => fail(failure("tmux-missing")),
      attach: () => fail(failure("tmux-missing")),
      detach: () => ok(undefined),
      setPolicy: () => ok(undefined),
      fit: () => ok(undefined),
      attached: () => [],
      changed: emitters.tmux,
    },
    recordings: {
      list: () => [],
      start: () => ok(undefined),
      stop: () => ok(undefined),
      read: () => ok({ text: "", next: null }),
      search: async () => [],
      remove: () => ok(undefined),
      events: emitters.recordings,
    },
    contexts: {
      info: (id) => (items.has(id) ? ok(emptyContext) : fail(failure("conversation-unknown"))),
      changed: emitters.contexts,
      told: () => ({ system: "You are the agent." }),
      compact: () => fail(failure("compact-nothing")),
    },
    chat: {
      conversations: () => conversations,
      conversationsChanged: emitters.conversations,
      create: (profileId) => {
        const made: Conversation = {
          id: newId("conv"),
          title: "",
          profileId,
          createdAt: 0,
          usedAt: 0,
          toolsOff: [],
        };
        conversations.push(made);
        items.set(made.id, []);
        emitters.conversations.emit();
        return ok(made);
      },
      rename: () => ok(undefined),
      tools: () => [{ name: "run_shell", words: "Run commands in a terminal", tier: "privileged" }],
      setTool: (id, tool, on, actor) => {
        if (!conversations.some((one) => one.id === id)) {
          return fail(failure("conversation-unknown"));
        }
        switched.push({ id, tool, on, actor });
        return ok(undefined);
      },
      remove: () => ok(undefined),
      send: (id, text) => {
        const list = items.get(id);
        if (list === undefined) return fail(failure("conversation-unknown"));
        const turnId: TurnId = newId("turn");
        const item: ChatItem = { id: newId("item"), turnId, at: 0, kind: "person", text };
        list.push(item);
        emitters.chat.emit({ conversationId: id, event: { type: "item-changed", item } });
        return ok({ turnId });
      },
      retry: () => fail(failure("conversation-unknown")),
      stop: () => ok(undefined),
      state: (id) => {
        const list = items.get(id);
        return list === undefined
          ? fail(failure("conversation-unknown"))
          : ok({ items: list, turnId: null, plan: null });
      },
      observe: () => fail(failure("terminal-unknown")),
      plans: () => ok([]),
      changePlan: () => fail(failure("plan-unclear")),
      events: emitters.chat,
    },
    approvals: {
      list: () => approvals,
      changed: emitters.approvals,
      answer: (id, answer, actor) => {
        answers.push({ id, answer, actor });
        return ok(undefined);
      },
      check: () => ({ refusals: [], judgement: null }),
    },
    policy: {
      inForce: () => policy,
      setMode: () => ok(undefined),
      clearMode: () => ok(undefined),
      setPreset: () => ok(undefined),
      explain: () => fail(failure("terminal-unknown")),
      forget: () => fail(failure("permission-unknown")),
      acceptFile: () => ok(undefined),
      changed: emitters.policy,
    },
    themes: { read: async () => ({ folder: "/nowhere/themes", themes: [], problems: [] }) },
    settings: {
      get: () => present,
      fixed: [],
      problem: null,
      change: () => ok(undefined),
      changed: emitters.settings,
    },
    models: {
      list: () => [],
      active: () => null,
      fromEnvironment: false,
      save: () => fail(failure("model-missing")),
      remove: () => ok(undefined),
      select: () => ok(undefined),
      test: () => fail(failure("model-unreachable")),
      findOllama: async () => null,
      usePractice: () => fail(failure("model-missing")),
      changed: emitters.models,
    },
    credentials: {
      set: (label, secret, id = newId("cred")) => {
        secret.reveal((bytes) => secrets.set(id, { label, bytes: Buffer.from(bytes) }));
        secret[Symbol.dispose]();
        emitters.credentials.emit();
        return ok(id);
      },
      get: () => fail(failure("secret-missing")),
      remove: () => ok(undefined),
      unlock: () => fail(failure("secret-passphrase-wrong")),
      status: () => ({
        type: "credentials-changed",
        backend: "memory",
        locked: false,
        explanation: "",
        stored: [...secrets].map(([id, { label }]) => ({ id, label })),
      }),
      changed: emitters.credentials,
    },
    fleet: {
      list: () => [],
      shown: (id) => (id === aFleet.fleet.id ? aFleet : undefined),
      check: () => fail(failure("host-unknown")),
      run: () => fail(failure("host-unknown")),
      goOn: () => fail(failure("approval-unknown")),
      stop: () => ok(undefined),
      inTerminal: () => fail(failure("fleet-answered")),
      output: () => ok({ text: "", total: 0 }),
      changed: emitters.fleet,
      events: emitters.fleetEvents,
    },
    files: {
      backups: () => [],
      changed: emitters.files,
      compare: () => fail(failure("backup-unknown")),
      restore: () => fail(failure("backup-unknown")),
      confirmRevert: () => fail(failure("backup-unknown")),
      revertNow: () => fail(failure("backup-unknown")),
      askRevert: () => fail(failure("backup-unknown")),
    },
    audit: {
      page: () => ok({ entries: [], next: null, unsound: 0 }),
      verify: async () => ({
        intact: true,
        entries: 0,
        files: 0,
        broken: null,
        origin: { state: "unproven", sentence: "" },
      }),
      export: async function* () {
        yield "";
      },
      status: () => ({ entries: 0, signed: false, problem: null }),
      appended: emitters.audit,
      record: async (entry) => {
        recorded.push(entry);
        return fail(failure("audit-unwritable", "there is none in memory"));
      },
    },
    reportFault: (error, call) => faults.push({ error, call }),
  };
  const seen = { answers, switched, secrets, recorded, faults };
  return { services, emitters, hosts, conversations, ...seen };
}
