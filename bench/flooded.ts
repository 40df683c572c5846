import type { Locator } from "@playwright/test";
import { quantile, typeAndMeasure } from "../e2e/steps/echo.ts";
import { expectOnScreen, expectReady, paneOf, typeLine } from "../e2e/steps/terminal.ts";
import { sshPlain, type TerminalBench } from "./terminal-bench.ts";

const keys = 100;
const other = "ssh-other";
const flood = "while :; do cat text-20; done";

/**
 * A key until its letter is on the screen while a pane of the same host beside it and one of another host below it are
 * flooded without end, all three in sight.
 */
export async function measureFlooded(bench: TerminalBench, runs: number): Promise<void> {
  const { page } = bench;
  await bench.setTmux(false);
  const second = await bench.startRemote();
  second.write("text-20", bench.remote.read("text-20"));
  await bench.openHost(other, second);
  const typed = byId(page.locator("body"), await idOf(await bench.show(sshPlain)));
  await page.keyboard.press("ControlOrMeta+Shift+E");
  const beside = await focusedOther(typed);
  const target = await beside.boundingBox();
  if (target === null) throw new Error("the pane is not in sight");
  // Its own tab is behind the one that is dragged.
  await bench.tab(other).dragTo(beside, {
    targetPosition: { x: target.width / 2, y: target.height - 6 },
  });
  await bench.tab(sshPlain).first().click();
  const elsewhere = paneOf(page, other);
  for (const pane of [elsewhere, beside]) {
    await typeLine(pane, flood);
    await expectOnScreen(pane, "listening");
  }
  await typed.locator(".xterm-screen").click();
  for (let run = 0; run < runs; run += 1) {
    const times = await typeAndMeasure(typed, (count) => count < keys);
    bench.note("paint_flooded_ms", quantile(times, 0.5));
    bench.note("paint_flooded_p95_ms", quantile(times, 0.95));
  }
  for (const pane of [elsewhere, beside]) {
    await pane.locator(".xterm-screen").click();
    await page.keyboard.press("Control+C");
    await expectReady(pane);
    await page.keyboard.press("ControlOrMeta+Shift+W");
    await pane.waitFor({ state: "detached" });
  }
}

const byId = (within: Locator, id: string): Locator => within.locator(`[data-terminal-id='${id}']`);

async function idOf(pane: Locator): Promise<string> {
  const id = await pane.getAttribute("data-terminal-id");
  if (id === null) throw new Error("not a pane");
  return id;
}

/** The pane that has just got the keyboard from this one. */
async function focusedOther(than: Locator): Promise<Locator> {
  const page = than.page();
  const before = await idOf(than);
  const made = page.locator(`[data-focused='true']:not([data-terminal-id='${before}'])`);
  const found = byId(page.locator("body"), await idOf(made));
  await expectReady(found);
  return found;
}
