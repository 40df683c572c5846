import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dataPaths } from "../base/paths.ts";
import { findBrowser, hasDisplay, openAppWindow } from "./app-window.ts";
import { electronBinary } from "./electron-binary.ts";
import { builds, isStale } from "./stale-build.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);

/**
 * What `npm start` does: builds what is stale, then opens the app in Electron, else in a browser's app window, else says
 * how to reach it. Resolves with the exit code when the app is closed.
 */
export async function start(args: readonly string[]): Promise<number> {
  for (const build of builds.filter((build) => isStale(root, build))) {
    say(`Building the ${build.name} …`);
    const vite = join(root, "node_modules", "vite", "bin", "vite.js");
    const made = spawnSync(process.execPath, [vite, ...build.arguments], {
      cwd: root,
      stdio: "inherit",
    });
    if (made.status !== 0) return 1;
  }
  const isRoot = process.getuid?.() === 0;
  const display = hasDisplay(process.env);
  // Electron does not start as root without giving up its sandbox, and we do not give it up.
  const electron = display && !isRoot ? electronBinary(root, say) : null;
  if (electron !== null) return exitCode(spawn(electron, [root], { stdio: "inherit" }));
  return openInBrowser(args, display, isRoot);
}

async function exitCode(child: ChildProcess): Promise<number> {
  const forward = (signal: NodeJS.Signals) => void child.kill(signal);
  process.on("SIGINT", forward).on("SIGTERM", forward);
  const [code] = (await once(child, "exit")) as [number | null];
  process.off("SIGINT", forward).off("SIGTERM", forward);
  return code ?? 1;
}

async function openInBrowser(
  args: readonly string[],
  display: boolean,
  isRoot: boolean,
): Promise<number> {
  const browser = display ? findBrowser(process.env) : null;
  const server = spawn(
    process.execPath,
    [join(root, "src-main", "cli", "fairlead.mjs"), "serve", ...args],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = exitCode(server);
  const url = await readyUrl(server);
  if (url === null) return ended;
  if (browser === null) {
    say(withoutWindow(url, display));
    return ended;
  }
  say(
    isRoot
      ? "Electron does not run as root with its sandbox on, so Fairlead opens in a browser window."
      : "Electron's binary is not here and could not be fetched, so Fairlead opens in a browser window.",
  );
  const window = openAppWindow(browser, url, dataPaths(process.env).home);
  window.once("exit", () => server.kill("SIGTERM"));
  const code = await ended;
  window.kill();
  return code;
}

/** The link of the one line that `serve` prints; null where it ends before. */
function readyUrl(server: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let output = "";
    server.stdout?.on("data", (bytes: Buffer) => {
      output += bytes.toString("utf8");
      const url = /^Fairlead is ready at (\S+)$/m.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
    server.once("exit", () => resolve(null));
  });
}

/** What to do where no window can be opened: the link, and the line that brings its port to another machine. */
export function withoutWindow(url: string, display: boolean): string {
  const { port } = new URL(url);
  return [
    display
      ? "No Chromium, Chrome or Edge was found. Open this link in a browser on this machine:"
      : "There is no display here. Open this link in a browser on this machine:",
    `  ${url}`,
    "From another machine, first run there:",
    `  ssh -N -L ${port}:127.0.0.1:${port} ${userInfo().username}@${hostname()}`,
    "and open the same link in its browser. Ctrl+C here ends Fairlead.",
  ].join("\n");
}
