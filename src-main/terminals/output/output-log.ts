import { type FileHandle, open, rm } from "node:fs/promises";
import { setImmediate as others, setTimeout as wait } from "node:timers/promises";
import type { RunId } from "../../../shared/ids.ts";
import { readText } from "./read-text.ts";
import { SealedSpill } from "./sealed-spill.ts";
import type { TextMaking } from "./text-making.ts";

/** Where logs are written; `OutputFiles` is it. */
export type LogFiles = {
  path(id: RunId, kind: "part" | "raw"): string;
  /** Whether a file that is being written may have this size. */
  makeRoom(path: string, bytes: number): Promise<boolean>;
  /** Bytes of all outputs that were added to their logs since the start. */
  readonly printed: number;
  /** So many more bytes were added to a log. */
  print(bytes: number): void;
  /** What was written is whole. */
  keep(id: RunId, bytes: number): Promise<void>;
  /** What was written is no more. */
  drop(path: string): void;
};

export type OutputLogParts = {
  id: RunId;
  files: LogFiles;
  /** Taken over. */
  text: TextMaking;
  memoryBytes: () => number;
  /** Told once: how many characters are kept, or null where it could not be kept whole. */
  done: (characters: number | null) => void;
};

/** Bytes that are made into text at once: somebody who reads waits for no more than that. */
const slice = 64 * 1024;
/** While more than this comes within `lullMs` it is a flood, and making text of it waits. */
const floodBytes = 64 * 1024;
const lullMs = 50;
/** While others flood, this many times as long as making text of a slice takes nothing of it happens. */
const restTimes = 3;
/** How long a reader waits for what has come and is no text yet. */
const catchUpMs = 300;

/**
 * The whole output of one command on its way to its file: bytes wait in memory, beyond a bound sealed on the disk, and are
 * made into redacted text when the flood rests. So a flood costs no more than copying. A disk that is full or a quota that is
 * reached ends it without a trace; what the command printed is then known only in part, elsewhere, and said so.
 */
export class OutputLog {
  readonly #parts: OutputLogParts;
  #queue: Uint8Array[] = [];
  #queued = 0;
  #spill: SealedSpill | null = null;
  #file: FileHandle | null = null;
  /** Characters in the file. */
  #kept = 0;
  #recent = 0;
  #working: Promise<void> | null = null;
  /** One after another: slices must not cross, nor a look at what there is. */
  #turns: Promise<unknown> = Promise.resolve();
  #isEnded = false;
  #isOver = false;

  constructor(parts: OutputLogParts) {
    this.#parts = parts;
  }

  /** True once nothing more comes of it, well or not. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Takes the bytes over. */
  add(bytes: Uint8Array): void {
    if (this.#isOver || this.#isEnded) return;
    this.#recent += bytes.length;
    this.#parts.files.print(bytes.length);
    const isFull = this.#queued + bytes.length > this.#parts.memoryBytes();
    if (isFull && this.#spill === null) this.#spill = new SealedSpill(this.#path("raw"));
    if (this.#spill === null) {
      this.#queue.push(bytes);
      this.#queued += bytes.length;
    } else this.#spill.add(bytes);
    this.#work();
  }

  /** Nothing more comes. `done` is told when the file is whole. */
  end(): void {
    this.#isEnded = true;
    this.#work();
  }

  /** A range of the text as far as it is made; `behind`: bytes that are not in it yet. null once it is over. */
  async read(
    from: number,
    limit: number,
  ): Promise<{ text: string; total: number; behind: number } | null> {
    const until = performance.now() + catchUpMs;
    const isMade = () => from + limit <= this.#kept;
    while (!this.#isOver && this.#backlog > 0 && !isMade() && performance.now() < until) {
      await this.#convert();
      await others();
    }
    return await this.#inTurn(() => this.#readNow(from, limit));
  }

  /** Drops what there is, unless it is whole. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOver) await this.#over(null);
  }

  get #backlog(): number {
    return this.#queued + (this.#spill?.size ?? 0);
  }

  #path(kind: "part" | "raw"): string {
    return this.#parts.files.path(this.#parts.id, kind);
  }

  async #readNow(from: number, limit: number) {
    if (this.#isOver) return null;
    const behind = this.#backlog;
    try {
      const kept = this.#file === null ? "" : await this.#keptText(from, limit);
      const tail = behind > 0 ? "" : await this.#parts.text.peek();
      const begin = Math.max(0, from - this.#kept);
      const text = kept + tail.slice(begin, begin + limit - kept.length);
      return { text, total: this.#kept + tail.length, behind };
    } catch {
      return null; // The file or the text is gone, and it is over.
    }
  }

  async #keptText(from: number, limit: number): Promise<string> {
    const read = await readText(
      this.#path("part"),
      from,
      Math.min(limit, Math.max(0, this.#kept - from)),
    );
    return read.text;
  }

  #work(): void {
    this.#working ??= this.#untilDone().finally(() => {
      this.#working = null;
    });
  }

  async #untilDone(): Promise<void> {
    while (!this.#isOver) {
      const before = this.#recent;
      await wait(this.#isEnded ? 1 : lullMs, undefined, { ref: false });
      if (!this.#isEnded && this.#recent - before > floodBytes) continue;
      if (this.#backlog === 0) {
        if (this.#isEnded) await this.#finish();
        return;
      }
      // For as long as nothing more comes.
      const came = this.#recent;
      while (!this.#isOver && this.#backlog > 0 && this.#recent - came <= floodBytes) {
        await this.#convertBesideOthers();
      }
    }
  }

  /** A flood elsewhere gets most of the time: it is what a person looks at. */
  async #convertBesideOthers(): Promise<void> {
    const { files } = this.#parts;
    const { printed } = files;
    const begun = performance.now();
    await this.#convert();
    const took = performance.now() - begun;
    const isFlood = files.printed - printed > (floodBytes / lullMs) * took;
    if (isFlood) await wait(took * restTimes, undefined, { ref: false });
    else await others();
  }

  /** Makes text of the next slice. */
  #convert(): Promise<void> {
    return this.#inTurn(() => this.#convertNext());
  }

  /** `work` must not reject. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turns.then(work);
    this.#turns = done;
    return done;
  }

  async #convertNext(): Promise<void> {
    if (this.#isOver) return;
    try {
      const bytes = await this.#next();
      if (bytes === null) return;
      await this.#keep(await this.#parts.text.push(bytes));
    } catch {
      await this.#over(null);
    }
  }

  async #next(): Promise<Uint8Array | null> {
    const [first] = this.#queue;
    if (first !== undefined) {
      const bytes = first.subarray(0, slice);
      this.#queued -= bytes.length;
      if (bytes.length === first.length) this.#queue.shift();
      else this.#queue[0] = first.subarray(slice);
      return bytes;
    }
    const spill = this.#spill;
    if (spill === null) return null;
    const bytes = await spill.take(slice);
    if (spill.size === 0) {
      this.#spill = null;
      await spill[Symbol.asyncDispose]();
    }
    return bytes;
  }

  async #keep(text: string): Promise<void> {
    if (text === "") return;
    const { files } = this.#parts;
    const length = (this.#kept + text.length) * 2;
    if (!(await files.makeRoom(this.#path("part"), length + (this.#spill?.bytes ?? 0)))) {
      throw new Error("the quota is reached");
    }
    this.#file ??= await open(this.#path("part"), "wx+", 0o600);
    await this.#file.appendFile(Buffer.from(text, "utf16le"));
    this.#kept += text.length;
  }

  async #finish(): Promise<void> {
    await this.#turns;
    if (this.#isOver) return;
    try {
      await this.#keep(await this.#parts.text.end());
      await this.#file?.sync();
      await this.#over(this.#kept);
    } catch {
      await this.#over(null);
    }
  }

  async #over(characters: number | null): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#queue = [];
    this.#queued = 0;
    this.#parts.text[Symbol.dispose]();
    await this.#spill?.[Symbol.asyncDispose]();
    await this.#file?.close().catch(() => undefined);
    const { done, files, id } = this.#parts;
    let kept = characters;
    if (kept !== null) {
      await files.keep(id, kept * 2).catch(() => {
        kept = null;
      });
    }
    if (kept === null) {
      files.drop(this.#path("part"));
      await rm(this.#path("part"), { force: true }).catch(() => undefined);
    }
    done(kept);
  }
}
