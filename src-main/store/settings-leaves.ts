import { z } from "zod";
import { settings } from "../../shared/settings.ts";

/** One setting: its path ("appearance.theme"), its environment variable and what it may be. */
export type SettingsLeaf = {
  section: string;
  /** null where the section itself is the setting ("layout"). */
  key: string | null;
  path: string;
  variable: string;
  schema: z.ZodType;
};

/** Every setting there is, read from the schema. */
export const settingsLeaves: readonly SettingsLeaf[] = Object.entries(settings.shape).flatMap(
  ([section, schema]) => {
    const inner = schema instanceof z.ZodPrefault ? schema.unwrap() : null;
    if (!(inner instanceof z.ZodObject)) return [leaf(section, null, schema)];
    return Object.entries(inner.shape).map(([key, field]) => leaf(section, key, field));
  },
);

function leaf(section: string, key: string | null, schema: z.ZodType): SettingsLeaf {
  const words = [section, key ?? ""].join(" ").trim();
  const capitals = words.replace(/[A-Z]/g, "_$&").replace(" ", "_").toUpperCase();
  return {
    section,
    key,
    path: words.replace(" ", "."),
    variable: `FAIRLEAD_${capitals}`,
    schema,
  };
}
