import type { Host } from "../../shared/contract/hosts.ts";
import type {
  AttachedSession,
  TmuxAct,
  TmuxListing,
  TmuxListingEvent,
  TmuxSessionKey,
  TmuxSizePolicy,
} from "../../shared/contract/tmux.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { pause } from "../base/abort.ts";
import type { Emitter } from "../base/emitter.ts";
import type { Target } from "../targets/target.ts";
import type { SharedSessions } from "./shared-sessions.ts";
import { actWords, ends } from "./tmux/act-commands.ts";
import { tmuxSessionName } from "./tmux/names.ts";
import { actOnTmux, listTmux, readPane } from "./tmux/tmux-browser.ts";

/** Puts into the audit what a person did; `detail` names it in tmux's own words. */
export type RecordTmux = (entry: {
  kind: "tmux-act";
  actor: string;
  target: string;
  detail: { command: string; ok: boolean };
}) => Promise<unknown>;

export type TmuxDeskPlan = {
  targets: { get(id: HostId): Result<Target, FairleadError> };
  inventory: { get(id: HostId): Host | undefined };
  isProduction: (host: Host) => boolean;
  shared: SharedSessions;
  installation: string;
  record: RecordTmux;
  redact: (text: string) => string;
  /** How often a host is looked at while somebody watches. Default 2,000 ms. */
  lookMs?: number;
};

const actMs = 20_000;

/** What a person sees of tmux on the hosts, and does there. */
export class TmuxDesk {
  readonly #plan: TmuxDeskPlan;
  readonly #ownName: string;
  /** Cut short when something was done, so that it is seen at once. */
  readonly #waits = new Set<{ hostId: HostId; again: AbortController }>();

  constructor(plan: TmuxDeskPlan) {
    this.#plan = plan;
    this.#ownName = tmuxSessionName(plan.installation);
  }

  get changed(): Emitter<void> {
    return this.#plan.shared.changed;
  }

  attached(): AttachedSession[] {
    return this.#plan.shared.list();
  }

  async list(hostId: HostId, signal: AbortSignal): Promise<Result<TmuxListing, FairleadError>> {
    const target = this.#plan.targets.get(hostId);
    if (!target.ok) return target;
    const connected = await target.value.connect(signal);
    if (!connected.ok) return connected;
    const listed = await listTmux(target.value, this.#ownName, signal);
    return listed.ok ? ok(this.#withTerminals(hostId, listed.value)) : listed;
  }

  /** What the host has now, and again whenever that has changed, until `signal` aborts. */
  async *watch(hostId: HostId, signal: AbortSignal): AsyncGenerator<TmuxListingEvent, void, void> {
    let told = "";
    while (!signal.aborted) {
      const wait = { hostId, again: new AbortController() };
      this.#waits.add(wait);
      using _shared = this.changed.on(() => wait.again.abort());
      const listed = await this.list(hostId, signal);
      if (signal.aborted) return;
      const event: TmuxListingEvent = listed.ok
        ? { type: "sessions-listed", listing: listed.value }
        : { type: "listing-failed", failure: listed.error };
      const text = JSON.stringify(event);
      if (text !== told) yield event;
      told = text;
      await pause(this.#plan.lookMs ?? 2_000, AbortSignal.any([signal, wait.again.signal]));
      this.#waits.delete(wait);
    }
  }

  /** Does one thing for a person. What ends something on a production host needs the host's name, typed. */
  async act(
    hostId: HostId,
    server: string | null,
    act: TmuxAct,
    actor: string,
  ): Promise<Result<void, FairleadError>> {
    const { inventory, isProduction, record, shared, targets } = this.#plan;
    const host = inventory.get(hostId);
    const target = targets.get(hostId);
    if (!target.ok) return target;
    if (host === undefined) return fail(failure("host-unknown", hostId));
    if (ends(act) && isProduction(host) && act.typedName !== host.name) {
      return fail(failure("typed-name-wrong", host.name));
    }
    const done = await actOnTmux(target.value, server, act, AbortSignal.timeout(actMs));
    const detail = { command: `tmux ${actWords(act)}`, ok: done.ok };
    await record({ kind: "tmux-act", actor, target: host.name, detail });
    await shared.look(hostId);
    for (const wait of this.#waits) if (wait.hostId === hostId) wait.again.abort();
    return done;
  }

  async attach(
    key: TmuxSessionKey,
    actor: string,
    signal: AbortSignal,
  ): Promise<Result<TerminalId[], FairleadError>> {
    const listed = await this.list(key.hostId, signal);
    if (!listed.ok) return listed;
    const found = listed.value.sessions.find(({ session }) => session === key.session);
    if (found === undefined || listed.value.server !== key.server) {
      return fail(failure("tmux-changed"));
    }
    if (found.own) return ok(terminalsOf(found));
    const attached = await this.#plan.shared.attach(key, found.name, signal);
    await this.#plan.record({
      kind: "tmux-act",
      actor,
      target: this.#plan.inventory.get(key.hostId)?.name ?? key.hostId,
      detail: { command: `tmux attach-session -t ${found.name}`, ok: attached.ok },
    });
    return attached;
  }

  /** The last lines of any pane, redacted. */
  async read(
    hostId: HostId,
    pane: number,
    lines: number,
    signal: AbortSignal,
  ): Promise<Result<string, FairleadError>> {
    const target = this.#plan.targets.get(hostId);
    if (!target.ok) return target;
    const read = await readPane(target.value, pane, lines, signal);
    return read.ok ? ok(this.#plan.redact(read.value)) : read;
  }

  /** Attaches the session of a pane and brings the pane to the front there; answers with its terminal. */
  async show(
    hostId: HostId,
    pane: number,
    actor: string,
    signal: AbortSignal,
  ): Promise<Result<TerminalId, FairleadError>> {
    const gone = () => fail(failure("tmux-changed", `There is no pane %${pane}.`));
    const place = (listing: TmuxListing) => {
      for (const { session, windows } of listing.sessions) {
        for (const { panes, window } of windows) {
          const found = panes.find((each) => each.pane === pane);
          if (found !== undefined) return { session, window, terminalId: found.terminalId };
        }
      }
      return null;
    };
    const listed = await this.list(hostId, signal);
    if (!listed.ok) return listed;
    const { server } = listed.value;
    const where = place(listed.value);
    if (where === null || server === null) return gone();
    const attached = await this.attach({ hostId, server, session: where.session }, actor, signal);
    if (!attached.ok) return attached;
    for (const act of [
      { kind: "select-window", window: where.window },
      { kind: "select-pane", pane },
    ] as const) {
      const done = await this.act(hostId, server, act, actor);
      if (!done.ok) return done;
    }
    const now = await this.list(hostId, signal);
    if (!now.ok) return now;
    const terminalId = place(now.value)?.terminalId ?? null;
    return terminalId === null ? gone() : ok(terminalId);
  }

  detach(key: TmuxSessionKey): Promise<Result<void, FairleadError>> {
    return this.#plan.shared.detach(key);
  }

  setPolicy(key: TmuxSessionKey, policy: TmuxSizePolicy): Promise<Result<void, FairleadError>> {
    return this.#plan.shared.setPolicy(key, policy);
  }

  fit(
    key: TmuxSessionKey,
    window: number,
    size: { columns: number; rows: number },
  ): Promise<Result<void, FairleadError>> {
    return this.#plan.shared.fit(key, window, size);
  }

  /** Names the terminals that show panes of the listed sessions. */
  #withTerminals(hostId: HostId, listing: TmuxListing): TmuxListing {
    const shown = new Map<number, TerminalId>();
    for (const session of this.attached()) {
      if (session.hostId !== hostId || session.server !== listing.server) continue;
      for (const { panes } of session.windows) {
        for (const { pane, terminalId } of panes) {
          if (terminalId !== null) shown.set(pane, terminalId);
        }
      }
    }
    const sessions = listing.sessions.map((session) => ({
      ...session,
      windows: session.windows.map((window) => ({
        ...window,
        panes: window.panes.map((pane) => ({
          ...pane,
          terminalId: shown.get(pane.pane) ?? pane.terminalId,
        })),
      })),
    }));
    return { ...listing, sessions };
  }
}

const terminalsOf = ({ windows }: TmuxListing["sessions"][number]): TerminalId[] =>
  windows.flatMap(({ panes }) => panes.flatMap(({ terminalId }) => terminalId ?? []));
