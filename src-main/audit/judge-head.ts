import type { AuditEntry, AuditOrigin } from "../../shared/contract/audit.ts";
import type { HeadKey, KeptHead } from "./head.ts";

/** What the files say, as far as the head needs it. */
export type FoundChain = {
  /** Entries in all files. */
  count: number;
  /** The hash of the entry the head speaks of; null where there is no such entry. */
  hashAtHead: string | null;
  /** The entries behind the one the head speaks of, oldest first. */
  ahead: readonly AheadEntry[];
};

export type AheadEntry = Pick<AuditEntry, "kind" | "sequence"> & { with?: number | undefined };

export type Finding = {
  finding: "head-missing" | "signature" | "cut" | "rebuilt" | "rolled-back";
  sentence: string;
};

/** What the journal itself writes while it opens, before the head is stored: these may stand behind an entry that was never confirmed. */
const housekeeping: ReadonlySet<string> = new Set(["unconfirmed", "torn", "continued"]);

/** Kinds of entries that say that the audit was changed before them. */
export const tamperKinds: ReadonlySet<string> = new Set(["replaced", "tampered"]);

/**
 * Whether files and head belong together; null when they do. An entry is on the disk before the head says so: the end of
 * the program between the two leaves one entry, or those written together with it, more than the head knows, and never
 * one less.
 */
export function judgeHead(
  head: KeptHead | null,
  key: HeadKey | null,
  chain: FoundChain,
): Finding | null {
  const { ahead, count, hashAtHead } = chain;
  if (head === null) {
    // The very first entries may be on the disk before there is a head at all.
    if (explainsAhead(ahead) && ahead.length === count) return null;
    const sentence = `The files hold ${entries(count)}, but the database knows of no audit: it was deleted or replaced.`;
    return { finding: "head-missing", sentence };
  }
  if (key !== null && head.key === key.name && !key.verifies(head)) {
    const sentence =
      "The head in the database does not verify with the key of the keychain: it was changed by something else than Fairlead.";
    return { finding: "signature", sentence };
  }
  if (count < head.sequence) {
    const sentence =
      count === 0
        ? `The audit is gone: the database knows of ${entries(head.sequence)}.`
        : `The end is missing: the files hold ${entries(count)}, the database knows of ${head.sequence}.`;
    return { finding: "cut", sentence };
  }
  if (hashAtHead !== head.hash) {
    const sentence = `Entry ${head.sequence} is not the one that the database knows: the chain was built anew.`;
    return { finding: "rebuilt", sentence };
  }
  if (!explainsAhead(ahead)) {
    const sentence = `The files hold ${entries(count)}, the database knows of ${head.sequence}: an older database was put back.`;
    return { finding: "rolled-back", sentence };
  }
  return null;
}

/** Whether these entries can stand behind the head after an honest end of the program. */
function explainsAhead(ahead: readonly AheadEntry[]): boolean {
  const first = ahead[0]?.sequence;
  return ahead.every(
    (entry) => [entry.sequence, entry.with].includes(first) || housekeeping.has(entry.kind),
  );
}

/** How many of them, from the first on, were never confirmed, and nothing says so yet. */
export function unconfirmedCount(ahead: readonly AheadEntry[]): number {
  if (ahead.some(({ kind }) => kind === "unconfirmed")) return 0;
  const beyond = ahead.findIndex(({ kind }) => housekeeping.has(kind));
  return beyond === -1 ? ahead.length : beyond;
}

/** Whether it is shown where the audit comes from. `since`: the entry from which on this key was used; 0 = from the first on. */
export function judgeOrigin(
  head: KeptHead | null,
  key: HeadKey | null,
  finding: Finding | null,
  since: number,
): AuditOrigin {
  if (finding !== null) return { state: "refuted", sentence: finding.sentence };
  if (head === null) return unproven("there is nothing to prove yet.");
  if (head.signature === null) {
    return unproven("the head is not signed, because no keychain was at hand when it was written.");
  }
  if (key === null) return unproven("the key that signed it is not at hand here.");
  if (head.key !== key.name) return unproven("the head was signed with another key.");
  const from = since <= 3 ? "" : ` since entry ${since}; before it another key or none was used`;
  const sentence = `The head is signed with the key of this computer's keychain (${key.name})${from}.`;
  return { state: "proven", sentence };
}

const unproven = (because: string): AuditOrigin => ({
  state: "unproven",
  sentence: `Origin not proven: ${because}`,
});

const entries = (count: number) => (count === 1 ? "1 entry" : `${count} entries`);
