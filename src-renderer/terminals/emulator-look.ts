import type { ITerminalOptions, ITheme } from "@xterm/xterm";
import type { Settings } from "../../shared/settings.ts";
import type { TerminalTheme } from "../../shared/terminal-theme.ts";
import type { Brightness } from "./brightness.ts";
import { themeOf } from "./terminal-themes.ts";

/** What of an emulator can be changed while it lives. */
export interface EmulatorLook {
  /** A CSS list of families: the person's, then the bundled font, then what every system has. */
  fontFamily: string;
  /** In pixels. */
  fontSize: number;
  /** Times the font's own height. */
  lineHeight: number;
  /** In pixels. */
  letterSpacing: number;
  cursor: "block" | "bar" | "underline";
  cursorBlink: boolean;
  /** From 1, colours as they are, to 21. */
  contrast: number;
  scrollback: number;
  theme: ITheme;
  screenReader: boolean;
}

const bundledFont = '"JetBrains Mono Variable", ui-monospace, Menlo, Consolas, monospace';

/** A font's name as a CSS list that ends in the bundled font and in what every system has. */
export const fontFamilies = (name: string): string =>
  name.trim() === "" ? bundledFont : `"${name.trim()}", ${bundledFont}`;

/** How terminals look by the settings on a dark or a light page. */
export function lookOf(
  appearance: Settings["appearance"],
  brightness: Brightness,
  own: readonly TerminalTheme[],
): EmulatorLook {
  const { terminalDarkTheme, terminalLightTheme } = appearance;
  const id = brightness === "dark" ? terminalDarkTheme : terminalLightTheme;
  return {
    fontFamily: fontFamilies(appearance.terminalFont),
    fontSize: appearance.terminalFontSize,
    lineHeight: appearance.terminalLineHeight / 100,
    letterSpacing: appearance.terminalLetterSpacing,
    cursor: appearance.terminalCursor,
    cursorBlink: appearance.terminalCursorBlink,
    contrast: appearance.terminalContrast,
    scrollback: appearance.scrollbackLines,
    theme: themeOf(id, brightness, own).colours as ITheme,
    screenReader: appearance.screenReader,
  };
}

/** The same as options of xterm.js. */
export const optionsOf = (look: EmulatorLook): ITerminalOptions => ({
  fontFamily: look.fontFamily,
  fontSize: look.fontSize,
  lineHeight: look.lineHeight,
  letterSpacing: look.letterSpacing,
  cursorStyle: look.cursor,
  cursorBlink: look.cursorBlink,
  minimumContrastRatio: look.contrast,
  scrollback: look.scrollback,
  screenReaderMode: look.screenReader,
  // The ruler beside the lines has no edge of its own.
  theme: { ...look.theme, overviewRulerBorder: look.theme.background ?? "#000000" },
});

/** What the size of a cell follows from, as one text to compare. */
export const cellOf = (look: EmulatorLook): string =>
  [look.fontFamily, look.fontSize, look.lineHeight, look.letterSpacing].join();
