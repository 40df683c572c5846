import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, chromium, type Locator, type Page } from "@playwright/test";
import { chromiumLaunch } from "../e2e/chromium-launch.ts";
import { acceptHostKey, addHost } from "../e2e/steps/hosts.ts";
import { scripted } from "../e2e/steps/models.ts";
import { expectReady, paneOf } from "../e2e/steps/terminal.ts";
import { type ServedApp, serveApp } from "../e2e/world/app.ts";
import { ScriptedModel } from "../e2e/world/model.ts";
import { RemoteHost } from "../e2e/world/remote-host.ts";
import { makeKey, type TestKey } from "../e2e/world/ssh-keys.ts";
import { World } from "../e2e/world/world.ts";
import { connectHolder } from "../src-main/cli/holder-client.ts";
import { colouredText } from "./coloured-text.ts";
import type { SshLogin } from "./peers/bare-page.ts";
import type { Measurements } from "./report.ts";

const megabyte = 1024 * 1024;
/** What `cat` prints, by its file in both homes. */
export const textSizes = { "text-20": 20 * megabyte, "text-50": 50 * megabyte } as const;

const xtermScript = fileURLToPath(
  new URL("../node_modules/@xterm/xterm/lib/xterm.js", import.meta.url),
);

export const sshPlain = "ssh-plain";
export const sshTmux = "ssh-tmux";

/** The app with hosts to measure it on: Fairlead in a page, a real sshd, texts to print, and what was measured. */
export class TerminalBench implements AsyncDisposable {
  readonly world = new World();
  readonly measured: Measurements = new Map();
  readonly #tell: (line: string) => void;
  readonly #owned = new AsyncDisposableStack();
  #parts: {
    remote: RemoteHost;
    key: TestKey;
    served: ServedApp;
    page: Page;
    context: BrowserContext;
  } | null = null;

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
    this.#owned.use(this.world);
  }

  static async open(tell: (line: string) => void): Promise<TerminalBench> {
    const bench = new TerminalBench(tell);
    try {
      await bench.#start();
      return bench;
    } catch (error) {
      await bench[Symbol.asyncDispose]();
      throw error;
    }
  }

  get remote(): RemoteHost {
    return this.#given().remote;
  }

  /** Fairlead's page. */
  get page(): Page {
    return this.#given().page;
  }

  get served(): ServedApp {
    return this.#given().served;
  }

  get key(): TestKey {
    return this.#given().key;
  }

  /** How a peer logs in to the same sshd. */
  get login(): SshLogin {
    const { remote, key } = this.#given();
    const { address, port, user } = remote.sshd;
    return { address, port, user, privateKey: key.path };
  }

  /** A value of one run; the unit is part of the figure's name. */
  note(figure: string, value: number): void {
    this.measured.set(figure, [...(this.measured.get(figure) ?? []), value]);
    this.#tell(`  ${figure}: ${value.toPrecision(3)}`);
  }

  say(line: string): void {
    this.#tell(line);
  }

  /** Another page in the same browser, drawn without WebGL. */
  async newPage(url: string): Promise<Page> {
    const page = await this.#given().context.newPage();
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await page.goto(url);
    return page;
  }

  tab(hostName: string): Locator {
    return this.page.getByRole("tab").filter({ hasText: hostName });
  }

  /** The pane on this host, shown and with the keyboard. */
  async show(hostName: string): Promise<Locator> {
    await this.page.bringToFront();
    await this.tab(hostName).first().click();
    const pane = paneOf(this.page, hostName);
    await pane.locator(".xterm-screen").click();
    return pane;
  }

  async size(): Promise<{ columns: number; rows: number }> {
    using holder = await this.connect();
    const [terminal] = await holder.client.terminals.list();
    if (terminal === undefined) throw new Error("no terminal is open");
    return terminal.size;
  }

  /** As the settings page does it, from here on. */
  async setTmux(tmux: boolean): Promise<void> {
    using holder = await this.connect();
    await holder.client.settings.change({ ssh: { tmux } });
  }

  /** The control plane, beside the page's own. The caller disposes of it. */
  async connect() {
    const socket = join(this.world.dataFolder, "fairlead.sock");
    const holder = await connectHolder(socket, { approveAll: false, canAsk: true });
    if (!holder.ok) throw new Error(`no control plane: ${JSON.stringify(holder.error)}`);
    return holder.value;
  }

  /** Opens a shell on this machine; its pane has this name. */
  async openLocal(): Promise<string> {
    const local = this.page.getByRole("button", { name: /, local shell$/ });
    const name = ((await local.getAttribute("aria-label")) ?? "").replace(/, .*$/, "");
    await local.dblclick();
    await expectReady(paneOf(this.page, name));
    return name;
  }

  /** Adds a host for an sshd that knows the bench's key, and opens it. */
  async openHost(name: string, remote = this.remote): Promise<void> {
    const login = { login: "Private key", keyPath: "~/bench-key" } as const;
    await addHost(this.page, { name, endpoint: remote.endpoint, ...login });
    const question = this.page.getByRole("dialog", { name: `Unknown host key: ${name}` });
    const ready = expectReady(paneOf(this.page, name));
    ready.catch(() => undefined); // Told below, where it is awaited.
    if (!this.#knownServers.has(remote)) {
      this.#knownServers.add(remote);
      await question.waitFor();
      await acceptHostKey(this.page, name, remote.sshd.hostKey().fingerprint);
    }
    await ready;
  }

  readonly #knownServers = new Set<RemoteHost>();

  /** One more machine that the bench's key opens; it ends with the bench. */
  async startRemote(): Promise<RemoteHost> {
    const remote = this.#owned.use(await RemoteHost.start());
    remote.sshd.authorize(this.key);
    return remote;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }

  async #start(): Promise<void> {
    const model = this.#owned.use(await ScriptedModel.start());
    const remote = this.#owned.use(await RemoteHost.start());
    const key = makeKey(this.world.home, "bench-key");
    remote.sshd.authorize(key);
    for (const [name, bytes] of Object.entries(textSizes)) {
      const text = colouredText(bytes);
      writeFileSync(join(this.world.home, name), text);
      writeFileSync(remote.path(name), text);
    }
    const served = await serveApp(this.world, scripted(model));
    this.#owned.defer(() => served.stop());
    const browser = await chromium.launch({
      ...chromiumLaunch,
      args: [...chromiumLaunch.args, "--js-flags=--expose-gc", "--enable-precise-memory-info"],
      env: this.world.environment(),
    });
    this.#owned.defer(() => browser.close());
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      // What watches the stream runs in a worker of its own.
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.addInitScript({ path: xtermScript });
    const url = new URL(served.url);
    url.searchParams.set("renderer", "dom");
    await page.goto(url.href);
    this.#parts = { remote, key, served, page, context };
  }

  #given() {
    if (this.#parts === null) throw new Error("the bench has not started");
    return this.#parts;
  }
}
