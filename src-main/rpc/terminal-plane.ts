import { PlaneConnection, type PlaneSink } from "./plane-connection.ts";
import { PlaneSource } from "./plane-source.ts";
import type { PlaneTerminal, PlaneTerminals } from "./plane-terminal.ts";

/** How long a client that takes nothing holds a terminal up. */
const defaultStallMs = 30_000;

/** Terminal bytes to and from any number of clients, whatever the transport; one for the whole process. */
export class TerminalPlane implements Disposable {
  readonly #terminals: PlaneTerminals;
  readonly #stallMs: number;
  readonly #sources = new Map<PlaneTerminal, PlaneSource>();
  readonly #connections = new Set<PlaneConnection>();

  constructor(terminals: PlaneTerminals, stallMs = defaultStallMs) {
    this.#terminals = terminals;
    this.#stallMs = stallMs;
  }

  /** A new client (one window). The caller passes on what comes up, says when the sink has drained, and disposes. */
  connect(sink: PlaneSink): PlaneConnection {
    const connection = new PlaneConnection(sink, {
      terminal: (channel) => this.#terminals.byChannel(channel),
      watch: (terminal, attachment, wake) => {
        const source =
          this.#sources.get(terminal) ?? new PlaneSource(terminal.output, this.#stallMs);
        this.#sources.set(terminal, source);
        source.watch(attachment, wake);
      },
      unwatch: (terminal, attachment) => {
        const source = this.#sources.get(terminal);
        source?.unwatch(attachment);
        if (source?.isWatched !== false) return;
        this.#sources.delete(terminal);
        source[Symbol.dispose]();
      },
      balance: (terminal) => this.#sources.get(terminal)?.balance(),
      closed: () => void this.#connections.delete(connection),
    });
    this.#connections.add(connection);
    return connection;
  }

  [Symbol.dispose](): void {
    for (const connection of [...this.#connections]) connection[Symbol.dispose]();
  }
}
