import type { FairleadError } from "../../shared/errors.ts";
import { ok, type Result } from "../../shared/result.ts";
import type { TargetIdentity } from "../targets/target.ts";
import type { BackendEnd } from "./backend.ts";
import type { Line } from "./line.ts";
import type { Terminal } from "./terminal.ts";
import type { TmuxHost } from "./tmux/tmux-host.ts";

export type BorrowedPane = {
  host: TmuxHost;
  pane: number;
  window: () => number;
  /** Names the pane's window in tmux. */
  rename: (name: string) => Promise<Result<void, FairleadError>>;
  /** Has the session back where it is not attached. */
  reconnect: () => Promise<void>;
  /** The terminal is of no use any more: it was closed. */
  closed: () => void;
};

/**
 * A terminal on a pane of tmux that was not made for it. The pane belongs to whoever made it: letting go of the terminal
 * leaves it as it is, and nothing is set on it.
 */
export class BorrowedLine implements Line {
  readonly terminal: Terminal;
  readonly #borrowed: BorrowedPane;
  readonly #over = new AbortController();
  #attempt: Promise<Result<void, FairleadError>> | null = null;

  constructor(terminal: Terminal, borrowed: BorrowedPane) {
    this.terminal = terminal;
    this.#borrowed = borrowed;
    terminal.borrow();
    terminal.onBackendEnd = (end) => this.#ended(end);
  }

  get pane(): number {
    return this.#borrowed.pane;
  }

  async start(): Promise<void> {
    if (!this.terminal.isAttached) await this.#borrowed.reconnect();
  }

  /** Comes to the pane while its session is attached; nothing where it is there already. */
  adopt(identity: TargetIdentity): Promise<Result<void, FairleadError>> {
    if (this.terminal.isAttached) return Promise.resolve(ok(undefined));
    this.#attempt ??= this.#adopt(identity).finally(() => {
      this.#attempt = null;
    });
    return this.#attempt;
  }

  tryNow(): void {
    void this.start();
  }

  hostIsBack(): void {
    void this.start();
  }

  /** The pane was made by somebody else, and so would be another one. */
  newShell(): Promise<void> {
    return Promise.resolve();
  }

  noteShell(): void {
    // Its shell says nothing of itself.
  }

  /** Its name is its window's; there is no other to give back. */
  rename(name: string | null): Promise<Result<void, FairleadError>> {
    return name === null ? Promise.resolve(ok(undefined)) : this.#borrowed.rename(name);
  }

  /** Ends the pane's program where the pane still is. */
  async end(signal: AbortSignal): Promise<Result<void, FairleadError>> {
    const { state } = this.terminal.info();
    if (state !== "lost" && state !== "closed") {
      const killed = await this.#borrowed.host.killPane(this.terminal.id, signal);
      if (!killed.ok) return killed;
    }
    this.#borrowed.closed();
    return ok(undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#attempt;
    await this.terminal[Symbol.asyncDispose]();
  }

  async #adopt(identity: TargetIdentity): Promise<Result<void, FairleadError>> {
    const { host, pane, window } = this.#borrowed;
    const adopted = await host.adoptPane({
      terminalId: this.terminal.id,
      pane,
      window: window(),
      signal: this.#over.signal,
    });
    if (!adopted.ok) return adopted;
    if (this.#over.signal.aborted) await adopted.value[Symbol.asyncDispose]();
    else this.terminal.attach(adopted.value, identity);
    return ok(undefined);
  }

  #ended(end: BackendEnd): void {
    if (end.kind === "detached" && !this.#over.signal.aborted) void this.#borrowed.reconnect();
  }
}
