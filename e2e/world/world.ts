import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A person's account of its own: every folder and variable that Fairlead, ssh, tmux and shells look at lies in one
 * temporary folder, so that a test neither sees nor touches what belongs to whoever runs it.
 */
export class World implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), "fl-"));
  readonly home = join(this.folder, "home");
  readonly dataFolder = join(this.folder, "data");
  readonly tmuxFolder = join(this.folder, "tmux");
  readonly #children = new Set<ChildProcess>();

  constructor() {
    for (const path of [this.home, this.dataFolder, this.tmuxFolder, join(this.folder, "run")]) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
    }
  }

  /** The environment of every process in this world. */
  environment(extra: Record<string, string> = {}): Record<string, string> {
    return {
      PATH: process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
      HOME: this.home,
      USER: process.env["USER"] ?? "root",
      LOGNAME: process.env["LOGNAME"] ?? "root",
      SHELL: "/bin/bash",
      LANG: "C.UTF-8",
      XDG_CONFIG_HOME: join(this.home, ".config"),
      XDG_DATA_HOME: join(this.home, ".local", "share"),
      XDG_CACHE_HOME: join(this.home, ".cache"),
      XDG_RUNTIME_DIR: join(this.folder, "run"),
      TMUX_TMPDIR: this.tmuxFolder,
      FAIRLEAD_HOME: this.dataFolder,
      FAIRLEAD_KEYCHAIN: "off",
      // Nothing listens here, so no test ever talks to an Ollama of this machine.
      OLLAMA_HOST: "127.0.0.1:9",
      ...extra,
    };
  }

  /** Starts a process that ends with the world at the latest. */
  spawn(
    command: string,
    args: readonly string[],
    extra: Record<string, string> = {},
  ): ChildProcess {
    const child = spawn(command, args, {
      cwd: this.home,
      env: this.environment(extra),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#children.add(child);
    child.once("exit", () => this.#children.delete(child));
    return child;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    }
    // A tmux server of this world outlives the app by design; here it ends.
    const server = spawn("tmux", ["kill-server"], { env: this.environment(), stdio: "ignore" });
    await once(server, "exit");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
