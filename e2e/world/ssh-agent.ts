import { execFileSync, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A real ssh-agent with its socket in `directory`; ends when disposed. */
export class TestAgent implements AsyncDisposable {
  readonly socket: string;
  readonly #directory: string;
  readonly #process: ReturnType<typeof spawn>;

  private constructor(directory: string) {
    this.#directory = directory;
    this.socket = join(directory, "agent.sock");
    this.#process = spawn("ssh-agent", ["-D", "-a", this.socket], { stdio: "ignore" });
  }

  static async start(directory: string): Promise<TestAgent> {
    const agent = new TestAgent(directory);
    while (!existsSync(agent.socket)) {
      if (agent.#process.exitCode !== null) throw new Error("ssh-agent did not start");
      await sleep(5);
    }
    return agent;
  }

  /** Loads a key; the passphrase goes through SSH_ASKPASS as with a real desktop. */
  add(keyPath: string, passphrase = ""): void {
    const ask = join(this.#directory, "askpass.sh");
    writeFileSync(ask, '#!/bin/sh\nprintf "%s\\n" "$TEST_PASSPHRASE"\n', { mode: 0o700 });
    execFileSync("ssh-add", ["-q", keyPath], {
      env: {
        ...process.env,
        SSH_AUTH_SOCK: this.socket,
        SSH_ASKPASS: ask,
        SSH_ASKPASS_REQUIRE: "force",
        TEST_PASSPHRASE: passphrase,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill("SIGTERM");
    await gone;
  }
}
