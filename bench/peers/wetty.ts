import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../e2e/world/loopback.ts";
import type { SshLogin } from "./bare-page.ts";

export const wettyVersion = "3.2.0";
const folder = fileURLToPath(new URL("../.peers/", import.meta.url));
const main = join(folder, "node_modules/wetty/build/main.js");

/**
 * wetty, a terminal in the browser that many use. It is no dependency of ours: npm fetches it when it is first measured.
 * Its node-pty is the one with binaries in the package, so that nothing is compiled. Disposing ends it.
 */
export async function serveWetty(login: SshLogin): Promise<AsyncDisposable & { url: string }> {
  if (!existsSync(main)) install();
  const port = await freePort("127.0.0.1");
  const child = spawn(
    process.execPath,
    [
      main,
      ...["--host", "127.0.0.1", "--port", String(port), "--base", "/", "--force-ssh"],
      ...["--ssh-host", login.address, "--ssh-port", String(login.port), "--ssh-user", login.user],
      ...["--ssh-auth", "publickey", "--ssh-key", login.privateKey, "--known-hosts", "/dev/null"],
      ...["--log-level", "error"],
    ],
    { stdio: "ignore" },
  );
  const url = `http://127.0.0.1:${port}/`;
  const deadline = AbortSignal.timeout(30_000);
  while (!(await answers(url))) {
    if (deadline.aborted || child.exitCode !== null) throw new Error("wetty did not start");
  }
  return {
    url,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

function install(): void {
  mkdirSync(folder, { recursive: true });
  const overrides = { "node-pty": "npm:@lydell/node-pty@1.1.0" };
  const dependencies = { wetty: wettyVersion };
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ private: true, dependencies, overrides }),
  );
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
}
