import { createHash } from "node:crypto";
import { type AuditEntry, auditEntry } from "../../shared/contract/audit.ts";
import { canonical } from "./canonical.ts";

/** What the first entry of a file has as `previous`. */
export const chainStart = "0".repeat(64);

/** The entry with its hash: SHA-256 over the canonical JSON of every other field. */
export function seal(fields: Omit<AuditEntry, "hash">): AuditEntry {
  return { ...fields, hash: hashOf(fields) };
}

/** The one way an entry is written, its line feed included. */
export function asLine(entry: AuditEntry): Buffer {
  return Buffer.from(`${canonical(entry)}\n`, "utf8");
}

export type ReadLine = { ok: true; entry: AuditEntry } | { ok: false; sentence: string };

/** Reads a line without its line feed. Every byte counts: a line that says the same in another spelling was changed. */
export function readLine(line: Buffer): ReadLine {
  const text = line.toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, sentence: "The line is not JSON." };
  }
  if (!auditEntry.safeParse(value).success) {
    return { ok: false, sentence: "The line is not an audit entry." };
  }
  // The value as it was read, not as the schema returns it: that leaves members such as "__proto__" out.
  const entry = value as AuditEntry;
  const { hash, ...fields } = entry;
  if (hashOf(fields) !== hash) {
    return { ok: false, sentence: "The entry does not match its hash: it was changed." };
  }
  if (!Buffer.from(canonical(entry), "utf8").equals(line)) {
    return { ok: false, sentence: "The entry is not spelled as Fairlead writes it." };
  }
  return { ok: true, entry };
}

function hashOf(fields: Omit<AuditEntry, "hash">): string {
  return createHash("sha256").update(canonical(fields)).digest("hex");
}
