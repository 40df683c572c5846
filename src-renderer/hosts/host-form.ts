import type { Authentication, Host, HostDraft } from "../../shared/contract/hosts.ts";
import type { HostColour } from "../../shared/host-colours.ts";
import type { HostId } from "../../shared/ids.ts";
import { circleSentence } from "../../shared/jump-chain.ts";
import { wayOf } from "./host-way.ts";

/** A host as the dialog edits it: every field a text or a choice. */
export interface HostForm {
  name: string;
  address: string;
  port: string;
  user: string;
  authentication: Authentication["kind"];
  keyPath: string;
  jump: HostId | null;
  forwardAgent: boolean;
  /** Seconds; empty = as the setting says. */
  keepalive: string;
  compression: boolean;
  group: string;
  tags: string;
  notes: string;
  favourite: boolean;
  /** "inherit": as its group or tags have it. */
  colour: HostColour | "inherit";
}

export const emptyForm: HostForm = {
  name: "",
  address: "",
  port: "22",
  user: "",
  authentication: "agent",
  keyPath: "",
  jump: null,
  forwardAgent: false,
  keepalive: "",
  compression: false,
  group: "",
  tags: "",
  notes: "",
  favourite: false,
  colour: "inherit",
};

export function formOf(host: Host): HostForm {
  return {
    name: host.name,
    address: host.address,
    port: String(host.port),
    user: host.user,
    authentication: host.authentication.kind,
    keyPath: host.authentication.kind === "key" ? host.authentication.path : "",
    jump: host.jump,
    forwardAgent: host.forwardAgent,
    keepalive: host.keepaliveSeconds === null ? "" : String(host.keepaliveSeconds),
    compression: host.compression,
    group: host.group,
    tags: host.tags.join(", "),
    notes: host.notes,
    favourite: host.favourite,
    colour: host.colour ?? "inherit",
  };
}

export type FormProblems = Partial<Record<keyof HostForm, string>>;

/** What is wrong with a form, by field; empty when it can be saved. `id` is the host's own, null for a new one. */
export function problemsOf(
  form: HostForm,
  id: HostId | null = null,
  hosts: readonly Host[] = [],
): FormProblems {
  const problems: FormProblems = {};
  const port = Number(form.port);
  if (form.address.trim() === "") problems.address = "Give a name or an IP address.";
  else if (/\s/.test(form.address.trim())) problems.address = "An address has no spaces.";
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    problems.port = "A port is a number from 1 to 65535.";
  }
  if (form.authentication === "key" && form.keyPath.trim() === "") {
    problems.keyPath = "Give the path of the private key.";
  }
  const keepalive = Number(form.keepalive);
  if (!Number.isInteger(keepalive) || keepalive < 0 || keepalive > 3_600) {
    problems.keepalive = "A keepalive is a number of seconds from 0 to 3600.";
  }
  const way = wayOf(form, id, hosts);
  if (way.kind === "circle") problems.jump = circleSentence(way.names);
  if (way.kind === "missing") problems.jump = "This host is gone. Choose another one.";
  return problems;
}

/** The draft of a form without problems. A stored secret stays with the host while its kind of login stays. */
export function draftOf(form: HostForm, before: Authentication | null): HostDraft {
  const address = form.address.trim();
  return {
    name: form.name.trim() === "" ? address : form.name.trim(),
    address,
    port: Number(form.port),
    user: form.user.trim(),
    authentication: authenticationOf(form, before),
    jump: form.jump,
    forwardAgent: form.forwardAgent,
    keepaliveSeconds: form.keepalive.trim() === "" ? null : Number(form.keepalive),
    compression: form.compression,
    group: form.group.trim(),
    tags: [...new Set(form.tags.split(",").map((tag) => tag.trim()))].filter((tag) => tag !== ""),
    notes: form.notes,
    favourite: form.favourite,
    colour: form.colour === "inherit" ? null : form.colour,
  };
}

function authenticationOf(form: HostForm, before: Authentication | null): Authentication {
  const kind = form.authentication;
  if (kind === "key") {
    const kept = before?.kind === "key" && before.path === form.keyPath.trim() ? before : null;
    return {
      kind,
      path: form.keyPath.trim(),
      ...(kept?.passphrase ? { passphrase: kept.passphrase } : {}),
    };
  }
  return before?.kind === kind ? before : { kind };
}

/** Takes "root@db-1:2222" apart, as people type it into the address field. */
export function splitEndpoint(text: string): Partial<Pick<HostForm, "user" | "address" | "port">> {
  const found = /^(?:ssh:\/\/)?(?:([^@\s]+)@)?([^@\s:]+|\[[0-9a-fA-F:]+\])(?::(\d+))?$/.exec(
    text.trim(),
  );
  if (found === null) return { address: text };
  const [, user, address = "", port] = found;
  return {
    address: address.replace(/^\[|\]$/g, ""),
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port }),
  };
}
