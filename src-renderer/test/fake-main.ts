import { implement, ORPCError, type Router } from "@orpc/server";
import type { ApprovalAnswer, ApprovalEvent } from "../../shared/contract/approvals.ts";
import type { AuditEvent } from "../../shared/contract/audit.ts";
import type { ChatEvent, ConversationEvent } from "../../shared/contract/chat.ts";
import type { ContextInfo } from "../../shared/contract/context.ts";
import { contract } from "../../shared/contract/contract.ts";
import type { CredentialEvent } from "../../shared/contract/credentials.ts";
import type { UpdateState } from "../../shared/contract/desktop.ts";
import type { FileEvent } from "../../shared/contract/files.ts";
import type { FleetEvent, FleetListEvent } from "../../shared/contract/fleet.ts";
import type { HostEvent } from "../../shared/contract/hosts.ts";
import type { ModelEvent, ModelProfile } from "../../shared/contract/models.ts";
import type { PolicyEvent, PolicyScope } from "../../shared/contract/policy.ts";
import type { QuestionAnswer, QuestionEvent } from "../../shared/contract/questions.ts";
import type { RecordingsEvent } from "../../shared/contract/recordings.ts";
import type { ActiveRun } from "../../shared/contract/runs.ts";
import type { SettingsEvent } from "../../shared/contract/settings.ts";
import type { TerminalEvent } from "../../shared/contract/terminals.ts";
import type { AttachedEvent, TmuxListingEvent } from "../../shared/contract/tmux.ts";
import { failure } from "../../shared/errors.ts";
import type { ApprovalId, ConversationId, QuestionId } from "../../shared/ids.ts";
import type { WindowSessions } from "../control/transport.ts";
import { auditEntry, auditPageOf } from "./audit-scene.ts";
import { historyMemory, historyOutput } from "./history-scene.ts";
import { judge } from "./judged.ts";
import { Said } from "./said.ts";
import { host, practice, type Scene, terminal } from "./scene.ts";

/** What the page asked of the fake main, for a test to look at. */
export interface Log {
  approvals: { id: ApprovalId; answer: ApprovalAnswer }[];
  questions: { id: QuestionId; answer: QuestionAnswer }[];
  sent: { id: ConversationId; text: string; terminalId: string | null }[];
  calls: string[];
}

/** A main in the page's own memory: it keeps the scene, answers every call of the contract, runs nothing. */
export class FakeMain {
  readonly scene: Scene;
  readonly log: Log = { approvals: [], questions: [], sent: [], calls: [] };
  /** Whether it refuses every mode and every switch of a tool. */
  refuses = false;
  readonly #hosts = new Said<HostEvent>();
  readonly #terminals = new Said<TerminalEvent>();
  readonly #conversations = new Said<ConversationEvent>();
  readonly #chats = new Map<ConversationId, Said<ChatEvent>>();
  readonly #approvals = new Said<ApprovalEvent>();
  readonly #policy = new Said<PolicyEvent>();
  readonly #questions = new Said<QuestionEvent>();
  readonly #models = new Said<ModelEvent>();
  readonly #settings = new Said<SettingsEvent>();
  readonly #tmux = new Said<AttachedEvent>();
  readonly #tmuxListing = new Said<TmuxListingEvent>();
  readonly #files = new Said<FileEvent>();
  readonly #fleets = new Said<FleetListEvent>();
  readonly #fleet = new Said<FleetEvent>();
  readonly #runs = new Said<{ type: "runs-listed"; runs: ActiveRun[] }>();
  readonly #recordings = new Said<RecordingsEvent>();
  readonly #credentials = new Said<CredentialEvent>();
  readonly #updates = new Said<UpdateState>();
  readonly #audit = new Said<AuditEvent>();
  readonly #contexts = new Said<ContextInfo>();
  #counter = 100;

  constructor(scene: Scene) {
    this.scene = scene;
  }

  /** Tells every stream how the scene is now. */
  sayAll(): void {
    this.#hosts.say(this.#hostsEvent());
    this.#updates.say(this.scene.update);
    this.#conversations.say(this.#conversationsEvent());
    this.#approvals.say(this.#approvalsEvent());
    this.#policy.say(this.#policyEvent());
    this.#questions.say(this.#questionsEvent());
    this.#models.say(this.#modelsEvent());
    this.#settings.say(this.#settingsEvent());
    this.#files.say(this.#filesEvent());
    this.#fleets.say(this.#fleetsEvent());
    this.#recordings.say(this.#recordingsEvent());
    this.#runs.say(this.#runsEvent());
    this.#tmux.say(this.#tmuxEvent());
    this.#tmuxListing.say(this.#tmuxListingEvent());
    this.#credentials.say(this.scene.credentials);
  }

  /** Tells of a terminal: one that is new, or one that has changed. */
  sayTerminal(info: Scene["terminals"][number]): void {
    this.scene.terminals = [...this.scene.terminals.filter(({ id }) => id !== info.id), info];
    this.#terminals.say({ type: "terminal-changed", terminal: info });
  }

  /** Tells of rows of a run on many hosts that have changed, and of the run itself. */
  sayFleet(shown: Scene["fleets"][number]): void {
    const others = this.scene.fleets.filter(({ fleet }) => fleet.id !== shown.fleet.id);
    this.scene.fleets = [shown, ...others];
    this.#fleets.say(this.#fleetsEvent());
    this.#fleet.say({ type: "fleet-changed", ...shown });
  }

  /** Writes one more entry. */
  sayAudit(said: Parameters<typeof auditEntry>[1]): void {
    const entry = auditEntry(this.scene.audit.length + 1, said);
    this.scene.audit.push(entry);
    this.#audit.say({ type: "entry-added", entry });
  }

  /** How full the conversation on the screen is now. */
  sayContext(info: ContextInfo): void {
    this.scene.context = info;
    this.#contexts.say(info);
  }

  sayChat(id: ConversationId, event: ChatEvent): void {
    this.#chat(id).say(event);
  }

  /** What the web runtime says of its windows. */
  readonly sessions: WindowSessions = {
    list: async () => structuredClone(this.scene.windows),
    revoke: async (id) => {
      this.log.calls.push(`revoke ${id}`);
      const known = this.scene.windows?.some((window) => window.id === id) === true;
      this.scene.windows = this.scene.windows?.filter((window) => window.id !== id) ?? null;
      return known;
    },
  };

  #chat(id: ConversationId): Said<ChatEvent> {
    const known = this.#chats.get(id) ?? new Said<ChatEvent>();
    this.#chats.set(id, known);
    return known;
  }

  #clear(scope: PolicyScope): void {
    const same = (other: PolicyScope) => JSON.stringify(other) === JSON.stringify(scope);
    this.scene.policy.overrides = this.scene.policy.overrides.filter((one) => !same(one.scope));
  }

  #hostsEvent = (): HostEvent => ({
    type: "hosts-listed",
    hosts: [...this.scene.hosts],
    statuses: this.scene.statuses,
  });
  #conversationsEvent = (): ConversationEvent => ({
    type: "conversations-listed",
    conversations: [...this.scene.conversations],
  });
  #approvalsEvent = (): ApprovalEvent => ({
    type: "approvals-listed",
    approvals: [...this.scene.approvals],
  });
  #policyEvent = (): PolicyEvent => ({
    type: "policy-changed",
    policy: structuredClone(this.scene.policy),
  });
  #questionsEvent = (): QuestionEvent => ({
    type: "questions-listed",
    questions: [...this.scene.questions],
  });
  #modelsEvent = (): ModelEvent => ({
    type: "models-listed",
    profiles: [...this.scene.profiles],
    active: this.scene.active,
    fromEnvironment: false,
  });
  #settingsEvent = (): SettingsEvent => ({
    type: "settings-changed",
    settings: structuredClone(this.scene.settings),
    fixed: [],
    problem: null,
  });

  #recordingsEvent = (): RecordingsEvent => ({
    type: "recordings-listed",
    recordings: [...this.scene.recordings.list],
  });
  #runsEvent = () => ({ type: "runs-listed" as const, runs: [...this.scene.runs] });
  #tmuxEvent = (): AttachedEvent => ({
    type: "sessions-attached",
    sessions: structuredClone(this.scene.attached),
  });
  #tmuxListingEvent = (): TmuxListingEvent => structuredClone(this.scene.tmux);
  #fleetsEvent = (): FleetListEvent => ({
    type: "fleets-listed",
    fleets: this.scene.fleets.map(({ fleet }) => fleet),
  });
  #settleRevert(id: string, state: "kept" | "reverted"): void {
    this.scene.backups = this.scene.backups.map((each) =>
      each.id === id && each.revert ? { ...each, revert: { ...each.revert, state } } : each,
    );
    this.sayAll();
  }

  #filesEvent = (): FileEvent => ({ type: "backups-listed", backups: [...this.scene.backups] });

  /** Implements the whole contract over the scene. */
  router(): Router<typeof contract, Record<never, never>> {
    const os = implement(contract);
    const { scene, log } = this;
    const noted = (call: string) => void log.calls.push(call);
    return os.router({
      app: {
        info: os.app.info.handler(() => ({
          version: "0.1.0",
          runtime: "web" as const,
          platform: "linux",
          home: "/home/ada/.local/share/fairlead",
          firstRun: false,
        })),
        doctor: os.app.doctor.handler(() => [
          { name: "Node", state: "good" as const, found: "24.21.0", mend: null },
          {
            name: "Keychain",
            state: "warning" as const,
            found: "No keychain answered.",
            mend: "Create a vault under Credentials.",
          },
          {
            name: "Data folder",
            state: "bad" as const,
            found: "Its mode is 0755.",
            mend: "Run chmod 700 on it.",
          },
        ]),
      },
      desktop: {
        openWindow: os.desktop.openWindow.handler(() => noted("open window")),
        updates: os.desktop.updates.handler(({ signal }) =>
          this.#updates.stream(scene.update, signal),
        ),
        lookForUpdate: os.desktop.lookForUpdate.handler(() => noted("look for update")),
        fetchUpdate: os.desktop.fetchUpdate.handler(() => noted("fetch update")),
      },
      hosts: {
        list: os.hosts.list.handler(() => scene.hosts),
        add: os.hosts.add.handler(({ input }) => {
          const made = host(input.name ?? input.address, {
            ...(input as object),
            id: `host-${++this.#counter}`,
          });
          scene.hosts.push(made);
          this.sayAll();
          return made;
        }),
        update: os.hosts.update.handler(({ input }) => {
          const at = scene.hosts.findIndex(({ id }) => id === input.id);
          const before = scene.hosts[at];
          if (before === undefined) throw failed("host-unknown");
          const after = { ...before, ...(input.draft as object) };
          scene.hosts[at] = after;
          this.sayAll();
          return after;
        }),
        remove: os.hosts.remove.handler(({ input }) => {
          scene.hosts = scene.hosts.filter(({ id }) => id !== input.id);
          this.sayAll();
        }),
        test: os.hosts.test.handler(({ input }) => {
          if (input.id === "host-web-1") {
            const found = { latencyMs: 3, server: "OpenSSH_9.2p1 Debian-2", tmux: "3.3a" };
            return { ...found, hops: scene.hopsTested };
          }
          throw failed("connection-refused", "connect ECONNREFUSED 127.0.0.1:22");
        }),
        importable: os.hosts.importable.handler(() => scene.importable),
        importFromSshConfig: os.hosts.importFromSshConfig.handler(({ input }) => {
          const agents = input.forwardAgent.length > 0 ? ` agent ${input.forwardAgent.join()}` : "";
          noted(`import ${input.aliases.join()}${agents}`);
          const made = scene.importable
            .filter(({ alias }) => input.aliases.includes(alias))
            .map(({ alias, address, port, user }) =>
              host(alias, {
                ...{ address, port, user, source: "ssh-config" },
                forwardAgent: input.forwardAgent.includes(alias),
              }),
            );
          scene.hosts.push(...made);
          this.sayAll();
          return made;
        }),
        events: os.hosts.events.handler(({ signal }) =>
          this.#hosts.stream(this.#hostsEvent(), signal),
        ),
      },
      containers: {
        list: os.containers.list.handler(({ input }) => {
          noted(`containers ${input.hostId} ${input.context ?? ""}`.trim());
          const listed = scene.containers[input.hostId];
          if (listed === undefined) throw failed("engine-missing");
          return listed;
        }),
        keep: os.containers.keep.handler(({ input: { container, user } }) => {
          const on = scene.hosts.find(({ id }) => id === container.parent);
          const made = host(container.name, {
            id: `host-${++this.#counter}`,
            kind: "container",
            container,
            user,
            name: `${container.name} on ${on?.name ?? "?"}`,
            group: on?.group ?? "",
            tags: on?.tags ?? [],
          });
          scene.hosts.push(made);
          this.sayAll();
          return made;
        }),
      },
      questions: {
        answer: os.questions.answer.handler(({ input }) => {
          log.questions.push(input);
          scene.questions = scene.questions.filter(({ id }) => id !== input.id);
          this.sayAll();
        }),
        events: os.questions.events.handler(({ signal }) =>
          this.#questions.stream(this.#questionsEvent(), signal),
        ),
      },
      terminals: {
        list: os.terminals.list.handler(() => scene.terminals),
        open: os.terminals.open.handler(({ input }) => {
          noted(`open ${input.hostId}`);
          const on = scene.hosts.find(({ id }) => id === input.hostId);
          const made = terminal(++this.#counter, {
            hostId: input.hostId,
            hostName: on?.name ?? "?",
          });
          scene.terminals.push(made);
          this.#terminals.say({ type: "terminal-changed", terminal: made });
          return made;
        }),
        close: os.terminals.close.handler(({ input }) => {
          scene.terminals = scene.terminals.filter(({ id }) => id !== input.id);
          this.#terminals.say({ type: "terminal-removed", id: input.id });
        }),
        rename: os.terminals.rename.handler(({ input }) => {
          const known = scene.terminals.find(({ id }) => id === input.id);
          if (known === undefined) throw failed("terminal-unknown");
          this.sayTerminal({ ...known, name: input.name });
        }),
        reconnect: os.terminals.reconnect.handler(({ input }) => noted(`reconnect ${input.id}`)),
        newShell: os.terminals.newShell.handler(({ input }) => noted(`new shell ${input.id}`)),
        handBack: os.terminals.handBack.handler(({ input }) =>
          noted(`hand back ${input.id}${input.clear ? " cleared" : ""}`),
        ),
        runs: os.terminals.runs.handler(({ input }) =>
          scene.history.filter(({ terminalId }) => terminalId === input.id),
        ),
        memory: os.terminals.memory.handler(() => ({
          text: scene.history.length === 0 ? "" : historyMemory,
        })),
        runOutput: os.terminals.runOutput.handler(({ input }) => {
          const text = historyOutput(input.runId);
          return { text: text.slice(input.from, input.from + input.limit), total: text.length };
        }),
        fillOffers: os.terminals.fillOffers.handler(() => scene.fillOffers),
        fill: os.terminals.fill.handler(({ input }) =>
          noted(`fill ${input.id} ${input.question} ${input.credentialId}`),
        ),
        redact: os.terminals.redact.handler(({ input }) => ({
          texts: input.texts.map((text) => text.replaceAll("hunter2", "[redacted]")),
        })),
        events: os.terminals.events.handler(({ signal }) =>
          this.#terminals.stream({ type: "terminals-listed", terminals: scene.terminals }, signal),
        ),
      },
      tmux: {
        watch: os.tmux.watch.handler(({ signal }) =>
          this.#tmuxListing.stream(this.#tmuxListingEvent(), signal),
        ),
        act: os.tmux.act.handler(({ input }) => noted(`tmux ${JSON.stringify(input.act)}`)),
        attach: os.tmux.attach.handler(({ input }) => {
          noted(`tmux attach ${input.session}`);
          return [];
        }),
        detach: os.tmux.detach.handler(({ input }) => noted(`tmux detach ${input.session}`)),
        setSizePolicy: os.tmux.setSizePolicy.handler(({ input }) =>
          noted(`tmux size ${input.policy}`),
        ),
        fit: os.tmux.fit.handler(({ input }) =>
          noted(`tmux fit @${input.window} ${input.columns}x${input.rows}`),
        ),
        attached: os.tmux.attached.handler(({ signal }) =>
          this.#tmux.stream(this.#tmuxEvent(), signal),
        ),
      },
      runs: {
        list: os.runs.list.handler(() => scene.runs),
        events: os.runs.events.handler(({ signal }) =>
          this.#runs.stream(this.#runsEvent(), signal),
        ),
        processes: os.runs.processes.handler(() => scene.processes),
        kill: os.runs.kill.handler(({ input }) => {
          const named = input.processes?.map(({ pid }) => pid).join(" ") ?? "";
          noted(`kill ${input.id ?? "the one"} ${input.signal} ${named}`.trim());
          return { done: `${input.signal} sent to 1 process on web-1.`, left: [] };
        }),
        timeout: os.runs.timeout.handler(({ input }) => {
          noted(`timeout ${input.id ?? "the one"} ${input.durationMs}`);
          const at = Date.now() + (input.durationMs ?? 0);
          const limit =
            input.durationMs === null ? null : { at, by: "person" as const, isOver: false };
          return { id: input.id ?? "run-1", limit };
        }),
      },
      chat: {
        create: os.chat.create.handler(() => {
          const made = {
            id: `conv-${++this.#counter}` as const,
            title: "New conversation",
            profileId: null,
            createdAt: Date.now(),
            usedAt: Date.now(),
            toolsOff: [],
          };
          scene.conversations.push(made);
          this.sayAll();
          return made;
        }),
        rename: os.chat.rename.handler(({ input }) => {
          scene.conversations = scene.conversations.map((one) =>
            one.id === input.id ? { ...one, title: input.title } : one,
          );
          this.sayAll();
        }),
        tools: os.chat.tools.handler(() => {
          if (scene.tools === null) throw failed("store-unwritable", "EIO");
          return scene.tools;
        }),
        setTool: os.chat.setTool.handler(({ input: { id, tool, on } }) => {
          noted(`setTool ${tool} ${on ? "on" : "off"} in ${id}`);
          if (this.refuses) throw failed("audit-unwritable");
          scene.conversations = scene.conversations.map((one) => {
            if (one.id !== id) return one;
            const others = one.toolsOff.filter((name) => name !== tool);
            return { ...one, toolsOff: on ? others : [...others, tool] };
          });
          this.sayAll();
        }),
        remove: os.chat.remove.handler(({ input }) => {
          scene.conversations = scene.conversations.filter(({ id }) => id !== input.id);
          this.sayAll();
        }),
        send: os.chat.send.handler(({ input }) => {
          log.sent.push(input);
          const turnId = `turn-${++this.#counter}` as const;
          const item = {
            kind: "person" as const,
            id: `item-${++this.#counter}` as const,
            turnId,
            at: Date.now(),
            text: input.text,
          };
          scene.items[input.id] = [...(scene.items[input.id] ?? []), item];
          this.sayChat(input.id, { type: "turn-started", turnId });
          this.sayChat(input.id, { type: "item-changed", item });
          return { turnId };
        }),
        retry: os.chat.retry.handler(({ input }) => {
          noted(`retry ${input.id}`);
          return { turnId: `turn-${++this.#counter}` as const };
        }),
        stop: os.chat.stop.handler(({ input }) => noted(`stop ${input.id}`)),
        observe: os.chat.observe.handler(({ input }) => ({
          text: `terminal: ${input.terminalId} (root@web-1)\nstate: ready\nscreen:\nroot@web-1:/var/log#`,
        })),
        plans: os.chat.plans.handler(({ input }) => scene.plans[input.id] ?? []),
        changePlan: os.chat.changePlan.handler(({ input: { id, change } }) => {
          const what = change.kind === "abort" ? "abort" : `${change.status} ${change.step}`;
          noted(`plan ${what} in ${id}`);
          const plan = scene.plans[id]?.find((one) => one.id === change.planId);
          if (this.refuses || plan === undefined) throw failed("plan-unclear");
          if (change.kind === "abort") {
            plan.state = "aborted";
            plan.abortedBy = "person";
          }
          plan.steps = plan.steps.map((step, index) => {
            if (change.kind === "abort") {
              return step.status === "done" ? step : { ...step, status: "aborted" };
            }
            return index === change.step ? { ...step, status: change.status, by: "person" } : step;
          });
          this.sayChat(id, { type: "plan-changed", plan: structuredClone(plan) });
        }),
        conversations: os.chat.conversations.handler(({ signal }) =>
          this.#conversations.stream(this.#conversationsEvent(), signal),
        ),
        events: os.chat.events.handler(({ input, signal }) =>
          this.#chat(input.id).stream(
            {
              type: "items-listed",
              items: scene.items[input.id] ?? [],
              turnId: input.id === "conv-one" ? "turn-2" : null,
              plan: scene.plans[input.id]?.at(-1) ?? null,
            },
            signal,
          ),
        ),
      },
      approvals: {
        answer: os.approvals.answer.handler(({ input }) => {
          log.approvals.push(input);
          if (!scene.approvals.some(({ id }) => id === input.id)) throw failed("approval-unknown");
          scene.approvals = scene.approvals.filter(({ id }) => id !== input.id);
          this.sayAll();
        }),
        check: os.approvals.check.handler(({ input }) => {
          const at = input.command.indexOf("\u200b");
          const refusals = at === -1 ? [] : [{ at, sentence: "A zero width space would be sent." }];
          return { refusals, judgement: at === -1 ? judge(input.command) : null };
        }),
        events: os.approvals.events.handler(({ signal }) =>
          this.#approvals.stream(this.#approvalsEvent(), signal),
        ),
      },
      policy: {
        setMode: os.policy.setMode.handler(({ input }) => {
          noted(`setMode ${JSON.stringify(input)}`);
          if (this.refuses || (input.mode === "all" && input.until === null)) {
            throw failed("mode-not-allowed");
          }
          if (input.scope.kind === "everywhere" && input.until === null) {
            scene.policy.mode = input.mode;
          } else {
            this.#clear(input.scope);
            scene.policy.overrides.push(input);
          }
          this.sayAll();
        }),
        clearMode: os.policy.clearMode.handler(({ input }) => {
          noted(`clearMode ${JSON.stringify(input.scope)}`);
          this.#clear(input.scope);
          this.sayAll();
        }),
        setPreset: os.policy.setPreset.handler(({ input }) => {
          scene.policy.preset = input.preset;
          this.sayAll();
        }),
        explain: os.policy.explain.handler(({ input }) => {
          noted(`explain in ${input.terminalId}`);
          return judge(input.command);
        }),
        forget: os.policy.forget.handler(({ input }) => {
          const { permissions } = scene.policy;
          scene.policy.permissions = permissions.filter(({ id }) => id !== input.id);
          this.sayAll();
        }),
        acceptFile: os.policy.acceptFile.handler(() => {
          scene.policy.file.waiting = false;
          this.sayAll();
        }),
        events: os.policy.events.handler(({ signal }) =>
          this.#policy.stream(this.#policyEvent(), signal),
        ),
      },
      recordings: {
        events: os.recordings.events.handler(({ signal }) =>
          this.#recordings.stream(this.#recordingsEvent(), signal),
        ),
        start: os.recordings.start.handler(({ input }) => noted(`record ${input.id}`)),
        stop: os.recordings.stop.handler(({ input }) => noted(`stop recording ${input.id}`)),
        read: os.recordings.read.handler(() => ({ text: scene.recordings.file, next: null })),
        search: os.recordings.search.handler(({ input }) =>
          scene.recordings.hits.filter(({ line }) => line.includes(input.text)),
        ),
        remove: os.recordings.remove.handler(({ input }) => {
          scene.recordings.list = scene.recordings.list.filter(({ id }) => id !== input.id);
          this.sayAll();
        }),
      },
      settings: {
        change: os.settings.change.handler(({ input }) => {
          const { appearance, approvals, fleet, turn, ssh, recording, updates, web } =
            scene.settings;
          const { agent, conversation } = scene.settings;
          scene.settings = {
            appearance: { ...appearance, ...(input.appearance as object) },
            approvals: { ...approvals, ...(input.approvals as object) },
            turn: { ...turn, ...(input.turn as object) },
            agent: { ...agent, ...(input.agent as object) },
            conversation: { ...conversation, ...(input.conversation as object) },
            ssh: { ...ssh, ...(input.ssh as object) },
            fleet: { ...fleet, ...(input.fleet as object) },
            outputs: { memoryMegabytes: 20, diskMegabytes: 1_000 },
            recording: { ...recording, ...(input.recording as object) },
            web: { ...web, ...(input.web as object) },
            updates: { ...updates, ...(input.updates as object) },
            shortcuts: input.shortcuts ?? scene.settings.shortcuts,
            layout: input.layout ?? scene.settings.layout,
          };
          this.sayAll();
        }),
        themes: os.settings.themes.handler(() => scene.themes),
        events: os.settings.events.handler(({ signal }) =>
          this.#settings.stream(this.#settingsEvent(), signal),
        ),
      },
      context: {
        events: os.context.events.handler(({ signal }) =>
          this.#contexts.stream(scene.context, signal),
        ),
        told: os.context.told.handler(() => ({ text: scene.told })),
        compact: os.context.compact.handler(({ input }) => {
          if (this.refuses) throw failed("compact-nothing");
          noted(`compact ${input.id}`);
        }),
      },
      models: {
        save: os.models.save.handler(({ input }) => {
          const { secret: _secret, id = `model-${++this.#counter}` as const, ...rest } = input;
          const { contextWindow, price, instructions, ...others } = rest;
          const profile: ModelProfile = {
            ...others,
            id,
            toolsOff: rest.toolsOff ?? [],
            ...(contextWindow == null ? {} : { contextWindow }),
            ...(price == null ? {} : { price }),
            ...(instructions == null ? {} : { instructions }),
          };
          scene.profiles = [...scene.profiles.filter((one) => one.id !== id), profile];
          scene.active ??= id;
          this.sayAll();
          return profile;
        }),
        remove: os.models.remove.handler(({ input }) => {
          scene.profiles = scene.profiles.filter(({ id }) => id !== input.id);
          this.sayAll();
        }),
        select: os.models.select.handler(({ input }) => {
          scene.active = input.id;
          this.sayAll();
        }),
        test: os.models.test.handler(({ input }) => {
          if (input.id === "model-one") throw failed("model-unauthorized", "401 Unauthorized");
          return { latencyMs: 320 };
        }),
        findOllama: os.models.findOllama.handler(() => scene.ollama),
        usePractice: os.models.usePractice.handler(() => {
          scene.profiles.push(practice);
          scene.active = practice.id;
          this.sayAll();
          return practice;
        }),
        events: os.models.events.handler(({ signal }) =>
          this.#models.stream(this.#modelsEvent(), signal),
        ),
      },
      credentials: {
        set: os.credentials.set.handler(() => ({ id: "cred-9" as const })),
        test: os.credentials.test.handler(() => ({ readable: true })),
        remove: os.credentials.remove.handler(() => undefined),
        unlock: os.credentials.unlock.handler(({ input }) => {
          if (input.passphrase === "wrong") throw failed("secret-passphrase-wrong");
          scene.credentials = { ...scene.credentials, backend: "vault", locked: false };
          this.sayAll();
        }),
        events: os.credentials.events.handler(({ signal }) =>
          this.#credentials.stream(scene.credentials, signal),
        ),
      },
      fleet: {
        check: os.fleet.check.handler(({ input }) => {
          noted(`check ${input.command} on ${input.hostIds.length}`);
          if (scene.fleetCheck === null) throw failed("command-refused", "The command is empty.");
          return scene.fleetCheck;
        }),
        run: os.fleet.run.handler(({ input }) => {
          noted(`run ${input.draft.command} ${input.seal} ${input.typedName ?? ""}`.trim());
          return { id: scene.fleets[0]?.fleet.id ?? "fleet-none" };
        }),
        goOn: os.fleet.goOn.handler(({ input }) => noted(`go on ${input.id}`)),
        stop: os.fleet.stop.handler(({ input }) => noted(`stop ${input.id}`)),
        output: os.fleet.output.handler(({ input }) => {
          const text = scene.fleetOutput[input.runId] ?? "";
          return { text: text.slice(input.from, input.from + input.limit), total: text.length };
        }),
        list: os.fleet.list.handler(({ signal }) =>
          this.#fleets.stream(this.#fleetsEvent(), signal),
        ),
        events: os.fleet.events.handler(({ input, signal }) => {
          const known = scene.fleets.find(({ fleet }) => fleet.id === input.id);
          if (known === undefined) throw failed("fleet-unknown");
          return this.#fleet.stream({ type: "fleet-shown", ...known }, signal);
        }),
      },
      files: {
        compare: os.files.compare.handler(({ input }) => {
          const known = scene.comparisons[input.id];
          if (known === undefined) throw failed("connection-refused");
          return known;
        }),
        restore: os.files.restore.handler(({ input }) => {
          noted(`restore ${input.id} over ${input.digestNow}`);
          const known = scene.comparisons[input.id];
          if (known?.digestNow !== input.digestNow) throw failed("file-changed");
          const digestNow = scene.backups.find(({ id }) => id === input.id)?.digestBefore ?? null;
          scene.comparisons[input.id] = { diff: "", state: "restored", digestNow };
          const [latest] = scene.backups;
          const id = `back-undo-${input.id.slice(5)}` as const;
          if (latest) scene.backups.unshift({ ...latest, id, operation: "restore" });
          this.sayAll();
          return { notes: [] };
        }),
        confirmRevert: os.files.confirmRevert.handler(({ input }) => {
          noted(`confirm ${input.id}`);
          this.#settleRevert(input.id, "kept");
        }),
        revertNow: os.files.revertNow.handler(({ input }) => {
          noted(`take back ${input.id}`);
          this.#settleRevert(input.id, "reverted");
        }),
        askRevert: os.files.askRevert.handler(({ input }) => {
          noted(`ask ${input.id}`);
          this.#settleRevert(input.id, "reverted");
        }),
        events: os.files.events.handler(({ signal }) =>
          this.#files.stream(this.#filesEvent(), signal),
        ),
      },
      audit: {
        page: os.audit.page.handler(({ input }) => {
          noted(`audit ${JSON.stringify(input.filter)}`);
          if (scene.auditFailure) throw failed("audit-unreadable", "EACCES: permission denied");
          return auditPageOf(scene.audit, input);
        }),
        verify: os.audit.verify.handler(() => scene.auditVerdict),
        export: os.audit.export.handler(async function* ({ input }) {
          yield { text: `${input.format} ${JSON.stringify(input.filter)}\n` };
        }),
        events: os.audit.events.handler(({ signal }) =>
          this.#audit.stream(
            { type: "audit-opened", entries: scene.audit.length, signed: true, problem: null },
            signal,
          ),
        ),
      },
    });
  }
}

function failed(code: Parameters<typeof failure>[0], detail?: string) {
  return new ORPCError("FAILED", { status: 422, defined: true, data: failure(code, detail) });
}
