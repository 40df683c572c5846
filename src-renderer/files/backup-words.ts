import type { Backup, BackupComparison } from "../../shared/contract/files.ts";

/** What was done to the file, in a word. */
export function changeWords({ bytesBefore, operation }: Backup): string {
  switch (operation) {
    case "write":
      return bytesBefore === null ? "created" : "rewritten";
    case "edit":
      return "edited";
    case "copy":
      return bytesBefore === null ? "created by a copy" : "replaced by a copy";
    case "delete":
      return "deleted";
    case "restore":
      return "restored";
  }
}

/** How the file stands now, and what restoring would do. */
export function stateWords({ state, digestNow }: BackupComparison, backup: Backup): string {
  if (state === "restored") return "The file is as it was before this change.";
  const since =
    state === "as-left"
      ? "The file is as this change left it."
      : "The file was changed again since. Restoring takes that back too.";
  if (backup.digestBefore === null)
    return `${since} Before it there was no file: restoring deletes it.`;
  return digestNow === null ? `${since} It is not there now: restoring brings it back.` : since;
}

/** How it went on with a file that its host was to put back: to be read behind its name. Empty while that is open, or confirmed. */
export function revertWords(state: NonNullable<Backup["revert"]>["state"]): string {
  switch (state) {
    case "armed":
    case "unknown":
    case "kept":
      return "";
    case "reverted":
      return "was put back by its host.";
    case "reverted, command failed":
      return "was put back by its host, but the command after it failed.";
    case "changed":
      return "was not put back: somebody has changed it since.";
    case "failed":
      return "could not be put back by its host.";
    case "failed, command failed":
      return "could not be put back by its host, and the command after it failed.";
    case "stopped":
      return "was not put back: what waited for it there ended early, as it does at a restart.";
    case "forgotten":
      return "may not have been put back: where it was, nothing is known of that any more.";
  }
}

/** "1,234 bytes", or that there was none. */
export const bytesWords = (bytes: number | null): string =>
  bytes === null ? "no file" : `${bytes.toLocaleString("en")} ${bytes === 1 ? "byte" : "bytes"}`;

export type HostBackups = { hostId: Backup["hostId"]; hostName: string; backups: Backup[] };

/** The backups that fit what was typed, by host, the host with the latest first. */
export function backupsByHost(backups: readonly Backup[], wanted: string): HostBackups[] {
  const text = wanted.trim().toLowerCase();
  const hosts = new Map<string, HostBackups>();
  for (const backup of backups) {
    const { hostId, hostName, path } = backup;
    if (!`${hostName} ${path}`.toLowerCase().includes(text)) continue;
    const known = hosts.get(hostId) ?? { hostId, hostName, backups: [] };
    known.backups.push(backup);
    hosts.set(hostId, known);
  }
  return [...hosts.values()];
}
