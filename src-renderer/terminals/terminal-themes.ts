import type { ITheme } from "@xterm/xterm";
import type { TerminalTheme } from "../../shared/terminal-theme.ts";

/** A theme of ours or of a file: ours say more, of the scroll bar. */
type AnyTheme = Omit<TerminalTheme, "colours"> & {
  colours: Readonly<{ [Key in keyof ITheme]: ITheme[Key] | undefined }>;
};

/**
 * Ours, two for dark and two for light. Ink has at least 4.5:1 on its ground (terminal-themes.test.ts); the ground of the
 * first two is `--canvas` of tokens.css, so that a terminal has no edge.
 */
export const builtInThemes = [
  {
    id: "fairlead-dark",
    name: "Fairlead dark",
    kind: "dark",
    colours: {
      background: "#101113",
      foreground: "#e8e9eb",
      cursor: "#e8e9eb",
      cursorAccent: "#101113",
      selectionBackground: "#2b4f80",
      selectionInactiveBackground: "#2a3342",
      scrollbarSliderBackground: "#44484f99",
      scrollbarSliderHoverBackground: "#5a5f67cc",
      scrollbarSliderActiveBackground: "#6d727b",
      black: "#1e2024",
      red: "#ff7b72",
      green: "#5bc98c",
      yellow: "#e0b04a",
      blue: "#6cb0ff",
      magenta: "#d596f0",
      cyan: "#4fc6d3",
      white: "#d5d7db",
      brightBlack: "#8b929c",
      brightRed: "#ffa198",
      brightGreen: "#86e0ae",
      brightYellow: "#f2cd7a",
      brightBlue: "#9cccff",
      brightMagenta: "#e6b8f8",
      brightCyan: "#86dfe8",
      brightWhite: "#ffffff",
    },
  },
  {
    id: "harbour",
    name: "Harbour, dark and blue",
    kind: "dark",
    colours: {
      background: "#131c26",
      foreground: "#d3dde8",
      cursor: "#f0c674",
      cursorAccent: "#131c26",
      selectionBackground: "#2c4a68",
      selectionInactiveBackground: "#26384b",
      scrollbarSliderBackground: "#3c4d6099",
      scrollbarSliderHoverBackground: "#50647acc",
      scrollbarSliderActiveBackground: "#667c94",
      black: "#223041",
      red: "#f08a8a",
      green: "#8fc98a",
      yellow: "#e3bd6b",
      blue: "#7fb4ea",
      magenta: "#c9a2e0",
      cyan: "#72c7c2",
      white: "#c5d0dc",
      brightBlack: "#8496a9",
      brightRed: "#f8aeae",
      brightGreen: "#b1deac",
      brightYellow: "#f0d596",
      brightBlue: "#a8cdf5",
      brightMagenta: "#dfc2f0",
      brightCyan: "#9fe0db",
      brightWhite: "#f4f8fc",
    },
  },
  {
    id: "fairlead-light",
    name: "Fairlead light",
    kind: "light",
    colours: {
      background: "#ffffff",
      foreground: "#1a1b1e",
      cursor: "#1a1b1e",
      cursorAccent: "#ffffff",
      selectionBackground: "#b9d6fb",
      selectionInactiveBackground: "#dfe5ee",
      scrollbarSliderBackground: "#b8bbc199",
      scrollbarSliderHoverBackground: "#9a9ea6cc",
      scrollbarSliderActiveBackground: "#8b8f96",
      black: "#1a1b1e",
      red: "#b3261e",
      green: "#136c3a",
      yellow: "#7a5000",
      blue: "#0a5cc2",
      magenta: "#8a2da8",
      cyan: "#0b6672",
      white: "#dcdde0",
      brightBlack: "#5f646c",
      brightRed: "#cb342b",
      brightGreen: "#1a7a45",
      brightYellow: "#8a5d00",
      brightBlue: "#1f6fd6",
      brightMagenta: "#a043bf",
      brightCyan: "#0f7482",
      brightWhite: "#f6f6f7",
    },
  },
  {
    id: "sailcloth",
    name: "Sailcloth, light and warm",
    kind: "light",
    colours: {
      background: "#faf5ea",
      foreground: "#37322a",
      cursor: "#8a3b12",
      cursorAccent: "#faf5ea",
      selectionBackground: "#e0d3b4",
      selectionInactiveBackground: "#ebe3d0",
      scrollbarSliderBackground: "#c4b89f99",
      scrollbarSliderHoverBackground: "#a89c83cc",
      scrollbarSliderActiveBackground: "#91866f",
      black: "#37322a",
      red: "#a32a22",
      green: "#3f6212",
      yellow: "#7a4f05",
      blue: "#1f5a94",
      magenta: "#83307f",
      cyan: "#17625f",
      white: "#e3dac5",
      brightBlack: "#6b6355",
      brightRed: "#b73a2c",
      brightGreen: "#4b6f17",
      brightYellow: "#87590a",
      brightBlue: "#2a6bab",
      brightMagenta: "#984192",
      brightCyan: "#206f6b",
      brightWhite: "#f2ecdd",
    },
  },
] as const satisfies readonly AnyTheme[];

/** The theme of this id for a dark or a light page; ours where there is none of that kind. */
export function themeOf(
  id: string,
  kind: "dark" | "light",
  own: readonly TerminalTheme[],
): AnyTheme {
  const all: readonly AnyTheme[] = [...builtInThemes, ...own];
  const found = all.find((theme) => theme.id === id && theme.kind === kind);
  return found ?? (kind === "dark" ? builtInThemes[0] : builtInThemes[2]);
}
