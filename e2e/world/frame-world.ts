import type { Page } from "@playwright/test";
import { type BuiltPage, buildPage } from "./built-page.ts";

type View = {
  /** "" is a working day, "?empty" a first run, "?desktop" the working day in the desktop app. */
  scene?: "" | "?empty" | "?desktop";
  theme?: "dark" | "light";
  size?: { width: number; height: number };
  /** "more": the system asks for high contrast. */
  contrast?: "more";
};

const usualSize = { width: 1280, height: 800 };

/** The page's frame over a main in its own memory (src-renderer/test/world.tsx). No shell, no network, no model. */
export class FrameWorld implements AsyncDisposable {
  readonly #built: BuiltPage;

  private constructor(built: BuiltPage) {
    this.#built = built;
  }

  static async open(): Promise<FrameWorld> {
    return new FrameWorld(await buildPage("world"));
  }

  /** A new page; `problems` gathers what a browser reports as an error, refusals of the policy among it. */
  async page({ scene = "", theme = "dark", size = usualSize, contrast }: View = {}) {
    const context = await this.#built.browser.newContext({
      viewport: size,
      colorScheme: theme,
      ...(contrast === undefined ? {} : { contrast }),
    });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (line) => line.type() === "error" && problems.push(line.text()));
    await page.goto(`${this.#built.address}${scene}`);
    await page
      .getByRole(scene === "" ? "complementary" : "main")
      .first()
      .waitFor();
    return { page, problems, [Symbol.asyncDispose]: () => context.close() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#built[Symbol.asyncDispose]();
  }
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
