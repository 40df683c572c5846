import { decodeUp, encodeDown, type UpFrame } from "../../shared/frames.ts";
import { unreachable } from "../../shared/result.ts";
import { PlaneAttachment } from "./plane-attachment.ts";
import type { PlaneTerminal } from "./plane-terminal.ts";

/** Where the frames for one client go. */
export type PlaneSink = {
  /** Takes a frame; what the transport cannot take at once it keeps, and counts in `buffered`. */
  send(frame: Uint8Array): void;
  /** Bytes kept. When they have gone down, call `drained` of the connection. */
  buffered(): number;
};

/** With this much in the transport no more is given to it: a key's echo must not queue behind a flood. */
const transportBytes = 128 * 1024;
/** Bytes of one terminal in one go: while others wait, and while it is alone. */
const sharedSlice = 16 * 1024;
const aloneSlice = 64 * 1024;
/** Bytes sent before other work of the process gets its turn. */
const bytesPerTick = 512 * 1024;
/** What a connection needs of the plane it belongs to. */
export type PlaneHub = {
  terminal(channel: number): PlaneTerminal | undefined;
  watch(terminal: PlaneTerminal, attachment: PlaneAttachment, wake: () => void): void;
  unwatch(terminal: PlaneTerminal, attachment: PlaneAttachment): void;
  balance(terminal: PlaneTerminal): void;
  closed(): void;
};

type Attached = { terminal: PlaneTerminal; attachment: PlaneAttachment };

/**
 * One client of the plane. Terminals that were quiet come before those that flood, and floods take turns in small
 * slices; nothing is queued here but what the transport holds.
 */
export class PlaneConnection implements Disposable {
  readonly #sink: PlaneSink;
  readonly #hub: PlaneHub;
  readonly #attached = new Map<number, Attached>();
  /** Terminals with something to send: those that were quiet until now, and those that already had a turn. */
  readonly #fresh = new Set<Attached>();
  readonly #busy = new Set<Attached>();
  #turn: NodeJS.Immediate | undefined;
  #closed = false;

  constructor(sink: PlaneSink, hub: PlaneHub) {
    this.#sink = sink;
    this.#hub = hub;
  }

  /** One up frame. False where it is none: this client is then dropped, and the caller closes its transport. */
  receive(bytes: Uint8Array): boolean {
    if (this.#closed) return false;
    const frame = decodeUp(bytes);
    if (frame !== null) this.#take(frame);
    else this[Symbol.dispose]();
    return frame !== null;
  }

  /** The transport has room again. */
  drained(): void {
    this.#schedule();
  }

  /** Lets go of every terminal. What the transport still holds is its owner's. */
  [Symbol.dispose](): void {
    if (this.#closed) return;
    this.#closed = true;
    clearImmediate(this.#turn);
    for (const channel of [...this.#attached.keys()]) this.#detach(channel);
    this.#hub.closed();
  }

  #take(frame: UpFrame): void {
    const { channel } = frame;
    switch (frame.kind) {
      case "input":
        this.#hub.terminal(channel)?.input(frame.bytes);
        break;
      case "resize":
        // A page that is not laid out yet measures nonsense: no terminal is made for it.
        if (frame.columns < 2 || frame.columns > 2_000 || frame.rows < 1 || frame.rows > 1_000)
          break;
        this.#hub.terminal(channel)?.resize(frame.columns, frame.rows);
        break;
      case "credit":
        this.#addCredit(channel, frame.bytes);
        break;
      case "attach":
        this.#attach(channel, frame.from, frame.credit);
        break;
      case "detach":
        this.#detach(channel);
        break;
      default:
        unreachable(frame);
    }
  }

  #attach(channel: number, from: number | null, credit: number): void {
    this.#detach(channel);
    const terminal = this.#hub.terminal(channel);
    if (terminal === undefined) {
      this.#sayGone(channel);
      return;
    }
    const attachment = new PlaneAttachment(channel, terminal.output, from, credit, Date.now());
    const attached: Attached = { terminal, attachment };
    this.#attached.set(channel, attached);
    this.#hub.watch(terminal, attachment, () => this.#wake(attached));
    this.#wake(attached);
  }

  #sayGone(channel: number): void {
    if (this.#sink.buffered() >= transportBytes) return;
    this.#sink.send(encodeDown({ kind: "end", channel, sequence: 0, bytes: new Uint8Array(0) }));
  }

  #detach(channel: number): void {
    const attached = this.#attached.get(channel);
    if (attached === undefined) return;
    this.#attached.delete(channel);
    this.#fresh.delete(attached);
    this.#busy.delete(attached);
    this.#hub.unwatch(attached.terminal, attached.attachment);
  }

  #addCredit(channel: number, bytes: number): void {
    const attached = this.#attached.get(channel);
    if (attached === undefined) return;
    attached.attachment.addCredit(bytes, Date.now());
    this.#hub.balance(attached.terminal);
    this.#wake(attached);
  }

  #wake(attached: Attached): void {
    if (!attached.attachment.hasMore || this.#busy.has(attached)) return;
    this.#fresh.add(attached);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#closed || this.#turn !== undefined || this.#sink.buffered() >= transportBytes) return;
    if (this.#fresh.size + this.#busy.size === 0) return;
    this.#turn = setImmediate(() => {
      this.#turn = undefined;
      this.#send();
      this.#schedule();
    });
  }

  #send(): void {
    let sent = 0;
    while (sent < bytesPerTick && this.#sink.buffered() < transportBytes) {
      const attached = first(this.#fresh) ?? first(this.#busy);
      if (attached === undefined) return;
      this.#fresh.delete(attached);
      this.#busy.delete(attached);
      const alone = this.#fresh.size + this.#busy.size === 0;
      const { attachment, terminal } = attached;
      const frame = attachment.take(alone ? aloneSlice : sharedSlice);
      if (frame === null) continue;
      sent += frame.bytes.length;
      this.#sink.send(encodeDown(frame));
      if (attachment.isOver) this.#detach(attachment.channel);
      else if (attachment.hasMore) this.#busy.add(attached);
      this.#hub.balance(terminal);
    }
  }
}

function first<T>(set: ReadonlySet<T>): T | undefined {
  return set.values().next().value;
}
