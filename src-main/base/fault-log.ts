import { appendFileSync, statSync, truncateSync } from "node:fs";

const longestFile = 4 * 1024 * 1024;

/** Notes bugs in a file of the data folder (0600, cut when it is longer than 4 MiB), for whoever reports them. */
export function faultLog(
  path: string,
  redact: (text: string) => string,
): (error: unknown, where: string) => void {
  return (error, where) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > longestFile) truncateSync(path);
      appendFileSync(path, `${new Date().toISOString()} ${where}: ${redact(text)}\n`, {
        mode: 0o600,
      });
    } catch {
      // A disk that takes no log must not take the app with it.
    }
  };
}
