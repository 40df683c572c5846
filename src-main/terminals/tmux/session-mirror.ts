import type { TmuxSessionInfo } from "../../../shared/contract/tmux.ts";
import { Emitter } from "../../base/emitter.ts";
import { lookEvery } from "../../base/ticks.ts";
import { clientFormat, paneFormat, parseSessions } from "./session-listing.ts";
import type { HostEvent, TmuxHost } from "./tmux-host.ts";

const telling: ReadonlySet<HostEvent["type"]> = new Set([
  "ready",
  "layout-change",
  "window-add",
  "window-close",
  "window-rename",
  "pane-mode-change",
]);
/** Notifications without an event of their own. */
const named =
  /^(session-renamed|session-window-changed|window-pane-changed|client-detached|client-session-changed|session-changed)$/;

/**
 * One attached session as tmux has it: windows, panes, who else is attached. Looks when tmux says that something has
 * changed, and now and then, since it does not say all: sizes of others, titles, programs. Disposing stops that.
 */
export class SessionMirror implements Disposable {
  readonly changed = new Emitter<void>();
  readonly #host: TmuxHost;
  readonly #ownName: string;
  readonly #listening: Disposable;
  readonly #looks: Disposable;
  #seen: { server: string; session: TmuxSessionInfo } | null = null;
  #looking: Promise<void> | null = null;
  #again = false;

  constructor(host: TmuxHost, ownName: string, lookMs = 10_000) {
    this.#host = host;
    this.#ownName = ownName;
    this.#listening = host.events.on((event) => {
      const tells =
        telling.has(event.type) || (event.type === "notification" && named.test(event.name));
      if (tells) void this.look();
    });
    this.#looks = lookEvery(lookMs, () => void this.look());
  }

  get seen(): { server: string; session: TmuxSessionInfo } | null {
    return this.#seen;
  }

  /** Resolves after a look that began after this call. */
  look(): Promise<void> {
    this.#again = true;
    this.#looking ??= this.#lookAgain().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  [Symbol.dispose](): void {
    this.#looks[Symbol.dispose]();
    this.#listening[Symbol.dispose]();
    this.changed[Symbol.dispose]();
  }

  async #lookAgain(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const { session } = this.#host;
      if (session === null) return;
      const looked = await this.#host.run([
        `list-panes -s -t '$${session}' -F '${paneFormat}'`,
        `list-clients -t '$${session}' -F '${clientFormat}'`,
      ]);
      if (!looked.ok) return;
      const text = Buffer.concat(looked.value).toString("utf8");
      const { server, sessions } = parseSessions(text, this.#ownName);
      const found = sessions.find((one) => one.session === session);
      if (server === null || found === undefined) continue;
      const before = JSON.stringify(this.#seen);
      this.#seen = { server, session: found };
      if (JSON.stringify(this.#seen) !== before) this.changed.emit();
    }
  }
}
