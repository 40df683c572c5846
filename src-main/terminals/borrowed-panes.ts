import { createHash } from "node:crypto";
import type { TerminalSize } from "../../shared/contract/terminals.ts";
import type { TmuxPaneInfo, TmuxWindowInfo } from "../../shared/contract/tmux.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import { fail, type Result } from "../../shared/result.ts";
import { BorrowedLine } from "./borrowed-line.ts";
import type { Terminal } from "./terminal.ts";
import type { TmuxHost } from "./tmux/tmux-host.ts";

/** A pane that a terminal stands on, as it was seen last. */
export type KnownPane = { pane: number; window: number; size: TerminalSize };

export type BorrowedPanesParts = {
  hostId: HostId;
  host: TmuxHost;
  /** Terminals by id, ours among them. */
  terminal: (id: TerminalId) => Terminal | undefined;
  makeTerminal: (id: TerminalId, hostId: HostId, size: TerminalSize) => Terminal;
  /** The line is to be listed, or not any more. */
  add: (line: BorrowedLine) => void;
  remove: (line: BorrowedLine) => void;
  /** The panes of a window, as its session was seen last. */
  panesOf: (window: number) => readonly TmuxPaneInfo[];
  renameWindow: (window: number, name: string) => Promise<Result<void, FairleadError>>;
  /** Has the session back where it is not attached. */
  reconnect: () => Promise<void>;
  /** A person has closed the terminal of a pane. */
  closed: () => void;
};

/** Panes of one session beyond these are not shown. */
const mostPanes = 200;

/** The terminals on panes of a session that were not made for them: one for each pane, in the panel of its window. */
export class BorrowedPanes {
  readonly #parts: BorrowedPanesParts;
  readonly #lines = new Map<number, BorrowedLine>();
  readonly #windowOf = new Map<number, number>();
  /** Panes that a person has closed here: a look of before may still tell of them. */
  readonly #closed = new Set<number>();

  constructor(parts: BorrowedPanesParts) {
    this.#parts = parts;
  }

  get terminals(): Terminal[] {
    return [...this.#lines.values()].map(({ terminal }) => terminal);
  }

  known(): KnownPane[] {
    return [...this.#lines.values()].map((line) => ({
      pane: line.pane,
      window: this.#windowOf.get(line.pane) ?? 0,
      size: line.terminal.info().size,
    }));
  }

  /** A terminal that was there before the app was closed, until tmux says what became of it. */
  expect(server: string, { pane, window, size }: KnownPane): BorrowedLine {
    this.#windowOf.set(pane, window);
    return this.#borrow(server, pane, size);
  }

  /** What the session has now: terminals go with their panes. */
  seen(windows: readonly TmuxWindowInfo[]): void {
    const present = new Set<number>();
    for (const window of windows) {
      for (const { pane } of window.panes) {
        present.add(pane);
        this.#windowOf.set(pane, window.window);
        this.#parts.host.moved(pane, window.window);
      }
    }
    for (const line of [...this.#lines.values()]) {
      if (!present.has(line.pane)) this.#drop(line);
    }
  }

  /** The lines to the panes of a window that were not made for terminals of ours, made where there is none; those that live. */
  borrow(server: string, window: TmuxWindowInfo): BorrowedLine[] {
    return window.panes.flatMap((pane) => {
      if (this.#closed.has(pane.pane) || this.#isOurs(pane)) return [];
      if (this.#lines.size >= mostPanes && !this.#lines.has(pane.pane)) return [];
      const line = this.#borrow(server, pane.pane, pane);
      return pane.dead ? [] : [line];
    });
  }

  /**
   * The terminals of a window share the panel of the first of them, and stay in the one they share already. `fits`: a
   * terminal that is alone in its window has the size of its panel, and not the window's.
   */
  place(window: TmuxWindowInfo, fits: boolean): void {
    const terminals = window.panes.flatMap((pane) => {
      const id = this.shownBy(pane);
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
      const alone = terminals.length === 1 && fits;
      terminal.placed(panel, alone ? null : sizeOf(pane));
    }
  }

  /** What tmux says of a terminal of ours counts for terminals of this host alone. */
  shownBy({ pane, terminalId }: TmuxPaneInfo): TerminalId | null {
    const borrowed = this.#lines.get(pane)?.terminal.id;
    if (borrowed !== undefined || terminalId === null) return borrowed ?? null;
    return this.#parts.terminal(terminalId)?.hostId === this.#parts.hostId ? terminalId : null;
  }

  #borrow(server: string, pane: number, seen: TerminalSize): BorrowedLine {
    const { add, host, hostId, makeTerminal, reconnect } = this.#parts;
    const known = this.#lines.get(pane);
    if (known !== undefined) return known;
    const terminal = makeTerminal(borrowedId(hostId, server, pane), hostId, sizeOf(seen));
    const line: BorrowedLine = new BorrowedLine(terminal, {
      host,
      pane,
      window: () => this.#windowOf.get(pane) ?? 0,
      rename: (name) => this.#rename(pane, name),
      reconnect,
      closed: () => this.#closedBy(line),
    });
    // Before anybody hears of it, so that it never has a panel of its own where others have one.
    terminal.placed(this.#panelBeside(pane) ?? terminal.id, null);
    this.#lines.set(pane, line);
    add(line);
    return line;
  }

  /** The panel that the other terminals of the pane's window have. */
  #panelBeside(pane: number): TerminalId | null {
    const window = this.#windowOf.get(pane);
    const known = (window === undefined ? [] : this.#parts.panesOf(window)).flatMap(
      (one) => this.shownBy(one) ?? [],
    );
    const borrowed = [...this.#lines.values()]
      .filter((line) => this.#windowOf.get(line.pane) === window)
      .map((line) => line.terminal.id);
    const terminal = [...known, ...borrowed].map((id) => this.#parts.terminal(id)).find(Boolean);
    return terminal?.info().panel ?? null;
  }

  #rename(pane: number, name: string): Promise<Result<void, FairleadError>> {
    const window = this.#windowOf.get(pane);
    return window === undefined
      ? Promise.resolve(fail(failure("terminal-lost")))
      : this.#parts.renameWindow(window, name);
  }

  /** The pane is gone from tmux. */
  #drop(line: BorrowedLine): void {
    this.#lines.delete(line.pane);
    this.#windowOf.delete(line.pane);
    this.#parts.remove(line);
  }

  /** A person has closed the terminal. */
  #closedBy(line: BorrowedLine): void {
    this.#lines.delete(line.pane);
    this.#closed.add(line.pane);
    this.#parts.closed();
  }

  /** A terminal of ours was made with this pane. */
  #isOurs({ pane, terminalId }: TmuxPaneInfo): boolean {
    return terminalId !== null && !this.#lines.has(pane);
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
