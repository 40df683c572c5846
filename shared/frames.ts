/**
 * The terminal plane's frames, the same on every transport; all numbers big-endian.
 *
 * Down: `[u32 channel][u32 sequence][u8 kind][u24 length][bytes]`. `sequence` is the offset (mod 2^32) of the first byte
 * in the terminal's output since it was opened, so a client that comes back can say how far it had come.
 * Up:   `[u8 kind][u32 channel][payload]`, one frame per message.
 */
export const downHeaderBytes = 12;
/** A longer output is cut into several frames. */
export const maximumFramePayload = 256 * 1024;

export type DownFrame =
  /** Output, to be written to the emulator as it is. */
  | { kind: "output"; channel: number; sequence: number; bytes: Uint8Array }
  /** Clear the emulator, then write `bytes`: what was missed cannot be sent byte by byte. `sequence` counts on from here. */
  | { kind: "reset"; channel: number; sequence: number; bytes: Uint8Array }
  /** Nothing follows on this channel. */
  | { kind: "end"; channel: number; sequence: number; bytes: Uint8Array }
  /** What was there at the attach, or at the reset, has all been sent; what follows is live. Once for each of them, empty. */
  | { kind: "current"; channel: number; sequence: number; bytes: Uint8Array }
  /** What the shell says of a command at this place; `bytes`: a `CommandMark` as JSON. Comes right after the bytes before it. */
  | { kind: "mark"; channel: number; sequence: number; bytes: Uint8Array };

const downKinds = ["output", "reset", "end", "current", "mark"] as const;

/** One frame as bytes; `bytes.length` must not exceed `maximumFramePayload`. */
export function encodeDown(frame: DownFrame): Uint8Array {
  const encoded = new Uint8Array(downHeaderBytes + frame.bytes.length);
  const view = new DataView(encoded.buffer);
  view.setUint32(0, frame.channel);
  view.setUint32(4, frame.sequence >>> 0);
  view.setUint32(8, ((downKinds.indexOf(frame.kind) << 24) | frame.bytes.length) >>> 0);
  encoded.set(frame.bytes, downHeaderBytes);
  return encoded;
}

/**
 * Feed chunks of any size; whole frames come back. A frame that cannot be is an Error: the stream is then useless.
 * Every byte is copied once at most: a frame that lies whole within a chunk is a view of that chunk, so a chunk must not
 * be changed after it was pushed.
 */
export class DownDecoder {
  readonly #header = new Uint8Array(downHeaderBytes);
  readonly #headerView = new DataView(this.#header.buffer);
  #headerFilled = 0;
  /** The frame whose payload is still coming in, and how much of it is there. */
  #open: DownFrame | null = null;
  #openFilled = 0;

  push(chunk: Uint8Array): DownFrame[] {
    const frames: DownFrame[] = [];
    let at = 0;
    while (at < chunk.length) {
      at = this.#open === null ? this.#takeHead(chunk, at, frames) : this.#fill(chunk, at, frames);
    }
    return frames;
  }

  /** Takes a header, and its payload where all of it is in this chunk. */
  #takeHead(chunk: Uint8Array, from: number, frames: DownFrame[]): number {
    const taken = Math.min(downHeaderBytes - this.#headerFilled, chunk.length - from);
    for (let i = 0; i < taken; i += 1) {
      this.#header[this.#headerFilled + i] = chunk[from + i] as number;
    }
    this.#headerFilled += taken;
    const at = from + taken;
    if (this.#headerFilled < downHeaderBytes) return at;
    this.#headerFilled = 0;
    const word = this.#headerView.getUint32(8);
    const length = word & 0xff_ff_ff;
    const kind = downKinds[word >>> 24];
    if (kind === undefined || length > maximumFramePayload) throw new Error("malformed frame");
    const channel = this.#headerView.getUint32(0);
    const sequence = this.#headerView.getUint32(4);
    if (chunk.length - at >= length) {
      frames.push({ kind, channel, sequence, bytes: chunk.subarray(at, at + length) });
      return at + length;
    }
    this.#open = { kind, channel, sequence, bytes: new Uint8Array(length) };
    this.#openFilled = 0;
    return at;
  }

  /** Fills the payload of the open frame. */
  #fill(chunk: Uint8Array, from: number, frames: DownFrame[]): number {
    const open = this.#open;
    if (open === null) return from;
    const taken = Math.min(open.bytes.length - this.#openFilled, chunk.length - from);
    open.bytes.set(chunk.subarray(from, from + taken), this.#openFilled);
    this.#openFilled += taken;
    if (this.#openFilled === open.bytes.length) {
      frames.push(open);
      this.#open = null;
    }
    return from + taken;
  }
}

export type UpFrame =
  /** Keys and pastes of the person. */
  | { kind: "input"; channel: number; bytes: Uint8Array }
  | { kind: "resize"; channel: number; columns: number; rows: number }
  /** The emulator has parsed this many more bytes. */
  | { kind: "credit"; channel: number; bytes: number }
  /** Begin or go on sending; `from` is the next sequence wanted, or null for a fresh picture. */
  | { kind: "attach"; channel: number; from: number | null; credit: number }
  | { kind: "detach"; channel: number };

const upKinds = ["input", "resize", "credit", "attach", "detach"] as const;

/** One up frame as bytes. */
export function encodeUp(frame: UpFrame): Uint8Array {
  const payload =
    frame.kind === "input"
      ? frame.bytes.length
      : frame.kind === "attach"
        ? 9
        : frame.kind === "detach"
          ? 0
          : 4;
  const encoded = new Uint8Array(5 + payload);
  const view = new DataView(encoded.buffer);
  view.setUint8(0, upKinds.indexOf(frame.kind));
  view.setUint32(1, frame.channel);
  switch (frame.kind) {
    case "input":
      encoded.set(frame.bytes, 5);
      break;
    case "resize":
      view.setUint16(5, frame.columns);
      view.setUint16(7, frame.rows);
      break;
    case "credit":
      view.setUint32(5, frame.bytes);
      break;
    case "attach":
      view.setUint8(5, frame.from === null ? 0 : 1);
      view.setUint32(6, frame.from ?? 0);
      view.setUint32(10, frame.credit);
      break;
    case "detach":
      break;
  }
  return encoded;
}

/** The frame, or null where the bytes are none: whoever sent them is then not to be trusted. */
export function decodeUp(bytes: Uint8Array): UpFrame | null {
  if (bytes.length < 5) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = upKinds[view.getUint8(0)];
  const channel = view.getUint32(1);
  const payload = bytes.length - 5;
  switch (kind) {
    case "input":
      return { kind, channel, bytes: bytes.subarray(5) };
    case "resize":
      return payload === 4
        ? { kind, channel, columns: view.getUint16(5), rows: view.getUint16(7) }
        : null;
    case "credit":
      return payload === 4 ? { kind, channel, bytes: view.getUint32(5) } : null;
    case "attach":
      return payload === 9
        ? {
            kind,
            channel,
            from: view.getUint8(5) === 1 ? view.getUint32(6) : null,
            credit: view.getUint32(10),
          }
        : null;
    case "detach":
      return payload === 0 ? { kind, channel } : null;
    default:
      return null;
  }
}
