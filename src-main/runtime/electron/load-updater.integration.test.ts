import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppImageUpdater, CancellationToken } from "electron-updater";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadUpdater } from "./load-updater.ts";

const { ElectronHttpExecutor } = createRequire(import.meta.url)(
  "electron-updater/out/electronHttpExecutor",
) as { ElectronHttpExecutor: new () => object };

/** The library's own downloads and checks over Node's http in the place of Electron's. */
class NodeExecutor extends ElectronHttpExecutor {
  readonly createRequest = (options: object, answer: (response: IncomingMessage) => void) =>
    request(options, answer);
}

const installer = Buffer.from("the new version");
const digest = (bytes: Buffer) => createHash("sha512").update(bytes).digest("base64");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-updater-"));
  writeFileSync(join(folder, "old.AppImage"), "the old version");
  writeFileSync(join(folder, "app-update.yml"), "updaterCacheDirName: fairlead-updater\n");
  vi.stubEnv("APPIMAGE", join(folder, "old.AppImage"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A feed with version 0.2.0 whose file should have the given digest, and an app of version 0.1.0 that looks there. */
async function world(sha512: string) {
  const asked: { path: string; id: unknown }[] = [];
  const feed = `version: 0.2.0
files:
  - { url: Fairlead-0.2.0.AppImage, sha512: "${sha512}", size: ${installer.length} }
path: Fairlead-0.2.0.AppImage
sha512: "${sha512}"
releaseDate: "2026-11-21T00:00:00.000Z"
`;
  const server = createServer(({ url = "", headers }, response) => {
    const path = url.replace(/\?.*/, "");
    asked.push({ path, id: headers["x-user-staging-id"] });
    if (path === "/app/Fairlead-0.2.0.AppImage") response.end(installer);
    else if (/^\/app\/latest.*\.yml$/.test(path)) response.end(feed);
    else response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const quit: ((code: number) => void)[] = [];
  const autoUpdater = new AppImageUpdater(null, {
    version: "0.1.0",
    name: "fairlead",
    isPackaged: true,
    appUpdateConfigPath: join(folder, "app-update.yml"),
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: () => Promise.resolve(),
    onQuit: (handler: (code: number) => void) => quit.push(handler),
  });
  Object.assign(autoUpdater, { httpExecutor: new NodeExecutor() });
  return {
    asked,
    quit,
    updater: await loadUpdater(async () => ({ autoUpdater, CancellationToken })),
    feed: `http://127.0.0.1:${(server.address() as AddressInfo).port}/app`,
    [Symbol.dispose]: () => void server.close(),
  };
}

const never = new AbortController().signal;

test("looking reads the feed and no more, and names no installation; told to, it fetches what the feed's sum fits", async () => {
  using given = await world(digest(installer));
  const { asked, quit, updater, feed } = given;
  expect(await updater.look(feed)).toEqual({ version: "0.2.0" });
  expect(asked).toEqual([{ path: expect.stringMatching(/^\/app\/latest.*\.yml$/), id: "" }]);
  updater.installAtQuit(true);
  await updater.fetch(() => undefined, never);
  expect(asked.at(-1)?.path).toBe("/app/Fairlead-0.2.0.AppImage");
  expect(quit).toHaveLength(1);
});

test("a file that is not the one the feed names is refused, and nothing is installed at quit", async () => {
  using given = await world(digest(Buffer.from("another version")));
  const { quit, updater, feed } = given;
  await updater.look(feed);
  updater.installAtQuit(true);
  await expect(updater.fetch(() => undefined, never)).rejects.toThrow(/sha512/);
  expect(quit).toHaveLength(0);
});
