import { expect, test } from "vitest";
import { chordOf, chordProblem, chordWords } from "./chords.ts";

const press = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const ctrlShift = { ...press, ctrlKey: true, shiftKey: true };

for (const [title, keys, mac, chord] of [
  ["Ctrl+Shift+P", { ...ctrlShift, key: "P" }, false, "Mod+Shift+P"],
  ["Ctrl+Shift+Enter", { ...ctrlShift, key: "Enter" }, false, "Mod+Shift+Enter"],
  ["Ctrl+P", { ...press, ctrlKey: true, key: "p" }, false, "Mod+P"],
  ["Alt+B", { ...press, altKey: true, key: "b" }, false, "Alt+B"],
  ["a bare key", { ...press, key: "p" }, false, "P"],
  ["the modifiers alone", { ...ctrlShift, key: "Shift" }, false, null],
  ["Ctrl and plus, with Shift or without", { ...ctrlShift, key: "+" }, false, "Mod++"],
  ["Ctrl and the key of plus", { ...press, ctrlKey: true, key: "=" }, false, "Mod++"],
  ["Ctrl+Shift+minus", { ...ctrlShift, key: "_" }, false, "Mod+_"],
  ["Cmd+Shift+P", { ...press, metaKey: true, shiftKey: true, key: "p" }, true, "Mod+Shift+P"],
  ["Ctrl+P on a Mac", { ...press, ctrlKey: true, key: "p" }, true, "Ctrl+P"],
  ["the Windows key", { ...ctrlShift, metaKey: true, key: "P" }, false, "Mod+Meta+Shift+P"],
] as const) {
  test(`${title} -> ${chord}`, () => {
    expect(chordOf(keys, mac)).toBe(chord);
  });
}

for (const chord of ["Mod+Shift+P", "Mod+Shift+ArrowLeft", "Mod++", "Mod+-", "Mod+0", "Mod+!"]) {
  test(`${chord} can be ours`, () => expect(chordProblem(chord, false)).toBeNull());
}

for (const [chord, reason] of [
  ["Mod+R", "belongs to the shell"],
  ["Mod+_", "control character"],
  ["Mod+@", "control character"],
  ["Mod+ArrowLeft", "Programs in a terminal"],
  ["Mod+Alt+Q", "Alt"],
  ["Alt+B", "Shells use Alt"],
  ["Escape", "Shells and their programs"],
  ["F5", "Shells and their programs"],
  ["Tab", "Shells and their programs"],
  ["P", "types a character"],
  ["Mod+Shift+C", "copies"],
  ["Mod+Shift+V", "pastes"],
  ["Mod+Meta+Shift+P", "desktop"],
] as const) {
  test(`${chord} stays where it is`, () => expect(chordProblem(chord, false)).toContain(reason));
}

test("on a Mac Cmd is ours, Ctrl and Option are the shell's", () => {
  const verdicts = ["Mod+P", "Mod+Shift+C", "Mod+Alt+P"].map((chord) => chordProblem(chord, true));
  expect(verdicts).toEqual([null, null, null]);
  expect(chordProblem("Ctrl+P", true)).toContain("shell");
  expect(chordProblem("Alt+P", true)).toContain("Shells");
  expect(chordProblem("Mod+C", true)).toContain("copies");
  expect(chordProblem("Mod+Q", true)).toContain("system");
});

test("chords are written as on the keyboard", () => {
  expect([
    chordWords("Mod+Shift+P", false),
    chordWords("Mod+Shift+ArrowLeft", false),
    chordWords("Mod++", false),
    chordWords("Mod+Shift+P", true),
    chordWords("Mod+Shift+Enter", true),
    chordWords("Mod+Alt+P", true),
  ]).toEqual(["Ctrl+Shift+P", "Ctrl+Shift+←", "Ctrl++", "⇧⌘P", "⇧⌘↵", "⌥⌘P"]);
});
