import { type Pty, spawn } from "node-pty";
import type { ChannelEnd, PtyChannel } from "./target.ts";

/** How long a process may live on after its terminal has closed before the end is reported without an exit code. */
const exitGraceMs = 2_000;

/**
 * A program on a PTY of this machine. Reading starts with `onData`. The end is the end of data on the descriptor: what a
 * program printed last arrives whole even when nobody reads for a while. Throws what node-pty throws.
 */
export class LocalPty implements PtyChannel {
  readonly #pty: Pty;
  #exitCode: number | null = null;
  #exited = false;
  #closed = false;
  #ended = false;
  #endListener: ((end: ChannelEnd) => void) | null = null;
  #letGo: () => void;

  constructor(
    file: string,
    args: string[],
    options: {
      size: { columns: number; rows: number };
      directory: string;
      environment: Record<string, string>;
    },
  ) {
    this.#pty = spawn(file, args, {
      name: options.environment["TERM"] ?? "xterm-256color",
      cols: options.size.columns,
      rows: options.size.rows,
      cwd: options.directory,
      env: options.environment,
      encoding: null,
    });
    this.#letGo = holdOpen(this.#pty);
    this.#pty.on("close", () => {
      this.#closed = true;
      if (!this.#exited) setTimeout(() => this.#end(), exitGraceMs).unref();
      this.#endIfDone();
    });
    this.#pty.onExit(({ exitCode, signal }) => {
      this.#exited = true;
      this.#exitCode = signal ? 128 + signal : exitCode;
      this.#endIfDone();
    });
  }

  write(bytes: Uint8Array): void {
    if (!this.#closed) this.#pty.write(bytes);
  }

  /** A terminal has no end of input; ^D is a key like any other. */
  endInput(): void {
    this.write(Uint8Array.of(4));
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#pty.on("data", listener);
  }

  onEnd(listener: (end: ChannelEnd) => void): void {
    this.#endListener = listener;
    if (this.#ended) this.#tellEnd();
  }

  pause(): void {
    if (!this.#closed) this.#pty.pause();
  }

  resume(): void {
    if (!this.#closed) this.#pty.resume();
  }

  resize(columns: number, rows: number): void {
    if (!this.#closed) this.#pty.resize(columns, rows);
  }

  [Symbol.dispose](): void {
    this.#letGo();
    if (!this.#closed) this.#pty.destroy();
  }

  #endIfDone(): void {
    if (this.#closed && this.#exited) this.#end();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#tellEnd();
  }

  #tellEnd(): void {
    this.#endListener?.({ exitCode: this.#exitCode, standardError: "", lost: false });
  }
}

/**
 * node-pty closes the descriptor 200 ms after the program's exit, read or not: a paused reader then loses what is left.
 * Its close is refused until the returned function was called; the descriptor closes by itself at the end of data.
 */
function holdOpen(pty: Pty): () => void {
  const socket: unknown = Reflect.get(pty, "_socket");
  if (!isDestroyable(socket)) return () => undefined;
  const destroy = socket.destroy.bind(socket);
  let held = true;
  socket.destroy = (error?: Error) => (held && error === undefined ? socket : destroy(error));
  return () => {
    held = false;
  };
}

type Destroyable = { destroy(error?: Error): unknown };

function isDestroyable(value: unknown): value is Destroyable {
  return typeof value === "object" && value !== null && "destroy" in value;
}
