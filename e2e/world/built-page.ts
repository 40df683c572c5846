import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "@playwright/test";
import { build, preview } from "vite";
import { contentSecurityPolicy } from "../../src-main/runtime/content-security-policy.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const configFile = join(root, "vite.config.ts");
/** Built pages, each under a hash of what it is built from: a page that many test files open is built once. */
const built = join(root, ".tsbuild", "pages");
const sources = ["src-renderer", "shared", "vite.config.ts", "package-lock.json"];
const keptBuilds = 6;

/**
 * A page of src-renderer/test, built as the app is built and served under the app's content security policy, and a
 * browser to open it in. Disposing ends both.
 */
export type BuiltPage = AsyncDisposable & { browser: Browser; address: string };

type Build = "production" | "development";

/** `name`: of the page's file in src-renderer/test, without ".html". */
export async function buildPage(name: string, kind: Build = "production"): Promise<BuiltPage> {
  await using owned = new AsyncDisposableStack();
  const outDir = await builtFolder(name, kind);
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

/** The folder with the built page; builds it unless it is there. */
async function builtFolder(name: string, kind: Build): Promise<string> {
  const folder = join(built, `${name}-${kind}-${hashOf(sources)}`);
  if (existsSync(folder)) return folder;
  const outDir = `${folder}.${process.pid}`;
  // Vite goes by this alone, and a test runner has put its own word there.
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = kind;
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
  }).finally(() => {
    process.env["NODE_ENV"] = before;
  });
  removeOld();
  try {
    renameSync(outDir, folder);
  } catch {
    // Another test file has built the same meanwhile.
    rmSync(outDir, { recursive: true, force: true });
  }
  return folder;
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) {
    const whole = join(root, path);
    const files = statSync(whole).isDirectory()
      ? readdirSync(whole, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
      : [whole];
    for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 16);
}

function removeOld(): void {
  const folders = readdirSync(built).map((entry) => join(built, entry));
  const byAge = folders.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  for (const folder of byAge.slice(keptBuilds)) rmSync(folder, { recursive: true, force: true });
}
