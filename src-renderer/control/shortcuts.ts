import { create } from "zustand";
import { chordOf } from "./chords.ts";
import { type ShortcutChanges, withChanges } from "./shortcut-changes.ts";

/** Something a person can do from the palette, and by a chord where it has one. */
export interface Action {
  /** Unique; a later action of the same id replaces the earlier. */
  id: string;
  title: string;
  group: "Terminal" | "Chat" | "Hosts" | "Approvals" | "Fairlead";
  /** "Mod+Shift+P": Ctrl+Shift+P, on a Mac Cmd+Shift+P. */
  chord?: string;
  /** Where the chord is left to others: false says "not now". The palette has the action in any case. */
  when?: () => boolean;
  /** Runs again while the keys are held. */
  repeats?: true;
  run: () => void;
}

interface Actions {
  /** As they were registered, in that order, with the usual chords. */
  usual: readonly Action[];
  changes: ShortcutChanges;
  /** The same with the chords they have now. */
  actions: readonly Action[];
}

/** Every action there is now. */
export const useActions = create<Actions>(() => ({ usual: [], changes: {}, actions: [] }));

const withActions = (usual: readonly Action[], changes: ShortcutChanges): Actions => ({
  usual,
  changes,
  actions: withChanges(usual, changes),
});

/** Adds actions until the returned Disposable is disposed. */
export function registerActions(added: readonly Action[]): Disposable {
  const ids = new Set(added.map(({ id }) => id));
  useActions.setState(({ usual, changes }) =>
    withActions([...usual.filter(({ id }) => !ids.has(id)), ...added], changes),
  );
  return {
    [Symbol.dispose]: () =>
      useActions.setState(({ usual, changes }) =>
        withActions(
          usual.filter((action) => !added.includes(action)),
          changes,
        ),
      ),
  };
}

/** Shortcuts are as the person has changed them from here on. */
export function setShortcutChanges(changes: ShortcutChanges): void {
  if (JSON.stringify(changes) === JSON.stringify(useActions.getState().changes)) return;
  useActions.setState(({ usual }) => withActions(usual, changes));
}

/** The chord an action has now, for the place that shows it. */
export const useChord = (id: string | undefined): string | undefined =>
  useActions(({ actions }) => actions.find((action) => action.id === id)?.chord);

let recorder: ((chord: string) => void) | null = null;

/** Gives every chord to `take` instead of doing what it stands for, until the returned Disposable is disposed. */
export function recordChords(take: (chord: string) => void): Disposable {
  recorder = take;
  return {
    [Symbol.dispose]: () => {
      if (recorder === take) recorder = null;
    },
  };
}

/** Runs the action of a chord wherever the focus is, before a terminal sees the key; every other key passes untouched. */
export function listenForShortcuts(page: Window, signal: AbortSignal): void {
  page.addEventListener(
    "keydown",
    (event) => {
      const chord = chordOf(event);
      if (chord === null) return;
      const { actions } = useActions.getState();
      const action = actions.find((known) => known.chord === chord && (known.when?.() ?? true));
      if (recorder === null && action === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (recorder !== null) recorder(chord);
      else if (!event.repeat || action?.repeats) action?.run();
    },
    { capture: true, signal },
  );
}
