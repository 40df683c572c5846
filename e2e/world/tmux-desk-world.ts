import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AttachedSession, TmuxAct, TmuxListing } from "../../shared/contract/tmux.ts";
import { localHostId } from "../../shared/ids.ts";
import { ok } from "../../shared/result.ts";
import { LocalTarget } from "../../src-main/targets/local-target.ts";
import type { PtyChannel, Target } from "../../src-main/targets/target.ts";
import type { Terminal } from "../../src-main/terminals/terminal.ts";
import { Terminals } from "../../src-main/terminals/terminals.ts";
import { TmuxDesk } from "../../src-main/terminals/tmux-desk.ts";
import { MemoryStores, thisMachine } from "./shells.ts";
import { PersonsTmux } from "./tmux.ts";
import { World } from "./world.ts";

const never = new AbortController().signal;

/** Fairlead's terminals and its view of tmux on an account of its own, and a person who uses the same tmux. */
export class TmuxDeskWorld implements AsyncDisposable {
  readonly world = new World();
  readonly person: PersonsTmux;
  readonly kept = new MemoryStores();
  readonly audited: string[] = [];
  production = false;
  readonly #environment: Record<string, string>;
  readonly #people: Disposable[] = [];
  readonly #reach: ((world: World) => Target) | undefined;
  #parts: { target: Target; terminals: Terminals; desk: TmuxDesk } | null = null;

  /** `folder` holds the tmux that everybody here uses. `reach`: how Fairlead comes to it; else it is on this machine. */
  constructor(folder: string, reach?: (world: World) => Target) {
    this.#reach = reach;
    const path = `${folder}:${process.env["PATH"] ?? ""}`;
    this.#environment = this.world.environment({ PATH: path, SHELL: "/bin/sh", PS1: "$ " });
    this.person = new PersonsTmux(this.world, { PATH: path, SHELL: "/bin/sh", PS1: "$ " });
  }

  get terminals(): Terminals {
    return this.#running.terminals;
  }

  get desk(): TmuxDesk {
    return this.#running.desk;
  }

  path(name: string): string {
    return join(this.world.home, name);
  }

  folder(name: string): string {
    mkdirSync(this.path(name), { recursive: true });
    return this.path(name);
  }

  async list(): Promise<TmuxListing> {
    const listed = await this.desk.list(localHostId, never);
    if (!listed.ok) throw new Error(JSON.stringify(listed.error));
    return listed.value;
  }

  /** Does one thing as the window does it. */
  async act(act: TmuxAct) {
    const { server } = await this.list();
    return this.desk.act(localHostId, server, act, "window");
  }

  async attach(name: string): Promise<Terminal[]> {
    const { server, sessions } = await this.list();
    const found = sessions.find((one) => one.name === name);
    if (found === undefined || server === null) throw new Error(`no session ${name}`);
    const key = { hostId: localHostId, server, session: found.session };
    const attached = await this.desk.attach(key, "window", never);
    if (!attached.ok) throw new Error(JSON.stringify(attached.error));
    return attached.value.flatMap((id) => this.terminals.get(id) ?? []);
  }

  /** A session as it is shown here. */
  shown(name: string): AttachedSession | undefined {
    return this.desk.attached().find((session) => session.name === name);
  }

  key(name: string) {
    const shown = this.shown(name);
    if (shown === undefined) throw new Error(`${name} is not shown`);
    return { hostId: shown.hostId, server: shown.server, session: shown.session };
  }

  /** Somebody attaches with plain tmux in a terminal of this size. */
  async attachPerson(name: string, columns: number, rows: number): Promise<PtyChannel> {
    const local = new LocalTarget(this.#environment);
    const pty = await local.openPty(
      `unset TMUX; exec tmux -u attach-session -t '=${name}'`,
      { columns, rows },
      never,
    );
    if (!pty.ok) throw new Error(JSON.stringify(pty.error));
    this.#people.push(pty.value);
    pty.value.onData(() => undefined);
    return pty.value;
  }

  /** Fairlead ends and starts again on the same records. */
  async restart(): Promise<void> {
    await this.#stop();
    await this.terminals.restore();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
    for (const person of this.#people) person[Symbol.dispose]();
    await this.person.run("kill-server");
    await this.world[Symbol.asyncDispose]();
  }

  get #running() {
    if (this.#parts === null) {
      const target = this.#reach?.(this.world) ?? new LocalTarget(this.#environment);
      const targets = { get: () => ok(target) };
      const inventory = { get: () => thisMachine };
      const installation = this.world.folder;
      const terminals = new Terminals({
        targets,
        inventory,
        runs: this.kept.runs,
        records: this.kept.terminals,
        useTmux: () => true,
        installation,
        redact: (text) => text,
        learnSecret: () => undefined,
      });
      const desk = new TmuxDesk({
        targets,
        inventory,
        isProduction: () => this.production,
        shared: terminals.shared,
        installation,
        record: async ({ detail }) => void this.audited.push(detail.command),
        redact: (text) => text.replaceAll("hunter2", "[redacted]"),
      });
      this.#parts = { target, terminals, desk };
    }
    return this.#parts;
  }

  async #stop(): Promise<void> {
    const parts = this.#parts;
    this.#parts = null;
    await parts?.terminals[Symbol.asyncDispose]();
    await parts?.target[Symbol.asyncDispose]();
  }
}
