import { execFile } from "node:child_process";
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sessionProcesses, signalProcess } from "./process-tree.ts";
import { Sshd } from "./sshd.ts";
import { type AccountOptions, canMakeAccounts } from "./sshd-accounts.ts";

/** No account of the machine has it. */
const accountUid = 4_217;

/**
 * A machine that a journey logs in to: a real sshd with a home and a tmux server of its own. Disposing ends all of it,
 * the tmux server included.
 */
export class RemoteHost implements AsyncDisposable {
  readonly sshd: Sshd;
  readonly #tmuxFolder: string;
  readonly #uid: number;

  private constructor(sshd: Sshd, tmuxFolder: string, uid: number) {
    this.sshd = sshd;
    this.#tmuxFolder = tmuxFolder;
    this.#uid = uid;
  }

  /** Without a password "ada" logs in, by key; where no accounts can be made, whoever runs the tests. */
  static async start(
    account: AccountOptions | null = canMakeAccounts ? { name: "ada" } : null,
    others: AccountOptions[] = [],
  ): Promise<RemoteHost> {
    const tmuxFolder = mkdtempSync(join(tmpdir(), "fl-tmux-"));
    const uid = account === null ? (process.getuid?.() ?? 0) : accountUid;
    chownSync(tmuxFolder, uid, uid);
    const sshd = await Sshd.start({
      environment: { TMUX_TMPDIR: tmuxFolder },
      ...(account === null ? {} : { accounts: [{ ...account, uid }, ...others] }),
    });
    return new RemoteHost(sshd, tmuxFolder, uid);
  }

  /** `user@address:port`. */
  get endpoint(): string {
    return this.sshd.endpoint;
  }

  /** Where a file of the account's home lies. */
  path(name: string): string {
    return join(this.sshd.home, name);
  }

  /** The file's text; empty where there is no file. */
  read(name: string): string {
    try {
      return readFileSync(this.path(name), "utf8");
    } catch {
      return "";
    }
  }

  /** Puts a file into the account's home. */
  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  /** The lines that a tmux command prints on this machine; empty where no server runs. */
  tmux(...args: string[]): Promise<string[]> {
    const socket = join(this.#tmuxFolder, `tmux-${this.#uid}`, "default");
    return new Promise((resolve) => {
      execFile("tmux", ["-u", "-S", socket, ...args], (error, output) =>
        resolve(error === null ? output.split("\n").filter((line) => line !== "") : []),
      );
    });
  }

  /** Everything ends at once and what is in tmux's folder is gone, as by a power cut. `sshd.restart` boots it. */
  async crash(): Promise<void> {
    const [server] = await this.tmux("display-message", "-p", "#{pid}");
    await this.sshd.stop();
    if (server !== undefined) signalProcess(Number(server), "SIGKILL");
    for (const pid of sessionProcesses(this.sshd.directory)) signalProcess(pid, "SIGKILL");
    for (const name of readdirSync(this.#tmuxFolder)) {
      rmSync(join(this.#tmuxFolder, name), { recursive: true, force: true });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sshd.stop();
    await this.tmux("kill-server");
    await this.sshd[Symbol.asyncDispose]();
    rmSync(this.#tmuxFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}
