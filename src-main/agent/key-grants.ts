/** Programs that a person allowed keys for until they end, by the fingerprint of program and terminal together. */
export class KeyGrants {
  readonly #fingerprints = new Set<string>();

  add(fingerprint: string): void {
    this.#fingerprints.add(fingerprint);
  }

  has(fingerprint: string): boolean {
    return this.#fingerprints.has(fingerprint);
  }
}
