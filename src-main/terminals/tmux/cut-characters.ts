/** A picture that falls within a character is taken again, at most this often. */
const tries = 8;

/**
 * Tells pictures that were taken within a character by what follows them: tmux has the character's beginning and no picture
 * shows it, so another picture must be taken. Stops asking for output that is no UTF-8 at all.
 */
export class CutCharacters {
  #inARow = 0;

  /** Whether another picture is needed. `first`: the first output after the last one, if there is any yet. */
  cutAt(first: Uint8Array | undefined): boolean {
    const byte = first?.[0];
    if (byte === undefined) return false;
    const cut = byte >= 0x80 && byte < 0xc0;
    this.#inARow = cut ? this.#inARow + 1 : 0;
    return cut && this.#inARow < tries;
  }
}
