import { chordProblem } from "./chords.ts";

/** What differs from the usual shortcuts: an action's id and its chord, null where it has none. */
export type ShortcutChanges = Readonly<Record<string, string | null>>;

interface Chorded {
  id: string;
  chord?: string;
}

/**
 * The actions with the chords they have now. A changed one comes first: who had that chord by default has none then. A
 * chord that can never be ours, in a file edited by hand, counts as not changed. Pure.
 */
export function withChanges<A extends Chorded>(
  actions: readonly A[],
  changes: ShortcutChanges,
): A[] {
  const changed = (id: string): string | null | undefined => {
    const chord = Object.hasOwn(changes, id) ? changes[id] : undefined;
    return typeof chord === "string" && chordProblem(chord) !== null ? undefined : chord;
  };
  const taken = new Set<string>();
  for (const { id } of actions) {
    const chord = changed(id);
    if (chord) taken.add(chord);
  }
  return actions.map((action) => {
    const { chord: usual, ...rest } = action;
    const own = changed(action.id);
    const chord = own === undefined ? (usual && !taken.has(usual) ? usual : null) : own;
    return (chord ? { ...rest, chord } : rest) as A;
  });
}

/** Changes after `id` was given `chord`, null to have none; who had it, has none any more. Pure. */
export function changeShortcut(
  actions: readonly Chorded[],
  changes: ShortcutChanges,
  id: string,
  chord: string | null,
): ShortcutChanges {
  const holders = withChanges(actions, changes).filter(
    (action) => chord !== null && action.chord === chord && action.id !== id,
  );
  const without = Object.fromEntries(holders.map((holder) => [holder.id, null]));
  return tidy(actions, { ...changes, ...without, [id]: chord });
}

/** Changes after `id` has its usual chord back; who had taken that, has none any more. Pure. */
export function resetShortcut(
  actions: readonly Chorded[],
  changes: ShortcutChanges,
  id: string,
): ShortcutChanges {
  const usual = actions.find((action) => action.id === id)?.chord ?? null;
  return changeShortcut(actions, changes, id, usual);
}

/** Without what is as usual anyway. */
function tidy(actions: readonly Chorded[], changes: ShortcutChanges): ShortcutChanges {
  const usual = new Map(actions.map(({ id, chord }) => [id, chord ?? null]));
  return Object.fromEntries(
    Object.entries(changes).filter(([id, chord]) => !usual.has(id) || usual.get(id) !== chord),
  );
}
