import { readFileSync } from "node:fs";
import { Client, type ClientChannel } from "ssh2";
import type { SshLogin } from "./bare-page.ts";

const lineFeed = 10;
const backslash = 92;
const prefix = Buffer.from("%output %");

/**
 * `tmux -C` on an exec channel, its `%output` decoded and thrown away: as fast as tmux can hand over bytes in control
 * mode. Disposing ends its server.
 */
export class TmuxControl implements AsyncDisposable {
  readonly #client: Client;
  readonly #channel: ClientChannel;
  #line: Buffer[] = [];
  #tail = "";
  #wanted: { text: string; seen: () => void } | null = null;

  private constructor(client: Client, channel: ClientChannel) {
    this.#client = client;
    this.#channel = channel;
    channel.on("data", (bytes: Buffer) => this.#read(bytes));
  }

  static async open(
    login: SshLogin,
    size: { columns: number; rows: number },
  ): Promise<TmuxControl> {
    const client = new Client();
    await new Promise((ready, failed) => {
      client.on("ready", () => ready(undefined)).on("error", failed);
      client.connect({
        host: login.address,
        port: login.port,
        username: login.user,
        privateKey: readFileSync(login.privateKey),
      });
    });
    const channel = await new Promise<ClientChannel>((opened, failed) =>
      client.exec("exec tmux -L bench -C new-session -A -s bench", (error, made) =>
        error ? failed(error) : opened(made),
      ),
    );
    const control = new TmuxControl(client, channel);
    channel.write(`refresh-client -C ${size.columns}x${size.rows}\n`);
    await control.enterToText("echo re''ady", "ready");
    return control;
  }

  /** Milliseconds from Enter until the decoded output has held `wanted`. */
  async enterToText(line: string, wanted: string): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tail = "";
    this.#wanted = { text: wanted, seen: resolve };
    const keys = [...Buffer.from(`${line}\r`)].map((byte) => byte.toString(16)).join(" ");
    const startedAt = performance.now();
    this.#channel.write(`send-keys -H ${keys}\n`);
    await promise;
    return performance.now() - startedAt;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#channel.write("kill-server\n");
    await new Promise((closed) => this.#channel.once("close", closed));
    this.#client.destroy();
  }

  #read(bytes: Buffer): void {
    let at = 0;
    for (;;) {
      const end = bytes.indexOf(lineFeed, at);
      if (end === -1) break;
      const piece = bytes.subarray(at, end);
      this.#take(this.#line.length === 0 ? piece : Buffer.concat([...this.#line, piece]));
      this.#line = [];
      at = end + 1;
    }
    if (at < bytes.length) this.#line.push(bytes.subarray(at));
  }

  #take(line: Buffer): void {
    if (line.compare(prefix, 0, prefix.length, 0, prefix.length) !== 0) return;
    let read = line.indexOf(32, prefix.length) + 1;
    let write = 0;
    for (; read < line.length; read += 1) {
      let byte = line[read] as number;
      if (byte === backslash) {
        const [a = 48, b = 48, c = 48] = [line[read + 1], line[read + 2], line[read + 3]];
        byte = ((a - 48) << 6) | ((b - 48) << 3) | (c - 48);
        read += 3;
      }
      line[write] = byte;
      write += 1;
    }
    const wanted = this.#wanted;
    if (wanted === null) return;
    const from = Math.max(0, write - 200);
    this.#tail = (this.#tail + line.toString("latin1", from, write)).slice(-400);
    if (!this.#tail.includes(wanted.text)) return;
    this.#wanted = null;
    wanted.seen();
  }
}
