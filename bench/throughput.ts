import type { Locator, Page } from "@playwright/test";
import { quantile, typeAndMeasure } from "../e2e/steps/echo.ts";
import { expectOnScreen } from "../e2e/steps/terminal.ts";
import { serveBarePage } from "./peers/bare-page.ts";
import { TmuxControl } from "./peers/tmux-control.ts";
import { serveWetty } from "./peers/wetty.ts";
import { enterToScreen, xtermAlone } from "./stopwatch.ts";
import { sshPlain, sshTmux, type TerminalBench, textSizes } from "./terminal-bench.ts";

const keys = 100;

/** A way for bytes to a screen: shows it and hands its pane over. */
type Way = { name: string; show: () => Promise<Locator> };

/**
 * `cat` of 20 and 50 MB until two frames after its last line is on the screen, and a key until its letter is there, idle:
 * Fairlead's plain and tmux-backed panes, and beside them xterm.js alone, `tmux -C` decoded to nothing, a bare page and
 * wetty, one after the other in each run.
 */
export async function measureThroughput(bench: TerminalBench, runs: number): Promise<void> {
  await using owned = new AsyncDisposableStack();
  const size = await bench.size();
  const bare = owned.use(await serveBarePage(bench.login));
  const wetty = owned.use(await serveWetty(bench.login));
  const control = owned.use(await TmuxControl.open(bench.login, size));
  const query = `?columns=${size.columns}&rows=${size.rows}`;
  const barePage = await bench.newPage(`${bare.url}${query}`);
  owned.defer(() => barePage.close());
  const wettyPage = await bench.newPage(wetty.url);
  owned.defer(() => wettyPage.close());
  await sameGrid(wettyPage, size);
  const ways = {
    plain: { name: "ssh plain", show: () => bench.show(sshPlain) },
    tmux: { name: "ssh tmux", show: () => bench.show(sshTmux) },
    bare: { name: "bare page", show: () => shown(barePage) },
    wetty: { name: "wetty", show: () => shown(wettyPage) },
  };
  for (let run = 1; run <= runs; run += 1) {
    bench.say(`run ${run} of ${runs}`);
    for (const [file, bytes] of Object.entries(textSizes)) {
      await bench.page.bringToFront();
      const alone = await xtermAlone(bench.page, size, bytes);
      const end = `all-42-${run}-${file}`;
      const line = `clear; cat ${file}; echo; echo all-"$((6*7))"-${run}-${file}`;
      const plain = await enterToScreen(await ways.plain.show(), line, end);
      const decoded = await control.enterToText(line, end);
      const tmux = await enterToScreen(await ways.tmux.show(), line, end);
      const barely = await enterToScreen(await ways.bare.show(), line, end);
      const other = await enterToScreen(await ways.wetty.show(), line, end);
      bench.note("plain_to_xterm", alone / plain);
      bench.note("tmux_to_plain", plain / tmux);
      bench.note("tmux_to_control", decoded / tmux);
      bench.note("plain_to_wetty", other / plain);
      bench.note("bare_to_xterm", alone / barely);
      bench.note("tmux_to_xterm", alone / tmux);
      bench.note(`xterm_alone_ms_${file}`, alone);
    }
    const idle = new Map<Way, number>();
    for (const way of Object.values(ways)) {
      const pane = await way.show();
      idle.set(way, quantile(await typeAndMeasure(pane, (typed) => typed < keys), 0.5));
    }
    const plainMs = idle.get(ways.plain) ?? Number.NaN;
    bench.note("paint_idle_ms", plainMs);
    bench.note("paint_idle_to_bare", plainMs / (idle.get(ways.bare) ?? Number.NaN));
    bench.note("paint_idle_tmux_ms", idle.get(ways.tmux) ?? Number.NaN);
    bench.note("paint_idle_bare_ms", idle.get(ways.bare) ?? Number.NaN);
    bench.note("paint_idle_wetty_ms", idle.get(ways.wetty) ?? Number.NaN);
  }
}

async function shown(page: Page): Promise<Locator> {
  await page.bringToFront();
  const pane = page.locator("body");
  await pane.locator(".xterm-screen").click();
  return pane;
}

/** wetty fits its terminal to the window: from here on it has the size, the scrollback and the font of the others. */
async function sameGrid(page: Page, size: { columns: number; rows: number }): Promise<void> {
  const pane = page.locator("body");
  await expectOnScreen(pane, /[$#]\s*$/);
  await page.evaluate(({ columns, rows }) => {
    const { wetty_term: terminal } = window as unknown as {
      wetty_term: {
        options: Record<string, unknown>;
        resize(columns: number, rows: number): void;
      };
    };
    Object.assign(terminal.options, { scrollback: 10_000, fontSize: 13 });
    terminal.resize(columns, rows);
  }, size);
}
