import { createWriteStream, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import type { TerminalInfo } from "../../../shared/contract/terminals.ts";
import type { RecordingId } from "../../../shared/ids.ts";
import { castLine } from "./cast-file.ts";
import { CastWriter } from "./cast-writer.ts";
import type { Traffic } from "./traffic.ts";

/** What the disk has not taken yet may grow to this many bytes; beyond it the recording ends and says so. */
const unwrittenLimit = 32 * 1024 * 1024;

export type RecorderPlan = {
  id: RecordingId;
  path: string;
  terminal: TerminalInfo;
  redact: (text: string) => string;
  now: () => number;
  /** Bytes that the file may have. */
  limitBytes: () => number;
  /** Told once when it ends by itself, with the reason for a person. */
  stopped: (problem: string) => void;
};

/**
 * Writes one recording to its file (0600). A full disk or the limit ends it with a mark and a reason; the terminal goes on.
 * Disposing writes what waits and closes the file.
 */
export class Recorder implements AsyncDisposable {
  readonly startedAt: number;
  readonly #plan: RecorderPlan;
  readonly #file: WriteStream;
  readonly #writer: CastWriter;
  #over = false;
  #bytes = 0;
  #lastAt: number;

  constructor(plan: RecorderPlan) {
    this.#plan = plan;
    this.startedAt = plan.now();
    this.#lastAt = this.startedAt;
    this.#file = createWriteStream(plan.path, { flags: "wx", mode: 0o600 });
    this.#file.on("error", ({ message }) =>
      this.#stop(`The recording could not be written (${message}). Check free space.`),
    );
    const { terminal, redact } = plan;
    const { columns, rows } = terminal.size;
    this.#put(
      castLine({
        version: 2,
        width: columns,
        height: rows,
        timestamp: Math.floor(this.startedAt / 1000),
        title: terminal.hostName,
        env: { TERM: "xterm-256color" },
        fairlead: {
          id: plan.id,
          terminalId: terminal.id,
          hostId: terminal.hostId,
          hostName: terminal.hostName,
          user: terminal.user,
        },
      }),
    );
    this.#writer = new CastWriter({
      redact,
      seconds: () => Math.max(0, (plan.now() - this.startedAt) / 1000),
      write: (text) => this.#put(text),
    });
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Ms from its start to what was written last. */
  get milliseconds(): number {
    return this.#lastAt - this.startedAt;
  }

  take(traffic: Traffic): void {
    if (this.#over) return;
    this.#lastAt = this.#plan.now();
    this.#writer.take(traffic);
  }

  mark(label: string): void {
    if (!this.#over) this.#writer.mark(label);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#over) this.#writer.end();
    this.#over = true;
    this.#file.end();
    // What went wrong with the file was told when it did.
    await finished(this.#file).catch(() => undefined);
  }

  #put(text: string): void {
    if (this.#over || text === "") return;
    const bytes = Buffer.from(text, "utf8");
    if (this.#bytes + bytes.length > this.#plan.limitBytes()) {
      const megabytes = Math.round(this.#plan.limitBytes() / 1e6);
      const problem = `The recording has reached its limit of ${megabytes} MB.`;
      this.#file.write(castLine([this.milliseconds / 1000, "m", problem]));
      this.#stop(problem);
      return;
    }
    this.#bytes += bytes.length;
    this.#file.write(bytes);
    if (this.#file.writableLength > unwrittenLimit) {
      this.#stop("The disk is too slow for this recording.");
    }
  }

  #stop(problem: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#plan.stopped(problem);
  }
}
