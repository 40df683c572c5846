const shortestValue = 6;

/**
 * Replaces known secret values by "[redacted]". Filled by whoever handles secrets (keychain, logins, model keys), used
 * wherever text leaves for the audit, a log, the disk or a model. Values under 6 characters are not looked for: they
 * would match by chance.
 */
export class Redactor {
  readonly #values = new Set<string>();

  /** From now on this value is redacted, also base64, URL and JSON encoded, and line by line where it has several. */
  learn(value: string): void {
    const lines = value.split("\n").map((line) => line.trim());
    for (const part of [value, ...lines]) {
      if (part.length < shortestValue || /^-----(BEGIN|END) /.test(part)) continue;
      for (const form of [
        part,
        Buffer.from(part, "utf8").toString("base64"),
        encodeURIComponent(part.toWellFormed()),
        JSON.stringify(part).slice(1, -1),
      ]) {
        this.#values.add(form);
      }
    }
  }

  redact(text: string): string {
    let clean = text;
    for (const value of [...this.#values].sort((one, other) => other.length - one.length)) {
      if (clean.includes(value)) clean = clean.replaceAll(value, "[redacted]");
    }
    return clean;
  }

  /** The same for every string inside a JSON value, keys included. */
  redactJson<T>(value: T): T {
    if (typeof value === "string") return this.redact(value) as T;
    if (Array.isArray(value)) return value.map((entry) => this.redactJson(entry)) as T;
    if (value !== null && typeof value === "object") {
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [this.redact(key), this.redactJson(entry)]),
      ) as T;
    }
    return value;
  }
}
