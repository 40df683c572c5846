import { type Found, unknown } from "./found.ts";
import type { ShellState } from "./shell-state.ts";
import type { Form, Token } from "./shell-word.ts";

/** Judges a sed script: what writes, reads another file or runs something is not a read; what cannot be read is unknown. */
export function judgeSed(token: Token, _state: ShellState, rule: string): Found[] {
  const scripts = token.many ? [null] : token.forms.map(scriptOf);
  return scripts.flatMap((script): Found[] => {
    if (script === null) {
      return [unknown(rule, `What the script “${token.text}” is, is only known when it runs.`)];
    }
    const problem = problemOf(script);
    if (problem === null) return [];
    const { because, writes } = problem;
    return [writes ? { class: "change", rule, because } : unknown(rule, because)];
  });
}

/** Stand for a hole of plain text and of a number. */
const plainMark = "\ue001";
const numberMark = "\ue002";
const marks = /[\ue001\ue002]/;

/** The script with marks where something is put in that is certain to end no part of it; null where it may be anything. */
function scriptOf(form: Form): string | null {
  const pieces = form.map((piece) => {
    if (typeof piece === "string") return marks.test(piece) ? null : piece;
    if (piece.text === undefined) return null;
    return piece.text === "plain" ? plainMark : numberMark;
  });
  return pieces.includes(null) ? null : pieces.join("");
}

/** What plain text may hold delimits nothing that plain text stands in. */
const mayBePlain = /[\p{L}\p{M}\p{N}\s:.,+_-]/u;

type Problem = { writes: boolean; because: string };

class Unreadable extends Error {}

/** Something that every sed refuses before it begins. */
class Refused extends Unreadable {}

/** A delimiter in brackets ends a regular expression in old seds and not in others: it has to be harmless in both readings. */
function problemOf(text: string): Problem | null {
  const problem = new SedReader(text, true).problem();
  return problem ?? (text.includes("[") ? new SedReader(text, false).problem() : null);
}

/** Reads commands as sed does; the first that is no plain editing of lines ends it. */
class SedReader {
  private readonly text: string;
  private readonly brackets: boolean;
  private at = 0;

  constructor(text: string, brackets: boolean) {
    this.text = text;
    this.brackets = brackets;
  }

  problem(): Problem | null {
    try {
      while (this.at < this.text.length) {
        const problem = this.command();
        if (problem !== null) return problem;
      }
      return null;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      if (error instanceof Refused && !this.brackets) return null;
      return { writes: false, because: "The sed script cannot be read here." };
    }
  }

  private peek(): string {
    return this.text[this.at] ?? "";
  }

  private next(): string {
    const character = this.peek();
    if (character === "") throw new Unreadable();
    this.at += 1;
    return character;
  }

  /** Where what is put in would be more than text. */
  private refuseMark(): void {
    if (marks.test(this.peek())) throw new Unreadable();
  }

  private skip(pattern: RegExp): void {
    while (this.peek() !== "" && pattern.test(this.peek())) this.at += 1;
  }

  private command(): Problem | null {
    this.skip(/[\s;}]/);
    if (this.peek() === "") return null;
    if (this.address()) {
      this.skip(/\s/);
      if (this.peek() === ",") {
        this.at += 1;
        this.skip(/\s/);
        if (!this.address()) throw new Unreadable();
      }
    }
    this.skip(/[\s!]/);
    const name = this.next();
    switch (name) {
      case "{":
        return null;
      case "#":
        this.skip(/[^\n]/);
        return null;
      case "s":
        return this.substitution();
      case "y": {
        const end = this.next();
        this.until(end, false);
        this.until(end, false);
        return null;
      }
      case "a":
      case "i":
      case "c":
        this.lines();
        return null;
      case ":":
      case "b":
      case "t":
      case "T":
        // Behind the blank after a label the next command may begin.
        this.skip(/[ \t]/);
        this.skip(/[^;\s}\ue001\ue002]/);
        this.refuseMark();
        return null;
      case "q":
      case "Q":
      case "l":
      case "L":
        this.skip(/[ \t]/);
        this.skip(/\d/);
        this.refuseMark();
        return null;
      case "w":
      case "W":
        return { writes: true, because: "The sed script writes into a file." };
      case "r":
      case "R":
        return { writes: false, because: "The sed script reads another file." };
      case "e":
        return { writes: false, because: "The sed script runs a command." };
      default:
        if (/^[dDgGhHnNpPxz=]$/.test(name)) return null;
        throw new Unreadable();
    }
  }

  private address(): boolean {
    const first = this.peek();
    if (first === numberMark || /[\d$]/.test(first)) {
      this.at += 1;
      this.skip(/[\d~]/);
      return true;
    }
    if (/[+~]/.test(first)) {
      this.at += 1;
      this.skip(/\d/);
      return true;
    }
    if (first !== "/" && first !== "\\") return false;
    this.at += 1;
    this.until(first === "/" ? "/" : this.next(), true);
    this.skip(/[IM]/);
    return true;
  }

  /** Up to the delimiter that is not escaped and, in a regular expression, not in brackets. */
  private until(end: string, regex: boolean): void {
    if (end === "\n" || end === "\\" || marks.test(end)) throw new Unreadable();
    for (;;) {
      const character = this.next();
      if (marks.test(character) && mayBePlain.test(end)) throw new Unreadable();
      if (character === "\\") this.escaped();
      else if (character === end) return;
      else if (character === "[" && regex && this.brackets) this.bracket();
    }
  }

  private escaped(): void {
    this.refuseMark();
    this.next();
  }

  /** [abc], with "]" as its first character and classes such as [:space:] in it. */
  private bracket(): void {
    const inside = /^\^?\]?(?:\[([:=.])[^\]\n]*?\1\]|[^\]\n])*\]/.exec(
      this.text.slice(this.at),
    )?.[0];
    if (inside === undefined || marks.test(inside)) throw new Unreadable();
    this.at += inside.length;
  }

  private substitution(): Problem | null {
    const end = this.next();
    this.until(end, true);
    this.until(end, false);
    for (;;) {
      this.refuseMark();
      const flag = this.peek();
      if (/^[gpiImM\d]$/.test(flag)) this.at += 1;
      else if (flag === "w") return { writes: true, because: "The sed script writes into a file." };
      else if (flag === "e") return { writes: false, because: "The sed script runs a command." };
      else if (flag === "" || /[\s;}#]/.test(flag)) return null;
      else throw new Refused();
    }
  }

  /** The text of a, i and c: to the end of the line, further where it ends in a backslash. */
  private lines(): void {
    for (;;) {
      const character = this.peek();
      if (character === "") return;
      this.at += 1;
      if (character === "\\") {
        this.refuseMark();
        this.at += 1;
      } else if (character === "\n") return;
    }
  }
}
