import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { TerminalId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { orAborted } from "../../base/abort.ts";
import type { Silence } from "../../base/pulse.ts";
import type { BackendEnd, TerminalBackend } from "../backend.ts";
import { type Captured, type CaptureOptions, capturePane } from "./capture-pane.ts";
import { CutCharacters } from "./cut-characters.ts";
import { HandOver } from "./hand-over.ts";
import { KeptBytes } from "./kept-bytes.ts";
import { PaneKeys } from "./pane-keys.ts";
import { PanePipe } from "./pane-pipe.ts";
import type { PaneState } from "./pane-state.ts";
import { type RawPipe, startPipe } from "./raw-pipes.ts";
import { Rest } from "./rest.ts";

/** What a pane needs of its host; every command goes through the host's one client. */
export type PaneHost = {
  send(commands: readonly string[]): Promise<Result<Uint8Array[], FairleadError>>;
  capture: CaptureOptions;
  /** Gives the pane's window a size, where that is ours to say. */
  resize(size: { columns: number; rows: number }): void;
  /** A pipe for raw bytes; null where there is none to be had, then output comes by `receive`. */
  openPipe?: () => Promise<RawPipe | null>;
  /** The pane has ended or is let go of: its events go nowhere from now on. */
  forget(pane: TmuxPane): void;
  /** Ends the program, connecting again if need be. */
  kill(terminalId: TerminalId, signal: AbortSignal): Promise<Result<void, FairleadError>>;
};

export type PaneIdentity = {
  terminalId: TerminalId;
  pane: number;
  window: number;
  session: string;
};

/** Held back this far, tmux is told to skip; the rest is a picture later. */
const heldLimit = 1024 * 1024;
/** A picture so soon after the last one belongs to the same flood, in milliseconds. */
const stormMs = 2_000;
/** Kept this much of a pipe, the rest has to wait on the host. */
const pipeHeldLimit = 256 * 1024;

type Flow =
  /** Output is passed on. */
  | "live"
  /** The listener asked for a pause; output is kept. */
  | "held"
  /** Too much was kept: tmux skips, and a picture follows on resume. */
  | "skipping"
  /** A picture is under way; what comes before tmux has stopped is in it. */
  | "stopping"
  /** tmux has stopped: what comes now follows the picture. */
  | "painting";

/**
 * A terminal in a window of the host's tmux session. Output is the program's own bytes, through a pipe where there is one;
 * where some were skipped a picture of tmux's history and screen takes their place. Disposing lets go of it, the program
 * lives on.
 */
export class TmuxPane implements TerminalBackend {
  readonly durability = "tmux";
  readonly tmuxSession: string;
  readonly identity: PaneIdentity;
  readonly #host: PaneHost;
  readonly #handOver = new HandOver();
  readonly #keys: PaneKeys;
  /** Where output comes from while it is there; else from the control-mode client. */
  readonly #pipe: PanePipe;
  #flow: Flow = "live";
  readonly #kept = new KeptBytes();
  readonly #characters = new CutCharacters();
  /** True until the first output after a picture, which must not begin within a character. */
  #afterPicture = false;
  #wantsPause = false;
  #paintedAt = Number.NEGATIVE_INFINITY;
  /** The last picture was of the screen alone; at rest one with history follows. */
  #owesHistory = false;
  readonly #rest = new Rest(() => this.#atRest());
  /** What followed a picture that is under way was lost, too. */
  #lostAgain = false;
  #state: PaneState | null = null;
  #inMode = false;
  #onSilence: ((silence: Silence) => void) | null = null;
  #onMode: (() => void) | null = null;
  #ended = false;
  #hasExited = false;

  /** `mayPipe`: whether pipes may be used for it. */
  constructor(host: PaneHost, identity: PaneIdentity, mayPipe = true) {
    this.#host = host;
    this.identity = identity;
    this.tmuxSession = identity.session;
    this.#pipe = new PanePipe({
      pane: identity.pane,
      send: host.send,
      open: host.openPipe,
      data: (bytes) => this.#take(bytes),
      lost: (why) => this.#lostSome(why === "dropped"),
      allowed: mayPipe,
    });
    this.#keys = new PaneKeys(identity.pane, host.send, () => this.#ended);
  }

  /** Its program has ended, and how is told to whoever listens. */
  get hasExited(): boolean {
    return this.#hasExited;
  }

  /** The last OSC 7 at the time of the last picture, as the program wrote it; survives our restart. */
  get lastOsc7(): string | null {
    return this.#state?.lastOsc7 ?? null;
  }

  /** What tmux knew at the time of the last picture; null before the first. */
  get state(): PaneState | null {
    return this.#state;
  }

  /** True while somebody attached from elsewhere has the pane in copy mode. Writing leaves that mode. */
  get inMode(): boolean {
    return this.#inMode;
  }

  onMode(listener: () => void): void {
    this.#onMode = listener;
  }

  async leaveMode(): Promise<Result<void, FairleadError>> {
    const left = await this.#host.send([`copy-mode -q -t %${this.identity.pane}`]);
    return left.ok ? ok(undefined) : left;
  }

  onOutput(listener: (bytes: Uint8Array) => void): void {
    this.#handOver.listen({ output: listener });
  }

  onReset(listener: (picture: Uint8Array) => void): void {
    this.#handOver.listen({ reset: listener });
  }

  onEnd(listener: (end: BackendEnd) => void): void {
    this.#handOver.listen({ end: listener });
  }

  onSilence(listener: (silence: Silence) => void): void {
    this.#onSilence = listener;
  }

  /** See `PaneKeys`. */
  write(bytes: Uint8Array): Promise<Result<void, FairleadError>> {
    return this.#keys.write(bytes);
  }

  resize(columns: number, rows: number): void {
    if (!this.#ended) this.#host.resize({ columns, rows });
  }

  pause(): void {
    this.#wantsPause = true;
    if (this.#flow === "live") this.#flow = "held";
  }

  resume(): void {
    this.#wantsPause = false;
    if (this.#flow === "held") this.#goOn();
    else if (this.#flow === "skipping") void this.#catchUp();
  }

  /** Ends the program: its pane is closed. A window that somebody split keeps its other panes. */
  kill(signal: AbortSignal): Promise<Result<void, FairleadError>> {
    const killed = this.#host.kill(this.identity.terminalId, signal);
    return orAborted(killed, signal, () => fail(failure("aborted")));
  }

  [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) {
      this.#ended = true;
      this.#host.forget(this);
      // So that tmux need not keep output for somebody who does not listen.
      void this.#host.send([...this.#pipe.stopping(), ...this.#pipe.closing()]);
      this.#pipe.leave();
    }
    this.#rest[Symbol.dispose]();
    this.#handOver.close();
    return Promise.resolve();
  }

  /** Replaces what was missed by a picture. */
  repaint(): Promise<Result<void, FairleadError>> {
    return this.#paint(false);
  }

  /** In a flood that goes on one picture follows the other: those are of the screen alone, until there is rest. */
  #catchUp(): Promise<Result<void, FairleadError>> {
    return this.#paint(performance.now() - this.#paintedAt < stormMs);
  }

  #atRest(): void {
    if (this.#ended || !this.#owesHistory) return;
    if (this.#flow === "live") void this.repaint();
    else this.#rest.await();
  }

  async #paint(screenAlone: boolean): Promise<Result<void, FairleadError>> {
    if (this.#flow === "stopping" || this.#flow === "painting") return ok(undefined);
    this.#owesHistory = screenAlone;
    for (;;) {
      const captured = await this.#captureAnew();
      if (!captured.ok) return this.#unpainted(captured.error);
      this.#state = captured.value.state;
      this.seen(captured.value.state.inMode);
      if (!this.#characters.cutAt(this.#kept.first)) {
        this.#show(captured.value.picture);
        return ok(undefined);
      }
    }
  }

  /** For the host: this pipe was opened with the pane, so its first byte is the program's first. */
  pipedFromStart(pipe: RawPipe): void {
    this.#pipe.read(pipe);
    // So that tmux need not encode what nobody reads.
    void this.#host.send(this.#pipe.stopping());
  }

  /** For the host: bytes of this pane by `%output`. */
  receive(bytes: Uint8Array): void {
    if (!this.#pipe.isThere) this.#take(bytes);
  }

  #take(bytes: Uint8Array): void {
    this.#rest.disturb();
    switch (this.#flow) {
      case "live":
        this.#pass(bytes);
        return;
      case "held":
        this.#kept.add(bytes);
        if (this.#pipe.isThere) this.#holdPipe();
        else if (this.#kept.size > heldLimit) this.#skip();
        return;
      case "painting":
        this.#kept.add(bytes);
        this.#holdPipe();
        return;
      case "skipping":
      case "stopping":
        return;
    }
  }

  /** For the host: tmux skips this pane, because this client or its line is too slow. */
  paused(): void {
    if (this.#pipe.isThere) return;
    if (this.#flow === "held") {
      this.#flow = "skipping";
      this.#kept.take();
    } else if (this.#flow === "live") void this.#catchUp();
  }

  /** For the host: tmux has fallen silent, or answers again. */
  silence(silence: Silence): void {
    this.#onSilence?.(silence);
  }

  /** For the host: what a look at the session said. */
  seen(inMode: boolean): void {
    if (this.#inMode === inMode) return;
    this.#inMode = inMode;
    this.#onMode?.();
  }

  /** For the host: nothing follows. `last` is the final picture where tmux still had one. */
  finish(end: BackendEnd, last: Uint8Array | null = null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#hasExited = end.kind === "exited";
    this.#rest[Symbol.dispose]();
    this.#pipe.leave();
    this.#host.forget(this);
    if (last !== null) this.#handOver.reset(last);
    else for (const bytes of this.#kept.take()) this.#handOver.output(bytes);
    this.#handOver.end(end);
  }

  async #captureAnew(): Promise<Result<Captured, FairleadError>> {
    this.#flow = "stopping";
    this.#kept.take();
    const { opener } = this.#pipe;
    const pipe = opener === null ? null : await opener();
    if (pipe === null) return this.#captureStopped();
    const captured = await this.#captureInto(pipe);
    if (captured.ok || captured.error.code !== "tmux-failed") return captured;
    // Without the pipe it may go; where the pane is gone it does not, either.
    this.#pipe.forbid();
    this.#pipe.leave();
    return this.#captureAnew();
  }

  /**
   * tmux stops the pane's output first: with several busy panes its answers and another pane's output may overtake each
   * other, so only a stopped pane has a clear before and after.
   */
  async #captureStopped(): Promise<Result<Captured, FairleadError>> {
    // Apart: an ended pane has none to close, and can still be captured.
    const closing = this.#pipe.closing();
    if (closing.length > 0) void this.#host.send(closing);
    this.#pipe.leave();
    const stopped = await this.#host.send(this.#pipe.stopping());
    if (!stopped.ok) return stopped;
    if (this.#ended) return fail(failure("terminal-lost"));
    this.#flow = "painting";
    return this.#capture([`refresh-client -A '%${this.identity.pane}:continue'`]);
  }

  /** What comes through the new pipe begins where the picture ends, whatever overtakes what. */
  #captureInto(pipe: RawPipe): Promise<Result<Captured, FairleadError>> {
    if (this.#ended) {
      pipe.close();
      return Promise.resolve(fail(failure("terminal-lost")));
    }
    this.#pipe.read(pipe);
    this.#flow = "painting";
    void this.#host.send(this.#pipe.stopping());
    return this.#capture(startPipe(`%${this.identity.pane}`, pipe));
  }

  #capture(goOn: readonly string[]): Promise<Result<Captured, FairleadError>> {
    const { capture } = this.#host;
    const options = this.#owesHistory ? { ...capture, historyLines: 0 } : capture;
    return capturePane(this.#host.send, this.identity.pane, options, goOn);
  }

  #holdPipe(): void {
    if (this.#kept.size > pipeHeldLimit) this.#pipe.hold();
  }

  #lostSome(dropped: boolean): void {
    if (this.#ended) return;
    if (this.#flow === "live") {
      // The line is slower than the program, which has to wait for `%output`.
      if (dropped) this.#pipe.forbid();
      void this.#catchUp();
    } else if (this.#flow === "held") {
      this.#flow = "skipping";
      this.#kept.take();
    } else if (this.#flow === "painting") this.#lostAgain = true;
  }

  #show(picture: Uint8Array): void {
    if (this.#ended) return;
    this.#handOver.reset(picture);
    this.#afterPicture = true;
    this.#paintedAt = performance.now();
    if (this.#owesHistory) this.#rest.await();
    if (this.#lostAgain) {
      this.#lostAgain = false;
      this.#flow = "skipping";
      this.#kept.take();
      if (!this.#wantsPause) void this.#catchUp();
    } else if (this.#wantsPause) this.#flow = "held";
    else this.#goOn();
  }

  /** Passes on what was kept, and what comes. */
  #goOn(): void {
    this.#flow = "live";
    for (const bytes of this.#kept.take()) this.#pass(bytes);
    this.#pipe.go();
  }

  #unpainted(error: FairleadError): Result<void, FairleadError> {
    // The pane or the connection is gone; the host tells the end.
    this.#flow = "skipping";
    return fail(error);
  }

  #pass(bytes: Uint8Array): void {
    if (this.#afterPicture && this.#characters.cutAt(bytes)) {
      this.#afterPicture = false;
      void this.repaint();
      return;
    }
    this.#afterPicture = false;
    this.#handOver.output(bytes);
  }

  #skip(): void {
    this.#flow = "skipping";
    this.#kept.take();
    void this.#host.send(this.#pipe.stopping());
  }
}
