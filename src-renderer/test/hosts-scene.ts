import { type Host, type HostStatus, plainWay } from "../../shared/contract/hosts.ts";

/** An SSH host of this name; `more` says what is not usual of it. */
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

export const local = host("local", {
  id: "host-local",
  kind: "local",
  source: "built-in",
  name: "This computer",
  address: "localhost",
  user: "",
});

/** Hosts of a working day: alone, in groups, one with a long name, one without a user. */
export function hostsOfADay(): Host[] {
  return [
    local,
    host("bastion", { favourite: true, port: 2222 }),
    host("web-1", { group: "production", tags: ["prod", "nginx"], notes: "Frontend, behind lb-1" }),
    host("web-2", { group: "production", tags: ["prod"] }),
    host("db-1", { group: "production", tags: ["prod", "postgres"] }),
    host("lab-node-with-a-very-long-name-indeed-3", { group: "lab" }),
    host("lab-1", { group: "lab" }),
    host("alone", { user: "" }),
  ];
}

/** One host of each state. */
export function hostStatuses(): HostStatus[] {
  return [
    { hostId: "host-web-1", state: "connected", latencyMs: 3.2, problem: null },
    { hostId: "host-web-2", state: "connecting", latencyMs: null, problem: null },
    { hostId: "host-db-1", state: "lost", latencyMs: null, problem: "no answer for 30 s" },
    { hostId: "host-lab-1", state: "failed", latencyMs: null, problem: "connection refused" },
  ];
}
