import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { hostColour } from "../host-colours.ts";
import { credentialId, hostId } from "../ids.ts";
import { call } from "./call.ts";

/** How Fairlead logs in. A secret is named by its credential id, never carried. */
export const authentication = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("agent") }),
  z.object({
    kind: z.literal("key"),
    path: z.string().min(1),
    passphrase: credentialId.optional(),
  }),
  z.object({ kind: z.literal("password"), credential: credentialId.optional() }),
  z.object({ kind: z.literal("interactive") }),
]);
export type Authentication = z.infer<typeof authentication>;

/** What a host has that is reached directly and asks for nothing special. */
export const plainWay = {
  jump: null,
  forwardAgent: false,
  keepaliveSeconds: null,
  compression: false,
} as const;

const hostFields = z.object({
  name: z.string().trim().min(1).max(200),
  address: z.string().trim().min(1).max(255),
  port: z.int().min(1).max(65_535),
  user: z.string().trim().max(64),
  authentication,
  /** The host it is reached over, which may have one itself; null = directly. */
  jump: hostId.nullable(),
  /** Whether programs there may use the person's ssh-agent. */
  forwardAgent: z.boolean(),
  /** Seconds between keepalives; 0 = none, null = as the setting says. */
  keepaliveSeconds: z.int().min(0).max(3_600).nullable(),
  compression: z.boolean(),
  group: z.string().trim().max(100),
  tags: z.array(z.string().trim().min(1).max(50)).max(50),
  notes: z.string().max(10_000),
  favourite: z.boolean(),
  /** null: as its group or a tag has it, else none. */
  colour: hostColour.nullable(),
});

/** What a person may set on a host; everything but the address has a default. */
export const hostDraft = hostFields.partial().required({ address: true });
export type HostDraft = z.infer<typeof hostDraft>;

/** What a person changes on a host; what is absent stays. */
export const hostChange = hostFields.partial();
export type HostChange = z.infer<typeof hostChange>;

export const engineName = z.enum(["docker", "podman"]);
export type EngineName = z.infer<typeof engineName>;

/** One of docker's contexts: which engine the command speaks to. */
export const engineContext = z.object({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.+-]{0,199}$/),
  /** Where that engine listens, as docker says it: "unix:///var/run/docker.sock". */
  endpoint: z.string().regex(/^[!-~]{0,500}$/),
});
export type EngineContext = z.infer<typeof engineContext>;

/** Which container a host of kind "container" is: this very one, never another of the same name. */
export const containerPlace = z.object({
  /** The machine where the engine's command runs. */
  parent: hostId,
  /** What that machine is called now; told by main, never kept. */
  parentName: z.string().optional(),
  engine: engineName,
  /** Null: as the command decides by itself. */
  context: engineContext.nullable(),
  /** The engine's full id of it. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,254}$/),
  image: z.string().max(300),
});
export type ContainerPlace = z.infer<typeof containerPlace>;

/**
 * One machine in the inventory. The local machine has kind "local" and id "host-local". A container has its parent's group
 * and tags beside its own, its name as the address, and neither port nor login of its own.
 */
export const host = hostFields.extend({
  id: hostId,
  kind: z.enum(["local", "ssh", "container"]),
  /** Set where the kind is "container". */
  container: containerPlace.optional(),
  source: z.enum(["built-in", "person", "ssh-config", "command-line"]),
  createdAt: z.number(),
  // Hosts written by earlier versions have none.
  colour: hostFields.shape.colour.default(null),
});
export type Host = z.infer<typeof host>;

export const connectionState = z.enum([
  "idle",
  "connecting",
  "connected",
  "stalled",
  "reconnecting",
  "lost",
  "failed",
]);
export const hostStatus = z.object({
  hostId,
  state: connectionState,
  /** Round trip of the last keepalive, in milliseconds. */
  latencyMs: z.number().nullable(),
  /** Said when the state is stalled, failed or lost. */
  problem: z.string().nullable(),
});
export type HostStatus = z.infer<typeof hostStatus>;

export const hostEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hosts-listed"),
    hosts: z.array(host),
    statuses: z.array(hostStatus),
  }),
  z.object({ type: z.literal("host-status"), status: hostStatus }),
]);
export type HostEvent = z.infer<typeof hostEvent>;

/** A host of ~/.ssh/config that is not in the inventory yet. */
export const importableHost = z.object({
  alias: z.string(),
  address: z.string(),
  port: z.number(),
  user: z.string(),
  identityFile: z.string().nullable(),
  /** Alias or name of the host it is reached over: also importable, or in the inventory already. */
  jump: z.string().nullable(),
  /** What the file asks for; it counts only where a person agrees. */
  forwardAgent: z.boolean(),
  keepaliveSeconds: z.number().nullable(),
  compression: z.boolean(),
});
export type ImportableHost = z.infer<typeof importableHost>;

/** What a test of the connection found. Round trips in milliseconds, each all the way from here. */
export const hostTest = z.object({
  latencyMs: z.number(),
  server: z.string(),
  tmux: z.string().nullable(),
  /** The hosts on the way, the first one first. */
  hops: z.array(z.object({ name: z.string(), latencyMs: z.number() })),
});
export type HostTest = z.infer<typeof hostTest>;

export const hostsContract = {
  list: call.output(z.array(host)),
  add: call.input(hostDraft).output(host),
  update: call.input(z.object({ id: hostId, draft: hostChange })).output(host),
  remove: call.input(z.object({ id: hostId })).output(z.void()),
  /** Connects, logs in and hangs up; says the host's key and the round trips to it and to each host on the way. */
  test: call.input(z.object({ id: hostId })).output(hostTest),
  /** Hosts that importing takes along, because another one is reached over them, are among them. */
  importable: call.output(z.array(importableHost)),
  importFromSshConfig: call
    .input(
      z.object({
        aliases: z.array(z.string()).max(5_000),
        /** Of these, the ones whose agent forwarding a person agreed to. */
        forwardAgent: z.array(z.string()).max(5_000).default([]),
      }),
    )
    .output(z.array(host)),
  events: call.output(eventIterator(hostEvent)),
};
