import type { Host, HostChange } from "../../shared/contract/hosts.ts";
import type { HostColour } from "../../shared/host-colours.ts";

/** What is a container's own in the inventory, as the dialog edits it. */
export interface ContainerForm {
  name: string;
  tags: string;
  /** "inherit": as its host has it. */
  colour: HostColour | "inherit";
  notes: string;
  favourite: boolean;
}

/** The form of a container as it is listed, without what it has from its host there. Pure. */
export function formOf(host: Host, parent: Host | undefined): ContainerForm {
  const given = host.container?.name ?? host.name;
  const own = host.colour === (parent?.colour ?? null) ? null : host.colour;
  return {
    name: host.name === `${given} on ${parent?.name}` ? given : host.name,
    tags: host.tags.filter((tag) => parent?.tags.includes(tag) !== true).join(", "),
    colour: own ?? "inherit",
    notes: host.notes,
    favourite: host.favourite,
  };
}

/** What the form changes; without a name the container has its engine's again. */
export function changeOf(form: ContainerForm, host: Host): HostChange {
  const tags = form.tags.split(",").map((tag) => tag.trim());
  return {
    name: form.name.trim() || (host.container?.name ?? host.name),
    tags: [...new Set(tags)].filter((tag) => tag !== ""),
    colour: form.colour === "inherit" ? null : form.colour,
    notes: form.notes,
    favourite: form.favourite,
  };
}
