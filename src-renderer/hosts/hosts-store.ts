import { create } from "zustand";
import type { Host, HostEvent, HostStatus } from "../../shared/contract/hosts.ts";
import type { HostId } from "../../shared/ids.ts";
import { unreachable } from "../../shared/result.ts";
import { client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

interface HostsStore {
  /** False until main has said what there is. */
  loaded: boolean;
  hosts: readonly Host[];
  statuses: ReadonlyMap<HostId, HostStatus>;
}

/** The inventory and how each host's connection stands. */
export const useHosts = create<HostsStore>(() => ({
  loaded: false,
  hosts: [],
  statuses: new Map(),
}));

/** The next state after an event; pure. */
export function applyHostEvent(state: HostsStore, event: HostEvent): HostsStore {
  switch (event.type) {
    case "hosts-listed":
      return {
        loaded: true,
        hosts: event.hosts,
        statuses: new Map(event.statuses.map((status) => [status.hostId, status])),
      };
    case "host-status":
      return {
        ...state,
        statuses: new Map(state.statuses).set(event.status.hostId, event.status),
      };
    default:
      return unreachable(event);
  }
}

/** Keeps the store as main says until `signal` aborts. */
export const followHosts = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.hosts.events(undefined, { signal: stop }),
    (event) => useHosts.setState((state) => applyHostEvent(state, event)),
    signal,
  );
