import type { Duplex } from "node:stream";
import type { Client, ClientChannel, PseudoTtyOptions, SFTPWrapper } from "ssh2";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import { Pulse, pulseTimes, type Silence } from "../base/pulse.ts";
import { lookEvery } from "../base/ticks.ts";
import type { HostKey } from "./host-key-check.ts";
import { SshChannel } from "./ssh-channel.ts";
import { type RawSshError, sshFailure, tunnelFailure } from "./ssh-errors.ts";
import { sendPing } from "./ssh-ping.ts";
import { keepPreparedKeys } from "./ssh-prepared-keys.ts";
import type { ExecOptions } from "./target.ts";
import { TunnelStream } from "./tunnel-stream.ts";

/** What ssh2 says when the host does not let the agent be forwarded. */
const agentRefusal = "Unable to request agent forwarding";
/** How ssh2 says that a host runs no commands: a switch, an appliance with nothing but its own command line. */
export const execRefusal = "Unable to exec";

export type ConnectionFacts = {
  hostKey: HostKey;
  /** The server's own words about itself, e.g. "OpenSSH_9.2p1 Debian-2". */
  server: string;
};

/**
 * A connection that is logged in. It ends when disposed or when the host hangs up. A host that is silent for too long does
 * not end it: whoever made it sets it aside then, and a shell on it may still come back to life.
 */
export class SshConnection implements Disposable {
  readonly facts: ConnectionFacts;
  /** Round trip of each answered ping in milliseconds. */
  readonly latency = new Emitter<number>();
  /** Once, with the reason, when the connection breaks; not when it is disposed. */
  readonly broken = new Emitter<FairleadError>();
  /** Every change of whether the host answers, as far as pings are sent. */
  readonly silence = new Emitter<Silence>();
  readonly #client: Client;
  readonly #channels = new Set<SshChannel>();
  readonly #sessions = new Set<SFTPWrapper>();
  /** Connections on to other hosts; what hangs on them decides for itself. */
  readonly #tunnels = new Set<Duplex>();
  readonly #openMs: number;
  readonly #ended = new AbortController();
  readonly #forwardsAgent: () => boolean;
  #agentAnswer: "accepted" | "refused" | null = null;
  #reason: FairleadError | null = null;
  #silence: Silence = "answers";
  #aside = false;

  /**
   * `openMs`: how long the host may take to open a channel. `keepaliveMs`: between two pings, 0 = none by itself. `forwardsAgent`: whether
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
    keepPreparedKeys(client);
    client.on("handshake", () => keepPreparedKeys(client)); // The keys are changed now and then.
    client.on("error", (error: RawSshError) => {
      this.#reason ??= sshFailure(error, "ready");
    });
    // Before ssh2's own listeners on the socket end the channels, each learns whether it was complete.
    client.once("close", () => this.#closed());
    if (socket.destroyed) this.#closed();
    else if (limits.keepaliveMs > 0) this.#keepAlive(socket, limits.keepaliveMs);
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
      (channel) => {
        const tunnel = new TunnelStream(channel);
        this.#tunnels.add(tunnel);
        tunnel.once("close", () => {
          this.#tunnels.delete(tunnel);
          this.#endIfUseless();
        });
        return tunnel;
      },
      (channel) => channel.close(),
      signal,
      tunnelFailure,
    );
  }

  /**
   * Gives up on a host that is silent, but for the shells on PTYs, here and at the end of tunnels: those can be had back
   * in no other way. All else ends as lost, and with the last of those shells the connection itself.
   */
  setAside(): void {
    this.#aside = true;
    for (const channel of [...this.#channels]) if (!channel.isPty) channel.cut();
    for (const session of this.#sessions) {
      // Fails whatever waits for an answer; ssh2's types leave it out.
      (session as unknown as { push(data: null): void }).push(null);
      session.end();
    }
    this.#endIfUseless();
  }

  /** The host answers again, and the connection serves everybody as before. */
  takeBack(): void {
    this.#aside = false;
  }

  openExec(
    command: string,
    signal: AbortSignal,
    options?: ExecOptions,
  ): Promise<Result<SshChannel, FairleadError>> {
    return this.#openChannel(command, undefined, signal, options);
  }

  /** Whether nothing goes over it and nobody has it open for later. */
  get isUnused(): boolean {
    return this.#channels.size + this.#sessions.size + this.#tunnels.size === 0;
  }

  /** A session of the SFTP subsystem; "channel-refused" also where the host has none. The caller ends it. */
  openSftp(signal: AbortSignal): Promise<Result<SFTPWrapper, FairleadError>> {
    return this.#open<SFTPWrapper, SFTPWrapper>(
      (opened) => this.#client.sftp(opened),
      (session) => {
        this.#sessions.add(session);
        session.once("close", () => this.#sessions.delete(session));
        return session;
      },
      (session) => session.end(),
      signal,
    );
  }

  /** A host that runs no commands gives what it has instead: its own shell, or whatever stands in for one. */
  async openPty(
    command: string,
    size: { columns: number; rows: number },
    signal: AbortSignal,
  ): Promise<Result<SshChannel, FairleadError>> {
    const { columns: cols, rows } = size;
    const pty = { term: "xterm-256color", cols, rows, width: 0, height: 0 };
    const opened = await this.#openChannel(command, pty, signal);
    if (opened.ok || opened.error.detail !== execRefusal) return opened;
    return await this.#open<ClientChannel, SshChannel>(
      (done) => this.#client.shell(pty, done),
      (channel) => this.#adopt(channel, true),
      (channel) => channel.close(),
      signal,
    );
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
    exec?: ExecOptions,
  ): Promise<Result<SshChannel, FairleadError>> {
    const agentForward = this.#agentAnswer !== "refused" && this.#forwardsAgent();
    const options = { ...(pty === undefined ? {} : { pty }), agentForward };
    const opened = await this.#open<ClientChannel, SshChannel>(
      (done) => this.#client.exec(command, options, done),
      (channel) => this.#adopt(channel, pty !== undefined, exec),
      (channel) => channel.close(),
      signal,
    );
    if (!agentForward) return opened;
    if (opened.ok) this.#agentAnswer = "accepted";
    else if (opened.error.detail === agentRefusal) {
      this.#agentAnswer = "refused";
      return await this.#openChannel(command, pty, signal, exec);
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

  #adopt(channel: ClientChannel, isPty: boolean, options?: ExecOptions): SshChannel {
    const over = () => {
      this.#channels.delete(adopted);
      this.#endIfUseless();
    };
    const adopted: SshChannel = new SshChannel(channel, isPty, over, options);
    this.#channels.add(adopted);
    adopted.told(this.#silence);
    return adopted;
  }

  #endIfUseless(): void {
    if (!this.#aside || this.#channels.size + this.#tunnels.size > 0) return;
    this.#reason ??= failure("host-silent");
    this.#client.destroy();
  }

  /** Asks the host every `everyMs` whether it is there. Whatever it sends is an answer: on a full line a ping takes long. */
  #keepAlive(socket: Duplex, everyMs: number): void {
    // A little later than those who ask through a channel of theirs just as often: their answer will do.
    const times = pulseTimes(everyMs);
    const pulse = new Pulse({ ...times, beatMs: times.beatMs + everyMs / 12 }, performance.now());
    const heard = () => {
      pulse.heard(performance.now());
      if (this.#silence !== "answers") this.#tell("answers");
    };
    const ask = () => {
      pulse.asked(performance.now());
      void this.ping();
    };
    const watch = lookEvery(Math.max(everyMs / 6, 10), () => {
      const { silence, isDue } = pulse.look(performance.now());
      if (isDue) ask();
      if (silence !== this.#silence) this.#tell(silence);
    });
    socket.on("data", heard);
    this.#ended.signal.addEventListener("abort", () => {
      watch[Symbol.dispose]();
      socket.off("data", heard);
    });
    ask();
  }

  #tell(silence: Silence): void {
    this.#silence = silence;
    for (const channel of [...this.#channels]) channel.told(silence);
    this.silence.emit(silence);
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
    this.silence[Symbol.dispose]();
    this.#ended.abort();
    this.#client.end(); // Says goodbye; a host that does not listen is cut off below.
    this.#client.destroy();
  }
}
