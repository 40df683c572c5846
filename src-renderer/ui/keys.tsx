import { chordWords } from "../control/chords.ts";

/** A shortcut as it is written on this system's keyboard. */
export function Keys({ chord }: { chord: string }) {
  return <kbd className="keys">{chordWords(chord)}</kbd>;
}
