import { Emitter } from "./emitter.ts";
import { findSecrets, type Span } from "./redaction/find-secrets.ts";
import { asOneLine, type Projection, unwrapped, withoutEscapes } from "./redaction/projection.ts";

const shortestValue = 6;
const mark = "[redacted]";
/** So many clean texts are known again, of so many UTF-16 units: a shorter one is read as soon as found, a longer one is rare. */
const mostClean = 64;
const shortestClean = 100;
const longestClean = 64_000;

/**
 * Replaces secrets by "[redacted]": known values, whatever they look like, and what looks like a secret by its form or
 * place. Filled with values by whoever handles secrets (keychain, logins, model keys), used wherever text leaves for the
 * audit, a log, the disk, a notification or a model. Values under 6 characters are not looked for: they would match by
 * chance. Neither escape sequences nor a screen's line wraps inside a secret hide it.
 */
export class Redactor {
  readonly #values = new Set<string>();
  /** Longest first, so that a value that holds another one goes whole. */
  #sorted: readonly string[] = [];
  /** Texts that lately had no secret in them, the longest ago first: the same is asked for again and again. */
  readonly #clean = new Set<string>();
  readonly #learnt = new Emitter<readonly string[]>();

  /** From now on this value is redacted, also base64, URL and JSON encoded, and line by line where it has several. */
  learn(value: string): void {
    const forms: string[] = [];
    const lines = value.split("\n").map((line) => line.trim());
    for (const part of [value, ...lines]) {
      if (part.length < shortestValue || /^-----(BEGIN|END) /.test(part)) continue;
      forms.push(
        part,
        Buffer.from(part, "utf8").toString("base64"),
        encodeURIComponent(part.toWellFormed()),
        JSON.stringify(part).slice(1, -1),
      );
    }
    this.take(forms);
  }

  /** What another redactor has shared: redacted from now on, exactly as it stands. */
  take(values: readonly string[]): void {
    const fresh = values.filter((value) => !this.#values.has(value));
    if (fresh.length === 0) return;
    this.#clean.clear();
    for (const value of fresh) this.#values.add(value);
    this.#sorted = [...this.#values].sort((one, other) => other.length - one.length);
    this.#learnt.emit(fresh);
  }

  /** Hands all that is looked for to `take`, now and as it is learnt, until the returned Disposable is disposed. */
  share(take: (values: readonly string[]) => void): Disposable {
    if (this.#sorted.length > 0) take(this.#sorted);
    return this.#learnt.on(take);
  }

  /** `columns`: the width of the screen that the text was on, where it was on one. */
  redact(text: string, columns: number | null = null): string {
    if (text.length < shortestValue) return text;
    const isKept = columns === null && text.length >= shortestClean && text.length <= longestClean;
    // Said again it is the newest.
    if (isKept && this.#clean.delete(text)) {
      this.#clean.add(text);
      return text;
    }
    const spans = this.#find(text, columns);
    if (isKept && spans.length === 0) this.#noteClean(text);
    return replaced(text, spans);
  }

  #noteClean(text: string): void {
    this.#clean.add(text);
    const [oldest] = this.#clean;
    if (this.#clean.size > mostClean && oldest !== undefined) this.#clean.delete(oldest);
  }

  /**
   * For a text that goes on: what can be given out clean now, and the rest that must wait for what comes. It is cut behind
   * a line end that no secret spans, at least `margin` UTF-16 units before the end; where there is none everything waits.
   */
  redactBeginning(text: string, margin: number): { clean: string; rest: string } {
    const spans = this.#find(text, null);
    let cut = text.lastIndexOf("\n", text.length - margin) + 1;
    for (;;) {
      const spanning = spans.find(({ start, end }) => start < cut && end >= cut);
      if (spanning === undefined) break;
      cut = text.lastIndexOf("\n", spanning.start) + 1;
    }
    const beginning = spans.filter(({ start }) => start < cut);
    return { clean: replaced(text.slice(0, cut), beginning), rest: text.slice(cut) };
  }

  /** Whether a value that was learnt stands in the text, in whatever of its forms. */
  knows(text: string): boolean {
    return this.#sorted.some((value) => text.includes(value));
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

  #find(text: string, columns: number | null): Span[] {
    const spans = [...this.#valuesIn(text), ...findSecrets(text)];
    const oneLine = asOneLine(text);
    if (oneLine !== null) spans.push(...moved(this.#valuesIn(oneLine.text), oneLine));
    const plain = withoutEscapes(text);
    if (plain !== null) spans.push(...moved(findSecrets(plain.text), plain));
    const whole = unwrapped(text, columns);
    if (whole !== null) spans.push(...moved(findSecrets(whole.text), whole));
    return spans;
  }

  #valuesIn(text: string): Span[] {
    const found: Span[] = [];
    for (const value of this.#sorted) {
      for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) {
        found.push({ start: at, end: at + value.length });
      }
    }
    return found;
  }
}

function moved(spans: readonly Span[], { origin }: Projection): Span[] {
  return spans.map(({ start, end }) => ({
    start: origin[start] ?? 0,
    end: (origin[end - 1] ?? 0) + 1,
  }));
}

/** Overlapping spans become one mark. */
function replaced(text: string, spans: Span[]): string {
  if (spans.length === 0) return text;
  spans.sort((one, other) => one.start - other.start || other.end - one.end);
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of spans) {
    // What was redacted before stays as it is.
    if (end <= from || text.startsWith("[redacted", start)) continue;
    if (start >= from) pieces.push(text.slice(from, start), mark);
    from = end;
  }
  pieces.push(text.slice(from));
  return pieces.join("");
}
