import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Environment } from "../base/paths.ts";

const names: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "brave-browser",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

const isExecutable = (path: string) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The first Chromium, Chrome or Edge that is installed; FAIRLEAD_CHROMIUM names another. Null where there is none. */
export function findBrowser(
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const folders = (environment["PATH"] ?? "").split(delimiter);
  const candidates = [environment["FAIRLEAD_CHROMIUM"] || [], ...(names[platform] ?? [])].flat();
  for (const name of candidates) {
    const paths =
      name.includes("/") || name.includes("\\")
        ? [name]
        : folders.map((folder) => join(folder, name));
    const found = paths.find(isExecutable);
    if (found !== undefined) return found;
  }
  return null;
}

/** Whether a window could be seen at all. */
export function hasDisplay(
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return platform !== "linux" || Boolean(environment["DISPLAY"] || environment["WAYLAND_DISPLAY"]);
}

/** The browser's arguments for a window of its own, with a profile of its own and nothing contacted but the page. */
export function appWindowArguments(page: string, profile: string, isRoot: boolean): string[] {
  return [
    `--app=${page}`,
    `--user-data-dir=${profile}`,
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,900",
    // Chromium refuses to start as root with its sandbox on.
    ...(isRoot ? ["--no-sandbox", "--test-type"] : []),
  ];
}

/**
 * Opens `url` in an app window. The URL carries this start's token, and a process's arguments can be read by every user
 * of the machine; so the browser is given a file that only this user can read, which leads on to the URL.
 */
export function openAppWindow(browser: string, url: string, home: string): ChildProcess {
  const profile = join(home, "browser");
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const page = join(home, "open.html");
  const target = JSON.stringify(url).replaceAll("<", "\\u003c");
  writeFileSync(
    page,
    `<!doctype html><title>Fairlead</title><script>location.replace(${target})</script>`,
    {
      mode: 0o600,
    },
  );
  const args = appWindowArguments(pathToFileURL(page).href, profile, process.getuid?.() === 0);
  return spawn(browser, args, { stdio: "ignore", env: withoutOwnVariables(process.env) });
}

/** The browser has no business with a model's key. */
function withoutOwnVariables(environment: Environment): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith("FAIRLEAD_")),
  );
}
