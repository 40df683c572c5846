import type { Fleet, FleetAction, FleetRow } from "../../shared/contract/fleet.ts";
import type { HostId } from "../../shared/ids.ts";
import type { FleetCheckShown } from "../fleet/fleet-draft.ts";
import type { Scene } from "./scene.ts";

const command = "systemctl is-active nginx && uname -r";
const usual = "active\n6.1.0-28-amd64\n";
const outputs = { usual, older: "active\n6.1.0-21-amd64\n", down: "inactive\n" };

const idOf = (at: number): HostId => `host-fleet-${at}`;
const nameOf = (at: number) => `web-${at}`;

const kindAt = (at: number) => (at === 7 ? "down" : at % 40 === 3 ? "older" : "usual");
const textAt = (at: number) => (at === 9 ? "" : outputs[kindAt(at)]);

function rowAt(at: number, now: number): FleetRow {
  const common = {
    hostId: idOf(at),
    hostName: nameOf(at),
    user: "root",
    address: `192.0.2.${at}:22`,
    production: at === 1,
    runId: `run-fleet-${at}` as const,
    isCanary: at === 1,
    asked: false,
    terminalId: null,
    endedAt: now - 1_700,
  };
  if (at === 9) {
    const problem = "The host refused the connection. Check that sshd runs and the port is right.";
    const nothing = {
      exitCode: null,
      startedAt: null,
      outputLength: 0,
      lastLine: "",
      digest: null,
    };
    return { ...common, ...nothing, state: "failed", problem };
  }
  const text = textAt(at);
  return {
    ...common,
    state: "finished",
    exitCode: kindAt(at) === "down" ? 3 : 0,
    startedAt: now - 2_000,
    problem: null,
    outputLength: text.length,
    lastLine: text.trimEnd().split("\n").at(-1) ?? "",
    digest: kindAt(at),
  };
}

/** One run on so many hosts, with the output of each: three are on an older kernel, one is down, one is lost. */
export function fleetScene(count: number): Pick<Scene, "fleets" | "fleetOutput"> {
  const now = Date.now();
  const fleetOutput: Record<string, string> = {};
  const rows = Array.from({ length: count }, (_, index) => rowAt(index + 1, now));
  for (const [index, { runId }] of rows.entries()) fleetOutput[runId] = textAt(index + 1);
  const fleet: Fleet = {
    id: "fleet-shown",
    origin: "agent",
    conversationId: null,
    reason: "",
    command,
    canary: { count: 1, after: "ask" },
    parallel: 50,
    stopOnFailure: true,
    timeoutSeconds: null,
    state: "done",
    stopped: null,
    hostCount: count,
    createdAt: now - 60_000,
    endedAt: now - 1_700,
  };
  return { fleets: [{ fleet, rows }], fleetOutput };
}

/** What a check of a run on these hosts says: the first is production, the second is left out by the policy. */
export function fleetCheck(count: number): FleetCheckShown {
  const hosts: FleetAction["hosts"] = Array.from({ length: count }, (_, index) => ({
    hostId: idOf(index + 1),
    hostName: nameOf(index + 1),
    user: "root",
    address: `192.0.2.${index + 1}:22`,
    over: index === 2 ? "bastion" : "",
    keys: index === 3 ? [] : ["SHA256:abc"],
    fingerprint: `fingerprint ${index}`,
  }));
  return {
    action: {
      kind: "run-on-hosts",
      command,
      hosts,
      canary: { count: 1, after: "ask" },
      parallel: 50,
      stopOnFailure: true,
      timeoutSeconds: null,
    },
    judgement: {
      verdict: "ask",
      class: "read-only",
      reasons: ["The host is production: every command is asked.", "Production: web-1."],
      parts: [],
      mode: "ask",
      preset: "balanced",
      production: true,
      taint: [],
      typedName: null,
      offer: null,
      hosts: hosts.map(({ hostId }, at) => ({
        hostId,
        verdict: at === 1 ? "deny" : "ask",
        production: at === 0,
        because: at === 1 ? "The mode is none: nothing may run." : "",
      })),
    },
    seal: "sealed",
    canaryAbove: 5,
  };
}
