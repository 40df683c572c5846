import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readThemes } from "./read-themes.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-themes-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const hues = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
const bright = hues.map((hue) => `bright${hue[0]?.toUpperCase()}${hue.slice(1)}`);
const colours = Object.fromEntries(
  ["background", "foreground", ...hues, ...bright].map((name) => [name, "#102030"]),
);
const theme = { name: "Sea", kind: "dark", colours };

function write(name: string, content: unknown): void {
  writeFileSync(
    join(folder, name),
    typeof content === "string" ? content : JSON.stringify(content),
  );
}

test("a valid theme has the id of its file; other files are passed over", async () => {
  write("sea.json", theme);
  write("notes.txt", "not a theme");
  expect(await readThemes(folder)).toEqual({
    folder,
    themes: [{ ...theme, id: "own:sea" }],
    problems: [],
  });
});

test("each file that is not valid is named with its field; the others count", async () => {
  write("a.json", "{");
  write("b.json", { ...theme, colours: { ...colours, red: "tomato" } });
  write("c.json", { ...theme, kind: "dim" });
  write("d.json", { ...theme, colours: { ...colours, rde: "#000000" } });
  write("e.json", " ".repeat(65 * 1024));
  mkdirSync(join(folder, "f.json"));
  const { red: _red, ...short } = colours;
  write("g.json", { ...theme, colours: short });
  write("good.json", theme);
  const { themes, problems } = await readThemes(folder);
  expect(themes.map(({ id }) => id)).toEqual(["own:good"]);
  expect(problems).toEqual([
    "a.json: not valid JSON.",
    "b.json: colours.red: give a colour as #rrggbb.",
    expect.stringMatching(/^c\.json: kind: .*dark.*light/),
    expect.stringMatching(/^d\.json: colours: .*rde/),
    "e.json: too large for a theme.",
    "f.json: not a file.",
    "g.json: colours.red: give a colour as #rrggbb.",
  ]);
});

test("without the folder there are no themes and no problem", async () => {
  const missing = join(folder, "missing");
  expect(await readThemes(missing)).toEqual({ folder: missing, themes: [], problems: [] });
});
