import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { settings } from "../settings.ts";
import { terminalTheme } from "../terminal-theme.ts";
import { call } from "./call.ts";

type Changeable<Shape extends z.ZodRawShape> = {
  [Key in keyof Shape]: z.ZodOptional<
    Shape[Key] extends z.ZodDefault<infer Inner> ? Inner : Shape[Key]
  >;
};

/** Every key may be left out, and stays left out: a default filled in here would undo what was set before. */
function partOf<Shape extends z.ZodRawShape>(section: z.ZodPrefault<z.ZodObject<Shape>>) {
  const keys = Object.entries(section.unwrap().shape).map(([key, field]) => {
    const inner = field instanceof z.ZodDefault ? field.unwrap() : field;
    return [key, z.optional(inner)];
  });
  return z.object(Object.fromEntries(keys) as Changeable<Shape>).optional();
}

/** Part of the settings to change; models have calls of their own. */
export const settingsChange = z.object({
  appearance: partOf(settings.shape.appearance),
  approvals: partOf(settings.shape.approvals),
  turn: partOf(settings.shape.turn),
  agent: partOf(settings.shape.agent),
  conversation: partOf(settings.shape.conversation),
  ssh: partOf(settings.shape.ssh),
  fleet: partOf(settings.shape.fleet),
  outputs: partOf(settings.shape.outputs),
  recording: partOf(settings.shape.recording),
  web: partOf(settings.shape.web),
  updates: partOf(settings.shape.updates),
  shortcuts: settings.shape.shortcuts.unwrap().optional(),
  layout: settings.shape.layout.unwrap().optional(),
});
export type SettingsChange = z.infer<typeof settingsChange>;

export const settingsEvent = z.object({
  type: z.literal("settings-changed"),
  settings: settings.omit({ models: true }),
  /** Paths ("appearance.theme") that the environment or the command line decides: a change would have no effect. */
  fixed: z.array(z.string()),
  /** Set when the file could not be read and defaults are in use. */
  problem: z.string().nullable(),
});
export type SettingsEvent = z.infer<typeof settingsEvent>;

/** What the themes folder holds; a sentence for each file that is not valid, naming it and the field. */
export const ownThemes = z.object({
  folder: z.string(),
  themes: z.array(terminalTheme),
  problems: z.array(z.string()),
});
export type OwnThemes = z.infer<typeof ownThemes>;

export const settingsContract = {
  change: call.input(settingsChange).output(z.void()),
  /** Reads the themes folder anew. */
  themes: call.output(ownThemes),
  events: call.output(eventIterator(settingsEvent)),
};
