import type { Form, Piece } from "./shell-word.ts";

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
  let text = form.map(pieceText).join("");
  // Two stars together go down any number of levels where the shell knows them.
  text = text.replaceAll(STAR + STAR, ANY);
  const [first] = form;
  const fromHome = typeof first !== "string" && text.startsWith("~");
  return normalPath(text, place, fromHome);
}

function pieceText(piece: Piece, at: number): string {
  if (typeof piece === "string") return piece;
  switch (piece.hole) {
    case "glob":
      return globCharacter(piece.pattern ?? "*");
    case "component":
      return STAR;
    case "path":
      return at === 0 && piece.pattern === "~" ? "~" : `/${ANY}`;
    case "any":
      return ANY;
  }
}

function globCharacter(written: string): string {
  if (written === "**") return ANY;
  return written === "*" ? STAR : ONE;
}

/** `fromHome`: whether a leading "~" means the home directory or is a letter like others. */
function normalPath(text: string, { directory, home }: Place, fromHome: boolean): PathPattern {
  const absolute = text.startsWith("/") || text.startsWith(ANY);
  const whole = absolute || fromHome ? text : `${directory ?? "."}/${text}`;
  const [root = "", ...rest] = whole.split("/");
  const kept = withoutDots(rest, root === "");
  const known = kept.length === 0 && root !== "" ? root : `${root}/${kept.join("/")}`;
  const inHome = home !== null && (known === home || known.startsWith(`${home}/`));
  return inHome ? `~${known.slice(home.length)}` : known;
}

/** Links that every system has: what lies above them is not what the path says. */
const links: Readonly<Record<string, string>> = {
  "/var/run": "/run",
  "/var/lock": "/run/lock",
  "/var/mail": "/var/spool/mail",
  "/proc/net": "/proc/self/net",
  "/bin": "/usr/bin",
  "/sbin": "/usr/sbin",
  "/lib": "/usr/lib",
  "/lib64": "/usr/lib64",
};

/** They lead anywhere. */
const processLink = /^\/proc\/[^/]+\/(task\/[^/]+\/)?(cwd|root|fd\/[^/]+)$/;

function withoutDots(components: readonly string[], absolute: boolean): string[] {
  let kept: string[] = [];
  for (const component of components) {
    if (component === "..") kept = absolute ? above(kept) : kept.slice(0, -1);
    else if (component !== "" && component !== ".") kept.push(component);
  }
  return kept;
}

/** What lies above an absolute path. */
function above(components: readonly string[]): string[] {
  const path = `/${components.join("/")}`;
  if (processLink.test(path)) return [...components];
  const target = links[path];
  return (target === undefined ? components : target.slice(1).split("/")).slice(0, -1);
}

/** A pattern as people write it: "*" within a level, "?" one character, "**" anything. */
export const pattern = (written: string): PathPattern =>
  written.replaceAll("**", ANY).replaceAll("*", STAR).replaceAll("?", ONE);

/** Whether some path is matched by both. */
export function intersects(left: PathPattern, right: PathPattern): boolean {
  if (!wild.test(left) && !wild.test(right)) return left === right;
  return new Intersection(left, right).from(0, 0);
}

/** Walks two patterns side by side; every pair of places is looked at once. */
class Intersection {
  private readonly left: PathPattern;
  private readonly right: PathPattern;
  private readonly known = new Map<number, boolean>();

  constructor(left: PathPattern, right: PathPattern) {
    this.left = left;
    this.right = right;
  }

  from(at: number, other: number): boolean {
    const key = at * (this.right.length + 1) + other;
    const answer = this.known.get(key);
    if (answer !== undefined) return answer;
    this.known.set(key, false);
    const result = this.step(at, other);
    this.known.set(key, result);
    return result;
  }

  private step(at: number, other: number): boolean {
    const one = this.left[at];
    const two = this.right[other];
    if (one === undefined && two === undefined) return true;
    if (isStar(one) && (this.from(at + 1, other) || this.swallows(one, two, at, other)))
      return true;
    if (isStar(two)) {
      if (this.from(at, other + 1)) return true;
      return one !== undefined && taken(two, one, this.left, at) && this.from(at + 1, other);
    }
    if (one === undefined || two === undefined || isStar(one)) return false;
    return this.same(one, two, at, other) && this.from(at + 1, other + 1);
  }

  /** A star on the left takes one character more on the right. */
  private swallows(star: string, two: string | undefined, at: number, other: number): boolean {
    return two !== undefined && taken(star, two, this.right, other) && this.from(at, other + 1);
  }

  private same(one: string, two: string, at: number, other: number): boolean {
    if (one === two) return true;
    if (one === ONE) return taken(STAR, two, this.right, other);
    return two === ONE && taken(STAR, one, this.left, at);
  }
}

const isStar = (character: string | undefined): character is string =>
  character === STAR || character === ANY;

/** Whether a wildcard may stand for this character: never for "/" within a level, nor for a dot that hides a name. */
function taken(wildcard: string, character: string, path: string, at: number): boolean {
  if (wildcard === ANY) return true;
  if (character === "/" || character === ANY) return character === ANY;
  return !(character === "." && path[at - 1] === "/");
}

export const lastComponent = (path: PathPattern): string => path.slice(path.lastIndexOf("/") + 1);
