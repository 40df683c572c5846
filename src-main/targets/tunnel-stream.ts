import { Duplex } from "node:stream";
import type { ClientChannel } from "ssh2";

/**
 * A forwarded connection as the socket of the next client. What ssh2's channel lacks for that: destroying it ends it at
 * once, also while the host it runs over does not answer, and it ends when that connection ends.
 */
export class TunnelStream extends Duplex {
  readonly #channel: ClientChannel;

  constructor(channel: ClientChannel) {
    super({ allowHalfOpen: false });
    this.#channel = channel;
    channel.on("error", () => undefined); // A write that came after the end.
    channel.on("data", (bytes: Buffer) => {
      if (!this.push(bytes)) channel.pause();
    });
    channel.once("end", () => this.push(null));
    channel.once("close", () => {
      // What has arrived is still read; then it is over, whatever was still to be written.
      this.once("end", () => this.destroy());
      this.push(null);
      if (this.readableEnded) this.destroy();
    });
  }

  override _read(): void {
    this.#channel.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void) {
    this.#channel.write(bytes, done);
  }

  override _final(done: () => void): void {
    this.#channel.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#channel.close();
    this.#channel.resume(); // What still comes is dropped.
    done(error);
  }
}
