import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Host } from "../../shared/contract/hosts.ts";
import { ok } from "../../shared/result.ts";
import { SshTarget } from "../../src-main/targets/ssh-target.ts";
import { Terminals } from "../../src-main/terminals/terminals.ts";
import { findShell, type KnownShell, MemoryStores, OpenShell } from "./shells.ts";
import { makeKey } from "./ssh-keys.ts";
import { hostOf, sshServices } from "./ssh-services.ts";
import { Sshd } from "./sshd.ts";

/** A real sshd with accounts of given shells, each with a home and a tmux server of its own. Needs `canMakeAccounts`. */
export class SshShells implements AsyncDisposable {
  readonly sshd: Sshd;
  readonly #folder: string;

  private constructor(sshd: Sshd, folder: string) {
    this.sshd = sshd;
    this.#folder = folder;
  }

  /** The login shell of each account, by its name. */
  static async start(
    accounts: Readonly<Record<string, KnownShell>>,
    environment: Record<string, string> = {},
  ): Promise<SshShells> {
    const folder = mkdtempSync(join(tmpdir(), "fl-shells-"));
    chmodSync(folder, 0o755);
    symlinkSync(findShell("ash"), join(folder, "ash")); // busybox is ash when it is called so.
    const sshd = await Sshd.start({
      accounts: Object.entries(accounts).map(([name, shell]) => ({
        name,
        shell: shell === "ash" ? join(folder, "ash") : findShell(shell),
      })),
      environment,
    });
    sshd.authorize(makeKey(sshd.directory, "id"));
    return new SshShells(sshd, folder);
  }

  home(account: string): string {
    return join(this.sshd.directory, "home", account);
  }

  /** Puts a file under an account's home. */
  write(account: string, path: string, text: string): void {
    const home = this.home(account);
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    execFileSync("chown", ["-R", `--reference=${home}`, join(home, path.split("/")[0] ?? "")]);
  }

  /** Fairlead's terminals on an account; `kept` is what it has on record. */
  terminals(account: string, tmux: boolean, kept = new MemoryStores()): AccountTerminals {
    const host: Host = { ...hostOf(this.sshd), user: account };
    const target = new SshTarget(() => host, sshServices(this.sshd.home));
    const terminals = new Terminals({
      targets: { get: () => ok(target) },
      inventory: { get: () => host },
      runs: kept.runs,
      records: kept.terminals,
      useTmux: () => tmux,
      installation: `${this.sshd.directory} ${account}`,
      redact: (text) => text,
      learnSecret: () => undefined,
    });
    return new AccountTerminals(host, target, terminals);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sshd[Symbol.asyncDispose]();
    rmSync(this.#folder, { recursive: true });
  }
}

/** Disposing closes the terminals and hangs up. */
export class AccountTerminals implements AsyncDisposable {
  readonly terminals: Terminals;
  readonly #host: Host;
  readonly #target: SshTarget;

  constructor(host: Host, target: SshTarget, terminals: Terminals) {
    this.#host = host;
    this.#target = target;
    this.terminals = terminals;
  }

  /** Opens a terminal and waits until its shell stands at its first prompt. */
  async open(): Promise<OpenShell> {
    const opened = await this.terminals.open(this.#host.id, { columns: 100, rows: 30 });
    if (!opened.ok) throw new Error(opened.error.sentence);
    const terminal = this.terminals.get(opened.value.id);
    if (terminal === undefined) throw new Error("the terminal is gone");
    const shell = new OpenShell(terminal);
    await shell.until(() => terminal.shell.place === "prompt", "a prompt");
    return shell;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { id } of this.terminals.list()) await this.terminals.close(id);
    await this.terminals[Symbol.asyncDispose]();
    await this.#target[Symbol.asyncDispose]();
  }
}
