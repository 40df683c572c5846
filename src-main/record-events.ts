import type { PolicyInForce } from "./agent/policy-in-force.ts";
import type { RecordAudit } from "./audit/journal.ts";
import type { Inventory } from "./hosts/inventory.ts";
import type { Credentials } from "./keychain/credentials.ts";
import type { SettingsStore } from "./store/settings-file.ts";
import type { Targets } from "./targets/targets.ts";

type Sources = {
  record: RecordAudit;
  targets: Pick<Targets, "statusChanged">;
  inventory: Pick<Inventory, "get">;
  policy: Pick<PolicyInForce, "audited">;
  settings: Pick<SettingsStore, "get" | "changed">;
  credentials: Pick<Credentials, "status" | "changed">;
};

/**
 * Puts into the audit what happens outside the gate: connections, changes of the policy, tools that a model's profile
 * switches off or on, secrets added and removed (by name). They are no acts, so one that cannot be written stops nothing: the gate will say so at the next act.
 */
export function recordEvents(sources: Sources): Disposable {
  const { record, targets, inventory, policy, settings, credentials } = sources;
  const owned = new DisposableStack();
  const note = (entry: Parameters<RecordAudit>[0]) => void record(entry);

  const known = new Map<string, string>();
  owned.use(
    targets.statusChanged.on(({ hostId, state, problem }) => {
      if (known.get(hostId) === state || state === "idle" || state === "connecting") return;
      known.set(hostId, state);
      const target = inventory.get(hostId)?.name ?? hostId;
      note({ kind: `connection-${state}`, actor: "fairlead", target, detail: { hostId, problem } });
    }),
  );

  // What is changed through the policy it tells itself, at once; the rest came by the settings or their file.
  let mode = settings.get().approvals.mode;
  let told = false;
  owned.use(
    policy.audited.on((entry) => {
      told ||= entry.kind === "mode-set";
      note(entry);
    }),
  );
  owned.use(
    settings.changed.on(() => {
      const now = settings.get().approvals.mode;
      if (now === mode) return;
      const from = mode;
      mode = now;
      told = false;
      queueMicrotask(() => {
        if (!told) note({ kind: "mode-changed", actor: "person", detail: { from, to: now } });
      });
    }),
  );

  let web = JSON.stringify(settings.get().web);
  owned.use(
    settings.changed.on(() => {
      const { web: now } = settings.get();
      if (JSON.stringify(now) === web) return;
      web = JSON.stringify(now);
      note({ kind: "web-changed", actor: "person", detail: { ...now } });
    }),
  );

  let off = profileTools(settings);
  owned.use(
    settings.changed.on(() => {
      const before = off;
      off = profileTools(settings);
      for (const detail of toolsSwitched(before, off)) {
        note({ kind: "tools-changed", actor: "person", detail });
      }
    }),
  );

  let names = secretNames(credentials);
  owned.use(
    credentials.changed.on(() => {
      const now = secretNames(credentials);
      for (const name of now) {
        if (names.has(name)) continue;
        note({ kind: "secret-stored", actor: "person", detail: { name } });
      }
      for (const name of names) {
        if (now.has(name)) continue;
        note({ kind: "secret-removed", actor: "person", detail: { name } });
      }
      names = now;
    }),
  );
  return owned;
}

/** What each model's profile switches off. */
const profileTools = (settings: Sources["settings"]) =>
  new Map(
    settings
      .get()
      .models.profiles.map(({ id, name, toolsOff }) => [
        id,
        { model: `${name} (${id})`, tools: toolsOff },
      ]),
  );

/** Each tool that differs, for the models that are there now. */
function toolsSwitched(
  before: ReturnType<typeof profileTools>,
  now: ReturnType<typeof profileTools>,
) {
  return [...now].flatMap(([id, { model, tools }]) => {
    const known = before.get(id)?.tools ?? [];
    const switchedTo = (switched: "off" | "on", which: readonly string[], not: readonly string[]) =>
      which.filter((tool) => !not.includes(tool)).map((tool) => ({ model, tool, switched }));
    return [...switchedTo("off", tools, known), ...switchedTo("on", known, tools)];
  });
}

const secretNames = (credentials: Sources["credentials"]) =>
  new Set(credentials.status().stored.map(({ id, label }) => `${label} (${id})`));
