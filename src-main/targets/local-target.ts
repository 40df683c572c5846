import { existsSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { localHostId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Environment } from "../base/paths.ts";
import { execOver } from "./collect-exec.ts";
import { LocalFiles } from "./files/local-files.ts";
import type { TargetFiles } from "./files/target-files.ts";
import { localEnvironment } from "./local-environment.ts";
import { LocalExec } from "./local-exec.ts";
import { LocalPty } from "./local-pty.ts";
import type {
  ByteChannel,
  ExecOptions,
  ExecResult,
  PtyChannel,
  Target,
  TargetIdentity,
} from "./target.ts";

/** The machine Fairlead runs on. Nothing to connect; what it opened is ended when it is disposed. */
export class LocalTarget implements Target {
  readonly hostId = localHostId;
  readonly #environment: Record<string, string>;
  readonly #directory: string;
  readonly #user: string;
  readonly #open = new Set<Disposable>();

  /** `environment` is the one Fairlead was started with; programs get it cleaned. */
  constructor(environment: Environment) {
    this.#environment = localEnvironment(environment);
    const home = this.#environment["HOME"] || homedir();
    this.#directory = existsSync(home) ? home : "/";
    this.#user = userInfo().username;
  }

  connect(signal: AbortSignal): Promise<Result<TargetIdentity, FairleadError>> {
    if (signal.aborted) return Promise.resolve(fail(failure("aborted")));
    return Promise.resolve(
      ok({ hostId: this.hostId, kind: "local", user: this.#user, key: "local" }),
    );
  }

  openPty(
    script: string,
    size: { columns: number; rows: number },
    signal: AbortSignal,
  ): Promise<Result<PtyChannel, FairleadError>> {
    return this.#opened(signal, () => {
      const options = { size, directory: this.#directory, environment: this.#environment };
      return new LocalPty("/bin/sh", ["-c", script], options);
    });
  }

  openExec(
    script: string,
    signal: AbortSignal,
    options?: ExecOptions,
  ): Promise<Result<ByteChannel, FairleadError>> {
    return this.#run("/bin/sh", script, signal, options);
  }

  openCommand(command: string, signal: AbortSignal): Promise<Result<ByteChannel, FairleadError>> {
    const shell = userInfo().shell || this.#environment["SHELL"] || "/bin/sh";
    return this.#run(shell, command, signal, { errors: "with-output" });
  }

  exec(
    script: string,
    signal: AbortSignal,
    limitBytes?: number,
  ): Promise<Result<ExecResult, FairleadError>> {
    return execOver(this.openExec(script, signal), signal, limitBytes);
  }

  async openFiles(signal: AbortSignal): Promise<Result<TargetFiles, FairleadError>> {
    const identity = await this.connect(signal);
    if (!identity.ok) return identity;
    const run = (script: string, stop: AbortSignal) => this.exec(script, stop);
    return ok(new LocalFiles(identity.value, this.#environment["HOME"], run));
  }

  /** This machine cannot be lost. */
  onLost(_listener: () => void): Disposable {
    return { [Symbol.dispose]: () => undefined };
  }

  [Symbol.asyncDispose](): Promise<void> {
    for (const channel of this.#open) channel[Symbol.dispose]();
    this.#open.clear();
    return Promise.resolve();
  }

  #run(
    shell: string,
    script: string,
    signal: AbortSignal,
    options?: ExecOptions,
  ): Promise<Result<ByteChannel, FairleadError>> {
    return this.#opened(signal, () => {
      const surroundings = { directory: this.#directory, environment: this.#environment };
      return new LocalExec(shell, ["-c", script], surroundings, options);
    });
  }

  /** Opens and keeps hold of the channel until it is disposed of. */
  #opened<Channel extends ByteChannel>(
    signal: AbortSignal,
    open: () => Channel,
  ): Promise<Result<Channel, FairleadError>> {
    if (signal.aborted) return Promise.resolve(fail(failure("aborted")));
    try {
      const channel = open();
      const dispose = channel[Symbol.dispose].bind(channel);
      channel[Symbol.dispose] = () => {
        this.#open.delete(channel);
        dispose();
      };
      this.#open.add(channel);
      return Promise.resolve(ok(channel));
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return Promise.resolve(fail(failure("shell-not-found", detail)));
    }
  }
}
