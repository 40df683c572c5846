import { colourOf, type HostColour, type PlaceColours } from "../../shared/host-colours.ts";
import type { HostId } from "../../shared/ids.ts";
import { useSettings } from "../settings/settings-store.ts";
import { useHosts } from "./hosts-store.ts";

const none: PlaceColours = {};

/** The colours of groups and tags. */
export const usePlaceColours = (): PlaceColours =>
  useSettings(({ event }) => event?.settings.appearance.placeColours ?? none);

/** The colour of a host for `data-colour`; undefined where it has none. */
export function useHostColour(id: HostId | undefined): Exclude<HostColour, "none"> | undefined {
  const places = usePlaceColours();
  return useHosts(({ hosts }) => {
    const host = hosts.find((known) => known.id === id);
    return (host && colourOf(host, places)) ?? undefined;
  });
}
