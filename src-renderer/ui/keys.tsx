import { chordWords } from "../control/chords.ts";
import { useChord } from "../control/shortcuts.ts";

/** A shortcut as it is written on this system's keyboard. */
export function Keys({ chord }: { chord: string }) {
  return <kbd className="keys">{chordWords(chord)}</kbd>;
}

/** The shortcut that an action has now; nothing where it has none. */
export function ActionKeys({ action }: { action: string }) {
  const chord = useChord(action);
  return chord === undefined ? null : <Keys chord={chord} />;
}
