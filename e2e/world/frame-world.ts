import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { build, preview } from "vite";
import { contentSecurityPolicy } from "../../src-main/runtime/content-security-policy.ts";

type View = {
  /** "" is a working day, "?empty" a first run. */
  scene?: "" | "?empty";
  theme?: "dark" | "light";
  size?: { width: number; height: number };
  /** "more": the system asks for high contrast. */
  contrast?: "more";
};

const usualSize = { width: 1280, height: 800 };

/**
 * The page's frame over a main in its own memory (src-renderer/test), built as the app is built and served under the
 * app's content security policy. No shell, no network, no model.
 */
export class FrameWorld implements AsyncDisposable {
  readonly #owned: AsyncDisposableStack;
  readonly #browser: Browser;
  readonly #address: string;

  private constructor(owned: AsyncDisposableStack, browser: Browser, address: string) {
    this.#owned = owned;
    this.#browser = browser;
    this.#address = address;
  }

  static async open(): Promise<FrameWorld> {
    await using owned = new AsyncDisposableStack();
    const outDir = await mkdtemp(join(tmpdir(), "fairlead-frame-"));
    owned.defer(() => rm(outDir, { recursive: true, force: true }));
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const configFile = join(root, "vite.config.ts");
    await build({
      configFile,
      root: join(root, "src-renderer"),
      logLevel: "error",
      build: {
        outDir,
        minify: false,
        reportCompressedSize: false,
        chunkSizeWarningLimit: 100_000,
        rolldownOptions: { input: join(root, "src-renderer/test/world.html") },
      },
    });
    const server = await preview({
      configFile,
      root: join(root, "src-renderer"),
      logLevel: "error",
      build: { outDir },
      preview: {
        port: 0,
        host: "127.0.0.1",
        headers: { "content-security-policy": contentSecurityPolicy },
      },
    });
    owned.defer(() => server.close());
    const browser = await chromium.launch({
      executablePath: process.env["FAIRLEAD_CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--no-first-run", "--disable-background-networking"],
    });
    owned.defer(() => browser.close());
    const address = server.resolvedUrls?.local[0] ?? "";
    return new FrameWorld(owned.move(), browser, address);
  }

  /** A new page; `problems` gathers what a browser reports as an error, refusals of the policy among it. */
  async page({ scene = "", theme = "dark", size = usualSize, contrast }: View = {}) {
    const context = await this.#browser.newContext({
      viewport: size,
      colorScheme: theme,
      ...(contrast === undefined ? {} : { contrast }),
    });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (line) => line.type() === "error" && problems.push(line.text()));
    await page.goto(`${this.#address}test/world.html${scene}`);
    await page
      .getByRole(scene === "" ? "complementary" : "main")
      .first()
      .waitFor();
    return { page, problems, [Symbol.asyncDispose]: () => context.close() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
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
