import { basename } from "node:path";
import type { AuditVerdict } from "../../shared/contract/audit.ts";
import { type AuditPart, finishedPart } from "./audit-folder.ts";
import { chainStart, readLine } from "./entry.ts";
import { forwardLines, type LineBatch, type Unended } from "./forward-lines.ts";
import type { Head, KeptHead } from "./head.ts";
import { type Finding, judgeHead, judgeOrigin, tamperKinds } from "./judge-head.ts";

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
  if (before !== undefined && !before.ok) {
    return unreadable(new Chain(null), path, `The head cannot be read: ${before.error.sentence}`);
  }
  const chain = new Chain(before?.value?.sequence ?? null);
  let unended: Unended = null;
  try {
    const reader = forwardLines(path, signal);
    for (;;) {
      const step = await reader.next();
      if (step.done === true) {
        unended = step.value.unended;
        break;
      }
      const broken = chain.add(path, step.value);
      if (broken === null) continue;
      await reader.return({ place: { number: 1, offset: 0, line: 1 }, unended: null });
      return verdict(chain, broken, refuted(broken));
    }
  } catch (error) {
    if (signal?.aborted === true || !(error instanceof Error && "code" in error)) throw error;
    return unreadable(chain, path, `The audit cannot be read: ${error.message}`);
  }
  if (head === undefined) {
    const cut = chain.tampered ?? (unended === null ? null : withoutEnd(chain, unended));
    const sentence = "Origin not proven: the head was not looked at.";
    return verdict(chain, cut, cut === null ? { state: "unproven", sentence } : refuted(cut));
  }
  const after = await head.read();
  const kept = newest(before?.value ?? null, after.ok ? after.value : null, chain.entries);
  const found = judgeHead(kept, head.key, chain.upTo(kept));
  const broken = chain.tampered ?? (found === null ? null : headFault(chain, path, found, kept));
  if (broken !== null) return verdict(chain, broken, refuted(broken));
  // An entry that has no end was never confirmed: the head would know of it.
  return verdict(chain, null, judgeOrigin(kept, head.key, found, chain.keySince));
}

/** While the program runs the head moves on: the later one counts as long as what it speaks of was read. */
function newest(before: KeptHead | null, after: KeptHead | null, entries: number): KeptHead | null {
  if (before === null || after === null) return after ?? before;
  return after.sequence > before.sequence && after.sequence > entries ? before : after;
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
  readonly #watched: { sequence: number; hash: string; kind: string }[] = [];

  constructor(watchFrom: number | null) {
    this.#watchFrom = watchFrom ?? Number.POSITIVE_INFINITY;
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
  upTo(head: KeptHead | null) {
    const at = this.#watched.findIndex(({ sequence }) => sequence === head?.sequence);
    const hashAtHead = head?.sequence === 0 ? chainStart : (this.#watched[at]?.hash ?? null);
    const ahead = head?.sequence === 0 ? this.#watched : this.#watched.slice(at + 1);
    return { count: this.entries, hashAtHead, kindsAhead: ahead.map(({ kind }) => kind) };
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
    if (watched) this.#watched.push({ sequence, hash, kind });
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

function unreadable(chain: Chain, path: string, sentence: string): AuditVerdict {
  const broken = { file: basename(path), line: null, sequence: chain.entries + 1, sentence };
  return verdict(chain, broken, refuted(broken));
}

const refuted = ({ sentence }: Broken): AuditVerdict["origin"] => ({ state: "refuted", sentence });

function verdict(
  { entries, files }: Chain,
  broken: Broken | null,
  origin: AuditVerdict["origin"],
): AuditVerdict {
  return { intact: broken === null, entries, files, broken, origin };
}
