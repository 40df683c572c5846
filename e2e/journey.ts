import { fileURLToPath } from "node:url";
import {
  _electron,
  type Browser,
  test as base,
  chromium,
  expect,
  type Page,
} from "@playwright/test";
import { chromiumLaunch } from "./chromium-launch.ts";
import { serveApp } from "./world/app.ts";
import { slowPages } from "./world/slow-pages.ts";
import { World } from "./world/world.ts";

/** The app as a person has it before them. */
export type OpenApp = {
  readonly page: Page;
  /** Closes the window and the app; "SIGKILL" is a crash. */
  close(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** The app's process id. */
  readonly pid: number;
  /** What the app has complained about so far. */
  complaints(): string;
  /** What was thrown in the window and caught by nobody: bugs. */
  readonly thrown: string[];
};

type Shared = {
  /** The one Chromium of all journeys, started when it is first wanted. */
  chromiumBrowser: () => Promise<Browser>;
};

type Journey = {
  world: World;
  /** Starts the app in the world; may be called again after a close. Extra variables join its environment. */
  openApp: (environment?: Record<string, string>) => Promise<OpenApp>;
};

const root = fileURLToPath(new URL("..", import.meta.url));

async function openInChromium(
  browser: Browser,
  world: World,
  environment: Record<string, string>,
): Promise<OpenApp> {
  const served = await serveApp(world, environment);
  // A context is a person's browser: nothing of an earlier window is in it.
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: "dark",
  });
  const slow = slowPages();
  await slow?.makeLate(context);
  const page = await context.newPage();
  await slow?.slowDown(page);
  // A canvas cannot be read: the DOM renderer shows the same screen as text.
  const url = new URL(served.url);
  url.searchParams.set("renderer", "dom");
  const thrown = thrownIn(page);
  await page.goto(url.href);
  return {
    page,
    thrown,
    pid: served.process.pid ?? 0,
    complaints: () => served.errors(),
    async close(signal) {
      await served.stop(signal);
      await context.close();
    },
  };
}

async function openInElectron(world: World, environment: Record<string, string>): Promise<OpenApp> {
  let errors = "";
  const app = await _electron.launch({
    args: [root, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    cwd: world.home,
    env: world.environment({ ...environment, FAIRLEAD_RENDERER: "dom" }),
  });
  app.process().stderr?.on("data", (bytes: Buffer) => {
    errors += bytes.toString("utf8");
  });
  const page = await app.firstWindow();
  return {
    page,
    thrown: thrownIn(page),
    pid: app.process().pid ?? 0,
    complaints: () => errors,
    async close(signal = "SIGTERM") {
      if (signal === "SIGKILL") app.process().kill("SIGKILL");
      await app.close();
    },
  };
}

function thrownIn(page: Page): string[] {
  const thrown: string[] = [];
  page.on("pageerror", (error) => thrown.push(error.stack ?? error.message));
  return thrown;
}

/** A test with a world of its own and the app in it: in Chromium through the web runtime, or in Electron. */
export const test = base.extend<Journey, Shared>({
  chromiumBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern to tell what a fixture needs.
    async ({}, use) => {
      // The browser, too, has an account of its own to write into.
      await using person = new World();
      let started: Promise<Browser> | null = null;
      await use(() => {
        started ??= chromium.launch({ ...chromiumLaunch, env: person.environment() });
        return started;
      });
      const browser = await started;
      await (browser as Browser | null)?.close();
    },
    { scope: "worker" },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern to tell what a fixture needs.
  world: async ({}, use) => {
    await using world = new World();
    await use(world);
  },
  openApp: async ({ world, chromiumBrowser }, use, info) => {
    const open: OpenApp[] = [];
    await use(async (environment = {}) => {
      const app =
        info.project.name === "electron"
          ? await openInElectron(world, environment)
          : await openInChromium(await chromiumBrowser(), world, environment);
      open.push(app);
      return app;
    });
    if (info.status !== info.expectedStatus) {
      for (const [index, app] of open.entries()) {
        const path = info.outputPath(`window-${index}.png`);
        await app.page.screenshot({ path }).catch(() => undefined);
        await info.attach(`complaints-${index}`, { body: app.complaints() });
      }
    }
    for (const app of open) await app.close();
    expect(open.flatMap(({ thrown }) => thrown)).toEqual([]);
  },
});
