import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { test } from "./journey.ts";
import { quantile, typeAndMeasure } from "./steps/echo.ts";
import { scripted } from "./steps/models.ts";
import { expectReady, openedBy, openLocalShell, screenOf, typeLine } from "./steps/terminal.ts";
import { ScriptedModel } from "./world/model.ts";

const megabyte = 1024 * 1024;
const floodBytes = 50 * megabyte;

for (const [kind, tmux] of [
  ["in tmux", "true"],
  ["in a plain terminal", "false"],
] as const) {
  test(`50 MB in one pane ${kind}: typing in another stays quick, and the app does not grow`, async ({
    openApp,
  }, info) => {
    await using model = await ScriptedModel.start();
    const app = await openApp({ ...scripted(model), FAIRLEAD_SSH_TMUX: tmux });
    const { page } = app;
    const flooded = await openLocalShell(page);
    const first = await flooded.getAttribute("data-terminal-id");
    const other = page.locator(`[data-terminal-id='${first}']`);
    await flooded.locator(".xterm-screen").click();
    const typed = await openedBy(page, () => page.keyboard.press("ControlOrMeta+Shift+E"));
    await expectReady(typed);
    await expectReady(other);

    const idle = await typeAndMeasure(typed, (count) => count < 40);
    const before = residentBytes(app.pid);
    let most = before;
    await typeLine(
      other,
      `base64 /dev/urandom | head -c ${floodBytes}; echo; echo over-"$((6*7))"`,
    );
    await typed.locator(".xterm-screen").click();
    await expect.poll(() => screenOf(other)).toMatch(/[A-Za-z0-9+/]{30}\n[A-Za-z0-9+/]{30}/);
    const flooding = await typeAndMeasure(typed, async (count) => {
      most = Math.max(most, residentBytes(app.pid));
      // Looked at seldom: looking is work, too.
      return count < 40 || count % 10 !== 0 || !/^over-42$/m.test(await screenOf(other));
    });

    // Where even an idle pane is slow the machine is busy with something else: then the ratio counts.
    const limit = Math.max(100, 10 * quantile(idle, 0.95));
    const grown = (most - before) / megabyte;
    const p95 = quantile(flooding, 0.95);
    const facts = `echo p95 ${p95.toFixed(0)} ms of ${flooding.length} keys (idle ${quantile(idle, 0.95).toFixed(0)} ms), grown ${grown.toFixed(0)} MB`;
    info.annotations.push({ type: "measured", description: facts });
    // Of this some 50 MB are the thread that makes text of long outputs: once for the app, begun by the flood.
    expect(grown, facts).toBeLessThan(170);
    expect(p95, facts).toBeLessThanOrEqual(limit);
  });
}

/** Memory of the process that is in RAM now. */
function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}
