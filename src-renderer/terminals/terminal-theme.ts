import type { ITheme } from "@xterm/xterm";

/** Ink with at least 4.5:1 on its ground (terminal-theme.test.ts); the ground is `--canvas` of tokens.css, so that a terminal has no edge. */
export const terminalThemes = {
  dark: {
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
  light: {
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
} as const satisfies Record<"dark" | "light", ITheme>;

export type Brightness = keyof typeof terminalThemes;

/** Which of the two the page shows now: what the person chose, else what the system says. */
export function brightnessNow(page: Window): Brightness {
  const chosen = page.document.documentElement.dataset["theme"];
  if (chosen === "dark" || chosen === "light") return chosen;
  return page.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Calls `changed` whenever the page turns dark or light, until `signal` aborts. */
export function followBrightness(page: Window, changed: () => void, signal: AbortSignal): void {
  page.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed, { signal });
  const observer = new MutationObserver(changed);
  observer.observe(page.document.documentElement, { attributeFilter: ["data-theme"] });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
}
