import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TerminalId } from "../../shared/ids.ts";
import { LocalTarget } from "../../src-main/targets/local-target.ts";
import type { BackendEnd } from "../../src-main/terminals/backend.ts";
import { TmuxHost, type TmuxHostOptions } from "../../src-main/terminals/tmux/tmux-host.ts";
import type { TmuxPane } from "../../src-main/terminals/tmux/tmux-pane.ts";
import { PersonsTmux } from "./tmux.ts";
import { World } from "./world.ts";

const never = new AbortController().signal;

/** What a pane handed over, as a terminal would take it. */
export class Watched {
  readonly pane: TmuxPane;
  /** Output since the last picture. */
  pieces: Buffer[] = [];
  pictures: Buffer[] = [];
  end: BackendEnd | null = null;

  constructor(pane: TmuxPane) {
    this.pane = pane;
    pane.onOutput((bytes) => this.pieces.push(Buffer.from(bytes)));
    pane.onReset((picture) => {
      this.pictures.push(Buffer.from(picture));
      this.pieces = [];
    });
    pane.onEnd((end) => {
      this.end = end;
    });
  }

  get output(): Buffer {
    return Buffer.concat(this.pieces);
  }

  /** Output as text, a character per byte. */
  get text(): string {
    return this.output.toString("latin1");
  }

  /** The last picture and what came after it: what an emulator has been fed since it was cleared. */
  get fed(): Buffer {
    return Buffer.concat([this.pictures.at(-1) ?? Buffer.alloc(0), ...this.pieces]);
  }
}

/** A world with the real tmux on its default server, Fairlead's hosts in it, and a person beside them. */
export class TmuxWorld implements AsyncDisposable {
  readonly world = new World();
  readonly target: LocalTarget;
  readonly person = new PersonsTmux(this.world);
  readonly #hosts: TmuxHost[] = [];
  #pictures = 0;

  /** `configuration` is the person's tmux.conf. */
  constructor(configuration = "", environment: Record<string, string> = {}) {
    writeFileSync(join(this.world.home, ".tmux.conf"), configuration);
    this.target = new LocalTarget(this.world.environment(environment));
  }

  host(options: Partial<TmuxHostOptions> = {}): TmuxHost {
    const host = new TmuxHost({
      target: this.target,
      installation: this.world.folder,
      ...options,
    });
    this.#hosts.push(host);
    return host;
  }

  path(name: string): string {
    return join(this.world.home, name);
  }

  /** Kills Fairlead's control client, as a broken line does. */
  async cut(host: TmuxHost): Promise<void> {
    const format = "#{client_pid} #{client_control_mode}";
    const clients = await this.person.lines("list-clients", "-t", host.sessionName, "-F", format);
    for (const line of clients) {
      const [pid, control] = line.split(" ");
      if (control === "1") process.kill(Number(pid), "SIGKILL");
    }
  }

  /**
   * Feeds bytes to an emulator that knows nothing of ours (another tmux pane of this size) and yields its window, where
   * history, screen, cursor and modes can be looked at.
   */
  async emulate(fed: Uint8Array, size: { columns: number; rows: number }): Promise<string> {
    this.#pictures += 1;
    const name = `emulator-${this.#pictures}`;
    const file = this.path(`${name}.bin`);
    writeFileSync(file, fed);
    const show = `stty raw -echo; cat ${file}; tmux wait-for -S ${name}; exec sleep 1000`;
    await this.person.run(
      ...["set-option", "-g", "history-limit", "100000", ";"],
      ...["new-session", "-d", "-s", name, "-x", `${size.columns}`, "-y", `${size.rows}`],
      ...["sh", "-c", show],
      ...[";", "set-option", "-t", name, "status", "off"],
      ...[";", "wait-for", name],
    );
    return `${name}:`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const host of this.#hosts) await host[Symbol.asyncDispose]();
    await this.target[Symbol.asyncDispose]();
    await this.world[Symbol.asyncDispose]();
  }
}

/** Opens a pane that must open. */
export async function openPane(
  host: TmuxHost,
  terminalId: TerminalId,
  launch: string,
  size = { columns: 80, rows: 24 },
): Promise<Watched> {
  const opened = await host.openPane({ terminalId, launch, size, signal: never });
  if (!opened.ok) throw new Error(`not opened: ${JSON.stringify(opened.error)}`);
  return new Watched(opened.value);
}

/** Attaches to a pane that must be there. */
export async function attachPane(
  host: TmuxHost,
  terminalId: TerminalId,
  size?: { columns: number; rows: number },
): Promise<Watched> {
  const options = { terminalId, signal: never, ...(size === undefined ? {} : { size }) };
  const attached = await host.attachPane(options);
  if (!attached.ok) throw new Error(`not attached: ${JSON.stringify(attached.error)}`);
  return new Watched(attached.value);
}
