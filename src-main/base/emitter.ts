/** Tells listeners in the order they came. A listener that throws is a bug and stops the program's event. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  /** Listens until the returned Disposable is disposed. */
  on(listener: (value: T) => void): Disposable {
    const entry = (value: T) => listener(value);
    this.#listeners.add(entry);
    return { [Symbol.dispose]: () => void this.#listeners.delete(entry) };
  }

  emit(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  [Symbol.dispose](): void {
    this.#listeners.clear();
  }
}
