import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { ByteChannel, ChannelEnd, ExecOptions } from "./target.ts";

const keptErrorBytes = 4_096;

/** A program of this machine with pipes, in a process group of its own. Reading starts with `onData`. */
export class LocalExec implements ByteChannel {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #joinsErrors: boolean;
  #errorTail: Buffer = Buffer.alloc(0);
  #end: ChannelEnd | null = null;
  #endListener: ((end: ChannelEnd) => void) | null = null;

  constructor(
    file: string,
    args: string[],
    surroundings: { directory: string; environment: Record<string, string> },
    options?: ExecOptions,
  ) {
    this.#joinsErrors = options?.errors === "with-output";
    this.#child = spawn(file, args, {
      cwd: surroundings.directory,
      env: surroundings.environment,
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    // A program that ends early breaks its pipe; its end is reported, the broken pipe is not news.
    this.#child.stdin.on("error", () => undefined);
    if (!this.#joinsErrors) {
      this.#child.stderr.on("data", (bytes: Buffer) => {
        this.#errorTail = Buffer.concat([this.#errorTail, bytes]).subarray(-keptErrorBytes);
      });
    }
    this.#child.on("error", (error) => this.#finish(null, error.message));
    this.#child.on("close", (code) => this.#finish(code, this.#errorTail.toString("utf8")));
  }

  write(bytes: Uint8Array): void {
    if (this.#child.stdin.writable) this.#child.stdin.write(bytes);
  }

  endInput(): void {
    this.#child.stdin.end();
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#child.stdout.on("data", listener);
    if (this.#joinsErrors) this.#child.stderr.on("data", listener);
  }

  onEnd(listener: (end: ChannelEnd) => void): void {
    this.#endListener = listener;
    if (this.#end !== null) listener(this.#end);
  }

  pause(): void {
    this.#child.stdout.pause();
  }

  resume(): void {
    this.#child.stdout.resume();
  }

  signal(name: "TERM" | "KILL"): void {
    if (this.#end !== null || this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, `SIG${name}`);
    } catch {
      // It is gone already.
    }
  }

  [Symbol.dispose](): void {
    this.#child.stdin.destroy();
    this.#child.stdout.destroy();
    this.#child.stderr.destroy();
    this.signal("TERM");
  }

  #finish(exitCode: number | null, standardError: string): void {
    if (this.#end !== null) return;
    this.#end = { exitCode, standardError, lost: false };
    this.#endListener?.(this.#end);
  }
}
