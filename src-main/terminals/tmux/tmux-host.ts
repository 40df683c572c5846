import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { TerminalId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { orAborted } from "../../base/abort.ts";
import { Emitter } from "../../base/emitter.ts";
import { lookEvery } from "../../base/ticks.ts";
import type { Target } from "../../targets/target.ts";
import type { BackendEnd } from "../backend.ts";
import type { CaptureOptions } from "./capture-pane.ts";
import type { ClientEnd, ControlClientTimes } from "./control-client.ts";
import type { ControlEvent } from "./control-events.ts";
import { EarlyOutput } from "./early-output.ts";
import { tmuxSessionName } from "./names.ts";
import { paneEnd } from "./pane-end.ts";
import { type ListedPane, listingFormat, parseListing } from "./pane-listing.ts";
import { PaneWatch } from "./pane-watch.ts";
import { hasSessionScript, type ListedSession, resizeWindow } from "./session-commands.ts";
import { SessionLink } from "./session-link.ts";
import { type PaneHost, TmuxPane } from "./tmux-pane.ts";
import { type OpenOptions, WindowOpener } from "./window-opener.ts";

export type TmuxHostOptions = {
  target: Target;
  /** Any text that is this installation's own: it names the session, the same on every host. */
  installation: string;
  /** Lines that tmux keeps per terminal; a longer limit in the person's tmux.conf stands. Default 20,000. */
  historyLimit?: number;
  /** A session that is not ours, by its number; `name` is what it is called. Without it: our own. */
  listed?: ListedSession & { name: string };
  /** Lines above the screen in a picture. Default 10,000. */
  pictureLines?: number;
  /** How often the session is looked at, which is the heartbeat too. Default 3,000 ms. */
  lookMs?: number;
  /** Whether bytes come through pipes beside the control mode, where they can be had. Default true; never in a listed session. */
  pipes?: boolean;
  /** How long an ended terminal waits in tmux for us to read its exit code. Default 10 s. */
  endedSeconds?: number;
  times?: ControlClientTimes;
};

/** "ready": the client is attached (again). "ended": it is not any more, nor the session where `gone`. */
export type HostEvent = ControlEvent | { type: "ready" } | { type: "ended"; gone: boolean };

type PaneSize = { columns: number; rows: number };
type Failable<T> = Promise<Result<T, FairleadError>>;

const abortedKillMs = 5_000;

/**
 * The tmux of one host: one session, a window per terminal, one control-mode client that carries them all. It connects
 * when first used and again after the line broke; the panes that were open then have ended as "detached" and are had back
 * with `attachPane`. Disposing detaches: on the host nothing stays but the session with its terminals.
 */
export class TmuxHost implements AsyncDisposable {
  /** For `tmux attach -t`. */
  readonly sessionName: string;
  /** What tmux tells beside output. */
  readonly events = new Emitter<HostEvent>();
  /** Whether the size of a terminal's window is what its panel says; else it has other panes, or others have a say. */
  mayResize: (window: number) => boolean = () => true;
  readonly #ours: boolean;
  readonly #sessionTarget: string;
  readonly #target: Target;
  readonly #link: SessionLink;
  readonly #pictureLines: number;
  readonly #panes = new Map<number, TmuxPane>();
  readonly #early = new EarlyOutput();
  readonly #opener: WindowOpener;
  readonly #watch: PaneWatch;
  readonly #heartbeat: Disposable;

  constructor(options: TmuxHostOptions) {
    this.#target = options.target;
    this.#pictureLines = options.pictureLines ?? 10_000;
    const { listed } = options;
    this.#ours = listed === undefined;
    this.sessionName = listed?.name ?? tmuxSessionName(options.installation);
    this.#sessionTarget = listed === undefined ? `=${this.sessionName}` : `'$${listed.session}'`;
    this.#link = new SessionLink({
      target: options.target,
      session: listed ?? this.sessionName,
      historyLimit: options.historyLimit ?? 20_000,
      pipes: (options.pipes ?? true) && listed === undefined,
      times: options.times,
      onEvent: (event) => this.#event(event),
      onReady: () => this.events.emit({ type: "ready" }),
      onSilence: (silence) => {
        for (const pane of this.#panes.values()) pane.silence(silence);
      },
      onEnd: (end) => void this.#clientEnded(end),
    });
    this.#watch = new PaneWatch({
      connected: () => this.#link.connected,
      panes: () => [...this.#panes.values()],
      list: () => this.#list(),
      send: (commands) => this.#link.send(commands),
      capture: () => this.#capture(),
      closesEnded: this.#ours,
    });
    this.#opener = new WindowOpener({
      link: this.#link,
      early: this.#early,
      endedSeconds: options.endedSeconds ?? 10,
      register: (terminalId, pane, window) => this.#register(terminalId, pane, window),
      kill: (terminalId) => this.#kill(terminalId),
      look: () => this.#watch.look(),
    });
    this.#heartbeat = lookEvery(options.lookMs ?? 3_000, () => void this.#watch.look());
  }

  get connected(): boolean {
    return this.#link.connected;
  }

  /** Starts `launch` (POSIX sh text) in a new window. Nothing of its output is lost before listeners are set. */
  async openPane(options: OpenOptions): Failable<TmuxPane> {
    const session = await this.#link.connect("create", options.signal);
    if (!session.ok) return session;
    const opening = this.#opener.open(session.value.id, options);
    return this.#unlessAborted(opening, options.signal, (pane) =>
      pane.kill(AbortSignal.timeout(abortedKillMs)),
    );
  }

  /**
   * Comes back to a terminal after the connection or the app was gone: the first thing the pane hands over is a picture.
   * "terminal-lost" where tmux does not have it any more. `lastOsc7` and `state` of the pane are known at once.
   */
  async attachPane(options: {
    terminalId: TerminalId;
    size?: PaneSize;
    signal: AbortSignal;
  }): Failable<TmuxPane> {
    const session = await this.#link.connect("attach", options.signal);
    if (!session.ok) return session;
    const attaching = this.#attach(options.terminalId, options.size);
    return this.#unlessAborted(attaching, options.signal, (pane) => pane[Symbol.asyncDispose]());
  }

  /** Attaches a client where none is, so that events come. "terminal-lost" where the session is gone. */
  async connect(signal: AbortSignal): Failable<void> {
    const session = await this.#link.connect("attach", signal);
    return session.ok ? ok(undefined) : session;
  }

  /** The number of the session while a client is attached. */
  get session(): number | null {
    return this.#link.session?.id ?? null;
  }

  /** Runs tmux commands as one line, see `ControlClient.send`. */
  run(commands: readonly string[]): Failable<Uint8Array[]> {
    return this.#link.send(commands);
  }

  /** Comes to a pane that was not made for a terminal of ours. It gets no size and keeps its options. */
  async adoptPane(options: {
    terminalId: TerminalId;
    pane: number;
    window: number;
    signal: AbortSignal;
  }): Failable<TmuxPane> {
    const session = await this.#link.connect("attach", options.signal);
    if (!session.ok) return session;
    const { terminalId, pane, window, signal } = options;
    if (this.#panes.has(pane)) return fail(failure("tmux-failed", "attached already"));
    const adopting = this.#painted(this.#register(terminalId, pane, window));
    return this.#unlessAborted(adopting, signal, (made) => made[Symbol.asyncDispose]());
  }

  /** Somebody has moved a pane to another window of the session. */
  moved(pane: number, window: number): void {
    const known = this.#panes.get(pane);
    if (known !== undefined) known.identity.window = window;
  }

  /** The terminals that tmux has, ours and those a person made in our session; none where there is no session. */
  async listPanes(signal: AbortSignal): Failable<ListedPane[]> {
    const session = await this.#link.connect("attach", signal);
    if (!session.ok) return session.error.code === "terminal-lost" ? ok([]) : session;
    return this.#list();
  }

  /** Ends the program of a terminal, attached or not. Fine where it is gone already. */
  async killPane(terminalId: TerminalId, signal: AbortSignal): Failable<void> {
    const session = await this.#link.connect("attach", signal);
    if (session.ok) return this.#kill(terminalId);
    return session.error.code === "terminal-lost" ? ok(undefined) : session;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#heartbeat[Symbol.dispose]();
    await this.#link[Symbol.asyncDispose]();
    this.#endAll({ kind: "detached", reason: "" });
    this.events[Symbol.dispose]();
  }

  async #attach(terminalId: TerminalId, size: PaneSize | undefined): Failable<TmuxPane> {
    const listed = await this.#list();
    if (!listed.ok) return listed;
    const found = listed.value.find((pane) => pane.terminalId === terminalId);
    if (found === undefined) return fail(failure("terminal-lost", "tmux has no such window"));
    if (this.#panes.has(found.pane)) return fail(failure("tmux-failed", "attached already"));
    const pane = this.#register(terminalId, found.pane, found.window, !found.pipedElsewhere);
    if (size !== undefined) pane.resize(size.columns, size.rows);
    const painted = await this.#painted(pane);
    if (!painted.ok) return painted;
    if (pane.state?.dead) await this.#watch.look();
    else if (pane.state?.alternate) await this.#nudge(pane);
    return ok(pane);
  }

  async #painted(pane: TmuxPane): Failable<TmuxPane> {
    const painted = await pane.repaint();
    // Its end may have been read meanwhile, with its last picture: both are handed over like those of any other.
    if (painted.ok || pane.hasExited) return ok(pane);
    await pane[Symbol.asyncDispose]();
    return painted;
  }

  /** What was made for a caller that has stopped waiting is let go of as soon as it is there. */
  #unlessAborted(
    making: Failable<TmuxPane>,
    signal: AbortSignal,
    undo: (pane: TmuxPane) => Promise<unknown>,
  ): Failable<TmuxPane> {
    return orAborted(making, signal, () => {
      void making.then((made) => (made.ok ? undo(made.value) : undefined));
      return fail(failure("aborted"));
    });
  }

  async #kill(terminalId: TerminalId): Failable<void> {
    const listed = await this.#list();
    if (!listed.ok) return listed;
    const found = listed.value.find(
      (pane) =>
        pane.terminalId === terminalId ||
        this.#panes.get(pane.pane)?.identity.terminalId === terminalId,
    );
    if (found === undefined) return ok(undefined);
    const killed = await this.#link.send([`kill-pane -t %${found.pane}`]);
    if (killed.ok) return ok(undefined);
    // With its last window the session ends, and with it this client, perhaps before the answer.
    const left = killed.error.code === "connection-lost" && this.#link.wasLeft;
    return left ? ok(undefined) : killed;
  }

  #register(terminalId: TerminalId, pane: number, window: number, mayPipe = true): TmuxPane {
    const host: PaneHost = {
      openPipe: () => this.#link.openPipe(),
      send: (commands) => this.#link.send(commands),
      capture: this.#capture(),
      resize: (size) => this.#resize(made, size),
      forget: (gone) => {
        if (this.#panes.get(pane) === gone) this.#panes.delete(pane);
      },
      kill: (id, signal) => this.killPane(id, signal),
    };
    const identity = { terminalId, pane, window, session: this.sessionName };
    const made = new TmuxPane(host, identity, mayPipe);
    this.#panes.set(pane, made);
    for (const bytes of this.#early.take(pane)) made.receive(bytes);
    return made;
  }

  #resize(pane: TmuxPane, size: PaneSize): void {
    const { window } = pane.identity;
    // A refusal means that the window is gone, which is told on its own.
    if (this.mayResize(window)) void this.#link.send([resizeWindow(window, size)]);
  }

  #capture(): CaptureOptions {
    return { historyLines: this.#pictureLines, ways: this.#link.ways };
  }

  #event(event: ControlEvent): void {
    if (event.type !== "pane-output") this.events.emit(event);
    switch (event.type) {
      case "pane-output":
        this.#output(event.pane, event.bytes);
        return;
      case "pane-pause":
        this.#panes.get(event.pane)?.paused();
        return;
      case "pane-mode-change":
        if (this.#panes.has(event.pane)) void this.#watch.look();
        return;
      case "window-close":
      case "window-rename":
      case "layout-change":
        if (this.#isOurs(event.window)) void this.#watch.look();
        return;
      default:
        return;
    }
  }

  #isOurs(window: number): boolean {
    return [...this.#panes.values()].some((pane) => pane.identity.window === window);
  }

  #output(pane: number, bytes: Uint8Array): void {
    const known = this.#panes.get(pane);
    if (known !== undefined) known.receive(bytes);
    else this.#early.keep(pane, bytes);
  }

  async #list(): Failable<ListedPane[]> {
    const session = this.#link.session;
    if (session === null) return fail(failure("connection-lost"));
    const answer = await this.#link.send([
      `list-panes -s -t '$${session.id}' -F '${listingFormat}'`,
    ]);
    if (!answer.ok) return answer;
    return ok(parseListing(text(answer.value[0])));
  }

  /** Full-screen programs draw themselves anew when the size changes: a picture cannot hold all they set. */
  async #nudge(pane: TmuxPane): Promise<void> {
    if (!this.mayResize(pane.identity.window)) return;
    const { columns, rows } = pane.state ?? { columns: 80, rows: 24 };
    const { window } = pane.identity;
    await this.#link.send([resizeWindow(window, { columns, rows: rows + 1 })]);
    await this.#link.send([resizeWindow(window, { columns, rows })]);
  }

  async #clientEnded(end: ClientEnd): Promise<void> {
    const panes = [...this.#panes.values()];
    this.#panes.clear();
    const watched = panes.length > 0 || this.events.listenerCount > 0;
    const gone = watched && end.kind === "left" && (await this.#sessionIsGone());
    for (const pane of panes) {
      pane.finish(paneEnd(end, { isGone: gone, isYoung: this.#opener.isYoung(pane) }));
    }
    this.events.emit({ type: "ended", gone });
  }

  async #sessionIsGone(): Promise<boolean> {
    const asked = await this.#target.exec(
      hasSessionScript(this.#sessionTarget),
      AbortSignal.timeout(10_000),
    );
    return asked.ok && asked.value.exitCode === 1;
  }

  #endAll(end: BackendEnd): void {
    for (const pane of [...this.#panes.values()]) pane.finish(end);
  }
}

function text(body: Uint8Array | undefined): string {
  return Buffer.from(body ?? []).toString("utf8");
}
