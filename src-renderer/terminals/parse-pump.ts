/** How long a flooded screen may stay as it was: this long at most, and until no batch has come for `breathMs`. */
export type DrawPause = { withinMs: number; breathMs: number };

/** Something with bytes to parse. The pump asks it for one batch at a time, and `parsed` must come for every batch. */
export interface PumpSource {
  /** The person looks at this one: it goes first. */
  readonly urgent: boolean;
  /** Nothing of it is drawn yet: it costs no frames and somebody waits for all of it, so it is never gathered. */
  readonly unseen: boolean;
  /** Bytes that wait. */
  readonly backlog: number;
  /**
   * Hands about `budget` bytes to the emulator and calls `parsed` once they are through, with the milliseconds that took.
   * `pause`: they are of a flood, and the screen need not be drawn for each batch.
   * Answers with the number of bytes handed over; 0 when there was nothing, and `parsed` is then never called.
   */
  parseBatch(
    budget: number,
    pause: DrawPause | null,
    parsed: (milliseconds: number) => void,
  ): number;
}

export interface PumpSurroundings {
  /** Runs a task soon, after input and painting had their turn, without the 4 ms that nested timers cost. */
  defer(task: () => void): void;
  /** Runs a task after so many milliseconds. */
  after(milliseconds: number, task: () => void): void;
  /** Says how long the next frame keeps the UI thread; never, when nothing is drawn. */
  nextFrame(drawn: (milliseconds: number) => void): void;
  /** Milliseconds that only grow. */
  now(): number;
}

/** While somebody types a batch keeps the UI thread this long: a key never waits for a visible time. */
const shortBatchMs = 5;
/** In a flood that nobody types into, longer batches leave fewer frames to draw; far below the 50 ms of a long task. */
const longBatchMs = 20;
/** For so long after a key the person counts as typing. */
const typingMs = 1_000;
/** So many bytes within so many milliseconds are a flood, and for so long it counts as one. */
const floodBytes = 192 * 1024;
const floodWindowMs = 100;
const floodLastsMs = 200;
/** In a flood bytes are gathered up to this much, or for as long as two frames take to draw, within these bounds. */
const gatherBytes = 384 * 1024;
const shortestGatherMs = 16;
const longestGatherMs = 80;
/** While somebody types, floods elsewhere are parsed this seldom, and drawn still less: their frames delay the echo's. */
const typingGatherMs = 50;
const floodPause: DrawPause = { withinMs: 100, breathMs: 40 };
const typingPause: DrawPause = { withinMs: 400, breathMs: 250 };
/** For so long after a key floods elsewhere leave the thread to its echo, unless they have waited for so long. */
const echoMs = 30;
const longestWaitMs = 150;
const smallestBatch = 8 * 1024;
const largestBatch = 512 * 1024;

/**
 * Shares the UI thread between all emulators: one batch at a time, a task of its own for each, what the person looks at
 * first, the others in turn. How many bytes a batch has follows from the speed at which the emulators parse. Every batch
 * costs a frame, and a frame may cost more than the batch: so in a flood bytes are gathered first.
 */
export class ParsePump {
  readonly #surroundings: PumpSurroundings;
  readonly #waiting = new Set<PumpSource>();
  #busy = false;
  #gathering = false;
  #lastWasUrgent = false;
  #bytesPerMs = 8 * 1024;
  #frameMs = 4;
  #typedAt = Number.NEGATIVE_INFINITY;
  /** Nothing has come for the terminal that is looked at since the last key. */
  #awaitsEcho = false;
  #batchAt = Number.NEGATIVE_INFINITY;
  #floodUntil = Number.NEGATIVE_INFINITY;
  #window = { from: Number.NEGATIVE_INFINITY, bytes: 0 };

  constructor(surroundings: PumpSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Says that `source` has something to parse. Parses at once when nothing else is under way and no flood is gathered. */
  ready(source: PumpSource): void {
    this.#waiting.add(source);
    if (!this.#busy) this.#next();
  }

  /** Takes `source` out of the queue; a batch that is under way still ends. */
  forget(source: PumpSource): void {
    this.#waiting.delete(source);
  }

  /** The person typed: for a while batches stay short, and what is not looked at waits longer. */
  typed(): void {
    this.#typedAt = this.#surroundings.now();
    this.#awaitsEcho = true;
  }

  #next(): void {
    const heldFor = this.#gatherFor();
    for (const source of this.#inOrder()) {
      if (heldFor > 0 && !source.unseen && !(source.urgent && this.#isTyping)) continue;
      if (this.#parse(source)) return;
    }
    if (heldFor > 0 && this.#waiting.size > 0) this.#comeBack(heldFor);
  }

  /** Starts a batch of `source`; false when there was nothing to parse. */
  #parse(source: PumpSource): boolean {
    let handed = 0;
    const { unseen } = source;
    this.#busy = true;
    this.#waiting.delete(source);
    handed = source.parseBatch(this.#budget(unseen), this.#pauseFor(source), (milliseconds) => {
      if (!unseen) this.#noteFlood(handed);
      this.#learnSpeed(handed, milliseconds);
      this.#surroundings.defer(() => {
        this.#busy = false;
        this.#next();
      });
    });
    if (handed === 0) this.#busy = false;
    else this.#started(source);
    return handed > 0;
  }

  #pauseFor({ urgent }: PumpSource): DrawPause | null {
    if (!this.#inFlood || (urgent && this.#isTyping)) return null;
    return this.#isTyping ? typingPause : floodPause;
  }

  #started(source: PumpSource): void {
    this.#lastWasUrgent = source.urgent;
    if (source.urgent) this.#awaitsEcho = false;
    if (!(source.urgent && this.#isTyping)) this.#batchAt = this.#surroundings.now();
  }

  #comeBack(milliseconds: number): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.#surroundings.after(milliseconds, () => {
      this.#gathering = false;
      if (!this.#busy) this.#next();
    });
  }

  /** Urgent ones first, but every second turn at most, so that a flood there starves nobody; then in the order of asking. */
  #inOrder(): PumpSource[] {
    const all = [...this.#waiting];
    const first = !this.#lastWasUrgent;
    return [
      ...all.filter((source) => source.urgent === first),
      ...all.filter((source) => source.urgent !== first),
    ];
  }

  get #isTyping(): boolean {
    return this.#surroundings.now() - this.#typedAt < typingMs;
  }

  get #backlog(): number {
    return [...this.#waiting].reduce((sum, source) => sum + source.backlog, 0);
  }

  get #inFlood(): boolean {
    return this.#surroundings.now() < this.#floodUntil;
  }

  /** For how many whole milliseconds it is better to wait for more. */
  #gatherFor(): number {
    if (!this.#inFlood) return 0;
    const twoFrames = Math.min(longestGatherMs, Math.max(shortestGatherMs, this.#frameMs * 2));
    const gatherMs = this.#isTyping ? typingGatherMs : twoFrames;
    if (this.#backlog >= gatherBytes && !this.#isTyping) return 0;
    const now = this.#surroundings.now();
    const until = this.#batchAt + gatherMs;
    const echo = this.#awaitsEcho ? this.#typedAt + echoMs : until;
    const latest = Math.max(until, Math.min(echo, this.#batchAt + longestWaitMs));
    return Math.max(0, Math.ceil(latest - now));
  }

  #budget(unseen: boolean): number {
    const long = (unseen || this.#inFlood) && !this.#isTyping;
    const bytes = this.#bytesPerMs * (long ? longBatchMs : shortBatchMs);
    return Math.round(Math.min(largestBatch, Math.max(smallestBatch, bytes)));
  }

  #noteFlood(bytes: number): void {
    const now = this.#surroundings.now();
    if (now - this.#window.from > floodWindowMs) this.#window = { from: now, bytes: 0 };
    this.#window.bytes += bytes;
    if (this.#window.bytes >= floodBytes || this.#backlog >= floodBytes) {
      this.#floodUntil = now + floodLastsMs;
      this.#surroundings.nextFrame((drawn) => {
        this.#frameMs += (drawn - this.#frameMs) * 0.2;
      });
    }
  }

  #learnSpeed(bytes: number, milliseconds: number): void {
    // Small batches say little about speed: a prompt's redraw is not a flood.
    if (bytes < smallestBatch / 2) return;
    const speed = bytes / Math.max(0.05, milliseconds);
    this.#bytesPerMs += (speed - this.#bytesPerMs) * 0.2;
  }
}
