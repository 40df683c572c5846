import type { Duplex } from "node:stream";
import ssh2, { type Client } from "ssh2";
import type { Authentication } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { ForwardedAgent } from "./forwarded-agent.ts";
import { checkHostKey, type HostKey } from "./host-key-check.ts";
import type { KnownHosts } from "./known-hosts.ts";
import { type AskPerson, type CredentialAccess, LoginSecrets } from "./login-secrets.ts";
import { offeredAlgorithms } from "./ssh-algorithms.ts";
import { SshConnection } from "./ssh-connection.ts";
import { type RawSshError, type SshStage, sshFailure } from "./ssh-errors.ts";
import { SshLogin } from "./ssh-login.ts";
import { WorkTimer } from "./work-timer.ts";

/** Everything one connection attempt needs to know. */
export type SshPlan = {
  address: string;
  port: number;
  user: string;
  authentication: Authentication;
  home: string;
  agentSocket: string | undefined;
  /** For TCP, handshake and login together; while a person is asked the clock stands still. */
  connectMs: number;
  /** 0 = no keepalive. */
  keepaliveMs: number;
  compression: boolean;
  /** Whether programs on the host may use the agent; asked anew at every use. */
  forwardsAgent: () => boolean;
  /** The connection that the SSH client talks over: the network's, or one through a jump host. */
  openSocket: (signal: AbortSignal) => Promise<Result<Duplex, FairleadError>>;
  knownHosts: KnownHosts;
  credentials: CredentialAccess;
  ask: AskPerson;
  learn: (value: string) => void;
  remembered: (authentication: Authentication) => void;
};

/** Connects, checks the host key and logs in. Never hangs, never throws; the caller disposes of the connection. */
export async function connectSsh(
  plan: SshPlan,
  signal: AbortSignal,
): Promise<Result<SshConnection, FairleadError>> {
  using attempt = new Attempt(plan, signal);
  return await attempt.run();
}

class Attempt implements Disposable {
  readonly #plan: SshPlan;
  readonly #signal: AbortSignal;
  /** Aborts whatever the attempt still waits for, questions included, as soon as it is over. */
  readonly #over = new AbortController();
  readonly #owned = new DisposableStack();
  readonly #timer: WorkTimer;
  #settle: (result: Result<SshConnection, FairleadError>) => void = () => undefined;
  #stage: SshStage = "connecting";
  #hostKey: HostKey | null = null;
  /** The host key that was checked, as it came. */
  #checkedBlob: Buffer | null = null;
  /** What the other side said first: its version, or why it will not talk. */
  #said = "";
  #settled = false;

  constructor(plan: SshPlan, signal: AbortSignal) {
    this.#plan = plan;
    this.#signal = signal;
    this.#timer = this.#owned.use(
      new WorkTimer(plan.connectMs, () =>
        this.#fail(failure("connection-timeout", this.#stalled())),
      ),
    );
  }

  async run(): Promise<Result<SshConnection, FairleadError>> {
    const finished = new Promise<Result<SshConnection, FairleadError>>((resolve) => {
      this.#settle = resolve;
    });
    if (this.#signal.aborted) this.#fail(failure("aborted"));
    const stopped = () => this.#fail(failure("aborted"));
    this.#signal.addEventListener("abort", stopped);
    this.#owned.defer(() => this.#signal.removeEventListener("abort", stopped));
    void this.#connect();
    return await finished;
  }

  async #connect(): Promise<void> {
    const { address, port, knownHosts } = this.#plan;
    const recorded = await knownHosts.recordedTypes(address, port);
    const socket = await this.#plan.openSocket(this.#over.signal);
    if (!socket.ok) return this.#fail(socket.error);
    if (this.#settled) return void socket.value.destroy();
    this.#stage = "handshake";
    this.#handshake(socket.value, recorded);
  }

  #handshake(socket: Duplex, recordedKeyTypes: readonly string[]): void {
    const plan = { ...this.#plan, ask: this.#ask };
    const client = new ssh2.Client();
    const hangUp = () => client.destroy();
    this.#over.signal.addEventListener("abort", hangUp);
    const secrets = this.#owned.use(new LoginSecrets({ ...plan, endpoint: endpointOf(plan) }));
    const login = this.#owned.use(new SshLogin({ ...plan, secrets }, this.#over.signal));
    const agent = plan.agentSocket
      ? new ForwardedAgent(plan.agentSocket, plan.forwardsAgent)
      : null;
    this.#listenForTrouble(client, login);
    client.once("ready", () => {
      if (this.#settled || this.#hostKey === null) return;
      this.#over.signal.removeEventListener("abort", hangUp);
      this.#stage = "ready";
      client.removeAllListeners("error").removeAllListeners("close");
      const facts = { hostKey: this.#hostKey, server: softwareOf(this.#said) };
      const limits = { openMs: plan.connectMs, keepaliveMs: plan.keepaliveMs };
      const forwards = () => agent !== null && plan.forwardsAgent();
      const connection = new SshConnection(client, socket, facts, limits, forwards);
      void login.succeeded().then(() => this.#finish(ok(connection)));
    });
    client.connect({
      sock: socket,
      username: plan.user,
      readyTimeout: 0, // Ours knows when a person is being asked.
      algorithms: {
        ...offeredAlgorithms(recordedKeyTypes),
        ...(plan.compression ? { compress: ["zlib@openssh.com", "none"] } : {}),
      },
      ...(agent === null ? {} : { agent }),
      hostVerifier: (blob: Buffer, verify: (good: boolean) => void) => {
        // Where keys are exchanged anew ssh2 1.17.0 loses the connection if it has to wait for the answer.
        if (this.#checkedBlob !== null) return verify(this.#checkedBlob.equals(blob));
        void checkHostKey(plan, blob, this.#over.signal).then((checked) => {
          if (!checked.ok) return this.#fail(checked.error);
          this.#hostKey = checked.value;
          this.#checkedBlob = Buffer.from(blob);
          verify(true);
        });
      },
      authHandler: (offered, partialSuccess, next) => {
        this.#stage = "login";
        void login.next(offered, partialSuccess).then((method) => {
          if (this.#settled) return;
          if (method === false && login.failure !== null) return this.#fail(login.failure);
          // ssh2 takes false for "no more", which its types leave out.
          next(method as Parameters<typeof next>[0]);
        });
      },
    });
    this.#overhear(socket);
  }

  #listenForTrouble(client: Client, login: SshLogin): void {
    client.on("error", (error: RawSshError) => {
      // The agent's trouble is not the end: ssh2 goes on with the next attempt, and `login` says what it was.
      if (error.level === "agent") return;
      // "close" follows and can say more: what the other side sent instead.
      if (error.message === "Connection lost before handshake") return;
      const refused = error.level === "client-authentication";
      this.#fail(refused ? (login.failure ?? login.refusal()) : sshFailure(error, this.#stage));
    });
    client.once("close", () =>
      this.#fail(login.failure ?? failure("connection-lost", hungUp(this.#said))),
    );
    client.on("change password", () =>
      this.#fail(failure("auth-failed", "the password has expired and must be changed first")),
    );
  }

  /** The first words of the other side. ssh2 has paused the socket by now, so this takes no byte away from it. */
  #overhear(socket: Duplex): void {
    const hear = (bytes: Buffer) => {
      this.#said = (this.#said + bytes.toString("latin1")).slice(0, 1_000);
      if (/^SSH-.*\n/m.test(this.#said)) socket.off("data", hear);
    };
    socket.on("data", hear);
  }

  readonly #ask: AskPerson = (ask, signal) => this.#timer.without(this.#plan.ask(ask, signal));

  #stalled(): string {
    const seconds = this.#plan.connectMs / 1000;
    const what = {
      connecting: "no answer",
      handshake: "no handshake",
      login: "no login",
      ready: "",
    };
    return `${what[this.#stage]} from ${this.#plan.address} port ${this.#plan.port} in ${seconds} s`;
  }

  #fail(error: FairleadError): void {
    this.#finish(fail(this.#signal.aborted ? failure("aborted") : error));
  }

  #finish(result: Result<SshConnection, FairleadError>): void {
    if (this.#settled) {
      if (result.ok) result.value[Symbol.dispose]();
      return;
    }
    this.#settled = true;
    if (!result.ok) this.#over.abort();
    this.#settle(result);
  }

  [Symbol.dispose](): void {
    this.#owned.dispose();
  }
}

/** user@address:port as a person would write it. */
export function endpointOf(plan: { user: string; address: string; port: number }): string {
  const address = plan.address.includes(":") ? `[${plan.address}]` : plan.address;
  return `${plan.user}@${address}:${plan.port}`;
}

function softwareOf(greeting: string): string {
  return /^SSH-[^-]*-([^\r\n]*)/m.exec(greeting)?.[1] ?? "unknown";
}

/** What follows the version is no text. */
function hungUp(greeting: string): string {
  const said = greeting.replace(/(^SSH-[^\r\n]*)[\s\S]*/m, "$1").trim();
  return said === ""
    ? "the host hung up at once"
    : `the host hung up after saying ${JSON.stringify(said)}`;
}
