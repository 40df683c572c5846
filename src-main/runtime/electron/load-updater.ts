import type { AppUpdater, CancellationToken } from "electron-updater";
import type { Updater } from "./updates.ts";

/** The parts of electron-updater that are used. */
export type UpdaterModule = {
  autoUpdater: Pick<
    AppUpdater,
    | "allowDowngrade"
    | "allowPrerelease"
    | "autoDownload"
    | "autoInstallOnAppQuit"
    | "checkForUpdates"
    | "disableWebInstaller"
    | "downloadUpdate"
    | "logger"
    | "off"
    | "on"
    | "requestHeaders"
    | "setFeedURL"
  >;
  CancellationToken: new () => CancellationToken;
};

/**
 * electron-updater, made to do nothing by itself. Its checks stay as they are: the SHA-512 of the feed for every file, the
 * publisher's signature on Windows and macOS where the app is signed. Loaded here and nowhere else.
 */
export async function loadUpdater(
  load: () => Promise<UpdaterModule> = async () => (await import("electron-updater")).default,
): Promise<Updater> {
  const { autoUpdater, CancellationToken } = await load();
  autoUpdater.logger = null;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.allowPrerelease = false;
  // An installer that would fetch the rest from elsewhere.
  autoUpdater.disableWebInstaller = true;
  // It would tell the feed an id of this installation.
  autoUpdater.requestHeaders = { "x-user-staging-id": "" };
  return {
    async look(feed) {
      autoUpdater.setFeedURL({ provider: "generic", url: feed });
      const found = await autoUpdater.checkForUpdates();
      if (found === null) return "unsupported";
      return found.isUpdateAvailable ? { version: found.updateInfo.version } : null;
    },
    async fetch(progress, signal) {
      signal.throwIfAborted();
      const token = new CancellationToken();
      const cancel = () => token.cancel();
      const tell = ({ percent }: { percent: number }) => progress(percent);
      signal.addEventListener("abort", cancel, { once: true });
      autoUpdater.on("download-progress", tell);
      try {
        await autoUpdater.downloadUpdate(token);
      } finally {
        autoUpdater.off("download-progress", tell);
        signal.removeEventListener("abort", cancel);
      }
    },
    installAtQuit(wanted) {
      autoUpdater.autoInstallOnAppQuit = wanted;
    },
  };
}
