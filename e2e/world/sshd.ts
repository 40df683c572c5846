import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, loopbackAddress } from "./loopback.ts";
import { descendants, sessionProcesses, signalProcess } from "./process-tree.ts";
import { describeKey, type KeyType, makeKey, type TestKey } from "./ssh-keys.ts";
import { type AccountOptions, namespaceCommand, writeAccounts } from "./sshd-accounts.ts";

export type SshdOptions = {
  /** Default: the next free one of 127.0.1.1 … 127.0.1.250, so that every server is a host of its own. */
  address?: string;
  port?: number;
  hostKeys?: KeyType[];
  /**
   * Accounts that exist for this server alone (own home, own uid, any shell), inside its own mount namespace: the
   * machine's /etc/passwd is untouched. Needs root. Without it the account that runs the tests logs in.
   */
  accounts?: AccountOptions[];
  forceCommand?: string;
  maxSessions?: number;
  /** Environment of every session, HOME included (SetEnv). */
  environment?: Record<string, string>;
  /** Further lines of sshd_config; they go in front, so they win. */
  lines?: string[];
};

/**
 * A real sshd of one test world: own directory, host keys, accounts, tmux server, address. Public keys given to `authorize` may log
 * in. Disposing ends it with all sessions and removes its directory.
 */
export class Sshd implements AsyncDisposable {
  readonly address: string;
  readonly port: number;
  readonly directory: string;
  /** The first account, or who runs the tests. */
  readonly user: string;
  /** HOME of that account's sessions; inside `directory`. */
  readonly home: string;
  readonly #options: SshdOptions;
  #process: ChildProcess | null = null;

  private constructor(options: SshdOptions, address: string, port: number) {
    this.#options = options;
    this.address = address;
    this.port = port;
    this.directory = mkdtempSync(join(tmpdir(), "fairlead-sshd-"));
    chmodSync(this.directory, 0o755);
    mkdirSync(join(this.directory, "tmux"));
    chmodSync(join(this.directory, "tmux"), 0o1777);
    this.user = options.accounts?.[0]?.name ?? userInfo().username;
    this.home = join(this.directory, "home", this.user);
    mkdirSync(this.home, { recursive: true });
    writeFileSync(join(this.directory, "authorized_keys"), "");
    for (const type of options.hostKeys ?? ["ed25519"]) makeKey(this.directory, type, type);
    if (options.accounts !== undefined) writeAccounts(this.directory, options.accounts);
  }

  static async start(options: SshdOptions = {}): Promise<Sshd> {
    const address = options.address ?? loopbackAddress();
    const sshd = new Sshd(options, address, options.port ?? (await freePort(address)));
    await sshd.restart();
    return sshd;
  }

  /** `user@address:port` as a person would type it. */
  get endpoint(): string {
    return `${this.user}@${this.address}:${this.port}`;
  }

  /** Type and fingerprint of a host key, as ssh-keygen tells them. */
  hostKey(type: KeyType = this.#options.hostKeys?.[0] ?? "ed25519"): TestKey {
    return describeKey(join(this.directory, type));
  }

  /** Lets whoever has this key in, as any account. */
  authorize(key: TestKey): void {
    writeFileSync(join(this.directory, "authorized_keys"), `${key.publicKey}\n`, { flag: "a" });
  }

  /** Replaces the host keys, as a reinstalled (or another) machine would have them. Counts from the next restart. */
  changeHostKeys(): void {
    for (const type of this.#options.hostKeys ?? ["ed25519"]) {
      rmSync(join(this.directory, type));
      rmSync(join(this.directory, `${type}.pub`));
      makeKey(this.directory, type, type);
    }
  }

  /** Starts it, again if it runs; resolves when it answers. `lines` go in front of the configuration this time. */
  async restart(lines: string[] = []): Promise<void> {
    await this.stop();
    mkdirSync("/run/sshd", { recursive: true });
    const config = join(this.directory, "sshd_config");
    writeFileSync(config, this.#configuration(lines));
    const log = openSync(join(this.directory, "sshd.log"), "a");
    const command = ["/usr/sbin/sshd", "-D", "-e", "-f", config];
    const [program = "", ...words] =
      this.#options.accounts === undefined ? command : namespaceCommand(this.directory, command);
    this.#process = spawn(program, words, { stdio: ["ignore", log, log] });
    closeSync(log);
    await this.#answers();
  }

  /** Ends the listener and every session, as a reboot would; the address then refuses connections. */
  async stop(): Promise<void> {
    const listener = this.#process;
    this.#process = null;
    if (listener?.pid === undefined) return;
    const gone = new Promise((resolve) => listener.once("exit", resolve));
    const below = descendants(listener.pid);
    if (listener.exitCode === null && listener.signalCode === null) {
      signalProcess(listener.pid, "SIGKILL");
      await gone;
    }
    for (const { pid } of below) signalProcess(pid, "SIGKILL");
  }

  /** Kills the processes that serve the connections, not the listener: connections break, new ones work. */
  killSessions(): void {
    for (const pid of this.#servers().slice(1)) signalProcess(pid, "SIGKILL");
  }

  /** SIGSTOP for sshd and every session's sshd: the line is up and nobody answers. */
  pause(): void {
    for (const pid of this.#servers()) signalProcess(pid, "SIGSTOP");
  }

  resume(): void {
    for (const pid of this.#servers()) signalProcess(pid, "SIGCONT");
  }

  /** Connections being served now. */
  connections(): number {
    const listener = this.#process?.pid;
    if (listener === undefined) return 0;
    return descendants(listener).filter((entry) => entry.parent === listener).length;
  }

  log(): string {
    return readFileSync(join(this.directory, "sshd.log"), "utf8");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    // What outlived its connection: a tmux server, a program without a terminal.
    for (const pid of sessionProcesses(this.directory)) signalProcess(pid, "SIGKILL");
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The listener first, then the sshd of each session; shells are not among them. */
  #servers(): number[] {
    const listener = this.#process?.pid;
    if (listener === undefined) return [];
    const below = descendants(listener).filter((entry) => entry.name.startsWith("sshd"));
    return [listener, ...below.map((entry) => entry.pid)];
  }

  #configuration(lines: string[]): string {
    const options = this.#options;
    const environment = Object.entries({
      ...(options.accounts === undefined ? { HOME: this.home } : {}),
      TMUX_TMPDIR: join(this.directory, "tmux"),
      ...options.environment,
    }).map(([name, value]) => `${name}="${value}"`);
    const passwords = options.accounts?.some((account) => account.password !== undefined) ?? false;
    return [
      ...lines,
      ...(options.lines ?? []),
      `ListenAddress ${this.address}`,
      `Port ${this.port}`,
      ...(options.hostKeys ?? ["ed25519"]).map((type) => `HostKey ${join(this.directory, type)}`),
      `AuthorizedKeysFile ${join(this.directory, "authorized_keys")}`,
      `PidFile ${join(this.directory, "sshd.pid")}`,
      `UsePAM ${passwords ? "yes" : "no"}`,
      `PasswordAuthentication ${passwords ? "yes" : "no"}`,
      `KbdInteractiveAuthentication ${passwords ? "yes" : "no"}`,
      "StrictModes no",
      "PermitRootLogin yes",
      "PrintMotd no",
      "PrintLastLog no",
      "UseDNS no",
      "LogLevel VERBOSE",
      "MaxStartups 200:30:400",
      `MaxSessions ${options.maxSessions ?? 100}`,
      ...(options.forceCommand === undefined ? [] : [`ForceCommand ${options.forceCommand}`]),
      ...(environment.length === 0 ? [] : [`SetEnv ${environment.join(" ")}`]),
      "",
    ].join("\n");
  }

  async #answers(): Promise<void> {
    const listener = this.#process;
    for (const deadline = Date.now() + 60_000; ; await sleep(10)) {
      if (await greets(this.address, this.port)) return;
      const failed = listener === null || listener.exitCode !== null || Date.now() > deadline;
      if (failed) throw new Error(`sshd did not start:\n${this.log()}`);
    }
  }
}

function greets(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("data", () => settle(true));
    socket.once("error", () => settle(false));
    socket.once("end", () => settle(false));
  });
}
