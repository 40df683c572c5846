import { userInfo } from "node:os";
import type { Authentication, Host, HostStatus, HostTest } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { orAborted } from "../base/abort.ts";
import { Emitter } from "../base/emitter.ts";
import type { Silence } from "../base/pulse.ts";
import type { Questions } from "../hosts/questions.ts";
import { execOver } from "./collect-exec.ts";
import { connectSsh, endpointOf } from "./connect-ssh.ts";
import { openSshFiles } from "./files/open-ssh-files.ts";
import type { TargetFiles } from "./files/target-files.ts";
import { type HostLineEvent, hostLine } from "./host-line.ts";
import type { KnownHosts } from "./known-hosts.ts";
import type { CredentialAccess } from "./login-secrets.ts";
import { shArgument, shCommand } from "./sh-command.ts";
import type { SshConnection } from "./ssh-connection.ts";
import {
  breakOf,
  keyOf,
  type Link,
  type PathFailure,
  roundTrips,
  toldFailure,
} from "./ssh-path.ts";
import { openSocket } from "./ssh-socket.ts";
import type {
  ByteChannel,
  ExecOptions,
  ExecResult,
  PtyChannel,
  Target,
  TargetIdentity,
} from "./target.ts";

/** What all SSH targets share. */
export type SshServices = {
  questions: Questions;
  knownHosts: KnownHosts;
  credentials: CredentialAccess;
  learn: (value: string) => void;
  /** The settings as they are now. */
  limits: () => { connectSeconds: number; keepaliveSeconds: number };
  home: string;
  agentSocket: string | undefined;
  /** A login was stored with this host. */
  remembered: (id: HostId, authentication: Authentication) => void;
};

type Attempt = {
  result: Promise<Result<Link, PathFailure>>;
  stop: AbortController;
  waiting: number;
};

/**
 * A host reached over SSH: one connection for all its channels, made when first needed and again after a loss. Calls that
 * come while it is being made wait for the same attempt; the attempt stops when the last of them is aborted. Behind a jump
 * host the connection runs through that host's own target, whose connection is made first and shared by all behind it.
 */
export class SshTarget implements Target {
  readonly hostId: HostId;
  readonly statusChanged = new Emitter<HostStatus>();
  readonly #host: () => Host;
  readonly #services: SshServices;
  readonly #lost = new Emitter<void>();
  readonly #via: SshTarget | null;
  /** Targets that are reached over this one. */
  readonly #carried = new Set<SshTarget>();
  /** Whether it was ever used for itself, and not only to jump over. */
  #usedItself = false;
  #attempt: Attempt | null = null;
  #link: Link | null = null;
  /** Ways to a host that fell silent, kept for the shells on them. */
  readonly #aside = new Set<Link>();
  #status: HostStatus;
  #disposed = false;

  /**
   * `host` tells what the inventory says now; it is asked anew for every connection. `via` is the target it is reached
   * over, null = directly; it is not disposed of here.
   */
  constructor(host: () => Host, services: SshServices, via: SshTarget | null = null) {
    this.#host = host;
    this.#services = services;
    this.#via = via;
    this.hostId = host().id;
    this.#status = { hostId: this.hostId, state: "idle", latencyMs: null, problem: null };
  }

  status(): HostStatus {
    return this.#status;
  }

  /** What the server calls itself; null while not connected. */
  server(): string | null {
    return this.#link?.connection.facts.server ?? null;
  }

  /** What it is reached over. */
  get via(): SshTarget | null {
    return this.#via;
  }

  hops(): Promise<HostTest["hops"]> {
    return roundTrips(this.#link);
  }

  async connect(signal: AbortSignal): Promise<Result<TargetIdentity, FairleadError>> {
    const link = await this.#linked(signal);
    return link.ok ? ok(this.#identity(link.value)) : link;
  }

  async openPty(
    script: string,
    size: { columns: number; rows: number },
    signal: AbortSignal,
  ): Promise<Result<PtyChannel, FairleadError>> {
    const connection = await this.#connected(signal);
    if (!connection.ok) return connection;
    const channel = await connection.value.openPty(shCommand(script), size, signal);
    if (channel.ok) channel.value.leaveOut(`'${shArgument(script)}'`);
    return channel;
  }

  async openExec(
    script: string,
    signal: AbortSignal,
    options?: ExecOptions,
  ): Promise<Result<ByteChannel, FairleadError>> {
    const connection = await this.#connected(signal);
    return connection.ok
      ? await connection.value.openExec(shCommand(script), signal, options)
      : connection;
  }

  async openCommand(
    command: string,
    signal: AbortSignal,
  ): Promise<Result<ByteChannel, FairleadError>> {
    const connection = await this.#connected(signal);
    if (!connection.ok) return connection;
    return await connection.value.openExec(command, signal, { errors: "with-output" });
  }

  /** Who is there, as far as it is connected now; null where it is not. */
  identity(): TargetIdentity | null {
    return this.#link?.connection.alive === true ? this.#identity(this.#link) : null;
  }

  /** Hangs up if nobody uses the connection now. The next use connects again. */
  hangUpIfUnused(): void {
    if (this.#link === null || this.#carried.size > 0) return;
    if (!this.#link.connection.isUnused) return;
    this.#link.connection[Symbol.dispose]();
    this.#link = null;
    if (this.#via !== null) this.#via.#release(this);
    this.#step("stopped");
  }

  exec(
    script: string,
    signal: AbortSignal,
    limitBytes?: number,
  ): Promise<Result<ExecResult, FairleadError>> {
    return execOver(this.openExec(script, signal), signal, limitBytes);
  }

  async openFiles(signal: AbortSignal): Promise<Result<TargetFiles, FairleadError>> {
    const link = await this.#linked(signal);
    if (!link.ok) return link;
    return await openSshFiles(link.value.connection, this.#identity(link.value), signal);
  }

  /** Round trip in milliseconds; connects if need be. */
  async ping(signal: AbortSignal): Promise<Result<number, FairleadError>> {
    const connection = await this.#connected(signal);
    if (!connection.ok) return connection;
    const milliseconds = await orAborted(connection.value.ping(), signal, () => null);
    if (milliseconds !== null) return ok(milliseconds);
    return fail(failure(signal.aborted ? "aborted" : "connection-lost"));
  }

  onLost(listener: () => void): Disposable {
    return this.#lost.on(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#attempt?.stop.abort();
    await this.#attempt?.result;
    this.#link?.connection[Symbol.dispose]();
    this.#link = null;
    for (const { connection } of this.#aside) connection[Symbol.dispose]();
    this.#aside.clear();
    if (this.#via !== null) this.#via.#release(this);
    this.#step("stopped");
    this.statusChanged[Symbol.dispose]();
    this.#lost[Symbol.dispose]();
  }

  async #connected(signal: AbortSignal): Promise<Result<SshConnection, FairleadError>> {
    const link = await this.#linked(signal);
    return link.ok ? ok(link.value.connection) : link;
  }

  /** For use of the host itself. */
  async #linked(signal: AbortSignal): Promise<Result<Link, FairleadError>> {
    this.#usedItself = true;
    const link = await this.#reach(signal);
    return link.ok ? link : fail(this.#told(link.error));
  }

  /** For `carried`, which then counts as a user of the connection until it is released. */
  async #carry(carried: SshTarget, signal: AbortSignal): Promise<Result<Link, PathFailure>> {
    this.#carried.add(carried);
    const link = await this.#reach(signal);
    if (link.ok || link.error.error.code === "aborted") return link;
    return fail({ error: link.error.error, at: link.error.at ?? this.#host().name });
  }

  /** Hangs up if the connection was made for those alone that jump over it, and this was the last of them. */
  #release(carried: SshTarget): void {
    if (!this.#carried.delete(carried) || this.#carried.size > 0 || this.#usedItself) return;
    if (this.#attempt !== null) this.#giveUp(this.#attempt);
    this.#link?.connection[Symbol.dispose]();
    this.#link = null;
    if (this.#via !== null) this.#via.#release(this);
    if (!this.#disposed) this.#step("stopped");
  }

  async #reach(signal: AbortSignal): Promise<Result<Link, PathFailure>> {
    if (signal.aborted || this.#disposed) return fail({ error: failure("aborted"), at: null });
    if (this.#link?.connection.alive === true) return ok(this.#link);
    this.#attempt ??= this.#begin();
    const attempt = this.#attempt;
    attempt.waiting += 1;
    const result = await orAborted(attempt.result, signal, () => null);
    attempt.waiting -= 1;
    if (result !== null) return result;
    if (attempt.waiting === 0) this.#giveUp(attempt);
    return fail({ error: failure("aborted"), at: null });
  }

  #begin(): Attempt {
    const stop = new AbortController();
    this.#step("begun");
    const attempt: Attempt = { stop, waiting: 0, result: this.#connectOnce(stop.signal) };
    void attempt.result.then((result) => {
      const current = this.#attempt === attempt;
      if (current) this.#attempt = null;
      if (current && !this.#disposed) this.#settled(result);
      else if (result.ok) result.value.connection[Symbol.dispose]();
    });
    return attempt;
  }

  /** The next call begins anew instead of joining what is being stopped. */
  #giveUp(attempt: Attempt): void {
    attempt.stop.abort();
    if (this.#attempt !== attempt) return;
    this.#attempt = null;
    this.#step("stopped");
  }

  async #connectOnce(signal: AbortSignal): Promise<Result<Link, PathFailure>> {
    const carried = this.#via === null ? ok(null) : await this.#via.#carry(this, signal);
    if (!carried.ok) return carried;
    const over = carried.value;
    const { questions, remembered, limits, ...services } = this.#services;
    const host = this.#host();
    const { connectSeconds, keepaliveSeconds } = limits();
    const user = this.#user();
    const endpoint = endpointOf({ ...host, user });
    let refusedBy: string | null = null;
    const connected = await connectSsh(
      {
        ...services,
        address: host.address,
        port: host.port,
        user,
        authentication: host.authentication,
        connectMs: connectSeconds * 1000,
        keepaliveMs: (host.keepaliveSeconds ?? keepaliveSeconds) * 1000,
        compression: host.compression,
        forwardsAgent: () => this.#host().forwardAgent,
        openSocket: async (opening) => {
          if (over === null) return await openSocket(host.address, host.port, opening);
          const opened = await over.connection.openTunnel(host.address, host.port, opening);
          if (!opened.ok && opened.error.code === "jump-refused") refusedBy = over.name;
          return opened;
        },
        ask: (ask, asked) =>
          questions.ask({ hostId: this.hostId, hostName: host.name, endpoint, ask }, asked),
        remembered: (authentication) => remembered(this.hostId, authentication),
      },
      signal,
    );
    if (!connected.ok) return fail({ error: connected.error, at: refusedBy });
    return ok({ name: host.name, connection: connected.value, over });
  }

  #settled(result: Result<Link, PathFailure>): void {
    if (!result.ok) {
      this.#step("failed", { problem: this.#told(result.error).sentence });
      return;
    }
    const link = result.value;
    const { connection } = link;
    this.#link = link;
    this.#step("connected");
    connection.latency.on((latencyMs) => {
      if (this.#link === link && this.#isNews(latencyMs)) this.#step("answers", { latencyMs });
    });
    connection.silence.on((silence) => this.#silent(link, silence));
    connection.broken.on((reason) => this.#broke(link, reason));
    if (!connection.alive) this.#broke(link, failure("connection-lost"));
  }

  #silent(link: Link, silence: Silence): void {
    const isAside = this.#aside.has(link);
    const problem = this.#told(breakOf(link, failure("host-silent"))).sentence;
    if (silence === "answers") this.#answers(link, isAside);
    else if (isAside) return;
    else if (silence === "stalled") this.#step("stalled", { problem });
    else {
      this.#link = null;
      this.#aside.add(link);
      link.connection.setAside();
      this.#step("lost", { problem });
      this.#lost.emit();
    }
  }

  /** A latency much like the last one is nothing to tell. */
  #isNews(latencyMs: number): boolean {
    const before = this.#status.latencyMs;
    if (before === null || this.#status.state !== "connected") return true;
    return Math.abs(latencyMs - before) > Math.max(1, before / 4);
  }

  /** What was set aside serves everybody again, unless another connection has taken its place. */
  #answers(link: Link, isAside: boolean): void {
    if (isAside) {
      if (this.#link !== null || this.#attempt !== null) return;
      this.#aside.delete(link);
      link.connection.takeBack();
      this.#link = link;
    }
    this.#step("answers");
  }

  #broke(link: Link, reason: FairleadError): void {
    this.#aside.delete(link);
    if (this.#link !== link) return;
    this.#link = null;
    this.#step("lost", { problem: this.#told(breakOf(link, reason)).sentence });
    this.#lost.emit();
  }

  #told(problem: PathFailure): FairleadError {
    const hops: string[] = [];
    for (let via = this.#via; via !== null; via = via.#via) hops.unshift(via.#host().name);
    return toldFailure(problem, this.#host().name, hops);
  }

  #identity(link: Link): TargetIdentity {
    return {
      hostId: this.hostId,
      kind: "ssh",
      user: this.#user(),
      key: keyOf(link),
      ...(this.#services.agentSocket
        ? { agentForwarded: () => link.connection.agentForwarded }
        : {}),
    };
  }

  #user(): string {
    return this.#host().user || userInfo().username;
  }

  #step(
    event: HostLineEvent,
    { latencyMs = null, problem = null }: Partial<Pick<HostStatus, "latencyMs" | "problem">> = {},
  ): void {
    const state = hostLine(this.#status.state, event);
    if (state === null) return;
    this.#status = { hostId: this.hostId, state, latencyMs, problem };
    this.statusChanged.emit(this.#status);
  }
}
