import { expect, test } from "vitest";
import type { AuditEntry } from "../shared/contract/audit.ts";
import type { CredentialEvent } from "../shared/contract/credentials.ts";
import type { HostStatus } from "../shared/contract/hosts.ts";
import { failure } from "../shared/errors.ts";
import { fail } from "../shared/result.ts";
import { settings } from "../shared/settings.ts";
import type { AuditRecord } from "./audit/journal.ts";
import { Emitter } from "./base/emitter.ts";
import { recordEvents } from "./record-events.ts";

function world() {
  const recorded: AuditRecord[] = [];
  const emitters = {
    status: new Emitter<HostStatus>(),
    policy: new Emitter<Pick<AuditEntry, "kind" | "actor" | "detail">>(),
    settings: new Emitter<void>(),
    credentials: new Emitter<void>(),
  };
  let present = settings.parse({});
  let stored: CredentialEvent["stored"] = [];
  const listening = recordEvents({
    record: async (entry) => {
      recorded.push(entry);
      return fail(failure("audit-unwritable"));
    },
    targets: { statusChanged: emitters.status },
    inventory: { get: () => undefined },
    policy: { audited: emitters.policy },
    settings: { get: () => present, changed: emitters.settings },
    credentials: {
      changed: emitters.credentials,
      status: () => ({
        type: "credentials-changed",
        backend: "memory",
        locked: false,
        explanation: "",
        stored,
      }),
    },
  });
  return {
    recorded,
    emitters,
    listening,
    setMode: (mode: "ask" | "patterns") => {
      present = settings.parse({ approvals: { mode } });
      emitters.settings.emit();
    },
    setProfile: (toolsOff: string[]) => {
      const profile = { id: "model-one", name: "One", provider: "ollama", model: "one" } as const;
      const place = { baseUrl: "http://127.0.0.1/v1", key: { kind: "none" } } as const;
      present = settings.parse({ models: { profiles: [{ ...profile, ...place, toolsOff }] } });
      emitters.settings.emit();
    },
    store: (labels: string[]) => {
      stored = labels.map((label, index) => ({ id: `cred-${index}` as const, label }));
      emitters.credentials.emit();
    },
  };
}

const settled = () => new Promise<void>((resolve) => queueMicrotask(resolve));

test("connections are noted when they change, secrets by their name when they come and go", () => {
  const { emitters, recorded, store } = world();
  const status = { hostId: "host-web", latencyMs: null, problem: null } as const;
  for (const state of ["connecting", "connected", "connected", "lost"] as const) {
    emitters.status.emit({ ...status, state });
  }
  store(["web"]);
  store([]);
  expect(recorded.map(({ kind, detail }) => [kind, detail["name"] ?? detail["hostId"]])).toEqual([
    ["connection-connected", "host-web"],
    ["connection-lost", "host-web"],
    ["secret-stored", "web (cred-0)"],
    ["secret-removed", "web (cred-0)"],
  ]);
});

test("each tool that a model's profile switches off or on is noted, other changes of it are not", () => {
  const { recorded, setProfile } = world();
  setProfile(["time", "send_keys"]);
  setProfile(["send_keys", "time"]);
  setProfile(["send_keys"]);
  const model = "One (model-one)";
  expect(recorded.map(({ kind, actor, detail }) => [kind, actor, detail])).toEqual([
    ["tools-changed", "person", { model, tool: "time", switched: "off" }],
    ["tools-changed", "person", { model, tool: "send_keys", switched: "off" }],
    ["tools-changed", "person", { model, tool: "time", switched: "on" }],
  ]);
});

test("a mode that the policy tells of is noted once, one that came by the settings as well", async () => {
  const { emitters, recorded, setMode } = world();
  setMode("patterns");
  emitters.policy.emit({ kind: "mode-set", actor: "window", detail: { mode: "patterns" } });
  await settled();
  expect(recorded.map(({ kind, actor }) => [kind, actor])).toEqual([["mode-set", "window"]]);
  setMode("ask");
  await settled();
  expect(recorded.at(-1)).toEqual({
    kind: "mode-changed",
    actor: "person",
    detail: { from: "patterns", to: "ask" },
  });
});
