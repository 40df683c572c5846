import { type CommandMark, commandMark } from "../../shared/command-mark.ts";
import { type DownFrame, encodeUp } from "../../shared/frames.ts";
import { unreachable } from "../../shared/result.ts";
import type { DrawPause, ParsePump, PumpSource } from "./parse-pump.ts";

/** Bytes the sender may have on the way and unparsed for one terminal. */
export const initialCredit = 1024 * 1024;
/** Credit goes back in steps of this many parsed bytes. */
export const creditStep = 256 * 1024;
/** Larger input is cut, so that no message upwards is refused for its size. */
const inputPiece = 16 * 1024;

/** Hears how far a batch is. Everything is told in any case, also when the sink is disposed meanwhile. */
export interface ParseProgress {
  piece(bytes: number): void;
  end(milliseconds: number): void;
}

/** What draws a terminal. `parse` is called for one batch at a time. */
export interface OutputSink {
  /**
   * Parses the pieces in order and tells `progress` of each. `old`: it was written before this sink was attached, so
   * whoever asked something in it does not wait for the answer any more, and none may be given. `pause`: more of a flood
   * follows, so that the screen may be drawn later.
   */
  parse(
    pieces: Uint8Array[],
    how: { old: boolean; pause: DrawPause | null },
    progress: ParseProgress,
  ): void;
  /** What was there when it was attached, or reset, has all been parsed. */
  current(): void;
  /** Forgets everything; a picture follows. */
  reset(): void;
  /** Main says what the shell does at this place; all before it has been parsed. */
  mark(mark: CommandMark): void;
  /** False while what is parsed is not shown yet. */
  readonly drawn: boolean;
}

type Piece =
  | { kind: "bytes"; bytes: Uint8Array; end: number; old: boolean }
  | { kind: "reset" }
  | { kind: "current" }
  | { kind: "mark"; mark: CommandMark; at: number };

/** How far `one` is past `other` where both count modulo 2^32. */
const ahead = (one: number, other: number): number => (one - other) | 0;
const sum = (sequence: number, bytes: number): number => (sequence + bytes) >>> 0;

/**
 * One terminal on the terminal plane, seen from the page: what has arrived, what is parsed, what the sender may still
 * send. Survives the plane: after a reconnect it goes on at the byte it had reached.
 */
export class PlaneChannel implements PumpSource {
  readonly channel: number;
  urgent = false;
  readonly #send: (frame: Uint8Array) => void;
  readonly #pump: ParsePump;
  #sink: OutputSink | null = null;
  #queue: Piece[] = [];
  #queued = 0;
  #parsing = 0;
  #toReturn = 0;
  /** The next byte wanted; null until the first byte or picture is there. */
  #next: number | null = null;
  /** Where the last mark stood that the sink was told. */
  #lastMark: number | null = null;
  /** Nothing is taken before a picture has come. */
  #awaitsPicture = false;
  /** What comes is old, until main says that it is current. */
  #old = false;
  /** Main said that nothing follows. */
  #over = false;
  #size: { columns: number; rows: number } | null = null;

  constructor(channel: number, send: (frame: Uint8Array) => void, pump: ParsePump) {
    this.channel = channel;
    this.#send = send;
    this.#pump = pump;
  }

  get attached(): boolean {
    return this.#sink !== null;
  }

  get unseen(): boolean {
    return this.#sink?.drawn === false;
  }

  get backlog(): number {
    return this.#queued;
  }

  /**
   * Begins to feed `sink`. "beginning": a terminal that was just opened, every byte of it. "picture": a fresh emulator.
   * "rest": the emulator of before, which has everything up to where it was detached.
   */
  attach(sink: OutputSink, from: "beginning" | "picture" | "rest"): void {
    this.#sink = sink;
    this.#drop();
    if (from === "beginning") this.#next = 0;
    if (from === "picture") this.#next = null;
    this.sendAttach();
    // A terminal of a moment ago: whoever asks something in its first lines still waits.
    if (from === "beginning") this.#old = false;
  }

  /** Stops: nothing is parsed any more. What was queued is dropped and asked for again by "rest". */
  detach(): void {
    if (this.#sink === null) return;
    this.#sink = null;
    const first = this.#queue.find(({ kind }) => kind !== "current");
    if (first?.kind === "reset") this.#next = null;
    if (first?.kind === "mark") this.#next = first.at;
    if (first?.kind === "bytes") this.#next = sum(first.end, -first.bytes.length);
    this.#drop();
    this.#pump.forget(this);
    this.#send(encodeUp({ kind: "detach", channel: this.channel }));
  }

  /** The terminal lives again after main had said that nothing follows; without that, nothing happens. */
  resume(): void {
    if (this.#over) this.sendAttach();
  }

  /** Says again where this terminal stands: the plane has just been opened. */
  sendAttach(): void {
    if (this.#sink === null) return;
    this.#over = false;
    this.#old = true;
    this.#awaitsPicture = this.#next === null;
    this.#toReturn = 0;
    if (this.#size !== null)
      this.#send(encodeUp({ kind: "resize", channel: this.channel, ...this.#size }));
    this.#send(
      encodeUp({
        kind: "attach",
        channel: this.channel,
        from: this.#next,
        credit: Math.max(0, initialCredit - this.#queued - this.#parsing),
      }),
    );
  }

  /** Keys and pastes, sent at once: input never waits behind output. */
  input(bytes: Uint8Array): void {
    this.#pump.typed();
    for (let at = 0; at < bytes.length; at += inputPiece) {
      this.#send(
        encodeUp({
          kind: "input",
          channel: this.channel,
          bytes: bytes.subarray(at, at + inputPiece),
        }),
      );
    }
  }

  resize(columns: number, rows: number): void {
    if (this.#size?.columns === columns && this.#size.rows === rows) return;
    this.#size = { columns, rows };
    this.#send(encodeUp({ kind: "resize", channel: this.channel, columns, rows }));
  }

  /** A frame of this channel came down. */
  receive(frame: DownFrame): void {
    if (this.#sink === null) return;
    switch (frame.kind) {
      case "output":
        this.#receiveOutput(frame.sequence, frame.bytes);
        break;
      case "reset":
        this.#receivePicture(frame.sequence, frame.bytes);
        break;
      case "current":
        this.#receiveCurrent();
        break;
      case "end":
        this.#over = true;
        break;
      case "mark":
        this.#receiveMark(frame.sequence, frame.bytes);
        break;
      default:
        unreachable(frame);
    }
    if (this.#queue.length > 0) this.#pump.ready(this);
  }

  #receivePicture(sequence: number, bytes: Uint8Array): void {
    // What waits in the queue is on the picture already.
    const dropped = this.#queued;
    this.#queue = [{ kind: "reset" }];
    this.#queued = 0;
    this.#awaitsPicture = false;
    this.#old = true;
    this.#next = sum(sequence, bytes.length);
    this.#push(bytes, this.#next);
    this.#returnCredit(dropped);
  }

  #receiveCurrent(): void {
    if (this.#awaitsPicture) return;
    this.#old = false;
    this.#queue.push({ kind: "current" });
  }

  #receiveMark(at: number, bytes: Uint8Array): void {
    if (this.#awaitsPicture || at !== this.#next) return;
    const read = commandMark.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    if (read.success) this.#queue.push({ kind: "mark", mark: read.data, at });
  }

  #receiveOutput(sequence: number, bytes: Uint8Array): void {
    if (this.#awaitsPicture) return;
    const next = this.#next ?? sequence;
    const gap = ahead(sequence, next);
    if (gap > 0) {
      // Cannot be with a sender that keeps order: a fresh picture is right in any case.
      this.#next = null;
      this.#drop();
      this.sendAttach();
      return;
    }
    // Sent twice around a detach and an attach. Its credit was returned with the first copy.
    const fresh = bytes.subarray(Math.min(bytes.length, -gap));
    if (fresh.length === 0) return;
    const end = sum(next, fresh.length);
    this.#next = end;
    this.#push(fresh, end);
  }

  #push(bytes: Uint8Array, end: number): void {
    if (bytes.length === 0) return;
    this.#queue.push({ kind: "bytes", bytes, end, old: this.#old });
    this.#queued += bytes.length;
  }

  parseBatch(
    budget: number,
    pause: DrawPause | null,
    parsed: (milliseconds: number) => void,
  ): number {
    const sink = this.#sink;
    if (sink === null || this.#parsing > 0) return 0;
    const batch = this.#take(budget, sink);
    if (batch.bytes === 0) return 0;
    this.#parsing = batch.bytes;
    sink.parse(
      batch.pieces,
      { old: batch.old, pause },
      {
        piece: (bytes) => {
          this.#parsing -= bytes;
          this.#returnCredit(bytes);
        },
        end: (milliseconds) => {
          this.#parsing = 0;
          if (this.#queue.length > 0) this.#pump.ready(this);
          parsed(milliseconds);
        },
      },
    );
    return batch.bytes;
  }

  /** About `budget` bytes from the front of the queue, all old or all new. */
  #take(budget: number, sink: OutputSink) {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    let old = false;
    for (let piece = this.#queue[0]; piece !== undefined; piece = this.#queue[0]) {
      if (piece.kind !== "bytes") {
        if (bytes > 0) break;
        this.#queue.shift();
        this.#tell(piece, sink);
        continue;
      }
      if (bytes >= budget || (bytes > 0 && piece.old !== old)) break;
      old = piece.old;
      const part = piece.bytes.subarray(0, budget - bytes);
      pieces.push(part);
      bytes += part.length;
      piece.bytes = piece.bytes.subarray(part.length);
      if (piece.bytes.length === 0) this.#queue.shift();
    }
    this.#queued -= bytes;
    return { pieces, bytes, old };
  }

  #tell(piece: Exclude<Piece, { kind: "bytes" }>, sink: OutputSink): void {
    switch (piece.kind) {
      case "reset":
        this.#lastMark = null;
        sink.reset();
        return;
      case "mark":
        // The one where the sink was detached comes twice.
        if (piece.at !== this.#lastMark) sink.mark(piece.mark);
        this.#lastMark = piece.at;
        return;
      case "current":
        sink.current();
        return;
    }
  }

  #returnCredit(bytes: number): void {
    if (this.#sink === null) return;
    this.#toReturn += bytes;
    if (this.#toReturn < creditStep) return;
    this.#send(encodeUp({ kind: "credit", channel: this.channel, bytes: this.#toReturn }));
    this.#toReturn = 0;
  }

  #drop(): void {
    this.#queue = [];
    this.#queued = 0;
  }
}
