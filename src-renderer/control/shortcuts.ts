import { create } from "zustand";
import { chordOf } from "./chords.ts";

/** Something a person can do from the palette, and by a chord where it has one. */
export interface Action {
  /** Unique; a later action of the same id replaces the earlier. */
  id: string;
  title: string;
  group: "Terminal" | "Chat" | "Hosts" | "Approvals" | "Fairlead";
  /** "Mod+Shift+P": Ctrl+Shift+P, on a Mac Cmd+Shift+P. */
  chord?: string;
  run: () => void;
}

/** Every action there is now, in the order of registration. */
export const useActions = create<{ actions: readonly Action[] }>(() => ({ actions: [] }));

/** Adds actions until the returned Disposable is disposed. */
export function registerActions(actions: readonly Action[]): Disposable {
  const ids = new Set(actions.map(({ id }) => id));
  useActions.setState((state) => ({
    actions: [...state.actions.filter(({ id }) => !ids.has(id)), ...actions],
  }));
  return {
    [Symbol.dispose]: () =>
      useActions.setState((state) => ({
        actions: state.actions.filter((action) => !actions.includes(action)),
      })),
  };
}

/** The chord of an action, for the place that shows it. */
export const chordFor = (id: string): string | undefined =>
  useActions.getState().actions.find((action) => action.id === id)?.chord;

/** Runs the action of a chord wherever the focus is, before a terminal sees the key; every other key passes untouched. */
export function listenForShortcuts(page: Window, signal: AbortSignal): void {
  page.addEventListener(
    "keydown",
    (event) => {
      const chord = chordOf(event);
      if (chord === null) return;
      const action = useActions.getState().actions.find((known) => known.chord === chord);
      if (action === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) action.run();
    },
    { capture: true, signal },
  );
}
