import { type HostColour, hostColours } from "../../shared/host-colours.ts";
import type { Option } from "../ui/choice.tsx";

/** The colours a host, a group or a tag can have, as a list to choose from. */
export const colourOptions: readonly Option<HostColour>[] = [
  { value: "none", label: "None" },
  ...hostColours.map((colour) => ({
    value: colour,
    label: `${colour[0]?.toUpperCase()}${colour.slice(1)}`,
    swatch: colour,
  })),
];
