import { globSync, statSync } from "node:fs";
import { join } from "node:path";

export type Build = {
  name: string;
  /** What it is made from, as globs below the root. */
  sources: readonly string[];
  /** One file that every build writes anew. */
  product: string;
  arguments: readonly string[];
};

const common = ["package-lock.json", "shared/**/*.ts"];

/** The two builds of the app: what the window shows, and what Electron runs. */
export const builds: readonly Build[] = [
  {
    name: "renderer",
    sources: [...common, "vite.config.ts", "src-renderer/**/*.{ts,tsx,css,html}"],
    product: "dist/renderer/index.html",
    arguments: ["build", "--logLevel", "error"],
  },
  {
    name: "main",
    sources: [...common, "vite.main.config.ts", "src-main/**/*.{ts,cts}"],
    product: "dist/main/electron-main.js",
    arguments: ["build", "--logLevel", "error", "--config", "vite.main.config.ts"],
  },
];

const changedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Whether a source is newer than the product, or the product is missing. */
export function isStale(root: string, build: Build): boolean {
  const made = changedAt(join(root, build.product));
  if (made === 0) return true;
  return build.sources.some((pattern) =>
    globSync(pattern, { cwd: root }).some((file) => changedAt(join(root, file)) > made),
  );
}
