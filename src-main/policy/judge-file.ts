import { type FileOperation, type FilePlace, type FileRules, pathRefusal } from "./file-rules.ts";

/**
 * Why a file may not be touched, as a sentence; null where the rules permit it. What the policy says of a path, and
 * Fairlead's own folders once more in whatever case they are written, for a system that sees no difference.
 * `path` must be absolute and resolved, symbolic links followed. Pure.
 */
export function fileRefusal(
  rules: FileRules,
  operation: FileOperation,
  path: string,
  place: FilePlace,
): string | null {
  const lower = path.toLowerCase();
  const inOwn = place.protectedPaths.some((folder) => {
    const whole = folder.replace(/\/+$/, "").toLowerCase();
    return lower === whole || lower.startsWith(`${whole}/`);
  });
  if (inOwn) return "This is Fairlead's own data folder: the agent never gets at it.";
  if (path.length > 1 && path.endsWith("/"))
    return "Only a whole path without a slash at its end is judged.";
  return pathRefusal(rules, operation, path, place);
}

/** Why so many bytes may not be written or changed; null where they may. */
export function sizeRefusal(rules: FileRules, bytes: number): string | null {
  if (bytes <= rules.largestWrite) return null;
  return `The file policy allows files of at most ${rules.largestWrite} bytes to be changed; this one has ${bytes}.`;
}
