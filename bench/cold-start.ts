import { chromium } from "@playwright/test";
import { chromiumLaunch } from "../e2e/chromium-launch.ts";
import { openLocalShell } from "../e2e/steps/terminal.ts";
import { serveApp } from "../e2e/world/app.ts";
import { World } from "../e2e/world/world.ts";

const prompt = "bench-prompt>";

/**
 * From the start of the app's process until the prompt of a local pane in tmux, which was open before, is drawn in its
 * page, in milliseconds. The browser runs already.
 */
export async function measureColdStart(
  runs: number,
  note: (figure: string, value: number) => void,
): Promise<void> {
  await using world = new World();
  await using owned = new AsyncDisposableStack();
  const browser = await chromium.launch({ ...chromiumLaunch, env: world.environment() });
  owned.defer(() => browser.close());
  for (let run = 0; run <= runs; run += 1) {
    const startedAt = performance.now();
    await using served = await started(world);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const url = new URL(served.url);
    url.searchParams.set("renderer", "dom");
    await page.goto(url.href);
    if (run === 0) {
      const pane = await openLocalShell(page);
      await pane.locator(".xterm-screen").click();
      await page.keyboard.type(`PS1='${prompt.replace("-", "'-'")} '; clear\n`);
    }
    await page.locator(".xterm-rows", { hasText: prompt }).waitFor();
    if (run > 0) note("cold_start_ms", performance.now() - startedAt);
    await page.close();
  }
}

async function started(world: World) {
  // A model is set up, so that nothing asks for one; it is not asked anything.
  const served = await serveApp(world, {
    FAIRLEAD_BASE_URL: "http://127.0.0.1:9/v1",
    FAIRLEAD_MODEL: "none",
  });
  return { url: served.url, [Symbol.asyncDispose]: () => served.stop() };
}
