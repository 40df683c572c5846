import type { PlaceColours as Colours, HostColour } from "../../shared/host-colours.ts";
import { colourOptions } from "../hosts/colour-options.ts";
import { useHosts } from "../hosts/hosts-store.ts";
import { Choice, type Option } from "../ui/choice.tsx";

interface PlaceColoursProps {
  colours: Colours;
  disabled: boolean;
  onChange: (colours: Colours) => void;
}

const options: readonly Option<HostColour | "unset">[] = [
  { value: "unset", label: "Not set" },
  ...colourOptions,
];

/** Colours of groups and tags, for the hosts that have none of their own. */
export function PlaceColours({ colours, disabled, onChange }: PlaceColoursProps) {
  const hosts = useHosts((state) => state.hosts);
  const places = new Set([
    ...hosts.flatMap(({ group }) => (group === "" ? [] : [`group:${group}`])).toSorted(),
    ...hosts.flatMap(({ tags }) => tags.map((tag) => `tag:${tag}`)).toSorted(),
    ...Object.keys(colours),
  ]);
  const set = (place: string, colour: HostColour | "unset") => {
    const { [place]: _before, ...others } = colours;
    onChange(colour === "unset" ? others : { ...others, [place]: colour });
  };
  return (
    <>
      <h3>Colours of hosts</h3>
      <p className="field-hint">
        A bar on tabs, panes and in the list. A host's own colour is set where it is edited; else
        its group's counts, then that of its first tag with one.
      </p>
      {places.size === 0 && <p className="field-hint">No host has a group or a tag.</p>}
      {[...places].map((place) => (
        <div className="setting" key={place}>
          <span className="cut">
            {place.startsWith("group:") ? "Group" : "Tag"} {place.slice(place.indexOf(":") + 1)}
          </span>
          <Choice
            label={`Colour of ${place.replace(":", " ")}`}
            options={options}
            value={colours[place] ?? "unset"}
            disabled={disabled}
            onChange={(colour) => set(place, colour)}
          />
        </div>
      ))}
    </>
  );
}
