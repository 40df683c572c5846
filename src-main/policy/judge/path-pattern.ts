import type { Form } from "./shell-word.ts";

/**
 * A path with what is not known of it, as one string: STAR stands for any characters within a directory level, ONE for one
 * of them, ANY for anything with slashes too. "~" at the beginning is the home directory, "." one that is not known.
 */
export type PathPattern = string;

export const STAR = "\ue000";
export const ONE = "\ue001";
export const ANY = "\ue002";

const wild = /[\ue000-\ue002]/;

/** Whether the path is known letter by letter. */
export const isExact = (pattern: PathPattern): boolean => !wild.test(pattern);

export type Place = { directory: string | null; home: string | null };

/** The path that one form of a word names, without "..", "." and doubled slashes. */
export function pathPattern(form: Form, place: Place): PathPattern {
  let text = "";
  for (const [index, piece] of form.entries()) {
    if (typeof piece === "string") text += piece;
    else if (piece.hole === "glob") text += globCharacter(piece.pattern ?? "*");
    else if (piece.hole === "component") text += STAR;
    else if (piece.hole === "path") text += index === 0 && piece.pattern === "~" ? "~" : `/${ANY}`;
    else text += ANY;
  }
  // Two stars together go down any number of levels where the shell knows them.
  text = text.replaceAll(STAR + STAR, ANY);
  const [first] = form;
  const fromHome = typeof first !== "string" && text.startsWith("~");
  return normalPath(text, place, fromHome);
}

const globCharacter = (pattern: string): string =>
  pattern === "*" || pattern === "**" ? STAR : ONE;

/** `fromHome`: whether a leading "~" means the home directory or is a letter like others. */
function normalPath(text: string, { directory, home }: Place, fromHome: boolean): PathPattern {
  const absolute = text.startsWith("/") || text.startsWith(ANY);
  const whole = absolute || fromHome ? text : `${directory ?? "."}/${text}`;
  const kept: string[] = [];
  const [root = "", ...rest] = whole.split("/");
  for (const component of rest) {
    if (component === "" || component === ".") continue;
    if (component === "..") kept.pop();
    else kept.push(component);
  }
  const path = `${root}/${kept.join("/")}`;
  const known = kept.length === 0 && root !== "" ? root : path;
  if (home === null) return known;
  return known === home || known.startsWith(`${home}/`) ? `~${known.slice(home.length)}` : known;
}

/** A pattern as people write it: "*" within a level, "?" one character, "**" anything. */
export const pattern = (written: string): PathPattern =>
  written.replaceAll("**", ANY).replaceAll("*", STAR).replaceAll("?", ONE);

/** Whether some path is matched by both. */
export function intersects(left: PathPattern, right: PathPattern): boolean {
  if (!wild.test(left) && !wild.test(right)) return left === right;
  const width = right.length + 1;
  const known = new Map<number, boolean>();
  const from = (at: number, other: number): boolean => {
    const key = at * width + other;
    const answer = known.get(key);
    if (answer !== undefined) return answer;
    known.set(key, false);
    const result = step(at, other);
    known.set(key, result);
    return result;
  };
  const step = (at: number, other: number): boolean => {
    const one = left[at];
    const two = right[other];
    if (one === undefined && two === undefined) return true;
    if (one === STAR || one === ANY) {
      if (from(at + 1, other)) return true;
      if (two !== undefined && taken(one, two, right, other) && from(at, other + 1)) return true;
      if (two !== STAR && two !== ANY) return false;
    }
    if (two === STAR || two === ANY) {
      if (from(at, other + 1)) return true;
      return one !== undefined && taken(two, one, left, at) && from(at + 1, other);
    }
    if (one === undefined || two === undefined) return false;
    const same =
      one === two ||
      (one === ONE && taken(STAR, two, right, other)) ||
      (two === ONE && taken(STAR, one, left, at));
    return same && from(at + 1, other + 1);
  };
  return from(0, 0);
}

/** Whether a wildcard may stand for this character: never for "/" within a level, nor for a dot that hides a name. */
function taken(wildcard: string, character: string, path: string, at: number): boolean {
  if (wildcard === ANY) return true;
  if (character === "/" || character === ANY) return character === ANY;
  return !(character === "." && path[at - 1] === "/");
}

export const lastComponent = (path: PathPattern): string => path.slice(path.lastIndexOf("/") + 1);
