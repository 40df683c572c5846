import { relayGreeting } from "./raw-relay-script.ts";

/** What the relay says of one of its pipes. */
export type RelayFrame =
  /** It is there; `bytes` is its path. */
  | { kind: "ready"; pipe: number; bytes: Uint8Array }
  /** The next bytes of the program; a frame on the wire may come in several of these. */
  | { kind: "data"; pipe: number; bytes: Uint8Array }
  /** Too much waited and was dropped; no data follows. */
  | { kind: "lost"; pipe: number; bytes: Uint8Array }
  /** Nobody writes to it any more, or it could not be made. */
  | { kind: "end"; pipe: number; bytes: Uint8Array };

const kinds = new Map<number, RelayFrame["kind"]>([
  [0x72, "ready"],
  [0x64, "data"],
  [0x6c, "lost"],
  [0x65, "end"],
]);
const headBytes = 9;
/** More than the relay ever puts into a frame. */
const frameLimit = 64 * 1024;
/** What login scripts may print before the greeting. */
const noiseLimit = 64 * 1024;

/** Reads what the relay writes: chunks of any size go in, frames come out; data is not copied. */
export class RelayFrames {
  /** True once the greeting has come. */
  greeted = false;
  #rest: Buffer = Buffer.alloc(0);
  /** The data frame under way. */
  #pipe = 0;
  #left = 0;

  /** Null where the other side cannot be the relay; nothing may be fed after that. */
  push(chunk: Uint8Array): RelayFrame[] | null {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let text = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    this.#rest = Buffer.alloc(0);
    if (!this.greeted) {
      const at = text.indexOf(relayGreeting);
      if (at < 0) {
        this.#rest = text;
        return text.length > noiseLimit ? null : [];
      }
      this.greeted = true;
      text = text.subarray(at + relayGreeting.length);
    }
    return this.#frames(text);
  }

  #frames(text: Buffer): RelayFrame[] | null {
    const frames: RelayFrame[] = [];
    let at = 0;
    while (at < text.length) {
      if (this.#left > 0) {
        const end = Math.min(text.length, at + this.#left);
        frames.push({ kind: "data", pipe: this.#pipe, bytes: text.subarray(at, end) });
        this.#left -= end - at;
        at = end;
        continue;
      }
      if (text.length - at < headBytes) break;
      const kind = kinds.get(text.readUInt8(at));
      const pipe = text.readUInt32BE(at + 1);
      const length = text.readUInt32BE(at + 5);
      if (kind === undefined || length > frameLimit) return null;
      const start = at + headBytes;
      if (kind === "data") {
        this.#pipe = pipe;
        this.#left = length;
        at = start;
        continue;
      }
      if (text.length - start < length) break;
      frames.push({ kind, pipe, bytes: text.subarray(start, start + length) });
      at = start + length;
    }
    this.#rest = text.subarray(at);
    return frames;
  }
}
