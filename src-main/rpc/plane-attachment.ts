import { type DownFrame, maximumFramePayload } from "../../shared/frames.ts";
import type { PlaneOutput } from "./plane-terminal.ts";

/** A client may not claim more than this, whatever its frames say. */
const maximumCredit = 16 * 1024 * 1024;
const sequences = 2 ** 32;

/** How far one client has come with one terminal, and how much more it can take. Keeps no bytes. */
export class PlaneAttachment {
  readonly channel: number;
  readonly #output: PlaneOutput;
  #credit: number;
  /** Where the next byte for this client stands; null: it needs a reset first. */
  #next: number | null;
  /** Marks after this position have not been told. */
  #toldUpTo = 0;
  #ended: "no" | "to-say" | "said" = "no";
  /** Where the client counts as current: the head when it attached or got its reset. null once it was told. */
  #currentAt: number | null;
  /** When the client last gave credit. */
  heardAt: number;
  /** True once it has been choked for so long that the shell no longer waits for it. */
  stalled = false;

  /** `from` counts modulo 2^32, as on the wire. */
  constructor(
    channel: number,
    output: PlaneOutput,
    from: number | null,
    credit: number,
    now: number,
  ) {
    this.channel = channel;
    this.#output = output;
    this.#credit = Math.min(credit, maximumCredit);
    this.#next = from === null ? null : positionOf(from, output.head());
    // The client may have left right before a mark; one that it has already it ignores.
    this.#toldUpTo = (this.#next ?? 0) - 1;
    this.#currentAt = output.head();
    this.heardAt = now;
  }

  get credit(): number {
    return this.#credit;
  }

  /** Bytes that wait for this client in the terminal's replay buffer. */
  get backlog(): number {
    return this.#next === null ? 0 : this.#output.head() - this.#next;
  }

  addCredit(bytes: number, now: number): void {
    this.#credit = Math.min(this.#credit + bytes, maximumCredit);
    this.heardAt = now;
    this.stalled = false;
  }

  /** What was sent so far is void: a reset comes next. */
  startAnew(): void {
    this.#next = null;
  }

  end(): void {
    if (this.#ended === "no") this.#ended = "to-say";
  }

  get isOver(): boolean {
    return this.#ended === "said";
  }

  get hasMore(): boolean {
    if (this.#ended === "said") return false;
    if (this.#markHere !== null) return true;
    const caughtUp = this.#next !== null && this.backlog <= 0;
    return this.#isNowCurrent || (caughtUp ? this.#ended === "to-say" : this.#credit > 0);
  }

  get #isNowCurrent(): boolean {
    return this.#next !== null && this.#currentAt !== null && this.#next >= this.#currentAt;
  }

  /** The mark that stands where the client is, and has not been told. */
  get #markHere() {
    if (this.#next === null) return null;
    const found = this.#output.markAfter(this.#toldUpTo);
    return found !== null && found.position <= this.#next ? found : null;
  }

  /** The next frame, of at most `limit` bytes; null when there is none. */
  take(limit: number): DownFrame | null {
    if (!this.hasMore) return null;
    const { channel } = this;
    const here = this.#markHere;
    if (here !== null) {
      this.#toldUpTo = here.position;
      const sequence = here.position % sequences;
      return { kind: "mark", channel, sequence, bytes: Buffer.from(JSON.stringify(here.mark)) };
    }
    if (this.#next !== null && (this.#isNowCurrent || this.backlog <= 0)) {
      const kind = this.#isNowCurrent ? "current" : "end";
      if (kind === "current") this.#currentAt = null;
      else this.#ended = "said";
      return { kind, channel, sequence: this.#next % sequences, bytes: new Uint8Array(0) };
    }
    const room = Math.min(limit, this.#credit, maximumFramePayload);
    const { kind, sequence, bytes } = this.#output.replay(this.#next, room);
    if (kind === "reset") {
      this.#currentAt = this.#output.head();
      this.#toldUpTo = sequence;
    }
    const mark = this.#output.markAfter(Math.max(sequence, this.#toldUpTo));
    const upToMark = mark === null ? room : mark.position - sequence;
    const part = bytes.subarray(0, Math.min(room, upToMark));
    this.#next = sequence + part.length;
    this.#credit -= part.length;
    return { kind, channel, sequence: sequence % sequences, bytes: part };
  }
}

/** The position a wire sequence means: the last one at or before `head`; null where there is none. */
function positionOf(sequence: number, head: number): number | null {
  const behind = (((head - sequence) % sequences) + sequences) % sequences;
  return behind <= head ? head - behind : null;
}
