import type { AuditEntry } from "../../shared/contract/audit.ts";
import { chainStart } from "./entry.ts";
import type { ChainPoint, KeptHead } from "./head.ts";
import type { AuditRecord } from "./journal.ts";
import type { Finding } from "./judge-head.ts";

const actor = "fairlead";

/** What is left of a line that a crash cut off. The act it would have announced did not happen: it never got that far. */
export function tornRecord(bytes: Buffer): AuditRecord {
  return {
    kind: "torn",
    actor,
    detail: {
      sentence:
        "The program ended while it wrote an entry. What was written of it is kept here; what it announced was not done.",
      bytes: bytes.length,
      text: bytes.toString("utf8"),
    },
  };
}

/** The first entry of every file but the first: ties it to the one before. */
export function continuedRecord(file: string, { hash, sequence }: ChainPoint): AuditRecord {
  return { kind: "continued", actor, detail: { file, count: sequence, hash } };
}

/** An entry that was written but never confirmed, or several that were written together: from `sequence` to `last`. */
export function unconfirmedRecord(sequence: number, last = sequence): AuditRecord {
  const sentence =
    last === sequence
      ? `Entry ${sequence} could not be confirmed; what it announced was not done.`
      : `Entries ${sequence} to ${last} could not be confirmed; what they announced was not done.`;
  const more = last === sequence ? {} : { last };
  return { kind: "unconfirmed", actor, detail: { sentence, sequence, ...more } };
}

/** What was found wrong when the program started, kept in the audit itself: storing a new head takes the evidence away. */
export function tamperedRecord(
  { finding, sentence }: Finding,
  head: KeptHead | null,
  found: ChainPoint,
): AuditRecord {
  return {
    kind: "tampered",
    actor,
    detail: {
      finding,
      sentence,
      expectedSequence: head?.sequence ?? null,
      expectedHash: head?.hash ?? null,
      foundSequence: found.sequence,
      foundHash: found.hash,
    },
  };
}

/** Which key signs the head from here on; null = none. */
export function keyRecord(from: string | null, to: string | null): AuditRecord {
  return { kind: "audit-key", actor, detail: { from, to } };
}

/**
 * What an honest record has to say when the file was opened anew while the program ran; null when nothing. `unconfirmed`
 * are the hashes of what was written without an answer since `expected`.
 */
export function remarkOnReopening(
  expected: ChainPoint,
  unconfirmed: ReadonlySet<string>,
  last: AuditEntry | null,
): AuditRecord | null {
  if (last?.hash === expected.hash || (last === null && expected.sequence === 0)) return null;
  if (last !== null && unconfirmed.has(last.hash)) {
    return unconfirmedRecord(expected.sequence + 1, last.sequence);
  }
  return {
    kind: "replaced",
    actor,
    detail: {
      sentence: "While the program ran, the file was replaced or changed by somebody else.",
      expectedSequence: expected.sequence,
      expectedHash: expected.hash,
      foundSequence: last?.sequence ?? 0,
      foundHash: last?.hash ?? chainStart,
    },
  };
}
