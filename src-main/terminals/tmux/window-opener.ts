import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { TerminalId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { EarlyOutput } from "./early-output.ts";
import { type RawPipe, stopPipe } from "./raw-pipes.ts";
import { clamped, keepEnded, newWindow, saysNoSession } from "./session-commands.ts";
import type { SessionLink } from "./session-link.ts";
import type { TmuxPane } from "./tmux-pane.ts";

export type OpenOptions = {
  terminalId: TerminalId;
  /** POSIX sh text. */
  launch: string;
  /** In cells. */
  size: { columns: number; rows: number };
  signal: AbortSignal;
};

export type WindowOpenerParts = {
  link: SessionLink;
  early: EarlyOutput;
  /** How long an ended terminal waits in tmux for us to read its exit code, in seconds. */
  endedSeconds: number;
  /** Takes in a pane that tmux has made; output that came before goes to it. */
  register(terminalId: TerminalId, pane: number, window: number): TmuxPane;
  /** Ends the program of a terminal where tmux has it. */
  kill(terminalId: TerminalId): Promise<Result<void, FairleadError>>;
  /** Compares the panes with what tmux has. */
  look(): Promise<void>;
};

/** Makes the windows of new terminals in our session. */
export class WindowOpener {
  readonly #parts: WindowOpenerParts;
  /** Panes that may end without tmux keeping them for us: their end says nothing of why. */
  readonly #young = new WeakSet<TmuxPane>();

  constructor(parts: WindowOpenerParts) {
    this.#parts = parts;
  }

  /** Whether an end of the pane now may be that of its program, unsaid. */
  isYoung(pane: TmuxPane): boolean {
    return this.#young.has(pane);
  }

  /**
   * Starts `launch` in a new window of the session. With its last terminal the session ends, perhaps just now, and its client
   * with it: then it is made anew, once.
   */
  async open(session: number, options: OpenOptions): Promise<Result<TmuxPane, FairleadError>> {
    const { link } = this.#parts;
    const opened = await this.#openIn(session, options);
    if (opened.ok) return opened;
    const gone = saysNoSession.test(opened.error.detail ?? "");
    if (!gone && !(opened.error.code === "connection-lost" && link.wasLeft)) return opened;
    await link.leave();
    const anew = await link.connect("create", options.signal);
    if (!anew.ok) return anew;
    // Where the client was sent away instead, the window may have been made.
    await this.#parts.kill(options.terminalId);
    return this.#openIn(anew.value.id, options);
  }

  async #openIn(session: number, options: OpenOptions): Promise<Result<TmuxPane, FairleadError>> {
    const { endedSeconds, link, look } = this.#parts;
    const made = await this.#make(session, options);
    if (!made.ok) return made;
    const pane = made.value;
    this.#young.add(pane);
    const kept = await link.send(keepEnded(pane.identity, endedSeconds));
    if (kept.ok) this.#young.delete(pane);
    await link.releaseHolder();
    // A program that ended at once took its window with it: that is the pane's end, not a failure to open it.
    if (!kept.ok) await look();
    return made;
  }

  async #make(session: number, options: OpenOptions): Promise<Result<TmuxPane, FairleadError>> {
    const { early, kill, link } = this.#parts;
    const { terminalId, launch } = options;
    const size = { columns: clamped(options.size.columns), rows: clamped(options.size.rows) };
    const pipe = await link.openPipe();
    const made: { pane: TmuxPane | null } = { pane: null };
    const line = newWindow({ session, terminalId, launch, size, pipe });
    const expecting = early.expect();
    const sent = await link.send(line, ([, answer]) => {
      const [, window, pane] = /^@(\d+) %(\d+)/.exec(Buffer.from(answer ?? []).toString()) ?? [];
      if (pane === undefined) return;
      made.pane = this.#register(terminalId, Number(pane), Number(window), pipe);
    });
    expecting[Symbol.dispose]();
    if (made.pane === null) pipe?.close();
    if (!sent.ok) {
      // It may have got as far as the window.
      if (pipe !== null && sent.error.code === "tmux-failed") await kill(terminalId);
      return sent;
    }
    return made.pane === null
      ? fail(failure("tmux-failed", "tmux did not name the new window"))
      : ok(made.pane);
  }

  /** Output that came before by `%output` never went into the pipe: then that way stays. */
  #register(terminalId: TerminalId, pane: number, window: number, pipe: RawPipe | null): TmuxPane {
    const { early, link, register } = this.#parts;
    const cameEarly = early.has(pane);
    const made = register(terminalId, pane, window);
    if (pipe !== null && !cameEarly) made.pipedFromStart(pipe);
    else if (pipe !== null) {
      pipe.close();
      void link.send(stopPipe(pane));
    }
    return made;
  }
}
