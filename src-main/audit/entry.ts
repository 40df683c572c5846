import { createHash } from "node:crypto";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import { canonical } from "./canonical.ts";

/** What the first entry of all has as `previous`. */
export const chainStart = "0".repeat(64);

/** The entry with its hash: SHA-256 over the canonical JSON of every other field. */
export function seal(fields: Omit<AuditEntry, "hash">): AuditEntry {
  return { ...fields, hash: createHash("sha256").update(canonical(fields)).digest("hex") };
}

/** The one way an entry is written, its line feed included. */
export function asLine(entry: AuditEntry): Buffer {
  return Buffer.from(`${canonical(entry)}\n`, "utf8");
}

export type ReadLine = { ok: true; entry: AuditEntry } | { ok: false; sentence: string };

/**
 * Reads a line without its line feed. Every byte counts: what was hashed is the line itself without its `hash` member,
 * so that a line that says the same in another spelling was changed.
 */
export function readLine(line: Buffer): ReadLine {
  let value: unknown;
  try {
    value = JSON.parse(line.toString("utf8"));
  } catch {
    return { ok: false, sentence: "The line is not JSON." };
  }
  if (!isEntry(value)) return { ok: false, sentence: "The line is not an audit entry." };
  // Members stand in the order of their names. Quotes inside of a text are escaped, so the last match is the member itself.
  const member = `"hash":"${value.hash}",`;
  const at = line.lastIndexOf(`,${member}"kind":`) + 1;
  if (at === 0) return { ok: false, sentence: "The entry is not spelled as Fairlead writes it." };
  const hash = createHash("sha256")
    .update(line.subarray(0, at))
    .update(line.subarray(at + member.length))
    .digest("hex");
  if (hash !== value.hash) {
    return { ok: false, sentence: "The entry does not match its hash: it was changed." };
  }
  return { ok: true, entry: value };
}

const texts = ["actor", "at", "hash", "kind", "osUser", "previous", "version"] as const;
const hashForm = /^[0-9a-f]{64}$/;
const timeForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The shape of an entry, by hand: a schema would take most of the time of reading a million of them. */
function isEntry(value: unknown): value is AuditEntry {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const entry = value as Record<string, unknown>;
  return (
    texts.every((name) => typeof entry[name] === "string") &&
    Number.isInteger(entry["sequence"]) &&
    isTextOrNull(entry["request"]) &&
    isTextOrNull(entry["target"]) &&
    (entry["policy"] === undefined || typeof entry["policy"] === "string") &&
    typeof entry["detail"] === "object" &&
    entry["detail"] !== null &&
    !Array.isArray(entry["detail"]) &&
    hashForm.test(String(entry["hash"])) &&
    timeForm.test(String(entry["at"]))
  );
}

const isTextOrNull = (value: unknown) => value === null || typeof value === "string";
