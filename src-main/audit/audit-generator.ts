import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import { finishedPart } from "./audit-folder.ts";
import { asLine, chainStart, seal } from "./entry.ts";
import type { ChainPoint } from "./head.ts";

const maximumBytes = 50_000_000;
const hosts = ["web-1", "web-2", "db-1", "cache-1", "build-7"];
const commands = ["df -h", "systemctl status nginx", "journalctl -u nginx --since -1h", "uptime"];

/**
 * Writes an audit of `count` entries as the app would have, act after act on a few hosts, without its flush after each:
 * for measurements and tests of long audits. Gives its end and the number of the file it is in.
 */
export function generateAudit(path: string, count: number): ChainPoint & { file: number } {
  let last: ChainPoint = { sequence: 0, hash: chainStart };
  let file = 1;
  let descriptor = openSync(path, "w", 0o600);
  let size = 0;
  let held: Buffer[] = [];
  const put = (fields: Pick<AuditEntry, "kind" | "actor" | "request" | "target" | "detail">) => {
    const sequence = last.sequence + 1;
    const entry = seal({
      ...fields,
      sequence,
      at: new Date(Date.UTC(2026, 0, 1) + sequence * 1_000).toISOString(),
      version: "0.1.0",
      osUser: "ada",
      policy: "4f0c5f3e8d1a",
      previous: last.hash,
    });
    const line = asLine(entry);
    held.push(line);
    size += line.length;
    last = entry;
  };
  const flush = () => {
    writeSync(descriptor, Buffer.concat(held));
    held = [];
  };
  while (last.sequence < count) {
    if (size >= maximumBytes) {
      flush();
      fsyncSync(descriptor);
      closeSync(descriptor);
      const part = finishedPart(path, file);
      renameSync(path, part.path);
      descriptor = openSync(path, "w", 0o600);
      file += 1;
      size = 0;
      const detail = { file: part.name, count: last.sequence, hash: last.hash };
      put({ kind: "continued", actor: "fairlead", request: null, target: null, detail });
    } else {
      put(fieldsOf(last.sequence));
    }
    if (held.length >= 2_000) flush();
  }
  flush();
  fsyncSync(descriptor);
  closeSync(descriptor);
  return { sequence: last.sequence, hash: last.hash, file };
}

function fieldsOf(index: number) {
  const act = Math.floor(index / 4);
  const host = hosts[act % hosts.length];
  const common = { request: `item-${act}`, target: `root@${host} (host-${host}) term-1` };
  const action = { kind: "run-shell", command: commands[act % commands.length] ?? "" };
  const verdict = act % 50 === 7 ? "deny" : "ask";
  switch (index % 4) {
    case 0:
      return {
        ...common,
        kind: "proposal",
        actor: "agent",
        detail: { action, reason: "To see why 502s are up.", verdict, run: `run-${act}` },
      };
    case 1:
      return { ...common, kind: "answer", actor: "window", detail: { kind: "approve" } };
    case 2:
      return { ...common, kind: "start", actor: "agent", detail: { action, run: `run-${act}` } };
    default:
      return {
        ...common,
        kind: "result",
        actor: "fairlead",
        detail: { state: "finished", exitCode: act % 9 === 0 ? 1 : 0, durationMs: 212 },
      };
  }
}
