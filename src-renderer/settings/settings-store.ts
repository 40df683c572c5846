import { create } from "zustand";
import type { SettingsChange, SettingsEvent } from "../../shared/contract/settings.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

/** The settings as main has them; null until they have arrived. */
export const useSettings = create<{ event: SettingsEvent | null }>(() => ({ event: null }));

/** Asks main to change settings; the store follows when main has written them. */
export const changeSettings = (change: SettingsChange): Promise<Result<void, CallFailure>> =>
  attempt(client.settings.change(change));

export const followSettings = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.settings.events(undefined, { signal: stop }),
    (event) => useSettings.setState({ event }),
    signal,
  );
