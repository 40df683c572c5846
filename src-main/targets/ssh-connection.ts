import type { Duplex } from "node:stream";
import type { Client, ClientChannel, PseudoTtyOptions, SFTPWrapper } from "ssh2";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { pause } from "../base/abort.ts";
import { Emitter } from "../base/emitter.ts";
import type { HostKey } from "./host-key-check.ts";
import { SshChannel } from "./ssh-channel.ts";
import { type RawSshError, sshFailure, tunnelFailure } from "./ssh-errors.ts";
import { sendPing } from "./ssh-ping.ts";
import { TunnelStream } from "./tunnel-stream.ts";

/** Pings in a row that may stay without an answer; one more and the line counts as broken. */
const unansweredPings = 3;

/** What ssh2 says when the host does not let the agent be forwarded. */
const agentRefusal = "Unable to request agent forwarding";

export type ConnectionFacts = {
  hostKey: HostKey;
  /** The server's own words about itself, e.g. "OpenSSH_9.2p1 Debian-2". */
  server: string;
};

/** A connection that is logged in. It ends when disposed, when the host hangs up, or when pings stay unanswered. */
export class SshConnection implements Disposable {
  readonly facts: ConnectionFacts;
  /** Round trip of each answered ping in milliseconds. */
  readonly latency = new Emitter<number>();
  /** Once, with the reason, when the connection breaks; not when it is disposed. */
  readonly broken = new Emitter<FairleadError>();
  readonly #client: Client;
  readonly #channels = new Set<SshChannel>();
  readonly #openMs: number;
  readonly #ended = new AbortController();
  readonly #forwardsAgent: () => boolean;
  #agentAnswer: "accepted" | "refused" | null = null;
  #reason: FairleadError | null = null;

  /**
   * `openMs`: how long the host may take to open a channel. `keepaliveMs` 0 = no pings by itself. `forwardsAgent`: whether
   * a channel that is opened now is to have the person's agent.
   */
  constructor(
    client: Client,
    socket: Duplex,
    facts: ConnectionFacts,
    limits: { openMs: number; keepaliveMs: number },
    forwardsAgent: () => boolean = () => false,
  ) {
    this.#client = client;
    this.#forwardsAgent = forwardsAgent;
    this.facts = facts;
    this.#openMs = limits.openMs;
    client.setNoDelay(true);
    client.on("error", (error: RawSshError) => {
      this.#reason ??= sshFailure(error, "ready");
    });
    // Before ssh2's own listeners on the socket end the channels, each learns whether it was complete.
    client.once("close", () => this.#closed());
    if (socket.destroyed) this.#closed();
    else if (limits.keepaliveMs > 0) void this.#keepAlive(limits.keepaliveMs);
  }

  get alive(): boolean {
    return !this.#ended.signal.aborted;
  }

  /** Whether programs on the host can use the person's agent now. */
  get agentForwarded(): boolean {
    return this.alive && this.#agentAnswer === "accepted" && this.#forwardsAgent();
  }

  /** A connection from the host on to another one. The caller destroys it; it ends with this connection. */
  openTunnel(
    address: string,
    port: number,
    signal: AbortSignal,
  ): Promise<Result<Duplex, FairleadError>> {
    return this.#open<ClientChannel, Duplex>(
      (opened) => this.#client.forwardOut("127.0.0.1", 0, address, port, opened),
      (channel) => new TunnelStream(channel),
      (channel) => channel.close(),
      signal,
      tunnelFailure,
    );
  }

  openExec(command: string, signal: AbortSignal): Promise<Result<SshChannel, FairleadError>> {
    return this.#openChannel(command, undefined, signal);
  }

  /** A session of the SFTP subsystem; "channel-refused" also where the host has none. The caller ends it. */
  openSftp(signal: AbortSignal): Promise<Result<SFTPWrapper, FairleadError>> {
    return this.#open<SFTPWrapper, SFTPWrapper>(
      (opened) => this.#client.sftp(opened),
      (session) => session,
      (session) => session.end(),
      signal,
    );
  }

  openPty(
    command: string,
    size: { columns: number; rows: number },
    signal: AbortSignal,
  ): Promise<Result<SshChannel, FairleadError>> {
    const { columns: cols, rows } = size;
    const pty = { term: "xterm-256color", cols, rows, width: 0, height: 0 };
    return this.#openChannel(command, pty, signal);
  }

  /** Milliseconds until the host answered; null when the connection ended instead. */
  async ping(): Promise<number | null> {
    if (!this.alive) return null;
    const sent = performance.now();
    const answered = await sendPing(this.#client);
    if (!answered || !this.alive) return null;
    const milliseconds = performance.now() - sent;
    this.latency.emit(milliseconds);
    return milliseconds;
  }

  async #openChannel(
    command: string,
    pty: PseudoTtyOptions | undefined,
    signal: AbortSignal,
  ): Promise<Result<SshChannel, FairleadError>> {
    const agentForward = this.#agentAnswer !== "refused" && this.#forwardsAgent();
    const options = { ...(pty === undefined ? {} : { pty }), agentForward };
    const opened = await this.#open<ClientChannel, SshChannel>(
      (done) => this.#client.exec(command, options, done),
      (channel) => this.#adopt(channel),
      (channel) => channel.close(),
      signal,
    );
    if (!agentForward) return opened;
    if (opened.ok) this.#agentAnswer = "accepted";
    else if (opened.error.detail === agentRefusal) {
      this.#agentAnswer = "refused";
      return await this.#openChannel(command, pty, signal);
    }
    return opened;
  }

  /** `start` asks the host for something, `adopt` takes it over, `drop` ends what came too late. */
  #open<Raw, Opened>(
    start: (opened: (error: RawSshError | undefined, raw: Raw) => void) => unknown,
    adopt: (raw: Raw) => Opened,
    drop: (raw: Raw) => void,
    signal: AbortSignal,
    refusal = (error: RawSshError) => failure("channel-refused", error.message),
  ): Promise<Result<Opened, FairleadError>> {
    if (signal.aborted) return Promise.resolve(fail(failure("aborted")));
    if (!this.alive) return Promise.resolve(fail(failure("connection-lost")));
    return new Promise((resolve) => {
      let settled = false;
      const settle = (result: Result<Opened, FairleadError>) => {
        settled = true;
        clearTimeout(timer);
        signal.removeEventListener("abort", stopped);
        resolve(result);
      };
      const stopped = () => settle(fail(failure("aborted")));
      const late = () => settle(fail(failure("connection-timeout", "no answer to a new channel")));
      const timer = setTimeout(late, this.#openMs);
      signal.addEventListener("abort", stopped);
      const opened = (error: RawSshError | undefined, raw: Raw | undefined) => {
        if (settled) return raw === undefined ? undefined : drop(raw); // Nobody waits for it any more.
        if (error === undefined && raw !== undefined) return settle(ok(adopt(raw)));
        const said = error ?? { message: "" };
        settle(fail(this.alive ? refusal(said) : failure("connection-lost", said.message)));
      };
      try {
        start(opened);
      } catch (error) {
        settle(fail(failure("connection-lost", (error as Error).message)));
      }
    });
  }

  #adopt(channel: ClientChannel): SshChannel {
    const adopted = new SshChannel(channel);
    this.#channels.add(adopted);
    channel.once("close", () => this.#channels.delete(adopted));
    return adopted;
  }

  async #keepAlive(everyMs: number): Promise<void> {
    let unanswered = 0;
    do {
      if (unanswered > unansweredPings) {
        const seconds = Math.round((everyMs * unanswered) / 1000);
        this.#reason ??= failure("connection-lost", `no answer to a keepalive for ${seconds} s`);
        this.#client.destroy();
        return;
      }
      unanswered += 1;
      void this.ping().then((milliseconds) => {
        if (milliseconds !== null) unanswered = 0;
      });
    } while (await pause(everyMs, this.#ended.signal));
  }

  #closed(): void {
    for (const channel of this.#channels) channel.connectionBroke();
    if (!this.alive) return;
    this.#ended.abort();
    this.broken.emit(this.#reason ?? failure("connection-lost", "the host hung up"));
  }

  [Symbol.dispose](): void {
    this.broken[Symbol.dispose]();
    this.latency[Symbol.dispose]();
    this.#ended.abort();
    this.#client.end(); // Says goodbye; a host that does not listen is cut off below.
    this.#client.destroy();
  }
}
