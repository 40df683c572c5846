import type { z } from "zod";
import { modelProfile } from "../../shared/contract/models.ts";
import { type Settings, settings } from "../../shared/settings.ts";
import type { Environment } from "../base/paths.ts";
import { type SettingsLeaf, settingsLeaves } from "./settings-leaves.ts";

/** The valid settings of one source by path, and a sentence for each that is not valid. */
export type SettingsLayer = { values: ReadonlyMap<string, unknown>; problems: readonly string[] };

export const emptyLayer: SettingsLayer = { values: new Map(), problems: [] };

/** Reads the content of a settings file. What is not valid is left out and named; what is not known is passed over. */
export function fileLayer(content: unknown, source: string): SettingsLayer {
  const values = new Map<string, unknown>();
  const problems: string[] = [];
  for (const leaf of settingsLeaves) {
    const raw = valueAt(content, leaf);
    if (raw === undefined) continue;
    const { value, wrong } = leaf.path === "models.profiles" ? profiles(raw) : judged(leaf, raw);
    if (value !== undefined) values.set(leaf.path, value);
    problems.push(...wrong.map((what) => `${source}: ${what} Not used.`));
  }
  return { values, problems };
}

/** Every setting has a variable; an empty one counts as unset. Objects and lists are JSON, booleans also yes/no, on/off, 1/0. */
export function environmentLayer(environment: Environment): SettingsLayer {
  const values = new Map<string, unknown>();
  const problems: string[] = [];
  for (const leaf of settingsLeaves) {
    const text = environment[leaf.variable];
    if (text === undefined || text === "") continue;
    const readings = [text, asBoolean(text), Number(text), asJson(text)];
    const fitting = readings.find(
      (reading) => reading !== undefined && leaf.schema.safeParse(reading).success,
    );
    if (fitting !== undefined) values.set(leaf.path, leaf.schema.parse(fitting));
    else problems.push(`${leaf.variable}: ${judged(leaf, text).wrong.join(" ")} Not used.`);
  }
  return { values, problems };
}

/**
 * A folder's own file may come from a stranger (an unpacked archive, a clone), so it may change looks and make things
 * stricter, nothing else: no models, no ssh, no limits, no approvals but "none".
 */
export function restrictLocal(layer: SettingsLayer, source: string): SettingsLayer {
  const values = new Map<string, unknown>();
  const problems = [...layer.problems];
  for (const [path, value] of layer.values) {
    const harmless = path.startsWith("appearance.");
    const stricter = path === "approvals.mode" && value === "none";
    if (harmless || stricter) values.set(path, value);
    else problems.push(`${source}: ${path} may not be set by a folder's own file. Not used.`);
  }
  return { values, problems };
}

/** The settings in force; `layers` go from weakest to strongest. */
export function mergeLayers(layers: readonly SettingsLayer[]): Settings {
  const merged: Record<string, unknown> = {};
  for (const { values } of layers) {
    for (const { section, key, path } of settingsLeaves) {
      if (!values.has(path)) continue;
      if (key === null) merged[section] = values.get(path);
      else merged[section] = { ...asRecord(merged[section]), [key]: values.get(path) };
    }
  }
  return settings.parse(merged);
}

/** Own properties only: a "__proto__" in a file is a key like any other. */
export function asRecord(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function valueAt(content: unknown, { section, key }: SettingsLeaf): unknown {
  const own = (value: unknown, name: string) =>
    Object.hasOwn(asRecord(value), name) ? asRecord(value)[name] : undefined;
  const found = own(content, section);
  return key === null ? found : own(found, key);
}

type Judged = { value: unknown; wrong: string[] };

function judged(leaf: SettingsLeaf, raw: unknown): Judged {
  const { success, data, error } = leaf.schema.safeParse(raw);
  return success
    ? { value: data, wrong: [] }
    : { value: undefined, wrong: [said(leaf.path, error)] };
}

/** A profile that is not valid (or of a newer version) does not take the others with it. */
function profiles(raw: unknown): Judged {
  if (!Array.isArray(raw)) return { value: undefined, wrong: ["models.profiles: not a list."] };
  const valid = new Map<string, unknown>();
  const wrong: string[] = [];
  for (const [index, entry] of raw.entries()) {
    const { data, error } = modelProfile.safeParse(entry);
    if (error) wrong.push(said(`models.profiles[${index}]`, error));
    else if (!valid.has(data.id)) valid.set(data.id, data);
  }
  return { value: [...valid.values()], wrong };
}

/** Names the field and what it should be, never the value. */
function said(path: string, error: z.ZodError): string {
  const [issue] = error.issues;
  const field = issue === undefined ? path : [path, ...issue.path].join(".");
  return `${field}: ${issue?.message ?? "not valid"}.`;
}

function asBoolean(text: string): boolean | undefined {
  if (/^(true|yes|on|1)$/i.test(text)) return true;
  return /^(false|no|off|0)$/i.test(text) ? false : undefined;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
