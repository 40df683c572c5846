import { execFile } from "node:child_process";
import { until } from "./until.ts";
import type { World } from "./world.ts";

/** tmux of a world as a person at its shell uses it, beside whatever Fairlead does with the same server. */
export class PersonsTmux {
  readonly #world: World;
  readonly #environment: Record<string, string>;

  constructor(world: World, environment: Record<string, string> = {}) {
    this.#world = world;
    this.#environment = environment;
  }

  /** Runs one tmux command and yields what it printed; a failure is part of the answer. */
  run(...args: string[]): Promise<{ code: number; output: string; error: string }> {
    const options = {
      env: this.#world.environment(this.#environment),
      maxBuffer: 256 * 1024 * 1024,
    };
    return new Promise((resolve) => {
      execFile("tmux", ["-u", ...args], options, (error, output, errors) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
        resolve({ code, output, error: errors });
      });
    });
  }

  /** Makes a session nobody is attached to. A server that is just ending takes nobody in: then the next one has it. */
  async newSession(...args: string[]): Promise<void> {
    await until("a new session", async () => {
      const { code } = await this.run("new-session", "-d", ...args);
      return code === 0 ? true : null;
    });
  }

  /** The lines of a listing; empty where there is no server. */
  async lines(...args: string[]): Promise<string[]> {
    const { output } = await this.run(...args);
    return output.split("\n").filter((line) => line !== "");
  }

  /** History and screen of a pane as tmux has them, escape sequences of the colours included. */
  async capture(target: string): Promise<string> {
    const { output } = await this.run("capture-pane", "-peS", "-", "-t", target);
    return output;
  }
}
