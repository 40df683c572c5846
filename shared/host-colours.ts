import { z } from "zod";

/** Hues that can be told apart on dark and on light ground; styles/tokens.css has a value for each. */
export const hostColours = [
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "purple",
  "pink",
] as const;

/** A host's colour. "none" is a choice: no colour, whatever its group or tags have. */
export const hostColour = z.enum([...hostColours, "none"]);
export type HostColour = z.infer<typeof hostColour>;

/** Colours of groups and tags, by "group:NAME" and "tag:NAME". */
export const placeColours = z.record(z.string().regex(/^(?:group|tag):.{1,100}$/su), hostColour);
export type PlaceColours = z.infer<typeof placeColours>;

type Coloured = { colour: HostColour | null; group: string; tags: readonly string[] };

/** The host's colour: its own, else its group's, else that of its first tag with one; null where there is none. Pure. */
export function colourOf(host: Coloured, places: PlaceColours): Exclude<HostColour, "none"> | null {
  const named = [`group:${host.group}`, ...host.tags.map((tag) => `tag:${tag}`)];
  const inherited = named.map((name) => (Object.hasOwn(places, name) ? places[name] : undefined));
  const found = host.colour ?? inherited.find((colour) => colour !== undefined) ?? "none";
  return found === "none" ? null : found;
}
