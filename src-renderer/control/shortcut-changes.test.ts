import { expect, test } from "vitest";
import { changeShortcut, resetShortcut, withChanges } from "./shortcut-changes.ts";

const split = { id: "split", chord: "Mod+Shift+E" };
const zoom = { id: "zoom", chord: "Mod+Shift+Z" };
const rename = { id: "rename" };
const actions: { id: string; chord?: string }[] = [split, zoom, rename];

const chords = (changes: Record<string, string | null>) =>
  withChanges(actions, changes).map(({ id, chord }) => `${id} ${chord ?? "-"}`);

test("a shortcut is changed, removed, and given to an action without one", () => {
  expect(chords({ split: "Mod+Shift+J", zoom: null, rename: "Mod+Shift+Z" })).toEqual([
    "split Mod+Shift+J",
    "zoom -",
    "rename Mod+Shift+Z",
  ]);
});

test("who has a chord by default gives way to who was given it", () => {
  expect(chords({ rename: "Mod+Shift+E" })).toEqual([
    "split -",
    "zoom Mod+Shift+Z",
    "rename Mod+Shift+E",
  ]);
});

test("a chord of the shell's in an edited file changes nothing; names of objects are no ids", () => {
  expect(chords({ split: "Mod+R" })).toEqual(chords({}));
  expect(withChanges([{ id: "constructor" }], {})).toEqual([{ id: "constructor" }]);
});

test("taking a chord leaves its holder without; giving it back makes everything as usual", () => {
  const taken = changeShortcut(actions, {}, "rename", "Mod+Shift+Z");
  expect(taken).toEqual({ rename: "Mod+Shift+Z", zoom: null });
  const back = resetShortcut(actions, taken, "zoom");
  expect(back).toEqual({});
  expect(changeShortcut(actions, { "of-a-newer-version": null }, "split", null)).toEqual({
    "of-a-newer-version": null,
    split: null,
  });
});
