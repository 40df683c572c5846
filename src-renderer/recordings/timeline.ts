/** A point on a recording's timeline, in seconds. */
export interface TimelinePoint {
  at: number;
  kind: "mark" | "person" | "agent" | "secret";
  /** What the mark says, or what was typed, as one line without control characters. */
  label: string;
}

export interface Cast {
  columns: number;
  rows: number;
  /** The file as any player takes it: our own events are left out. */
  text: string;
  points: TimelinePoint[];
}

/** Keys that come within this time are told as one entry, in seconds. */
const sameEntry = 2;

/** Reads a recording for its replay; null where the text is none. Lines that are no events are left out. */
export function readCast(file: string): Cast | null {
  const [first = "", ...lines] = file.split("\n");
  const header = parsed(first);
  if (!isHeader(header)) return null;
  const timeline = new Timeline();
  const kept = lines.filter((line) => timeline.take(parsed(line)));
  return {
    columns: header.width,
    rows: header.height,
    text: `${[first, ...kept].join("\n")}\n`,
    points: timeline.points(),
  };
}

/** Gathers what happened from the events of a recording. */
class Timeline {
  readonly #points: TimelinePoint[] = [];
  #who: "person" | "agent" | "secret" = "person";

  /** False for what a player has no use for. */
  take(event: unknown): boolean {
    if (!isEvent(event)) return false;
    const [at, code, data] = event;
    if (code === "w") this.#typedBy(at, data);
    else if (code === "m") this.#points.push({ at, kind: "mark", label: data });
    else if (code === "i") addTyped(this.#points, { at, kind: this.#who, label: data });
    return code !== "w";
  }

  points(): TimelinePoint[] {
    return this.#points
      .map((point) => ({ ...point, label: oneLine(point.label) }))
      .filter(({ label }) => label !== "");
  }

  #typedBy(at: number, who: string): void {
    this.#who = who === "agent" || who === "secret" ? who : "person";
    if (this.#who !== "secret") return;
    this.#points.push({ at, kind: "secret", label: "typed, value left out" });
  }
}

function addTyped(points: TimelinePoint[], typed: TimelinePoint): void {
  const last = points.at(-1);
  const goesOn =
    last?.kind === typed.kind && typed.at - last.at < sameEntry && !/[\r\n]/.test(last.label);
  if (goesOn && last !== undefined) last.label += typed.label;
  else points.push(typed);
}

const oneLine = (text: string): string =>
  text
    .replace(/[\r\n]+/g, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, "·")
    .trim();

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const isHeader = (value: unknown): value is { width: number; height: number } =>
  typeof value === "object" &&
  value !== null &&
  "width" in value &&
  "height" in value &&
  Number.isInteger(value.width) &&
  Number.isInteger(value.height);

const isEvent = (value: unknown): value is [number, string, string] =>
  Array.isArray(value) &&
  typeof value[0] === "number" &&
  typeof value[1] === "string" &&
  typeof value[2] === "string";
