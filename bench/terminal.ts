import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Locator, type Page } from "@playwright/test";
import { chromiumLaunch } from "../e2e/chromium-launch.ts";
import { quantile, typeAndMeasure } from "../e2e/steps/echo.ts";
import { acceptHostKey, addHost } from "../e2e/steps/hosts.ts";
import { scripted } from "../e2e/steps/models.ts";
import { expectOnScreen, expectReady, paneOf, typeLine } from "../e2e/steps/terminal.ts";
import { serveApp } from "../e2e/world/app.ts";
import { ScriptedModel } from "../e2e/world/model.ts";
import { RemoteHost } from "../e2e/world/remote-host.ts";
import { makeKey } from "../e2e/world/ssh-keys.ts";
import { World } from "../e2e/world/world.ts";
import { connectHolder } from "../src-main/cli/holder-client.ts";
import { colouredText } from "./coloured-text.ts";
import type { Measurements } from "./report.ts";
import { enterToScreen, xtermAlone } from "./stopwatch.ts";

const textBytes = 20 * 1024 * 1024;
const keys = 100;
const xtermScript = fileURLToPath(
  new URL("../node_modules/@xterm/xterm/lib/xterm.js", import.meta.url),
);

type Path = { name: string; tmux: boolean; pane: Locator; tab: Locator };

/**
 * `cat` of 20 MB of coloured text of mixed width until its last line is on the screen, through every way a terminal can
 * take, as a ratio to the speed of xterm.js alone in the same window; and keys until their letter is on the screen, idle
 * and while another pane is flooded. All of it in turn, `runs` times.
 */
export async function benchTerminal(
  runs: number,
  tell: (line: string) => void,
): Promise<Measurements> {
  await using world = new World();
  await using model = await ScriptedModel.start();
  await using remote = await RemoteHost.start();
  const key = makeKey(world.home, "bench-key");
  remote.sshd.authorize(key);
  const text = colouredText(textBytes);
  writeFileSync(join(world.home, "text"), text);
  writeFileSync(remote.path("text"), text);

  await using owned = new AsyncDisposableStack();
  const served = await serveApp(world, scripted(model));
  owned.defer(() => served.stop());
  const browser = await chromium.launch({ ...chromiumLaunch, env: world.environment() });
  owned.defer(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript({ path: xtermScript });
  const url = new URL(served.url);
  url.searchParams.set("renderer", "dom");
  await page.goto(url.href);

  const paths = await openPaths(page, world, remote);
  const measured: Measurements = new Map();
  const note = (figure: string, value: number) => {
    measured.set(figure, [...(measured.get(figure) ?? []), value]);
    tell(`  ${figure}: ${value.toPrecision(3)}`);
  };
  const size = await sizeOf(world);
  for (let run = 1; run <= runs; run += 1) {
    tell(`run ${run} of ${runs}`);
    const alone = await xtermAlone(page, size, textBytes);
    note("xterm.js alone, MB/s", textBytes / 1e3 / alone);
    for (const { name, pane, tab } of paths) {
      await tab.click();
      const took = await enterToScreen(
        pane,
        `clear; cat text; echo; echo all-"$((6*7))"-${run}`,
        `all-42-${run}`,
      );
      note(`${name}, ratio to xterm.js alone`, alone / took);
    }
    for (const { name, pane, tab } of paths) {
      await tab.click();
      await pane.locator(".xterm-screen").click();
      const times = await typeAndMeasure(pane, (typed) => typed < keys);
      note(`${name}, idle key to screen p50 ms`, quantile(times, 0.5));
      note(`${name}, idle key to screen p95 ms`, quantile(times, 0.95));
    }
  }
  await measureFlooded(world, paths, runs, note);
  return measured;
}

/** A terminal for each way, each behind its own tab. */
async function openPaths(page: Page, world: World, remote: RemoteHost): Promise<Path[]> {
  const login = { login: "Private key", keyPath: "~/bench-key" } as const;
  await setTmux(world, false);
  const local = page.getByRole("button", { name: /, local shell$/ });
  const localName = ((await local.getAttribute("aria-label")) ?? "").replace(/, .*$/, "");
  await local.dblclick();
  await expectReady(paneOf(page, localName));
  await addHost(page, { name: "ssh-plain", endpoint: remote.endpoint, ...login });
  await acceptHostKey(page, "ssh-plain", remote.sshd.hostKey().fingerprint);
  await expectReady(paneOf(page, "ssh-plain"));
  await setTmux(world, true);
  await addHost(page, { name: "ssh-tmux", endpoint: remote.endpoint, ...login });
  await expectReady(paneOf(page, "ssh-tmux"));
  const path = (name: string, host: string, tmux: boolean): Path => ({
    name,
    tmux,
    pane: paneOf(page, host),
    tab: page.getByRole("tab").filter({ hasText: host }),
  });
  return [
    path("local, plain", localName, false),
    path("ssh, plain", "ssh-plain", false),
    path("ssh, tmux", "ssh-tmux", true),
  ];
}

/** A second pane beside each is flooded without end while the first is typed into. */
async function measureFlooded(
  world: World,
  paths: readonly Path[],
  runs: number,
  note: (figure: string, value: number) => void,
): Promise<void> {
  for (const { name, tmux, pane, tab } of paths) {
    const page = pane.page();
    await setTmux(world, tmux);
    await tab.click();
    await pane.locator(".xterm-screen").click();
    const id = await pane.getAttribute("data-terminal-id");
    const typed = page.locator(`[data-terminal-id='${id}']`);
    await page.keyboard.press("ControlOrMeta+Shift+E");
    const flooded = pane.and(page.locator("[data-focused='true']"));
    await expectOther(flooded, id);
    const floodedId = await flooded.getAttribute("data-terminal-id");
    const flood = page.locator(`[data-terminal-id='${floodedId}']`);
    await expectReady(flood);
    await typeLine(flood, "while :; do cat text; done");
    await expectOnScreen(flood, "listening");
    await typed.locator(".xterm-screen").click();
    for (let run = 0; run < runs; run += 1) {
      const times = await typeAndMeasure(typed, (count) => count < keys);
      note(`${name}, flooded key to screen p50 ms`, quantile(times, 0.5));
      note(`${name}, flooded key to screen p95 ms`, quantile(times, 0.95));
    }
    await flood.locator(".xterm-screen").click();
    await page.keyboard.press("Control+C");
    await expectReady(flood);
    await page.keyboard.press("ControlOrMeta+Shift+W");
    await flood.waitFor({ state: "detached" });
  }
}

async function expectOther(pane: Locator, than: string | null): Promise<void> {
  await pane.and(pane.page().locator(`:not([data-terminal-id='${than}'])`)).waitFor();
}

/** As the settings page does it, from here on. */
async function setTmux(world: World, tmux: boolean): Promise<void> {
  using holder = await connected(world);
  await holder.client.settings.change({ ssh: { tmux } });
}

async function sizeOf(world: World): Promise<{ columns: number; rows: number }> {
  using holder = await connected(world);
  const [terminal] = await holder.client.terminals.list();
  if (terminal === undefined) throw new Error("no terminal is open");
  return terminal.size;
}

async function connected(world: World) {
  const socket = join(world.dataFolder, "fairlead.sock");
  const holder = await connectHolder(socket, { approveAll: false, canAsk: true });
  if (!holder.ok) throw new Error(`no control plane: ${JSON.stringify(holder.error)}`);
  return holder.value;
}
