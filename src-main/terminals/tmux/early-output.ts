/** More is not kept, in bytes over all panes. */
const limit = 1024 * 1024;

/** Output of windows that are being made, which comes before the answer with their panes' numbers. */
export class EarlyOutput {
  readonly #chunks = new Map<number, Uint8Array[]>();
  #size = 0;
  #expecting = 0;

  /** A window is being made until this is disposed of; when none is any more, what nobody took is dropped. */
  expect(): Disposable {
    this.#expecting += 1;
    return { [Symbol.dispose]: () => this.#expected() };
  }

  /** Output of a pane that nobody knows. */
  keep(pane: number, bytes: Uint8Array): void {
    if (this.#expecting === 0 || this.#size >= limit) return;
    const chunks = this.#chunks.get(pane) ?? [];
    chunks.push(bytes);
    this.#chunks.set(pane, chunks);
    this.#size += bytes.length;
  }

  has(pane: number): boolean {
    return this.#chunks.has(pane);
  }

  /** What a pane has printed so far, once. */
  take(pane: number): Uint8Array[] {
    const chunks = this.#chunks.get(pane) ?? [];
    this.#chunks.delete(pane);
    return chunks;
  }

  #expected(): void {
    this.#expecting -= 1;
    if (this.#expecting > 0) return;
    this.#chunks.clear();
    this.#size = 0;
  }
}
