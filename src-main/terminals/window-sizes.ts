import type { TmuxSessionInfo, TmuxSizePolicy } from "../../shared/contract/tmux.ts";
import { resizeWindow } from "./tmux/session-commands.ts";
import type { TmuxHost } from "./tmux/tmux-host.ts";

type Size = { columns: number; rows: number };

/**
 * Who decides the size of a session's windows. What it sets on windows that are not ours it takes back when it is let go
 * of, so that a person who attaches later finds tmux as it was.
 */
export class WindowSizes {
  policy: TmuxSizePolicy;
  readonly #host: TmuxHost;
  readonly #isOwn: boolean;
  /** What each window's own option said before, null where it had none. */
  readonly #before = new Map<number, string | null>();
  readonly #set = new Map<number, TmuxSizePolicy>();
  #room: Size | null = null;

  constructor(host: TmuxHost, isOwn: boolean, policy: TmuxSizePolicy) {
    this.#host = host;
    this.#isOwn = isOwn;
    this.policy = policy;
  }

  /** Sees to windows that are new, and to all after the policy has changed. */
  async apply({ windows }: TmuxSessionInfo): Promise<void> {
    for (const { window } of windows) {
      if (this.#set.get(window) === this.policy) continue;
      if (!this.#before.has(window)) this.#before.set(window, await this.#own(window));
      this.#set.set(window, this.policy);
      const wanted = { ours: "manual", smallest: "smallest", latest: "latest" }[this.policy];
      await this.#host.run([`set-option -w -t @${window} window-size ${wanted}`]);
    }
  }

  /** Takes part in the size, or no longer: a new client of ours has to be told as well. */
  async takePart(): Promise<void> {
    if (this.policy === "ours") await this.#host.run(["refresh-client -f ignore-size"]);
    else {
      await this.#host.run(["refresh-client -f '!ignore-size'"]);
      if (this.#room !== null) await this.#host.run([clientSize(this.#room)]);
    }
  }

  /** The panel that shows the window has room for so much. */
  async fit(window: number, size: Size): Promise<void> {
    this.#room = size;
    if (this.policy === "ours") await this.#host.run([resizeWindow(window, size)]);
    else {
      await this.#host.run([clientSize(size)]);
      // Keys that we send do not make us the one who was active last; coming to the session does.
      const { session } = this.#host;
      if (this.policy === "latest") await this.#host.run([`switch-client -t '$${session}'`]);
    }
  }

  /** Gives windows that are not ours back as they were. */
  async release(): Promise<void> {
    if (this.#isOwn) return;
    for (const [window, before] of this.#before) {
      const option = before === null ? "-wu" : "-w";
      const value = before === null ? "" : ` ${before}`;
      await this.#host.run([`set-option ${option} -t @${window} window-size${value}`]);
    }
    this.#before.clear();
    this.#set.clear();
  }

  async #own(window: number): Promise<string | null> {
    const asked = await this.#host.run([`show-options -wv -t @${window} window-size`]);
    const value = asked.ok
      ? Buffer.from(asked.value[0] ?? [])
          .toString("utf8")
          .trim()
      : "";
    return /^(largest|smallest|manual|latest)$/.test(value) ? value : null;
  }
}

const clientSize = ({ columns, rows }: Size) => `refresh-client -C ${columns}x${rows}`;
