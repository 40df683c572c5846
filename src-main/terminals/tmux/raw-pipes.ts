import type { FairleadError } from "../../../shared/errors.ts";
import type { Result } from "../../../shared/result.ts";
import { pause } from "../../base/abort.ts";
import type { ByteChannel, Target } from "../../targets/target.ts";
import { isPlainPath, pipeCommand, relayScript } from "./raw-relay-script.ts";
import { type RelayFrame, RelayFrames } from "./relay-frames.ts";

export type RawPipeListener = {
  /** Bytes of the program, as it wrote them. */
  data(bytes: Uint8Array): void;
  /** Some were dropped, and no more come: a picture and a new pipe are needed. */
  lost(): void;
  /** "taken": tmux has closed it, as it does where the person pipes the pane elsewhere. "gone": the relay has ended. */
  end(why: "taken" | "gone"): void;
};

/** How long the relay may take to start, and to make a pipe. */
const patienceMs = 5_000;
/** How long it may take to end. */
const goodbyeMs = 1_000;

/** What a pane writes to in place of `%output`, see `relayScript`. Events wait for the listener. */
export class RawPipe {
  readonly path: string;
  readonly #order: (line: string) => void;
  readonly #close: () => void;
  #listener: RawPipeListener | null = null;
  #waiting: ((listener: RawPipeListener) => void)[] = [];

  constructor(path: string, order: (verb: string) => void, close: () => void) {
    this.path = path;
    this.#order = order;
    this.#close = close;
  }

  listen(pane: number, listener: RawPipeListener): void {
    this.#order(`p # ${pane}`);
    this.#listener = listener;
    for (const tell of this.#waiting.splice(0)) tell(listener);
  }

  /** For the relay's owner. */
  tell(event: (listener: RawPipeListener) => void): void {
    if (this.#listener === null) this.#waiting.push(event);
    else event(this.#listener);
  }

  /** Nothing is passed on until `go`; what is under way still comes. With much waiting the program has to wait, too. */
  hold(): void {
    this.#order("h #");
  }

  go(): void {
    this.#order("g #");
  }

  /** Not needed any more; that tmux lets go of it is for the caller to see to. */
  close(): void {
    this.#listener = { data: () => undefined, lost: () => undefined, end: () => undefined };
    this.#close();
  }
}

/**
 * The second channel of a host's tmux: raw bytes of all its panes, through the relay. Where it cannot be had (no perl, no
 * further channel) there are no pipes, and `%output` serves. Disposing ends the relay, which cleans up on the host.
 */
export class RawPipes implements AsyncDisposable {
  readonly #frames = new RelayFrames();
  readonly #pipes = new Map<number, RawPipe>();
  readonly #asked = new Map<number, (path: string | null) => void>();
  readonly #ready = Promise.withResolvers<boolean>();
  readonly #gone = Promise.withResolvers<void>();
  readonly #over = new AbortController();
  #channel: ByteChannel | null = null;
  #made = 0;

  /** Starts the relay; it is there when the first pipe is. */
  constructor(target: Target) {
    void target.openExec(relayScript, this.#over.signal).then((opened) => this.#started(opened));
  }

  /** The control-mode client beside which the relay runs. `stopsReading`: whether tmux stops for it. */
  belongsTo(client: { name: string; process: number }, stopsReading: boolean): void {
    const name = stopsReading && /^[\w/.-]+$/.test(client.name) ? ` ${client.name}` : "";
    void this.#ready.promise.then(() => this.#order(`c ${client.process}${name}`));
  }

  /** A new pipe; null where there is none to be had. Whoever asked closes it. */
  async open(): Promise<RawPipe | null> {
    if (!(await this.#ready.promise)) return null;
    this.#made += 1;
    const number = this.#made;
    const made = Promise.withResolvers<string | null>();
    this.#asked.set(number, made.resolve);
    const late = setTimeout(() => made.resolve(null), patienceMs);
    this.#order(`o ${number}`);
    const path = await made.promise;
    clearTimeout(late);
    this.#asked.delete(number);
    if (path === null || !isPlainPath(path)) {
      this.#close(number);
      return null;
    }
    return this.#pipes.get(number) ?? null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#pipes.clear();
    this.#channel?.endInput();
    if (this.#channel !== null) {
      const waiting = new AbortController();
      await Promise.race([this.#gone.promise, pause(goodbyeMs, waiting.signal)]);
      waiting.abort();
    }
    this.#end();
  }

  #started(opened: Result<ByteChannel, FairleadError>): void {
    if (!opened.ok) this.#end();
    else if (this.#over.signal.aborted) opened.value[Symbol.dispose]();
    else {
      this.#channel = opened.value;
      this.#channel.onData((bytes) => this.#read(bytes));
      this.#channel.onEnd(() => this.#end());
      void pause(patienceMs, this.#over.signal).then((late) => {
        if (late && !this.#frames.greeted) this.#end();
      });
    }
  }

  #read(bytes: Uint8Array): void {
    const frames = this.#frames.push(bytes);
    if (this.#frames.greeted) this.#ready.resolve(true);
    if (frames === null) this.#end();
    else for (const frame of frames) this.#take(frame);
  }

  #take({ kind, pipe: number, bytes }: RelayFrame): void {
    const asked = this.#asked.get(number);
    if (asked !== undefined) {
      const path = kind === "ready" ? Buffer.from(bytes).toString("latin1") : null;
      if (path !== null) this.#pipes.set(number, this.#pipe(number, path));
      asked(path);
      this.#asked.delete(number);
      return;
    }
    const pipe = this.#pipes.get(number);
    if (kind === "data") pipe?.tell((listener) => listener.data(bytes));
    else if (kind === "lost") pipe?.tell((listener) => listener.lost());
    else if (kind === "end") {
      this.#pipes.delete(number);
      pipe?.tell((listener) => listener.end("taken"));
    }
  }

  #pipe(number: number, path: string): RawPipe {
    const order = (line: string) => this.#order(line.replace("#", `${number}`));
    return new RawPipe(path, order, () => this.#close(number));
  }

  #close(number: number): void {
    this.#pipes.delete(number);
    this.#order(`x ${number}`);
  }

  #order(line: string): void {
    if (!this.#over.signal.aborted) this.#channel?.write(Buffer.from(`${line}\n`));
  }

  #end(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    this.#ready.resolve(false);
    this.#gone.resolve();
    this.#channel?.[Symbol.dispose]();
    for (const resolve of this.#asked.values()) resolve(null);
    for (const pipe of [...this.#pipes.values()]) pipe.tell((listener) => listener.end("gone"));
    this.#pipes.clear();
  }
}

/** Commands that lead a pane's output into the pipe, from the first byte that is not on its screen yet. */
export function startPipe(target: string, pipe: RawPipe): string[] {
  return [
    `pipe-pane -O -t ${target} '${pipeCommand(pipe.path)}'`,
    `set-option -p -t ${target} @fairlead_pipe ${pipe.path}`,
  ];
}

/** Commands that close a pipe of ours. */
export function stopPipe(pane: number): string[] {
  return [`pipe-pane -t %${pane}`, `set-option -pu -t %${pane} @fairlead_pipe`];
}
