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
