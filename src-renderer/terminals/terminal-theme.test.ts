import { expect, test } from "vitest";
import { terminalThemes } from "./terminal-theme.ts";

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** Meant as grounds: as ink the emulator itself raises them to the contrast it was told. */
const grounds = { dark: ["black"], light: ["white", "brightWhite"] };
const inks = ["foreground", "cursor"] as const;
const hues = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;

for (const [name, theme] of Object.entries(terminalThemes)) {
  test(`every ink of the ${name} theme has at least 4.5:1 on its ground`, () => {
    const bright = hues.map(
      (hue) => `bright${hue[0]?.toUpperCase()}${hue.slice(1)}` as keyof typeof theme,
    );
    const weak = [...inks, ...hues, ...bright]
      .filter((ink) => !grounds[name as keyof typeof grounds].includes(ink))
      .map((ink) => [ink, contrast(theme[ink], theme.background)] as const)
      .filter(([, ratio]) => ratio < 4.5);
    expect(weak).toEqual([]);
  });

  test(`selected text of the ${name} theme stays readable`, () => {
    expect(contrast(theme.foreground, theme.selectionBackground)).toBeGreaterThan(4.5);
    expect(contrast(theme.foreground, theme.selectionInactiveBackground)).toBeGreaterThan(4.5);
  });
}
