import { fail, ok, type Result } from "../result.ts";

/** Something that a person names in a command. */
export interface Named {
  id: string;
  name: string;
}

/**
 * The one that a person means: by its whole id or name, by the end of its id, else by the beginning or a part of the name
 * where that fits one only. Fails with those that fit: none, or several.
 */
export function findNamed<T extends Named>(
  all: readonly T[],
  words: string,
): Result<T, readonly T[]> {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return fail([]);
  for (const fits of [
    ({ id, name }: Named) => id.toLowerCase() === wanted || name.toLowerCase() === wanted,
    ({ id }: Named) => wanted.length >= shortIdLength && id.toLowerCase().endsWith(wanted),
    ({ name }: Named) => name.toLowerCase().startsWith(wanted),
    ({ name }: Named) => name.toLowerCase().includes(wanted),
  ]) {
    const found = all.filter(fits);
    const [only] = found;
    if (only !== undefined) return found.length === 1 ? ok(only) : fail(found);
  }
  return fail([]);
}

const shortIdLength = 4;

/** The end of an id: enough to tell a few things apart. */
export const shortId = (id: string): string => id.slice(-shortIdLength);
