import type { FairleadError } from "../../../shared/errors.ts";
import type { Result } from "../../../shared/result.ts";
import type { BackendEnd } from "../backend.ts";
import { type CaptureOptions, capturePane } from "./capture-pane.ts";
import type { ListedPane } from "./pane-listing.ts";
import type { TmuxPane } from "./tmux-pane.ts";

/** How long the exit code may come after the end of the terminal, and how often we ask for it. */
const statusMs = 1_000;
const statusEveryMs = 50;

export type WatchedSession = {
  connected(): boolean;
  panes(): TmuxPane[];
  list(): Promise<Result<ListedPane[], FairleadError>>;
  send(commands: readonly string[]): Promise<Result<Uint8Array[], FairleadError>>;
  capture(): CaptureOptions;
  /** Whether an ended pane is taken away: ours are, those of others stay as their owner wants them. */
  closesEnded: boolean;
};

/**
 * Compares the panes that we think are there with what tmux has, and tells each the end it came to. Looking costs one
 * short command, so every hint and the heartbeat lead here, and a hint that was missed is made up for.
 */
export class PaneWatch {
  readonly #session: WatchedSession;
  /** Panes whose program has ended, and when we saw it first. */
  readonly #dying = new WeakMap<TmuxPane, number>();
  #looking = false;
  #again = false;

  constructor(session: WatchedSession) {
    this.#session = session;
  }

  /** One look at a time; a call during one makes it look again. */
  async look(): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    while (this.#again && this.#session.connected()) {
      this.#again = false;
      const before = this.#session.panes();
      const listed = await this.#session.list();
      if (!listed.ok) break;
      for (const pane of before) await this.#compare(pane, listed.value);
    }
    this.#looking = false;
  }

  async #compare(pane: TmuxPane, listed: readonly ListedPane[]): Promise<void> {
    const found = listed.find((entry) => entry.pane === pane.identity.pane);
    if (found === undefined) {
      const end = await this.#whereItWent(pane.identity.pane);
      if (end !== null) pane.finish(end);
    } else if (found.dead) await this.#ended(pane, found.settled);
    else pane.seen(found.inMode);
  }

  /**
   * tmux tells the end of the terminal before it knows the exit code, and before 3.3 it never tells that a signal ended it.
   * On a busy machine 3.3a was seen to miss the end of its child altogether: then the end of another child, made for the
   * purpose, wakes it.
   */
  async #ended(pane: TmuxPane, settled: boolean): Promise<void> {
    const since = this.#dying.get(pane) ?? Date.now();
    this.#dying.set(pane, since);
    if (settled || Date.now() - since > statusMs) {
      await this.#reap(pane);
      return;
    }
    await this.#session.send(["run-shell -b :"]);
    setTimeout(() => void this.look(), statusEveryMs).unref();
  }

  /** Reads the last picture and the exit code of an ended pane, and closes it. */
  async #reap(pane: TmuxPane): Promise<void> {
    const { pane: number } = pane.identity;
    const last = await capturePane(this.#session.send, number, this.#session.capture(), []);
    const exitCode = last.ok ? (last.value.state.dead?.exitCode ?? null) : null;
    pane.finish({ kind: "exited", exitCode }, last.ok ? last.value.picture : null);
    if (this.#session.closesEnded) await this.#session.send([`kill-pane -t %${number}`]);
  }

  /** A person may have moved the window to a session of theirs: then it lives, out of our sight. Null: who knows. */
  async #whereItWent(pane: number): Promise<BackendEnd | null> {
    const there = await this.#session.send([
      `display-message -p -t %${pane} '#{pane_id} #{session_name}'`,
    ]);
    if (!there.ok && there.error.code !== "tmux-failed") return null;
    const answer = there.ok ? Buffer.from(there.value[0] ?? []).toString("utf8") : "";
    const [, session] = new RegExp(`^%${pane} (.+)`).exec(answer) ?? [];
    if (session === undefined) return { kind: "exited", exitCode: null };
    return { kind: "detached", reason: `its window was moved to tmux session ${session}` };
  }
}
