import type { TerminalSize } from "../../shared/contract/terminals.ts";
import type {
  AttachedSession,
  TmuxSessionInfo,
  TmuxSizePolicy,
  TmuxWindowInfo,
} from "../../shared/contract/tmux.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { pause } from "../base/abort.ts";
import type { Target, TargetIdentity } from "../targets/target.ts";
import { Backoff } from "./backoff.ts";
import type { BorrowedLine } from "./borrowed-line.ts";
import { BorrowedPanes, type BorrowedPanesParts, type KnownPane } from "./borrowed-panes.ts";
import { isFinal } from "./line-failures.ts";
import type { StandingEvent } from "./standing.ts";
import { holderWindow } from "./tmux/session-commands.ts";
import { SessionMirror } from "./tmux/session-mirror.ts";
import { actOnTmux } from "./tmux/tmux-browser.ts";
import type { TmuxHost } from "./tmux/tmux-host.ts";
import { WindowSizes } from "./window-sizes.ts";

export type SharedSessionParts = Pick<
  BorrowedPanesParts,
  "add" | "host" | "hostId" | "makeTerminal" | "remove" | "terminal"
> & {
  target: () => Result<Target, FairleadError>;
  ownName: string;
  policy: TmuxSizePolicy;
  /** `info()` says something new. */
  changed: () => void;
  /** Nothing of it is shown any more. */
  emptied: () => void;
};

const connectMs = 30_000;

/**
 * A session of tmux of which panes are shown that were not made for our terminals: any session a person has attached, or
 * our own where somebody has split a window or added one. Every such pane becomes a terminal and goes with it. Whoever
 * made it disposes of it; the session lives on.
 */
export class SharedSession implements AsyncDisposable {
  readonly hostId: HostId;
  readonly host: TmuxHost;
  readonly isOwn: boolean;
  readonly #parts: SharedSessionParts;
  readonly #mirror: SessionMirror;
  readonly #sizes: WindowSizes;
  readonly #listening: Disposable;
  readonly #panes: BorrowedPanes;
  readonly #over = new AbortController();
  #turn: Promise<void> = Promise.resolve();
  readonly #backoff = new Backoff();
  #retrying = false;
  /** Set while the next try is waited for; an abort brings it now. */
  #waiting: AbortController | null = null;
  #isGone = false;

  constructor(parts: SharedSessionParts) {
    this.#parts = parts;
    this.hostId = parts.hostId;
    this.host = parts.host;
    this.isOwn = parts.host.sessionName === parts.ownName;
    this.#mirror = new SessionMirror(parts.host, parts.ownName);
    this.#sizes = new WindowSizes(parts.host, this.isOwn, parts.policy);
    this.#panes = new BorrowedPanes({
      ...parts,
      panesOf: (window) => this.#panesOf(window),
      renameWindow: (window, name) => this.#renameWindow(window, name),
      reconnect: () => this.reconnect(),
      closed: () => this.#closed(),
    });
    parts.host.mayResize = (window) =>
      this.#sizes.policy === "ours" && this.#panesOf(window).length < 2;
    this.#mirror.changed.on(() => this.#arrangeNext());
    this.#listening = parts.host.events.on((event) => {
      if (event.type === "ready") void this.#ready();
      if (event.type === "ended") this.#ended(event.gone);
    });
  }

  /** As it is now; null before it was seen, after it is gone, and where nothing of it is shown. */
  info(): AttachedSession | null {
    const { seen } = this.#mirror;
    if (seen === null || this.#isGone || !this.#isShown(seen.session)) return null;
    const windows = this.#windowsOf(seen.session).map((window) => ({
      ...window,
      panes: window.panes.map((pane) => ({ ...pane, terminalId: this.#panes.shownBy(pane) })),
    }));
    const { hostId } = this;
    return { ...seen.session, windows, hostId, server: seen.server, policy: this.#sizes.policy };
  }

  get policy(): TmuxSizePolicy {
    return this.#sizes.policy;
  }

  /** The terminals on panes that were not made for ours. */
  get terminals(): TerminalId[] {
    return this.#panes.terminals.map(({ id }) => id);
  }

  known(): KnownPane[] {
    return this.#panes.known();
  }

  /** Terminals that were there before the app was closed, until tmux says what became of them. */
  expect(server: string, panes: readonly KnownPane[], made: (line: BorrowedLine) => void): void {
    for (const known of panes) {
      const line = this.#panes.expect(server, known);
      made(line);
      line.terminal.stand({ type: "trying" });
    }
  }

  /** Attaches and shows every pane; answers when the terminals are there. */
  async start(signal: AbortSignal): Promise<Result<void, FairleadError>> {
    const connected = await this.#connect(signal);
    if (!connected.ok) {
      if (connected.error.code === "terminal-lost") this.#lose("The tmux session is gone.");
      return connected;
    }
    await this.#ready();
    return ok(undefined);
  }

  /** Tries to have a lost session back, with growing pauses; one at a time. A call during a pause ends it. */
  async reconnect(): Promise<void> {
    this.#waiting?.abort();
    if (this.#retrying || this.#isGone || this.isOwn) return;
    this.#retrying = true;
    this.#backoff.broke(Date.now());
    for (;;) {
      this.#stand({ type: "trying" });
      const done = await this.start(AbortSignal.any([this.#over.signal, timeout()]));
      if (done.ok) this.#backoff.attached(Date.now());
      if (done.ok || this.#over.signal.aborted || this.#isGone) break;
      if (!(await this.#goesOn(done.error))) break;
    }
    this.#retrying = false;
  }

  /** Whether there is another try; resolves when its time has come. */
  async #goesOn({ code, sentence }: FairleadError): Promise<boolean> {
    if (isFinal(code)) {
      this.#stand({ type: "refused", reason: sentence });
      return false;
    }
    const waitMs = this.#backoff.failed();
    this.#stand({ type: "waiting", reason: sentence, nextTryAt: Date.now() + waitMs });
    this.#waiting = new AbortController();
    await pause(waitMs, AbortSignal.any([this.#over.signal, this.#waiting.signal]));
    this.#waiting = null;
    return !this.#over.signal.aborted;
  }

  #stand(event: StandingEvent): void {
    for (const terminal of this.#panes.terminals) if (!terminal.isAttached) terminal.stand(event);
  }

  async setPolicy(policy: TmuxSizePolicy): Promise<void> {
    this.#sizes.policy = policy;
    await this.#sizes.takePart();
    const session = this.#mirror.seen?.session;
    if (session !== undefined) await this.#sizes.apply(session);
    this.#parts.changed();
    await this.#mirror.look();
  }

  async fit(window: number, size: TerminalSize): Promise<void> {
    await this.#sizes.fit(window, size);
    await this.#mirror.look();
  }

  /** Looks again, because something was done to it. */
  look(): Promise<void> {
    return this.#mirror.look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    this.#listening[Symbol.dispose]();
    this.#mirror[Symbol.dispose]();
    await this.#turn;
    if (!this.isOwn) {
      await this.#sizes.release();
      await this.host[Symbol.asyncDispose]();
    }
  }

  async #connect(signal: AbortSignal): Promise<Result<TargetIdentity, FairleadError>> {
    const target = this.#parts.target();
    if (!target.ok) return target;
    const identity = await target.value.connect(signal);
    if (!identity.ok) return identity;
    const connected = await this.host.connect(signal);
    if (!connected.ok) return connected;
    return signal.aborted ? fail(failure("aborted")) : identity;
  }

  async #ready(): Promise<void> {
    if (this.#sizes.policy !== "ours") await this.#sizes.takePart();
    await this.#mirror.look();
    this.#arrangeNext(); // Terminals that were let go of come back, even if nothing has changed.
    await this.#turn;
  }

  /** In turns: every change is seen through before the next. */
  #arrangeNext(): void {
    this.#turn = this.#turn.then(async () => {
      const { seen } = this.#mirror;
      if (seen === null || this.#over.signal.aborted) return;
      await this.#arrange(seen.server, seen.session);
      this.#parts.changed();
    });
  }

  async #arrange(server: string, session: TmuxSessionInfo): Promise<void> {
    const windows = this.#windowsOf(session);
    this.#panes.seen(windows);
    if (this.#isShown(session)) await this.#sizes.apply(session);
    for (const window of windows) await this.#arrangeWindow(server, window);
  }

  async #arrangeWindow(server: string, window: TmuxWindowInfo): Promise<void> {
    const borrowed = this.#panes.borrow(server, window);
    this.#panes.place(window, this.#sizes.policy === "ours");
    const target = this.#parts.target();
    const identity = target.ok ? await target.value.connect(this.#over.signal) : target;
    if (!identity.ok) return;
    for (const line of borrowed) await line.adopt(identity.value);
  }

  async #renameWindow(window: number, name: string): Promise<Result<void, FairleadError>> {
    const target = this.#parts.target();
    const server = this.#mirror.seen?.server ?? null;
    if (!target.ok) return target;
    if (server === null) return fail(failure("terminal-lost"));
    const act = { kind: "rename-window", window, name } as const;
    const renamed = await actOnTmux(target.value, server, act, timeout());
    await this.#mirror.look();
    return renamed;
  }

  /** A person has closed the terminal of a pane. */
  #closed(): void {
    const isEmpty = this.#panes.terminals.length === 0;
    if (isEmpty && (this.#isGone || this.#mirror.seen === null)) this.#parts.emptied();
    else void this.#mirror.look();
  }

  /** Our own session matters here only where somebody else takes part in it. */
  #isShown({ clients }: TmuxSessionInfo): boolean {
    return !this.isOwn || this.#panes.terminals.length > 0 || clients.length > 0;
  }

  /** Without the one that keeps our own session alive. */
  #windowsOf({ windows }: TmuxSessionInfo): TmuxWindowInfo[] {
    return windows.filter(({ name }) => !this.isOwn || name !== holderWindow);
  }

  #panesOf(window: number) {
    const windows = this.#mirror.seen?.session.windows ?? [];
    return windows.find((one) => one.window === window)?.panes ?? [];
  }

  #ended(gone: boolean): void {
    if (this.#over.signal.aborted) return;
    if (gone) this.#lose("The tmux session has ended.");
    else void this.reconnect();
  }

  #lose(reason: string): void {
    this.#isGone = !this.isOwn;
    for (const terminal of this.#panes.terminals) terminal.stand({ type: "gone", reason });
    this.#parts.changed();
  }
}

const timeout = () => AbortSignal.timeout(connectMs);
