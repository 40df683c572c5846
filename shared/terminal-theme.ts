import { z } from "zod";

const colour = z
  .string("give a colour as #rrggbb")
  .regex(/^#[0-9a-f]{6}$/i, "give a colour as #rrggbb");

/** The colours a terminal has; the keys are those of xterm.js. */
export const terminalColours = z.strictObject({
  background: colour,
  foreground: colour,
  cursor: colour.optional(),
  /** The letter under a block cursor. */
  cursorAccent: colour.optional(),
  selectionBackground: colour.optional(),
  selectionInactiveBackground: colour.optional(),
  black: colour,
  red: colour,
  green: colour,
  yellow: colour,
  blue: colour,
  magenta: colour,
  cyan: colour,
  white: colour,
  brightBlack: colour,
  brightRed: colour,
  brightGreen: colour,
  brightYellow: colour,
  brightBlue: colour,
  brightMagenta: colour,
  brightCyan: colour,
  brightWhite: colour,
});

/** A theme as its file holds it. */
export const themeFile = z.strictObject({
  name: z.string().trim().min(1).max(60),
  /** For which of the two it can be chosen. */
  kind: z.enum(["dark", "light"]),
  colours: terminalColours,
});

export const terminalTheme = themeFile.extend({ id: z.string() });
export type TerminalTheme = z.infer<typeof terminalTheme>;
