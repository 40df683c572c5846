import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "@playwright/test";
import { build, preview } from "vite";
import { contentSecurityPolicy } from "../../src-main/runtime/content-security-policy.ts";

/**
 * A page of src-renderer/test, built as the app is built and served under the app's content security policy, and a
 * browser to open it in. Disposing ends both.
 */
export type BuiltPage = AsyncDisposable & { browser: Browser; address: string };

/** `name`: of the page's file in src-renderer/test, without ".html". */
export async function buildPage(name: string): Promise<BuiltPage> {
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
      rolldownOptions: { input: join(root, `src-renderer/test/${name}.html`) },
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
  const address = `${server.resolvedUrls?.local[0] ?? ""}test/${name}.html`;
  const kept = owned.move();
  return { browser, address, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
