import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

const largestBytes = 1024 * 1024;

/**
 * The JSON of a settings file that Fairlead does not write: null when there is none. Cannot be made to hang or to
 * follow a link out of the folder (`trusted` false). Throws with a sentence when it cannot be read.
 */
export function readSettingsFile(path: string, trusted: boolean): unknown {
  const noFollow = trusted ? 0 : (constants.O_NOFOLLOW ?? 0);
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | noFollow);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new Error(`${path}: cannot be read (${code}).`);
  }
  try {
    const { size } = fstatSync(descriptor);
    if (!fstatSync(descriptor).isFile()) throw new Error(`${path}: not a file.`);
    if (size > largestBytes) throw new Error(`${path}: larger than 1 MB.`);
    return parseSettings(readFileSync(descriptor, "utf8"), path);
  } finally {
    closeSync(descriptor);
  }
}

/** Throws a SyntaxError with a sentence when the text is not a JSON object; a byte order mark is passed over. */
export function parseSettings(text: string, path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    // Only the place: the message may quote the text.
    const place = /position \d+( \(line \d+ column \d+\))?/.exec(String(error))?.[0];
    throw new SyntaxError(`${path}: not valid JSON${place ? ` at ${place}` : ""}.`);
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new SyntaxError(`${path}: not a JSON object.`);
  }
  return value as Record<string, unknown>;
}
