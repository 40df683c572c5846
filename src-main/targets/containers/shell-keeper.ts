import type { FairleadError } from "../../../shared/errors.ts";
import type { Result } from "../../../shared/result.ts";
import type { ByteChannel } from "../target.ts";

/** A process in the container: its number there, and when it was started in ticks, since numbers are used again. */
export type ShellProcess = { pid: number; start: number };

type Hooks = {
  /** Opens a channel to `keeperScript`. */
  open: () => Promise<Result<ByteChannel, FairleadError>>;
  /** The container has not answered, has not all of the shells any more, or the channel has ended by itself. */
  onSilence: () => void;
};

/** How often the script is asked whether it is still there. */
const pingMs = 3_000;

/**
 * Sees to it that no shell stays behind in a container: engines let it run on when their command, our line or this app is
 * gone. It holds one channel to a script in the container, which ends what is left when that channel does; and since an
 * engine's command may not notice that its container has gone, it listens whether that script still answers.
 */
export class ShellKeeper implements Disposable {
  readonly #hooks: Hooks;
  readonly #shells = new Map<string, ShellProcess>();
  #channel: ByteChannel | null = null;
  #opening = false;
  /** What could not be said yet. */
  #unsaid = "";
  #pings: NodeJS.Timeout | undefined;
  #answered = true;

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
  }

  add(shell: ShellProcess): void {
    this.#shells.set(keyOf(shell), shell);
    this.#say("add", shell);
  }

  /** Hangs it up, as the end of a terminal does; fine where it has ended by itself. */
  end(shell: ShellProcess): void {
    if (!this.#shells.delete(keyOf(shell))) return;
    this.#say("end", shell);
    if (this.#shells.size === 0 && !this.#opening) this[Symbol.dispose]();
  }

  /** Hangs all up that are left. */
  [Symbol.dispose](): void {
    clearInterval(this.#pings);
    this.#shells.clear();
    this.#unsaid = "";
    this.#channel?.endInput();
    this.#channel = null;
  }

  #say(word: "add" | "end", { pid, start }: ShellProcess): void {
    const line = `${word} ${pid} ${start}\n`;
    if (this.#channel !== null) this.#channel.write(Buffer.from(line));
    else {
      this.#unsaid += line;
      if (!this.#opening) void this.#begin(); // Without it shells only end by themselves.
    }
  }

  async #begin(): Promise<void> {
    this.#opening = true;
    const opened = await this.#hooks.open();
    this.#opening = false;
    const unsaid = this.#unsaid;
    this.#unsaid = "";
    if (!opened.ok) return this.#shells.clear();
    const channel = opened.value;
    channel.onData((bytes) => {
      this.#answered = true;
      if (Buffer.from(bytes).includes("gone")) this.#hooks.onSilence();
    });
    channel.onEnd(() => {
      channel[Symbol.dispose]();
      if (this.#channel === channel) this.#ended();
    });
    channel.write(Buffer.from(unsaid));
    this.#channel = channel;
    if (this.#shells.size === 0) return this[Symbol.dispose]();
    this.#answered = true;
    this.#pings = setInterval(() => this.#ping(), pingMs).unref();
  }

  #ping(): void {
    if (!this.#answered) this.#hooks.onSilence();
    this.#answered = false;
    this.#channel?.write(Buffer.from("ping\n"));
  }

  /** It has hung up what was left, or the container is gone with all of it. */
  #ended(): void {
    clearInterval(this.#pings);
    this.#channel = null;
    this.#shells.clear();
    this.#hooks.onSilence();
  }
}

const keyOf = ({ pid, start }: ShellProcess): string => `${pid} ${start}`;
