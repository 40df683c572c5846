import { create } from "zustand";
import type { ModelEvent, ModelProfile } from "../../shared/contract/models.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

interface ModelsStore {
  loaded: boolean;
  profiles: readonly ModelProfile[];
  active: ModelEvent["active"];
  fromEnvironment: boolean;
}

/** The model profiles and which one is in use. */
export const useModels = create<ModelsStore>(() => ({
  loaded: false,
  profiles: [],
  active: null,
  fromEnvironment: false,
}));

export const followModels = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.models.events(undefined, { signal: stop }),
    ({ profiles, active, fromEnvironment }) =>
      useModels.setState({ loaded: true, profiles, active, fromEnvironment }),
    signal,
  );

/** Adds the built-in endpoint with fixed rules and makes it the one in use. (Its name on the contract looks like a hook's.) */
export const startPractice = (): Promise<Result<ModelProfile, CallFailure>> =>
  attempt(client.models["usePractice"]());
