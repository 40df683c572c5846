import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { orAborted } from "../../base/abort.ts";
import { Pulse, type Silence } from "../../base/pulse.ts";
import { lookEvery } from "../../base/ticks.ts";
import type { ByteChannel, ChannelEnd, Target } from "../../targets/target.ts";
import type { ControlEvent, ControlReply } from "./control-events.ts";
import { ControlParser } from "./control-parser.ts";

/** Why a client ended. "left": tmux said `%exit`. "lost": the channel ended or fell silent. "let-go": we disposed of it. */
export type ClientEnd = { kind: "left" | "lost" | "let-go"; reason: string };

export type ControlClientListener = {
  /** Everything but replies, in order. */
  onEvent(event: ControlEvent): void;
  /** tmux has not answered for a while, or answers again. */
  onSilence?(silence: Silence): void;
  /** Once; nothing follows. Every unanswered command has failed before. */
  onEnd(end: ClientEnd): void;
};

export type ControlClientTimes = {
  /** How long tmux may take to answer the attach itself. */
  startMs: number;
  /** Silence while a command waits for its answer, after which the connection counts as lost; four tenths make a stall. */
  silenceMs: number;
  /** How long a detach may take before the channel is hung up. */
  detachMs: number;
};

export const defaultClientTimes: ControlClientTimes = {
  startMs: 20_000,
  silenceMs: 10_000,
  detachMs: 1_000,
};

type Waiting = {
  /** Commands of this line that have not been answered yet. */
  left: number;
  bodies: Uint8Array[];
  answered: ((bodies: readonly Uint8Array[]) => void) | undefined;
  settle(result: Result<Uint8Array[], FairleadError>): void;
};

/**
 * One control-mode client of tmux over one channel: command lines go in, replies come back in the same order, everything
 * else is handed to the listener. Lines may be sent without waiting for the ones before. Whoever started it disposes of
 * it: it detaches and the session lives on.
 */
export class ControlClient implements AsyncDisposable {
  readonly #channel: ByteChannel;
  readonly #listener: ControlClientListener;
  readonly #times: ControlClientTimes;
  readonly #parser = new ControlParser();
  readonly #waiting: Waiting[] = [];
  readonly #started = Promise.withResolvers<Result<void, FairleadError>>();
  readonly #gone = Promise.withResolvers<void>();
  readonly #watch: Disposable;
  readonly #pulse: Pulse;
  #silence: Silence = "answers";
  /** When it was last heard, or first asked since; and whether it was nudged in the silence that has lasted from then. */
  #quietSince = performance.now();
  #nudged = false;
  #attached = false;
  #letGo = false;
  #noise = "";
  #end: ClientEnd | null = null;

  /**
   * Runs `script`, which must end in `exec tmux -C …`, and waits for the answer to its attach. What the script or tmux says
   * against it is the detail of the failure "tmux-failed".
   */
  static async start(
    target: Target,
    script: string,
    listener: ControlClientListener,
    signal: AbortSignal,
    times: ControlClientTimes = defaultClientTimes,
  ): Promise<Result<ControlClient, FairleadError>> {
    const channel = await target.openExec(script, signal);
    if (!channel.ok) return channel;
    const client = new ControlClient(channel.value, listener, times);
    const late = setTimeout(() => client.#finish("lost", "tmux did not answer"), times.startMs);
    const started = await orAborted(client.#started.promise, signal, () =>
      fail(failure("aborted")),
    );
    clearTimeout(late);
    if (started.ok) return ok(client);
    client.#finish("let-go", "");
    return started;
  }

  private constructor(
    channel: ByteChannel,
    listener: ControlClientListener,
    times: ControlClientTimes,
  ) {
    this.#channel = channel;
    this.#listener = listener;
    this.#times = times;
    const { silenceMs } = times;
    const pulse = { beatMs: silenceMs * 0.3, stalledMs: silenceMs * 0.4, silentMs: silenceMs };
    this.#pulse = new Pulse(pulse, performance.now());
    this.#watch = lookEvery(Math.max(silenceMs / 20, 10), () => this.#checkSilence());
    channel.onData((bytes) => this.#read(bytes));
    channel.onEnd((end) => this.#channelEnded(end));
  }

  /** Null while it lives. */
  get end(): ClientEnd | null {
    return this.#end;
  }

  /**
   * Sends tmux commands as one line: they run one after the other with nothing between, and after an error none of the
   * rest runs. Yields one reply body per command. An abort stops the waiting, not what was sent.
   */
  run(
    commands: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<Uint8Array[], FairleadError>> {
    if (signal.aborted) return Promise.resolve(fail(failure("aborted")));
    return orAborted(this.send(commands), signal, () => fail(failure("aborted")));
  }

  /**
   * Like `run` for those who must know the outcome; it always comes: an answer, or the end of the client. `answered` is
   * called where all went well, before any event that came later.
   */
  send(
    commands: readonly string[],
    answered?: (bodies: readonly Uint8Array[]) => void,
  ): Promise<Result<Uint8Array[], FairleadError>> {
    if (this.#end !== null) return Promise.resolve(fail(failure("connection-lost")));
    this.#pulse.asked(performance.now());
    if (this.#waiting.length === 0) this.#quietSince = performance.now();
    return new Promise((settle) => {
      this.#waiting.push({ left: commands.length, bodies: [], answered, settle });
      this.#channel.write(Buffer.from(`${commands.join(" ; ")}\n`, "utf8"));
    });
  }

  /** Detaches and waits for the channel's end, at most `detachMs`. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#end === null) {
      this.#letGo = true;
      this.#channel.endInput();
      const late = setTimeout(() => this.#finish("let-go", ""), this.#times.detachMs);
      await this.#gone.promise;
      clearTimeout(late);
    }
  }

  #read(bytes: Uint8Array): void {
    if (this.#end !== null) return;
    this.#pulse.heard(performance.now());
    this.#quietSince = performance.now();
    this.#nudged = false;
    this.#tellSilence("answers");
    for (const event of this.#parser.push(bytes)) {
      if (event.type === "reply") this.#answered(event.reply);
      else if (event.type === "overrun") this.#finish("lost", "what answers is not tmux");
      else if (event.type === "exit") this.#finish("left", event.reason);
      else this.#tell(event);
      if (this.#end !== null) return;
    }
    if (this.#waiting.length > 0) this.#pulse.asked(performance.now());
  }

  #tell(event: ControlEvent): void {
    // What a login script printed in front of tmux may explain why tmux did not come.
    if (event.type === "noise" && !this.#attached) {
      this.#noise = `${this.#noise}${event.text}\n`.slice(-1_000);
    }
    this.#listener.onEvent(event);
  }

  #answered(reply: ControlReply): void {
    if (!this.#attached) {
      this.#attached = reply.ok;
      if (!reply.ok) this.#noise += Buffer.from(reply.body).toString("utf8");
      this.#started.resolve(reply.ok ? ok(undefined) : fail(failure("tmux-failed", this.#said())));
      return;
    }
    // Hooks of the person's tmux.conf answer too, but not to us.
    const waiting = reply.own ? this.#waiting[0] : undefined;
    if (waiting === undefined) return;
    waiting.bodies.push(reply.body);
    waiting.left -= 1;
    if (reply.ok && waiting.left > 0) return;
    this.#waiting.shift();
    if (reply.ok) {
      waiting.answered?.(waiting.bodies);
      waiting.settle(ok(waiting.bodies));
    } else waiting.settle(fail(failure("tmux-failed", Buffer.from(reply.body).toString().trim())));
  }

  #channelEnded(end: ChannelEnd): void {
    if (end.lost) this.#started.resolve(fail(failure("connection-lost")));
    this.#noise += end.standardError;
    this.#finish("lost", end.lost ? "the connection was lost" : this.#said());
  }

  #said(): string {
    return this.#noise.trim().slice(-1_000);
  }

  #checkSilence(): void {
    const { silence } = this.#pulse.look(performance.now());
    if (silence === "silent") this.#finish("lost", "tmux does not answer any more");
    else this.#tellSilence(silence);
    this.#nudge();
  }

  /**
   * tmux 3.3 keeps an answer back that came just when it had paused a pane whose output is old, until it has something else
   * to say to this client: it is asked for something else.
   */
  #nudge(): void {
    const { silenceMs } = this.#times;
    const isQuiet = performance.now() - this.#quietSince >= silenceMs * 0.2;
    if (!isQuiet || this.#nudged || this.#waiting.length === 0 || this.#end !== null) return;
    this.#nudged = true;
    void this.send(["display-message -p ''"]);
  }

  #tellSilence(silence: Silence): void {
    if (silence === this.#silence || !this.#attached) return;
    this.#silence = silence;
    this.#listener.onSilence?.(silence);
  }

  #finish(kind: ClientEnd["kind"], reason: string): void {
    if (this.#end !== null) return;
    const end: ClientEnd = this.#letGo ? { kind: "let-go", reason: "" } : { kind, reason };
    this.#end = end;
    this.#watch[Symbol.dispose]();
    this.#channel[Symbol.dispose]();
    this.#started.resolve(fail(failure(end.kind === "let-go" ? "aborted" : "tmux-failed", reason)));
    for (const waiting of this.#waiting.splice(0)) {
      waiting.settle(fail(failure("connection-lost", reason)));
    }
    this.#gone.resolve();
    if (this.#attached) this.#listener.onEnd(end);
  }
}
