import { userInfo } from "node:os";
import type { Authentication, Host, HostStatus } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { orAborted } from "../base/abort.ts";
import { Emitter } from "../base/emitter.ts";
import type { Questions } from "../hosts/questions.ts";
import { execOver } from "./collect-exec.ts";
import { connectSsh, endpointOf } from "./connect-ssh.ts";
import { openSshFiles } from "./files/open-ssh-files.ts";
import type { TargetFiles } from "./files/target-files.ts";
import type { KnownHosts } from "./known-hosts.ts";
import type { CredentialAccess } from "./login-secrets.ts";
import { shCommand } from "./sh-command.ts";
import type { SshConnection } from "./ssh-connection.ts";
import type { ByteChannel, ExecResult, PtyChannel, Target, TargetIdentity } from "./target.ts";

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
  result: Promise<Result<SshConnection, FairleadError>>;
  stop: AbortController;
  waiting: number;
};

/**
 * A host reached over SSH: one connection for all its channels, made when first needed and again after a loss. Calls that
 * come while it is being made wait for the same attempt; the attempt stops when the last of them is aborted.
 */
export class SshTarget implements Target {
  readonly hostId: HostId;
  readonly statusChanged = new Emitter<HostStatus>();
  readonly #host: () => Host;
  readonly #services: SshServices;
  readonly #lost = new Emitter<void>();
  #attempt: Attempt | null = null;
  #connection: SshConnection | null = null;
  #status: HostStatus;
  #disposed = false;

  /** `host` tells what the inventory says now; it is asked anew for every connection. */
  constructor(host: () => Host, services: SshServices) {
    this.#host = host;
    this.#services = services;
    this.hostId = host().id;
    this.#status = { hostId: this.hostId, state: "idle", latencyMs: null, problem: null };
  }

  status(): HostStatus {
    return this.#status;
  }

  /** What the server calls itself; null while not connected. */
  server(): string | null {
    return this.#connection?.facts.server ?? null;
  }

  async connect(signal: AbortSignal): Promise<Result<TargetIdentity, FairleadError>> {
    const connection = await this.#connected(signal);
    return connection.ok ? ok(this.#identity(connection.value)) : connection;
  }

  async openPty(
    script: string,
    size: { columns: number; rows: number },
    signal: AbortSignal,
  ): Promise<Result<PtyChannel, FairleadError>> {
    const connection = await this.#connected(signal);
    return connection.ok
      ? await connection.value.openPty(shCommand(script), size, signal)
      : connection;
  }

  async openExec(script: string, signal: AbortSignal): Promise<Result<ByteChannel, FairleadError>> {
    const connection = await this.#connected(signal);
    return connection.ok ? await connection.value.openExec(shCommand(script), signal) : connection;
  }

  exec(
    script: string,
    signal: AbortSignal,
    limitBytes?: number,
  ): Promise<Result<ExecResult, FairleadError>> {
    return execOver(this.openExec(script, signal), signal, limitBytes);
  }

  async openFiles(signal: AbortSignal): Promise<Result<TargetFiles, FairleadError>> {
    const connection = await this.#connected(signal);
    if (!connection.ok) return connection;
    return await openSshFiles(connection.value, this.#identity(connection.value), signal);
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
    this.#connection?.[Symbol.dispose]();
    this.#connection = null;
    this.#setStatus({ state: "idle", latencyMs: null, problem: null });
    this.statusChanged[Symbol.dispose]();
    this.#lost[Symbol.dispose]();
  }

  async #connected(signal: AbortSignal): Promise<Result<SshConnection, FairleadError>> {
    if (signal.aborted || this.#disposed) return fail(failure("aborted"));
    if (this.#connection?.alive === true) return ok(this.#connection);
    this.#attempt ??= this.#begin();
    const attempt = this.#attempt;
    attempt.waiting += 1;
    const result = await orAborted(attempt.result, signal, () => null);
    attempt.waiting -= 1;
    if (result !== null) return result;
    if (attempt.waiting === 0) this.#giveUp(attempt);
    return fail(failure("aborted"));
  }

  #begin(): Attempt {
    const stop = new AbortController();
    this.#setStatus({ state: "connecting", latencyMs: null, problem: null });
    const attempt: Attempt = { stop, waiting: 0, result: this.#connectOnce(stop.signal) };
    void attempt.result.then((result) => {
      const current = this.#attempt === attempt;
      if (current) this.#attempt = null;
      if (current && !this.#disposed) this.#settled(result);
      else if (result.ok) result.value[Symbol.dispose]();
    });
    return attempt;
  }

  /** The next call begins anew instead of joining what is being stopped. */
  #giveUp(attempt: Attempt): void {
    attempt.stop.abort();
    if (this.#attempt !== attempt) return;
    this.#attempt = null;
    this.#setStatus({ state: "idle", latencyMs: null, problem: null });
  }

  async #connectOnce(signal: AbortSignal): Promise<Result<SshConnection, FairleadError>> {
    const { questions, remembered, limits, ...services } = this.#services;
    const host = this.#host();
    const { connectSeconds, keepaliveSeconds } = limits();
    const user = this.#user();
    const endpoint = endpointOf({ ...host, user });
    return await connectSsh(
      {
        ...services,
        address: host.address,
        port: host.port,
        user,
        authentication: host.authentication,
        connectMs: connectSeconds * 1000,
        keepaliveMs: keepaliveSeconds * 1000,
        ask: (ask, asked) =>
          questions.ask({ hostId: this.hostId, hostName: host.name, endpoint, ask }, asked),
        remembered: (authentication) => remembered(this.hostId, authentication),
      },
      signal,
    );
  }

  #settled(result: Result<SshConnection, FairleadError>): void {
    if (!result.ok) {
      this.#setStatus({ state: "failed", latencyMs: null, problem: result.error.sentence });
      return;
    }
    const connection = result.value;
    this.#connection = connection;
    this.#setStatus({ state: "connected", latencyMs: null, problem: null });
    connection.latency.on((latencyMs) =>
      this.#setStatus({ state: "connected", latencyMs, problem: null }),
    );
    connection.broken.on((reason) => this.#broke(connection, reason));
    if (!connection.alive) this.#broke(connection, failure("connection-lost"));
  }

  #broke(connection: SshConnection, reason: FairleadError): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    this.#setStatus({ state: "lost", latencyMs: null, problem: reason.sentence });
    this.#lost.emit();
  }

  #identity({ facts }: SshConnection): TargetIdentity {
    const key = facts.hostKey.fingerprint;
    return { hostId: this.hostId, kind: "ssh", user: this.#user(), key };
  }

  #user(): string {
    return this.#host().user || userInfo().username;
  }

  #setStatus(change: Omit<HostStatus, "hostId">): void {
    this.#status = { hostId: this.hostId, ...change };
    this.statusChanged.emit(this.#status);
  }
}
