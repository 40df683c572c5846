import { create } from "zustand";
import type { UpdateState } from "../../shared/contract/desktop.ts";
import { client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

/** Where updates stand; null until that is known, and always outside the desktop app. */
export const useUpdates = create<{ state: UpdateState | null }>(() => ({ state: null }));

export const followUpdates = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.desktop.updates(undefined, { signal: stop }),
    (state) => useUpdates.setState({ state }),
    signal,
  );
