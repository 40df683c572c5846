import type { Host, HostStatus } from "../../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { HostId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { Emitter } from "../../base/emitter.ts";
import { execOver } from "../collect-exec.ts";
import { ShellFiles } from "../files/shell-files.ts";
import type { TargetFiles } from "../files/target-files.ts";
import type {
  ByteChannel,
  ExecOptions,
  ExecResult,
  PtyChannel,
  Target,
  TargetIdentity,
} from "../target.ts";
import { containerPty } from "./container-pty.ts";
import { parseState, parseUser } from "./engine-answers.ts";
import { engineFailure } from "./engine-failure.ts";
import {
  type ContainerWay,
  engineEnds,
  execScript,
  keeperScript,
  probeScript,
  ptyScript,
  stateScript,
} from "./engine-scripts.ts";
import { ShellKeeper } from "./shell-keeper.ts";

/** How long the engine may take to say what became of a container whose shell has ended. */
const askMs = 10_000;

/**
 * One container, by its full id, over the target of the machine where its engine runs. It has no connection of its own:
 * every channel is a call of the engine's command there. A container that was made anew under the same name is another
 * one and never reached through this; one that was restarted has another identity.
 */
export class ContainerTarget implements Target {
  readonly hostId: HostId;
  readonly statusChanged = new Emitter<HostStatus>();
  readonly #parent: Target;
  readonly #way: ContainerWay & { name: string };
  readonly #keeper: ShellKeeper;
  readonly #gone = new Emitter<string>();
  readonly #lost: Disposable;
  #status: HostStatus;
  #startedAt: string | null = null;
  #disposed = false;

  /** `parent` belongs to its maker and outlives this. */
  constructor(
    { id, user }: Pick<Host, "id" | "user">,
    place: NonNullable<Host["container"]>,
    parent: Target,
  ) {
    this.hostId = id;
    this.#parent = parent;
    const { context, engine, name } = place;
    this.#way = { engine, context, name, id: place.id, user };
    this.#status = { hostId: id, state: "idle", latencyMs: null, problem: null };
    this.#keeper = new ShellKeeper({
      open: () => this.openExec(keeperScript, AbortSignal.timeout(askMs)),
      onSilence: () => void this.#whyEnded(this.#startedAt), // Says it to all by itself.
    });
    const lost = failure("connection-lost").sentence;
    this.#lost = parent.onLost(() => this.#setStatus("lost", lost));
  }

  status(): HostStatus {
    return this.#status;
  }

  /** Asks the engine each time: the container may have been restarted since. */
  async connect(signal: AbortSignal): Promise<Result<TargetIdentity, FairleadError>> {
    if (this.#disposed) return fail(failure("aborted"));
    if (this.#status.state !== "connected") this.#setStatus("connecting", null);
    const identity = await this.#probe(signal);
    if (identity.ok) this.#setStatus("connected", null);
    else if (identity.error.code === "aborted") this.#setStatus("idle", null);
    else this.#setStatus("failed", identity.error.sentence);
    return identity;
  }

  async openPty(
    script: string,
    size: { columns: number; rows: number },
    signal: AbortSignal,
  ): Promise<Result<PtyChannel, FairleadError>> {
    const channel = await this.#parent.openPty(ptyScript(this.#way, script), size, signal);
    if (!channel.ok) return channel;
    const startedAt = this.#startedAt;
    const whyEnded = () => this.#whyEnded(startedAt);
    const hooks = { keeper: this.#keeper, gone: this.#gone, whyEnded };
    return await containerPty(channel.value, hooks, signal);
  }

  openExec(
    script: string,
    signal: AbortSignal,
    options?: ExecOptions,
  ): Promise<Result<ByteChannel, FairleadError>> {
    return this.#parent.openExec(execScript(this.#way, script), signal, options);
  }

  openCommand(command: string, signal: AbortSignal): Promise<Result<ByteChannel, FairleadError>> {
    return this.openExec(command, signal, { errors: "with-output" });
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
    return ok(new ShellFiles(identity.value, (script, stop) => this.openExec(script, stop)));
  }

  onLost(listener: () => void): Disposable {
    return this.#parent.onLost(listener);
  }

  /** Ends what was opened here; the machine's own connection stays. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    this.#keeper[Symbol.dispose]();
    this.#lost[Symbol.dispose]();
    this.#setStatus("idle", null);
    this.statusChanged[Symbol.dispose]();
    this.#gone[Symbol.dispose]();
    return Promise.resolve();
  }

  async #probe(signal: AbortSignal): Promise<Result<TargetIdentity, FairleadError>> {
    const parent = await this.#parent.connect(signal);
    if (!parent.ok) return parent;
    const ran = await this.#parent.exec(probeScript(this.#way), signal);
    if (!ran.ok) return ran;
    const { exitCode, standardError, standardOutput } = ran.value;
    const printed = Buffer.from(standardOutput).toString("utf8");
    const state = parseState(printed);
    if (exitCode === engineEnds.notRunning && state !== null) {
      return fail(failure("container-stopped", `it is ${state.status}`));
    }
    if (exitCode !== 0) return fail(engineFailure(exitCode, standardError || printed));
    const user = parseUser(printed);
    if (state?.id !== this.#way.id || user === null) {
      return fail(failure("engine-failed", "its answer was not understood"));
    }
    this.#startedAt = state.startedAt;
    const { engine, id } = this.#way;
    const key = `${engine} container ${id}, started ${state.startedAt}, on ${parent.value.user}@${parent.value.key}`;
    return ok({ hostId: this.hostId, kind: "container", user, key });
  }

  /** The sentence for shells that their container took along, said to all of them; null where it runs on. */
  async #whyEnded(startedAt: string | null): Promise<string | null> {
    if (this.#disposed) return null;
    const ran = await this.#parent.exec(stateScript(this.#way), AbortSignal.timeout(askMs));
    if (!ran.ok) return null;
    const { exitCode, standardError, standardOutput } = ran.value;
    const state = parseState(Buffer.from(standardOutput).toString("utf8"));
    const runsOn = state?.status === "running" || state?.status === "paused";
    if (runsOn && state.startedAt === startedAt) return null;
    const problem =
      state === null
        ? engineFailure(exitCode, standardError)
        : failure(runsOn ? "container-restarted" : "container-stopped");
    if (["engine-failed", "engine-not-running", "engine-not-allowed"].includes(problem.code))
      return null;
    this.#setStatus("failed", problem.sentence);
    this.#gone.emit(problem.sentence);
    return problem.sentence;
  }

  #setStatus(state: HostStatus["state"], problem: string | null): void {
    if (this.#status.state === state && this.#status.problem === problem) return;
    this.#status = { hostId: this.hostId, state, latencyMs: null, problem };
    this.statusChanged.emit(this.#status);
  }
}
