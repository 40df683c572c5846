import { createHash } from "node:crypto";
import type { TerminalSize } from "../../shared/contract/terminals.ts";
import type {
  AttachedSession,
  TmuxPaneInfo,
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
import { BorrowedLine } from "./borrowed-line.ts";
import { isFinal } from "./line-failures.ts";
import type { StandingEvent } from "./standing.ts";
import type { Terminal } from "./terminal.ts";
import { holderWindow } from "./tmux/session-commands.ts";
import { SessionMirror } from "./tmux/session-mirror.ts";
import { actOnTmux } from "./tmux/tmux-browser.ts";
import type { TmuxHost } from "./tmux/tmux-host.ts";
import { WindowSizes } from "./window-sizes.ts";

/** A pane that a terminal stands on, as it was seen last. */
export type KnownPane = { pane: number; window: number; size: TerminalSize };

export type SharedSessionParts = {
  hostId: HostId;
  target: () => Result<Target, FairleadError>;
  host: TmuxHost;
  ownName: string;
  policy: TmuxSizePolicy;
  /** Terminals by id, ours among them. */
  terminal: (id: TerminalId) => Terminal | undefined;
  makeTerminal: (id: TerminalId, hostId: HostId, size: TerminalSize) => Terminal;
  /** The line is to be listed, or not any more. */
  add: (line: BorrowedLine) => void;
  remove: (line: BorrowedLine) => void;
  /** `info()` says something new. */
  changed: () => void;
  /** Nothing of it is shown any more. */
  emptied: () => void;
};

const connectMs = 30_000;
/** Panes of one session beyond these are not shown. */
const mostPanes = 200;

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
  readonly #lines = new Map<number, BorrowedLine>();
  readonly #windowOf = new Map<number, number>();
  readonly #over = new AbortController();
  /** Panes that a person has closed here: a look of before may still tell of them. */
  readonly #closedPanes = new Set<number>();
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
    const windows = seen.session.windows
      .filter(({ name }) => !this.isOwn || name !== holderWindow)
      .map((window) => ({
        ...window,
        panes: window.panes.map((pane) => ({ ...pane, terminalId: this.#shownBy(pane) })),
      }));
    const { hostId } = this;
    return { ...seen.session, windows, hostId, server: seen.server, policy: this.#sizes.policy };
  }

  get policy(): TmuxSizePolicy {
    return this.#sizes.policy;
  }

  /** The terminals on panes that were not made for ours. */
  get terminals(): TerminalId[] {
    return [...this.#lines.values()].map(({ terminal }) => terminal.id);
  }

  known(): KnownPane[] {
    return [...this.#lines.values()].map((line) => ({
      pane: line.pane,
      window: this.#windowOf.get(line.pane) ?? 0,
      size: line.terminal.info().size,
    }));
  }

  /** Terminals that were there before the app was closed, until tmux says what became of them. */
  expect(server: string, panes: readonly KnownPane[], made: (line: BorrowedLine) => void): void {
    for (const { pane, window, size } of panes) {
      this.#windowOf.set(pane, window);
      const line = this.#borrow(server, pane, size);
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
    for (const { terminal } of this.#lines.values())
      if (!terminal.isAttached) terminal.stand(event);
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
    const present = new Set<number>();
    for (const window of session.windows) {
      if (this.isOwn && window.name === holderWindow) continue;
      for (const { pane } of window.panes) {
        present.add(pane);
        this.#windowOf.set(pane, window.window);
        this.host.moved(pane, window.window);
      }
    }
    for (const line of [...this.#lines.values()]) {
      if (!present.has(line.pane)) this.#drop(line);
    }
    if (this.#isShown(session)) await this.#sizes.apply(session);
    for (const window of session.windows) await this.#arrangeWindow(server, window);
  }

  async #arrangeWindow(server: string, window: TmuxWindowInfo): Promise<void> {
    if (this.isOwn && window.name === holderWindow) return;
    const borrowed = window.panes.flatMap((pane) => {
      if (this.#closedPanes.has(pane.pane) || this.#isOurs(pane)) return [];
      if (this.#lines.size >= mostPanes && !this.#lines.has(pane.pane)) return [];
      const line = this.#borrow(server, pane.pane, pane);
      return pane.dead ? [] : [line];
    });
    this.#place(window);
    const target = this.#parts.target();
    const identity = target.ok ? await target.value.connect(this.#over.signal) : target;
    if (!identity.ok) return;
    for (const line of borrowed) await line.adopt(identity.value);
  }

  /** The terminals of a window share the panel of the first of them, and stay in the one they share already. */
  #place(window: TmuxWindowInfo): void {
    const terminals = window.panes.flatMap((pane) => {
      const id = this.#shownBy(pane);
      const terminal = id === null ? undefined : this.#parts.terminal(id);
      return terminal === undefined ? [] : [{ pane, terminal }];
    });
    const ids = new Set(terminals.map(({ terminal }) => terminal.id));
    const before = terminals.map(({ terminal }) => terminal.info().panel).find((id) => ids.has(id));
    const made = terminals.find(({ pane }) => !this.#lines.has(pane.pane))?.terminal.id;
    const panel = made ?? before ?? terminals[0]?.terminal.id;
    if (panel === undefined) return;
    for (const { pane, terminal } of terminals) {
      if (this.#lines.has(pane.pane) && terminal.info().name !== window.name) {
        terminal.rename(window.name);
      }
      const alone = terminals.length === 1 && this.#sizes.policy === "ours";
      terminal.placed(panel, alone ? null : sizeOf(pane));
    }
  }

  #borrow(server: string, pane: number, seen: TerminalSize): BorrowedLine {
    const { hostId } = this;
    const known = this.#lines.get(pane);
    if (known !== undefined) return known;
    const size = sizeOf(seen);
    const terminal = this.#parts.makeTerminal(borrowedId(hostId, server, pane), hostId, size);
    const line: BorrowedLine = new BorrowedLine(terminal, {
      host: this.host,
      pane,
      window: () => this.#windowOf.get(pane) ?? 0,
      rename: (name) => this.#rename(pane, name),
      reconnect: () => this.reconnect(),
      closed: () => this.#closed(line),
    });
    // Before anybody hears of it, so that it never has a panel of its own where others have one.
    terminal.placed(this.#panelBeside(pane) ?? terminal.id, null);
    this.#lines.set(pane, line);
    this.#parts.add(line);
    return line;
  }

  /** The panel that the other terminals of the pane's window have. */
  #panelBeside(pane: number): TerminalId | null {
    const window = this.#windowOf.get(pane);
    const known = (window === undefined ? [] : this.#panesOf(window)).flatMap(
      (one) => this.#shownBy(one) ?? [],
    );
    const borrowed = [...this.#lines.values()]
      .filter((line) => this.#windowOf.get(line.pane) === window)
      .map((line) => line.terminal.id);
    const terminal = [...known, ...borrowed].map((id) => this.#parts.terminal(id)).find(Boolean);
    return terminal?.info().panel ?? null;
  }

  async #rename(pane: number, name: string): Promise<Result<void, FairleadError>> {
    const target = this.#parts.target();
    const server = this.#mirror.seen?.server ?? null;
    const window = this.#windowOf.get(pane);
    if (!target.ok) return target;
    if (server === null || window === undefined) return fail(failure("terminal-lost"));
    const act = { kind: "rename-window", window, name } as const;
    const renamed = await actOnTmux(target.value, server, act, timeout());
    await this.#mirror.look();
    return renamed;
  }

  /** The pane is gone from tmux. */
  #drop(line: BorrowedLine): void {
    this.#lines.delete(line.pane);
    this.#windowOf.delete(line.pane);
    this.#parts.remove(line);
  }

  /** A person has closed the terminal. */
  #closed(line: BorrowedLine): void {
    this.#lines.delete(line.pane);
    this.#closedPanes.add(line.pane);
    if (this.#lines.size === 0 && (this.#isGone || this.#mirror.seen === null))
      this.#parts.emptied();
    else void this.#mirror.look();
  }

  /** A terminal of ours was made with this pane. */
  #isOurs({ pane, terminalId }: TmuxPaneInfo): boolean {
    return terminalId !== null && !this.#lines.has(pane);
  }

  /** What tmux says of a terminal of ours counts for terminals of this host alone. */
  #shownBy({ pane, terminalId }: TmuxPaneInfo): TerminalId | null {
    const borrowed = this.#lines.get(pane)?.terminal.id;
    if (borrowed !== undefined || terminalId === null) return borrowed ?? null;
    return this.#parts.terminal(terminalId)?.hostId === this.hostId ? terminalId : null;
  }

  /** Our own session matters here only where somebody else takes part in it. */
  #isShown({ clients }: TmuxSessionInfo): boolean {
    return !this.isOwn || this.#lines.size > 0 || clients.length > 0;
  }

  #panesOf(window: number): TmuxPaneInfo[] {
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
    for (const { terminal } of this.#lines.values()) {
      terminal.stand({ type: "gone", reason });
    }
    this.#parts.changed();
  }
}

/** The same pane of the same server is the same terminal, also after a restart. */
function borrowedId(hostId: HostId, server: string, pane: number): TerminalId {
  const named = createHash("sha256").update(`${hostId} ${server} ${pane}`).digest("hex");
  return `term-tmux-${named.slice(0, 20)}`;
}

/** A size that a terminal can have: tmux knows panes of one column. */
const sizeOf = ({ columns, rows }: TerminalSize): TerminalSize => ({
  columns: Math.min(2_000, Math.max(2, columns)),
  rows: Math.min(1_000, Math.max(1, rows)),
});

const timeout = () => AbortSignal.timeout(connectMs);
