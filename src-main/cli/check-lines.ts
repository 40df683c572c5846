import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** A line of standard input that holds a command, or that was meant to. */
export type CheckedLine = {
  /** The line's own id, else its number. */
  id: string | number;
  /** It was a JSON object, so its answer is one. */
  json: boolean;
  /** null = the line is no valid JSON object with a "cmd". */
  command: string | null;
};

/**
 * The commands of a stream, as they come: a line that begins like a JSON object is one ({"id","cmd"}), any other is a
 * command as it stands. Empty lines are passed over.
 */
export async function* checkedLines(
  stream: Readable,
  signal: AbortSignal,
): AsyncGenerator<CheckedLine, void, void> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY, signal });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === "") continue;
    yield /^\s*\{\s*"/.test(line)
      ? jsonLine(line, number)
      : { id: number, json: false, command: line };
  }
}

function jsonLine(line: string, number: number): CheckedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { id: number, json: true, command: null };
  }
  const { cmd, id } = value as { cmd?: unknown; id?: unknown };
  return {
    id: typeof id === "string" || typeof id === "number" ? id : number,
    json: true,
    command: typeof cmd === "string" ? cmd : null,
  };
}
