import { createHash } from "node:crypto";
import { z } from "zod";
import { terminalSize } from "../../shared/contract/terminals.ts";
import {
  type AttachedSession,
  type TmuxSessionKey,
  type TmuxSizePolicy,
  tmuxSessionKey,
  tmuxSizePolicy,
} from "../../shared/contract/tmux.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import type { Target } from "../targets/target.ts";
import type { Line } from "./line.ts";
import { SharedSession, type SharedSessionParts } from "./shared-session.ts";
import type { KeptTerminal, TerminalStore } from "./stores.ts";
import { tmuxSessionName } from "./tmux/names.ts";
import { TmuxHost } from "./tmux/tmux-host.ts";

export type SharedSessionsPlan = Pick<
  SharedSessionParts,
  "terminal" | "makeTerminal" | "add" | "remove"
> & {
  targets: { get(id: HostId): Result<Target, FairleadError> };
  records: TerminalStore;
  installation: string;
  /** Takes a terminal off the list and lets go of it; fine where there is none. */
  forget: (id: TerminalId) => Promise<void>;
  now: () => number;
};

/** What is kept of an attached session, to attach it again after a start. */
const keptSession = tmuxSessionKey.omit({ hostId: true }).extend({
  kind: z.literal("tmux-session"),
  name: z.string(),
  policy: tmuxSizePolicy,
  panes: z.array(z.object({ pane: z.int(), window: z.int(), size: terminalSize })),
});
type KeptSession = z.infer<typeof keptSession>;

type Attached = { key: TmuxSessionKey; name: string; session: SharedSession; kept: string };

/** The sessions of tmux that are shown here: those a person has attached, and our own where others take part. */
export class SharedSessions implements AsyncDisposable {
  readonly changed = new Emitter<void>();
  readonly #plan: SharedSessionsPlan;
  readonly #ownName: string;
  readonly #own = new Map<HostId, SharedSession>();
  readonly #attached = new Map<string, Attached>();

  constructor(plan: SharedSessionsPlan) {
    this.#plan = plan;
    this.#ownName = tmuxSessionName(plan.installation);
  }

  /** Our own session of a host, as soon as it is used. */
  own(target: Target, host: TmuxHost): void {
    void this.#own.get(target.hostId)?.[Symbol.asyncDispose]();
    this.#own.set(target.hostId, this.#shared(target.hostId, host, "ours"));
  }

  list(): AttachedSession[] {
    const all = [...this.#own.values(), ...[...this.#attached.values()].map((one) => one.session)];
    return all.flatMap((session) => session.info() ?? []);
  }

  /** Shows a session that is not ours; answers with its terminals. Attached already, it says which those are. */
  async attach(
    key: TmuxSessionKey,
    name: string,
    signal: AbortSignal,
  ): Promise<Result<TerminalId[], FairleadError>> {
    const known = this.#attached.get(keyText(key))?.session;
    if (known !== undefined) return ok(known.terminals);
    const target = this.#plan.targets.get(key.hostId);
    if (!target.ok) return target;
    const attached = this.#add(key, name, target.value, "ours");
    const started = await attached.session.start(signal);
    if (started.ok) {
      this.#keep(attached);
      return ok(attached.session.terminals);
    }
    await this.#remove(attached);
    const gone = started.error.code === "terminal-lost";
    return fail(gone ? failure("tmux-changed", started.error.detail) : started.error);
  }

  /** Its terminals go, it lives on. Fine where it is not attached. */
  async detach(key: TmuxSessionKey): Promise<Result<void, FairleadError>> {
    const attached = this.#attached.get(keyText(key));
    if (attached !== undefined) {
      await this.#remove(attached);
      await this.#plan.records.delete(recordId(key));
    }
    return ok(undefined);
  }

  async setPolicy(
    key: TmuxSessionKey,
    policy: TmuxSizePolicy,
  ): Promise<Result<void, FairleadError>> {
    const session = this.#find(key);
    if (session === undefined) return fail(failure("tmux-changed"));
    await session.setPolicy(policy);
    return ok(undefined);
  }

  async fit(
    key: TmuxSessionKey,
    window: number,
    size: { columns: number; rows: number },
  ): Promise<Result<void, FairleadError>> {
    const session = this.#find(key);
    if (session === undefined) return fail(failure("tmux-changed"));
    await session.fit(window, size);
    return ok(undefined);
  }

  /** Something was done on the host: what is shown of it is looked at again. */
  async look(hostId: HostId): Promise<void> {
    const attached = [...this.#attached.values()].map(({ session }) => session);
    const there = [...this.#own.values(), ...attached].filter((one) => one.hostId === hostId);
    await Promise.all(there.map((session) => session.look()));
  }

  /** The sessions that were attached when the app was closed; their lines are to be started. */
  restored(records: readonly KeptTerminal[]): Line[] {
    return records.flatMap(({ hostId, detail }) => {
      const kept = keptSession.safeParse(detail);
      const target = this.#plan.targets.get(hostId);
      if (!kept.success || !target.ok) return [];
      const { server, session, name, policy, panes } = kept.data;
      const attached = this.#add({ hostId, server, session }, name, target.value, policy);
      const lines: Line[] = [];
      attached.session.expect(server, panes, (line) => lines.push(line));
      return lines;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#own.values(), ...[...this.#attached.values()].map((one) => one.session)];
    this.#own.clear();
    this.#attached.clear();
    await Promise.all(all.map((session) => session[Symbol.asyncDispose]()));
    this.changed[Symbol.dispose]();
  }

  #add(key: TmuxSessionKey, name: string, target: Target, policy: TmuxSizePolicy): Attached {
    const { server, session } = key;
    const { installation } = this.#plan;
    const host = new TmuxHost({ target, installation, listed: { server, session, name } });
    const attached: Attached = {
      key,
      name,
      kept: "",
      session: this.#shared(key.hostId, host, policy, () => void this.detach(key)),
    };
    this.#attached.set(keyText(key), attached);
    return attached;
  }

  async #remove({ key, session }: Attached): Promise<void> {
    this.#attached.delete(keyText(key));
    const { terminals } = session;
    await session[Symbol.asyncDispose]();
    await Promise.all(terminals.map((id) => this.#plan.forget(id)));
    this.changed.emit();
  }

  #shared(
    hostId: HostId,
    host: TmuxHost,
    policy: TmuxSizePolicy,
    emptied: () => void = () => undefined,
  ): SharedSession {
    const { add, makeTerminal, remove, targets, terminal } = this.#plan;
    return new SharedSession({
      hostId,
      target: () => targets.get(hostId),
      host,
      ownName: this.#ownName,
      policy,
      terminal,
      makeTerminal,
      add,
      remove,
      changed: () => {
        this.changed.emit();
        for (const attached of this.#attached.values()) this.#keep(attached);
      },
      emptied,
    });
  }

  #find({ hostId, server, session }: TmuxSessionKey): SharedSession | undefined {
    const attached = [...this.#attached.values()].map((one) => one.session);
    return [...this.#own.values(), ...attached].find((one) => {
      const info = one.info();
      return info?.hostId === hostId && info.server === server && info.session === session;
    });
  }

  #keep(attached: Attached): void {
    const { key, name, session } = attached;
    const panes = session.known();
    if (panes.length === 0) return;
    const { server, session: number } = key;
    const detail: KeptSession = {
      kind: "tmux-session",
      server,
      session: number,
      name: session.info()?.name ?? name,
      policy: session.policy,
      panes,
    };
    const text = JSON.stringify(detail);
    if (text === attached.kept) return;
    attached.kept = text;
    const { now, records } = this.#plan;
    // Without it the session is not attached again after the next start.
    void records.put({ id: recordId(key), hostId: key.hostId, createdAt: now(), detail });
  }
}

const keyText = ({ hostId, server, session }: TmuxSessionKey) => `${hostId} ${server} ${session}`;

function recordId(key: TmuxSessionKey): TerminalId {
  const named = createHash("sha256").update(keyText(key)).digest("hex");
  return `term-session-${named.slice(0, 20)}`;
}
