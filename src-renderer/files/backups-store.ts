import { create } from "zustand";
import type { Backup } from "../../shared/contract/files.ts";
import { client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

/** Files that were changed, the latest first; null until main has said so. */
export const useBackups = create<{ backups: readonly Backup[] | null }>(() => ({ backups: null }));

export const followBackups = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.files.events(undefined, { signal: stop }),
    ({ backups }) => useBackups.setState({ backups }),
    signal,
  );
