import { expect, test } from "vitest";
import { chordOf, chordWords } from "./chords.ts";

const press = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const ctrlShift = { ...press, ctrlKey: true, shiftKey: true };

for (const [title, keys, mac, chord] of [
  ["Ctrl+Shift+P", { ...ctrlShift, key: "P" }, false, "Mod+Shift+P"],
  ["Ctrl+Shift+Enter", { ...ctrlShift, key: "Enter" }, false, "Mod+Shift+Enter"],
  ["Ctrl+P is the shell's", { ...press, ctrlKey: true, key: "p" }, false, null],
  ["Alt is the shell's", { ...ctrlShift, altKey: true, key: "P" }, false, null],
  ["a bare key", { ...press, key: "p" }, false, null],
  ["the modifiers alone", { ...ctrlShift, key: "Shift" }, false, null],
  [
    "Cmd+Shift+P on a Mac",
    { ...press, metaKey: true, shiftKey: true, key: "p" },
    true,
    "Mod+Shift+P",
  ],
  ["Ctrl+Shift+P on a Mac is the shell's", { ...ctrlShift, key: "P" }, true, null],
  ["the Windows key elsewhere", { ...ctrlShift, metaKey: true, key: "P" }, false, null],
] as const) {
  test(`${title} -> ${chord}`, () => {
    expect(chordOf(keys, mac)).toBe(chord);
  });
}

test("chords are written as on the keyboard", () => {
  expect([
    chordWords("Mod+Shift+P", false),
    chordWords("Mod+Shift+ArrowLeft", false),
    chordWords("Mod+Shift+P", true),
    chordWords("Mod+Shift+Enter", true),
  ]).toEqual(["Ctrl+Shift+P", "Ctrl+Shift+←", "⇧⌘P", "⇧⌘↵"]);
});
