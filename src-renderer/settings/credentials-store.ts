import { create } from "zustand";
import type { CredentialEvent } from "../../shared/contract/credentials.ts";
import { client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

/** Where secrets are kept and their names; null until main has said so. */
export const useCredentials = create<{ event: CredentialEvent | null }>(() => ({ event: null }));

export const followCredentials = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.credentials.events(undefined, { signal: stop }),
    (event) => useCredentials.setState({ event }),
    signal,
  );
