import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const fetchLimitMs = 60_000;

function binaryPath(root: string): string {
  const folder = join(root, "node_modules", "electron", "dist");
  switch (process.platform) {
    case "darwin":
      return join(folder, "Electron.app", "Contents", "MacOS", "Electron");
    case "win32":
      return join(folder, "electron.exe");
    default:
      return join(folder, "electron");
  }
}

/**
 * Electron's binary, fetched if it is not there yet; null where it cannot be had. It is tried once per installed version
 * (a failure is remembered in node_modules) and in a child with a time limit, because Electron's own start would block.
 */
export function electronBinary(root: string, say: (sentence: string) => void): string | null {
  const binary = binaryPath(root);
  const launcher = join(root, "node_modules", "electron");
  if (!existsSync(launcher)) return null;
  if (existsSync(binary)) return binary;
  const version = (
    JSON.parse(readFileSync(join(launcher, "package.json"), "utf8")) as { version: string }
  ).version;
  const memory = join(
    root,
    "node_modules",
    ".cache",
    "fairlead",
    `electron-${version}-unavailable`,
  );
  if (existsSync(memory)) return null;
  say(`Fetching Electron ${version}, once …`);
  spawnSync(process.execPath, [join(launcher, "install.js")], {
    cwd: launcher,
    stdio: "ignore",
    timeout: fetchLimitMs,
  });
  if (existsSync(binary)) return binary;
  mkdirSync(dirname(memory), { recursive: true });
  writeFileSync(memory, "");
  return null;
}
