import type { Duplex } from "node:stream";
import type { ClientChannel } from "ssh2";
import type { Silence } from "../base/pulse.ts";
import type { ChannelEnd, ExecOptions, PtyChannel } from "./target.ts";
import { TracedCommand } from "./traced-command.ts";

const keptErrorBytes = 4_096;

/** What ssh2 keeps on its channels but does not describe in its types. */
type ChannelInside = {
  incoming: { state: "open" | "eof" | "closed" };
  outgoing: { id: number; state: "open" | "eof" | "closing" | "closed" };
  _client: { _protocol: { signal(channel: number, name: string): void }; _sock: Duplex };
};

/**
 * One channel of an SSH connection. Back-pressure is the SSH window: a paused channel takes in at most 4 MiB (2 of window,
 * 2 of buffer) and then the host has to wait; the other channels go on.
 */
export class SshChannel implements PtyChannel {
  readonly isPty: boolean;
  readonly #channel: ClientChannel;
  readonly #over: () => void;
  readonly #joinsErrors: boolean;
  #onSilence: ((silence: Silence) => void) | null = null;
  #silence: Silence = "answers";
  #onData: ((bytes: Uint8Array) => void) | null = null;
  #onEnd: ((end: ChannelEnd) => void) | null = null;
  #end: ChannelEnd | null = null;
  #exitCode: number | null = null;
  #exitKnown = false;
  #broken = false;
  #open = 2;
  #inputEnded = false;
  #paused = false;
  #disposed = false;
  #error: Buffer = Buffer.alloc(0);
  #traced: TracedCommand | null = null;

  /** `over` is told once, when it has ended or was disposed of. */
  constructor(channel: ClientChannel, isPty: boolean, over: () => void, options?: ExecOptions) {
    this.#channel = channel;
    this.isPty = isPty;
    this.#over = over;
    channel.on("error", () => undefined); // A write that came after the end.
    channel.once("exit", (code: number | null) => {
      this.#exitKnown = true;
      this.#exitCode = code;
    });
    this.#joinsErrors = options?.errors === "with-output";
    if (!this.#joinsErrors) {
      channel.stderr.on("data", (bytes: Buffer) => {
        this.#error = Buffer.concat([this.#error, bytes]).subarray(-keptErrorBytes);
      });
    }
    channel.once("close", () => this.#closed());
    channel.stderr.once("close", () => this.#closed());
  }

  /** Called by the connection when it breaks, before ssh2 ends its channels. */
  connectionBroke(): void {
    const { state } = (this.#channel as unknown as ChannelInside).incoming;
    this.#broken = state === "open" || (state === "eof" && !this.#exitKnown);
  }

  /** Called by the connection: the host has fallen silent, or answers again. */
  told(silence: Silence): void {
    if (silence === this.#silence) return;
    this.#silence = silence;
    this.#onSilence?.(silence);
  }

  /** Called by the connection: ends here and now as lost, whatever the host may still say. */
  cut(): void {
    if (this.#disposed || this.#end !== null) return;
    const onEnd = this.#onEnd;
    this[Symbol.dispose]();
    this.#end = { exitCode: null, standardError: this.#error.toString("utf8"), lost: true };
    onEnd?.(this.#end);
  }

  onSilence(listener: (silence: Silence) => void): void {
    this.#onSilence = listener;
    if (this.#silence !== "answers") listener(this.#silence);
  }

  write(bytes: Uint8Array): void {
    if (this.#disposed || this.#inputEnded || !this.#channel.writable) return;
    // ssh2 writes one packet in up to three pieces, each of which would be a segment of its own.
    const { _sock } = (this.#channel as unknown as ChannelInside)._client;
    _sock.cork();
    this.#channel.write(bytes);
    _sock.uncork();
  }

  endInput(): void {
    if (this.#inputEnded) return;
    this.#inputEnded = true;
    if (this.#channel.writable) this.#channel.end();
  }

  /** The line with this text, as a login shell with `set -x` prints it, is nobody's output. To be said before `onData`. */
  leaveOut(text: string): void {
    this.#traced = new TracedCommand(text);
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    const first = this.#onData === null;
    this.#onData = listener;
    if (!first || this.#disposed) return;
    const hear = (bytes: Buffer) => {
      const read = this.#traced?.without(bytes) ?? bytes;
      if (read.length > 0) this.#onData?.(read);
    };
    this.#channel.on("data", hear);
    if (this.#joinsErrors) this.#channel.stderr.on("data", hear);
    if (!this.#paused) this.#channel.resume();
  }

  onEnd(listener: (end: ChannelEnd) => void): void {
    this.#onEnd = listener;
    if (this.#end !== null) listener(this.#end);
  }

  pause(): void {
    this.#paused = true;
    if (!this.#disposed) this.#channel.pause();
  }

  resume(): void {
    this.#paused = false;
    // Without a listener flowing would drop bytes.
    if (!this.#disposed && this.#onData !== null) this.#channel.resume();
  }

  resize(columns: number, rows: number): void {
    if (!this.#disposed) this.#channel.setWindow(rows, columns, 0, 0);
  }

  signal(name: "TERM" | "KILL"): void {
    if (this.#disposed || this.#end !== null) return;
    // ssh2's own `signal` says nothing once the input has ended.
    const { _client, outgoing } = this.#channel as unknown as ChannelInside;
    if (outgoing.state !== "closed") _client._protocol.signal(outgoing.id, name);
  }

  #closed(): void {
    this.#open -= 1;
    if (this.#open > 0 || this.#disposed) return;
    const lost = this.#broken;
    this.#end = {
      exitCode: lost ? null : this.#exitCode,
      standardError: this.#error.toString("utf8"),
      lost,
    };
    this.#over();
    this.#onEnd?.(this.#end);
  }

  [Symbol.dispose](): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#onData = null;
    this.#onEnd = null;
    this.#onSilence = null;
    if (this.#end === null) this.#over();
    this.#channel.removeAllListeners("data");
    if (this.#joinsErrors) this.#channel.stderr.removeAllListeners("data").resume();
    this.#channel.resume(); // What still comes is dropped.
    this.#channel.close();
  }
}
