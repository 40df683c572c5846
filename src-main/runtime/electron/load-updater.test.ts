import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { loadUpdater, type UpdaterModule } from "./load-updater.ts";

type Token = { cancel(): void };

/** electron-updater as far as it is used: it notes the feed and lets a test answer. */
class StandInUpdater extends EventEmitter {
  autoDownload = true;
  autoInstallOnAppQuit = true;
  allowDowngrade = true;
  allowPrerelease = true;
  disableWebInstaller = false;
  logger: unknown = console;
  requestHeaders: unknown = null;
  feed: unknown = null;
  found: unknown = null;
  download: (token: Token) => Promise<string[]> = async () => [];
  setFeedURL(feed: unknown): void {
    this.feed = feed;
  }
  checkForUpdates = async () => this.found;
  downloadUpdate = (token: Token) => this.download(token);
}

async function loaded() {
  const autoUpdater = new StandInUpdater();
  class CancellationToken {
    cancelled = false;
    cancel(): void {
      this.cancelled = true;
    }
  }
  const module = { autoUpdater, CancellationToken } as unknown as UpdaterModule;
  return { autoUpdater, updater: await loadUpdater(async () => module) };
}

test("loaded, it fetches and installs nothing by itself, never goes back, and names no installation", async () => {
  const { autoUpdater } = await loaded();
  expect(autoUpdater).toMatchObject({
    autoDownload: false,
    autoInstallOnAppQuit: false,
    allowDowngrade: false,
    allowPrerelease: false,
    disableWebInstaller: true,
    logger: null,
    requestHeaders: { "x-user-staging-id": "" },
    feed: null,
  });
});

test("it looks at the feed it is given: a newer version, none, or a copy that cannot replace itself", async () => {
  const { autoUpdater, updater } = await loaded();
  const answers = [];
  for (const found of [
    { isUpdateAvailable: true, updateInfo: { version: "0.2.0" } },
    { isUpdateAvailable: false, updateInfo: { version: "0.1.0" } },
    null,
  ]) {
    autoUpdater.found = found;
    answers.push(await updater.look("https://updates.example.org"));
  }
  expect(answers).toEqual([{ version: "0.2.0" }, null, "unsupported"]);
  expect(autoUpdater.feed).toEqual({ provider: "generic", url: "https://updates.example.org" });
});

test("a fetch tells how far it is, can be given up, and leaves no listener", async () => {
  const { autoUpdater, updater } = await loaded();
  const percents: number[] = [];
  const giveUp = new AbortController();
  autoUpdater.download = async (token) => {
    autoUpdater.emit("download-progress", { percent: 12.5 });
    giveUp.abort();
    if ((token as { cancelled?: boolean }).cancelled === true) throw new Error("cancelled");
    return [];
  };
  await expect(updater.fetch((percent) => percents.push(percent), giveUp.signal)).rejects.toThrow(
    "cancelled",
  );
  expect([percents, autoUpdater.listenerCount("download-progress")]).toEqual([[12.5], 0]);
  updater.installAtQuit(true);
  expect(autoUpdater.autoInstallOnAppQuit).toBe(true);
});
