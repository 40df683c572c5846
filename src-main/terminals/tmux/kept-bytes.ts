/** Output that waits to be handed over, in order. */
export class KeptBytes {
  #pieces: Uint8Array[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The first that is not empty. */
  get first(): Uint8Array | undefined {
    return this.#pieces.find((piece) => piece.length > 0);
  }

  add(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#size += bytes.length;
  }

  /** All of it; nothing is kept after that. */
  take(): Uint8Array[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#size = 0;
    return pieces;
  }
}
