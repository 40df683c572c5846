import { expect, test } from "vitest";
import { builtInThemes, themeOf } from "./terminal-themes.ts";

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
const grounds = { dark: ["black"], light: ["white", "brightWhite"] } as const;
const hues = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;
const bright = [
  "brightBlack",
  "brightRed",
  "brightGreen",
  "brightYellow",
  "brightBlue",
  "brightMagenta",
  "brightCyan",
  "brightWhite",
] as const;

for (const { name, kind, colours } of builtInThemes) {
  test(`${name}: every ink has at least 4.5:1 on the ground, and text has it on what is meant as ground`, () => {
    const asGround: readonly string[] = grounds[kind];
    const weak = [...(["foreground", "cursor"] as const), ...hues, ...bright]
      .map((ink) =>
        asGround.includes(ink)
          ? ([`text on ${ink}`, contrast(colours.foreground, colours[ink])] as const)
          : ([ink, contrast(colours[ink], colours.background)] as const),
      )
      .filter(([, ratio]) => ratio < 4.5);
    expect(weak).toEqual([]);
  });

  test(`${name}: selected text stays readable, and all its colours differ`, () => {
    expect(contrast(colours.foreground, colours.selectionBackground)).toBeGreaterThan(4.5);
    expect(contrast(colours.foreground, colours.selectionInactiveBackground)).toBeGreaterThan(4.5);
    const own = [...hues, ...bright].map((hue) => colours[hue]);
    expect(new Set(own).size).toBe(16);
  });
}

test("two themes for dark and two for light; one that is gone or of the other kind gives way to ours", () => {
  expect(builtInThemes.map(({ kind }) => kind)).toEqual(["dark", "dark", "light", "light"]);
  const own = { ...builtInThemes[0], id: "own:sea", name: "Sea" };
  expect(themeOf("own:sea", "dark", [own]).name).toBe("Sea");
  expect(themeOf("own:sea", "dark", []).id).toBe("fairlead-dark");
  expect(themeOf("harbour", "light", []).id).toBe("fairlead-light");
});
