import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import type { AppInfo } from "../shared/contract/app.ts";
import type { FairleadError } from "../shared/errors.ts";
import { ok, type Result } from "../shared/result.ts";
import { Approvals } from "./agent/approvals.ts";
import { Chat } from "./agent/chat.ts";
import { agentRuns, explainedPlace } from "./agent/explained-place.ts";
import { FleetDesk } from "./agent/fleet/fleet-desk.ts";
import { PersonFleets } from "./agent/fleet/person-fleets.ts";
import { RowInTerminal } from "./agent/fleet/row-in-terminal.ts";
import { readKeptMessage } from "./agent/kept-message.ts";
import { markApproval } from "./agent/mark-approval.ts";
import { Notifier } from "./agent/notify/notifier.ts";
import { PolicyInForce } from "./agent/policy-in-force.ts";
import { RunsDesk } from "./agent/runs-desk.ts";
import { auditedSecrets, secretNamed } from "./audited-secrets.ts";
import { faultLog } from "./base/fault-log.ts";
import { installationId } from "./base/installation-id.ts";
import type { DataPaths, Environment } from "./base/paths.ts";
import { sessionHeartbeatMs } from "./base/pulse.ts";
import { Redactor } from "./base/redactor.ts";
import { doctorChecks } from "./cli/doctor-checks.ts";
import { Inventory } from "./hosts/inventory.ts";
import { Questions } from "./hosts/questions.ts";
import { Credentials } from "./keychain/credentials.ts";
import { Models } from "./models/models.ts";
import { openAudit } from "./open-audit.ts";
import { judgeCommand } from "./policy/judge-command.ts";
import { recordEvents } from "./record-events.ts";
import type { Services } from "./rpc/services.ts";
import { TerminalPlane } from "./rpc/terminal-plane.ts";
import { Conversations } from "./sessions/conversations.ts";
import { BackupRecords } from "./store/backup-records.ts";
import { ConversationRecords } from "./store/conversation-records.ts";
import { FleetRecords } from "./store/fleet-records.ts";
import { HostRecords } from "./store/host-records.ts";
import { PolicyRecords } from "./store/policy-records.ts";
import { readThemes } from "./store/read-themes.ts";
import { RunRecords } from "./store/run-records.ts";
import { type SettingsOverrides, SettingsStore } from "./store/settings-file.ts";
import { openStore } from "./store/store.ts";
import { TerminalRecords } from "./store/terminal-records.ts";
import { Backups } from "./targets/files/backups.ts";
import { FileDesk } from "./targets/files/file-desk.ts";
import { TimedReverts } from "./targets/files/timed-reverts.ts";
import { localEnvironment } from "./targets/local-environment.ts";
import { LocalTarget } from "./targets/local-target.ts";
import { Targets } from "./targets/targets.ts";
import { KeychainFill } from "./terminals/keychain-fill.ts";
import { OutputFiles } from "./terminals/output/output-files.ts";
import { TextWorker } from "./terminals/output/text-worker.ts";
import { RunProcesses } from "./terminals/processes/run-processes.ts";
import { Recordings } from "./terminals/recording/recordings.ts";
import { Terminals } from "./terminals/terminals.ts";
import { TmuxDesk } from "./terminals/tmux-desk.ts";
import { version } from "./version.ts";
import { WebDesk } from "./web/web-desk.ts";

export type BuildPlan = {
  paths: DataPaths;
  environment: Environment;
  runtime: AppInfo["runtime"];
  /** Bring back the terminals of the last run and settle what it left half done. */
  resume: boolean;
  /** What the command line decides, for this run only. */
  overrides?: SettingsOverrides;
};

/** The running core. Disposing stops turns, lets go of terminals (tmux-backed shells live on) and closes the files. */
export type App = AsyncDisposable & {
  readonly services: Services;
  readonly plane: TerminalPlane;
  readonly chat: Chat;
  readonly inventory: Inventory;
  readonly terminals: Terminals;
  readonly models: Models;
};

/**
 * Read top to bottom: this is the architecture. Whoever calls it holds the lock of the data folder. Fails where the
 * store or the audit cannot be used; disposal runs in reverse.
 */
export async function build(plan: BuildPlan): Promise<Result<App, FairleadError>> {
  const { paths, environment } = plan;
  const installation = await installationId(paths.home);
  if (!installation.ok) return installation;
  await using owned = new AsyncDisposableStack();
  const redactor = new Redactor();
  const redact = (text: string, columns?: number) => redactor.redact(text, columns);

  const opened = await openStore(paths.database);
  if (!opened.ok) return opened;
  const store = owned.use(opened.value);
  const settings = owned.use(SettingsStore.open(paths, environment, plan.overrides));
  const credentials = owned.use(await Credentials.open({ paths, environment, redactor }));
  let policyHash = () => "";
  const audit = await openAudit({
    paths,
    installation: installation.value,
    store,
    credentials,
    redact,
    policyHash: () => policyHash(),
  });
  if (!audit.ok) return audit;
  const { record } = owned.use(audit.value).service;
  const models = owned.use(
    new Models({
      settings,
      keychain: auditedSecrets(credentials, record, "model"),
      environment,
      redactor,
    }),
  );

  const hosts = await Inventory.open({ storage: new HostRecords(store), environment });
  if (!hosts.ok) return hosts;
  const inventory = owned.use(hosts.value);
  const questions = owned.use(new Questions());
  const targets = owned.use(
    new Targets({
      inventory,
      questions,
      credentials: auditedSecrets(credentials, record, "login"),
      learn: (value) => redactor.learn(value),
      limits: () => settings.get().ssh,
      environment,
      local: () => new LocalTarget(environment),
    }),
  );
  const texts = owned.use(new TextWorker(redactor));
  const terminals = owned.use(
    new Terminals({
      targets,
      inventory,
      runs: new RunRecords(store),
      outputs: new OutputFiles({
        folder: paths.outputs,
        text: () => texts.begin(),
        memoryBytes: () => settings.get().outputs.memoryMegabytes * 1e6,
        quotaBytes: () => settings.get().outputs.diskMegabytes * 1e6,
      }),
      records: new TerminalRecords(store),
      installation: installation.value,
      useTmux: () => settings.get().ssh.tmux,
      heartbeatMs: () => sessionHeartbeatMs(settings.get().ssh.keepaliveSeconds),
      redact,
      learnSecret: (value) => redactor.learn(value),
    }),
  );

  const fills = new KeychainFill({
    terminals,
    hosts: inventory,
    credentials,
    record,
    home: environment["HOME"] || homedir(),
  });

  const kept = await Conversations.open({
    records: new ConversationRecords(store),
    redact: (value) => redactor.redactJson(value),
    readMessage: readKeptMessage,
  });
  if (!kept.ok) return kept;
  const conversations = owned.use(kept.value);
  const ownFolders = [...new Set([paths.home, realpathSync(paths.home)])];
  const opening = await PolicyInForce.open({
    settings,
    filePath: paths.policy,
    records: new PolicyRecords(store),
    judgeCommand,
    protectedPaths: ownFolders,
    home: environment["HOME"] || homedir(),
    terminalEvents: terminals.events,
    explained: (terminalId) => explainedPlace(inventory, terminals, terminalId),
    pastRuns: (terminalId) => agentRuns(terminals, terminalId),
  });
  if (!opening.ok) return opening;
  const policy = owned.use(opening.value);
  policyHash = () => policy.hash();
  const approvals = owned.use(
    new Approvals(() => policy.rules.ask.timeoutSeconds ?? settings.get().approvals.timeoutSeconds),
  );
  owned.use(
    new Notifier({
      approvals,
      rules: () => policy.rules.notify,
      secretOf: secretNamed(credentials, auditedSecrets(credentials, record, "webhook")),
      environment: localEnvironment(environment),
      record,
      redact,
    }),
  );
  const tmux = new TmuxDesk({
    targets,
    inventory,
    isProduction: (host) => policy.isProduction(host),
    shared: terminals.shared,
    installation: installation.value,
    record,
    redact,
  });
  const backups = await Backups.open({ folder: paths.backups, records: new BackupRecords(store) });
  if (!backups.ok) return backups;
  const files = new FileDesk({
    targets,
    hosts: inventory,
    rules: () => policy.rules.files,
    ownFolders,
    backups: owned.use(backups.value),
    record,
    reverts: owned.use(new TimedReverts({ targets, backups: backups.value, record })),
  });
  const processes = new RunProcesses({ targets, terminals });
  const runs = owned.use(new RunsDesk({ terminals, processes, hosts: inventory, policy, record }));
  const web = new WebDesk({
    rules: () => settings.get().web,
    version,
    holdsSecret: (text) => redactor.knows(text),
  });
  const fleets = owned.use(
    new FleetDesk({
      targets,
      hosts: inventory,
      questions,
      records: new FleetRecords(store),
      runs: new RunRecords(store),
      runOutput: (id, from, limit) => terminals.runOutput(id, from, limit),
      adoptRun: (run) => terminals.adoptRun(run),
      runOf: (id) => terminals.run(id),
      record,
      settings: () => settings.get(),
      redact,
    }),
  );
  const personFleets = new PersonFleets({
    desk: fleets,
    hosts: inventory,
    terminals,
    policy,
    record,
  });
  const rowInTerminal = new RowInTerminal({
    desk: fleets,
    hosts: inventory,
    terminals,
    policy,
    record,
  });
  const chat = owned.use(
    new Chat({
      conversations,
      files,
      web,
      tmux: {
        list: (hostId, signal) => tmux.list(hostId, signal),
        read: (hostId, pane, lines, signal) => tmux.read(hostId, pane, lines, signal),
        show: (hostId, pane, signal) => tmux.show(hostId, pane, "agent", signal),
      },
      fleets,
      approvals,
      policy,
      modeOn: (hostId, conversationId) => policy.modeOn(inventory.get(hostId), conversationId),
      isProduction: (host) => policy.isProduction(host),
      toolsOff: () => policy.rules.tools.off,
      modelToolsOff: (profileId) => models.toolsOff(profileId),
      record,
      terminals,
      hosts: inventory,
      askModel: (profileId, request) => models.stream(profileId, request),
      settings: () => settings.get(),
      model: (profileId) => models.facts(profileId),
      redact,
      processes,
      toolRuns: runs.forTools(),
    }),
  );
  for (const source of [settings.changed, models.changed, models.factsChanged]) {
    owned.use(source.on(() => chat.contexts.refresh()));
  }
  owned.use(runs.acted.on(({ ended, id }) => void chat.acted(id, ended)));
  owned.use(runs.limitReached.on(({ ended, run }) => void chat.timeUp(run, ended)));
  const recordings = owned.use(
    await Recordings.open({
      folder: paths.recordings,
      terminals,
      hosts: inventory,
      settings,
      redact,
    }),
  );
  owned.use(approvals.events.on((event) => markApproval(recordings, event)));
  owned.use(recordEvents({ record, targets, inventory, policy, settings, credentials }));
  const plane = owned.use(new TerminalPlane(terminals));

  if (plan.resume) {
    await terminals.restore();
    const known = await fleets.recover();
    if (!known.ok) return known;
    const recovered = await chat.recover();
    if (!recovered.ok) return recovered;
  }

  const services: Services = {
    app: {
      info: () => ({
        version,
        runtime: plan.runtime,
        platform: process.platform,
        home: paths.home,
        firstRun:
          models.active() === null &&
          inventory.list().length === 1 &&
          conversations.list().length === 0,
      }),
      doctor: (signal) => doctorChecks(environment, paths, signal),
    },
    desktop: null,
    inventory,
    targets,
    questions,
    terminals,
    runs,
    fills,
    tmux,
    recordings,
    chat,
    contexts: chat.contexts,
    approvals,
    policy,
    settings,
    themes: { read: () => readThemes(paths.themes) },
    models,
    credentials,
    files,
    fleet: {
      list: () => fleets.list(),
      shown: (id) => fleets.shown(id),
      check: (draft) => personFleets.check(draft),
      run: (draft, shown, actor) => personFleets.run(draft, shown, actor),
      goOn: (id, actor) => fleets.goOn(id, actor),
      stop: (id, actor) => fleets.stop(id, actor),
      inTerminal: (place, actor) => rowInTerminal.run(place, actor),
      output: (id, from, limit) => fleets.output(id, from, limit),
      changed: fleets.changed,
      events: fleets.events,
    },
    audit: audit.value.service,
    reportFault: faultLog(paths.logs, redact),
  };
  const parts = owned.move();
  return ok({
    services,
    plane,
    chat,
    inventory,
    terminals,
    models,
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  });
}
