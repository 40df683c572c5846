import { basename } from "node:path";
import type { AuditVerdict } from "../../shared/contract/audit.ts";
import { type AuditPart, finishedPart } from "./audit-folder.ts";
import { chainStart, readLine } from "./entry.ts";
import { forwardLines, type LineBatch, type Unended } from "./forward-lines.ts";
import type { Head, HeadKey, KeptHead } from "./head.ts";
import {
  type AheadEntry,
  type Finding,
  judgeHead,
  judgeOrigin,
  tamperKinds,
} from "./judge-head.ts";

/** So many entries behind a head are no crash any more. */
const mostWatched = 100_000;

type Broken = NonNullable<AuditVerdict["broken"]>;

/**
 * Reads the whole audit as a stream, all files in order, whoever writes meanwhile, and names the first entry that does not
 * fit. Without a `head` nobody can see that the end was cut off or that all was built anew. A missing or empty audit is
 * intact with no entries. Throws an AbortError once `signal` aborts.
 */
export async function verifyAudit(
  path: string,
  head?: Pick<Head, "read" | "key">,
  signal?: AbortSignal,
): Promise<AuditVerdict> {
  const before = await head?.read();
  const chain = new Chain(before?.ok === true ? (before.value?.sequence ?? null) : null);
  const fault = (sentence: string) =>
    broken(chain, { file: basename(path), line: null, sequence: chain.entries + 1, sentence });
  try {
    const end = await readAll(path, chain, signal);
    if (end.broken !== null) return broken(chain, end.broken);
    if (head === undefined || before === undefined) return withoutHead(chain, end.unended);
    const after = await head.read();
    if (!before.ok) return fault(`The head cannot be read: ${before.error.sentence}`);
    if (!after.ok) return fault(`The head cannot be read: ${after.error.sentence}`);
    // It was begun while it was read.
    if (before.value === null && after.value !== null) return await verifyAudit(path, head, signal);
    return withHead(path, chain, head.key, before.value, after.value);
  } catch (error) {
    if (signal?.aborted === true || !(error instanceof Error && "code" in error)) throw error;
    return fault(`The audit cannot be read: ${error.message}`);
  }
}

async function readAll(
  path: string,
  chain: Chain,
  signal: AbortSignal | undefined,
): Promise<{ broken: Broken | null; unended: Unended }> {
  const reader = forwardLines(path, signal);
  for (;;) {
    const step = await reader.next();
    if (step.done === true) return { broken: null, unended: step.value.unended };
    const fault = chain.add(path, step.value);
    if (fault === null) continue;
    await reader.return({ place: { number: 1, offset: 0, line: 1 }, unended: null });
    return { broken: fault, unended: null };
  }
}

function withoutHead(chain: Chain, unended: Unended): AuditVerdict {
  const fault = chain.tampered ?? (unended === null ? null : withoutEnd(chain, unended));
  if (fault !== null) return broken(chain, fault);
  return intact(chain, {
    state: "unproven",
    sentence: "Origin not proven: the head was not looked at.",
  });
}

/** A line without an end needs no look here: it was never confirmed, or the head knows of more than there is. */
function withHead(
  path: string,
  chain: Chain,
  key: HeadKey | null,
  before: KeptHead | null,
  after: KeptHead | null,
): AuditVerdict {
  // While the program runs the head moves on. The later one counts unless it speaks of what was written after the reading.
  const beyond = before !== null && after !== null && after.sequence > chain.entries;
  const movedBeyond = beyond && after.sequence > before.sequence;
  const head = movedBeyond ? before : after;
  const found = judgeHead(head, key, chain.upTo(head, movedBeyond));
  const fault = chain.tampered ?? (found === null ? null : headFault(chain, path, found, head));
  if (fault !== null) return broken(chain, fault);
  return intact(chain, judgeOrigin(head, key, found, chain.keySince));
}

/** Checks entries one after the other against the one before. */
class Chain {
  entries = 0;
  files = 0;
  /** The first entry that itself says that the audit was changed before it. */
  tampered: Broken | null = null;
  /** The number of the entry that says which key signs; 0 = none says so. */
  keySince = 0;
  #previous = chainStart;
  #part: AuditPart | null = null;
  readonly #watchFrom: number;
  /** Of the entry the head speaks of and of those after it. */
  readonly #watched: (AheadEntry & { hash: string })[] = [];

  constructor(watchFrom: number | null) {
    this.#watchFrom = watchFrom ?? 1;
  }

  /** null when all lines fit, else the first that does not and why. */
  add(path: string, { cutOff, firstLine, lines, part }: LineBatch): Broken | null {
    if (part.number !== this.#part?.number) {
      const expected = (this.#part?.number ?? 0) + 1;
      if (part.number !== expected) {
        const { name } = finishedPart(path, expected);
        const sentence = `The file ${name} is missing: it was removed.`;
        return { file: name, line: null, sequence: this.entries + 1, sentence };
      }
      this.#part = part;
      this.files += 1;
    }
    if (cutOff) return withoutEnd(this, { part, line: firstLine });
    for (const [index, line] of lines.entries()) {
      const sentence = this.#addLine(line, part, firstLine + index);
      if (sentence === null) continue;
      return { file: part.name, line: firstLine + index, sequence: this.entries + 1, sentence };
    }
    return null;
  }

  /** What `judgeHead` needs to know about the entry `head` speaks of. */
  upTo(head: KeptHead | null, movedBeyond: boolean) {
    const at = this.#watched.findIndex(({ sequence }) => sequence === head?.sequence);
    const hashAtHead = this.#watched[at]?.hash ?? null;
    const behind = head === null ? this.#watched : this.#watched.slice(at + 1);
    return { count: this.entries, hashAtHead, ahead: movedBeyond ? [] : behind };
  }

  /** null when the line fits, else why it does not. */
  #addLine(line: Buffer, part: AuditPart, lineNumber: number): string | null {
    const read = readLine(line);
    if (!read.ok) return read.sentence;
    const { hash, kind, previous, sequence } = read.entry;
    if (sequence !== this.entries + 1) {
      return `Its number is ${sequence}, expected ${this.entries + 1}: entries were removed, added or moved.`;
    }
    if (previous !== this.#previous) {
      return "It does not follow the entry before it: entries were removed, added or moved.";
    }
    if (lineNumber === 1 && part.number > 1 && kind !== "continued") {
      return "The file does not begin with the entry that ties it to the one before.";
    }
    this.#previous = hash;
    this.entries += 1;
    const watched = sequence >= this.#watchFrom && this.#watched.length < mostWatched;
    if (watched) {
      const { with: first } = read.entry;
      this.#watched.push({ sequence, hash, kind, with: first });
    }
    if (kind === "audit-key") this.keySince = sequence;
    if (tamperKinds.has(kind) && this.tampered === null) {
      const said = String(read.entry.detail["sentence"] ?? "");
      const sentence = `It says that the audit was changed before it: ${said}`;
      this.tampered = { file: part.name, line: lineNumber, sequence, sentence };
    }
    return null;
  }
}

function withoutEnd(chain: Chain, { line, part }: NonNullable<Unended>): Broken {
  const sentence =
    "The last line has no end: the program was cut off while it wrote it, or the file was cut.";
  return { file: part.name, line, sequence: chain.entries + 1, sentence };
}

function headFault(
  chain: Chain,
  path: string,
  { sentence, finding }: Finding,
  head: KeptHead | null,
): Broken {
  const sequence = finding === "rebuilt" ? (head?.sequence ?? 0) : chain.entries + 1;
  return { file: basename(path), line: null, sequence, sentence };
}

const broken = ({ entries, files }: Chain, fault: Broken): AuditVerdict => ({
  intact: false,
  entries,
  files,
  broken: fault,
  origin: { state: "refuted", sentence: fault.sentence },
});

const intact = ({ entries, files }: Chain, origin: AuditVerdict["origin"]): AuditVerdict => ({
  intact: true,
  entries,
  files,
  broken: null,
  origin,
});
