import type { Page } from "@playwright/test";
import { type BuiltPage, buildPage } from "./built-page.ts";
import { type SlowPages, slowPages } from "./slow-pages.ts";

type View = {
  /** "" is a working day, "?empty" a first run, "?desktop" the working day in the desktop app. */
  scene?: "" | "?empty" | "?desktop";
  theme?: "dark" | "light";
  size?: { width: number; height: number };
  /** "more": the system asks for high contrast. */
  contrast?: "more";
  /** For a test that changes what outlives a load, such as the page's clock: nobody gets this page after it. */
  alone?: boolean;
};

const usualSize = { width: 1280, height: 800 };

/** A browser, and its pages that nobody uses: one that has loaded the app loads it again in less than half of the time. */
type Pages = { built: BuiltPage; spare: Page[]; slow: SlowPages | null };

const openPages = async (build?: "development"): Promise<Pages> => ({
  built: await buildPage("world", build),
  spare: [],
  slow: slowPages(),
});

/** For all test files of this process, opened when they are first wanted; they end with the process. */
let shared: Promise<Pages> | null = null;

/** The page's frame over a main in its own memory (src-renderer/test/world.tsx). No shell, no network, no model. */
export class FrameWorld implements AsyncDisposable {
  readonly #pages: Pages;
  readonly #isShared: boolean;
  readonly #open = new Set<AsyncDisposable>();

  private constructor(pages: Pages, isShared: boolean) {
    this.#pages = pages;
    this.#isShared = isShared;
  }

  static async open(): Promise<FrameWorld> {
    shared ??= openPages();
    return new FrameWorld(await shared, true);
  }

  /** The page with React as developers have it: slower, and what is done wrong with it is among the problems. */
  static async openForDevelopers(): Promise<FrameWorld> {
    return new FrameWorld(await openPages("development"), false);
  }

  /** A page as if it were new; `problems` gathers what a browser reports as an error, refusals of the policy among it. */
  async page({ scene = "", theme = "dark", size = usualSize, contrast, alone = false }: View = {}) {
    const page = (alone ? undefined : this.#pages.spare.pop()) ?? (await this.#newPage());
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (line) => line.type() === "error" && problems.push(line.text()));
    const view = {
      page,
      problems,
      [Symbol.asyncDispose]: async () => {
        this.#open.delete(view);
        if (alone) return await page.context().close();
        await clear(page);
        this.#pages.spare.push(page);
      },
    };
    this.#open.add(view);
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: theme, contrast: contrast ?? "no-preference" });
    await page.goto(`${this.#pages.built.address}${scene}`);
    await page
      .getByRole(scene === "" ? "complementary" : "main")
      .first()
      .waitFor();
    // With the conversation everything else is there; what main says of one before it is followed goes unheard.
    if (scene !== "?empty") await page.getByRole("log").getByRole("article").first().waitFor();
    else await page.getByRole("heading", { level: 1 }).first().waitFor();
    return view;
  }

  async #newPage(): Promise<Page> {
    const context = await this.#pages.built.browser.newContext();
    // What a page stores is there after a reload, as it must be, and gone when the next test comes to the page.
    await context.addInitScript(() => {
      const [load] = performance.getEntriesByType("navigation");
      if (location.protocol !== "http:" || (load as { type?: string }).type === "reload") return;
      localStorage.clear();
      sessionStorage.clear();
    });
    await this.#pages.slow?.makeLate(context);
    const page = await context.newPage();
    await this.#pages.slow?.slowDown(page);
    return page;
  }

  /** Takes back what a failed test has not given back; what all files share stays. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const view of this.#open) await view[Symbol.asyncDispose]();
    if (!this.#isShared) await this.#pages.built[Symbol.asyncDispose]();
  }
}

/** Leaves nothing of a test on its page: no listener, no permission, no key held, no app that goes on working. */
async function clear(page: Page): Promise<void> {
  for (const event of ["console", "pageerror", "request"]) page.removeAllListeners(event);
  await page.goto("about:blank");
  await page.context().clearPermissions();
  await page.mouse.up();
  await page.mouse.move(-1, -1);
}

/** What the page asked of the main in its memory. */
export const logOf = (page: Page): Promise<FrameLog> =>
  page.evaluate(() => (globalThis as unknown as { fake: { log: FrameLog } }).fake.log);

export type FrameLog = {
  approvals: { id: string; answer: { kind: string; comment?: string; command?: string } }[];
  questions: { id: string; answer: unknown }[];
  sent: { id: string; text: string; terminalId: string | null }[];
  calls: string[];
};
