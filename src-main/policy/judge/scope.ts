import type { ParsedScript } from "unbash";
import type { ShellName } from "../../../shared/contract/terminals.ts";
import type { Form, Piece } from "./shell-word.ts";

/** What a word or a variable may stand for. */
export type Value = {
  forms: readonly Form[];
  many: boolean;
  /** It is split at blanks, so that a file name with a blank in it brings words of another form. */
  splits?: true;
};

/** What is known where a word stands. */
export type Scope = {
  shell: ShellName;
  home: string | null;
  directory: string | null;
  /** What a variable holds that this very text assigned; null = not known. */
  variable(name: string): Value | null;
  /** Whether this text puts nothing but numbers into the variable. */
  isNumber(name: string): boolean;
  /** What the words are that a substitution prints; null = not known. */
  printed(script: ParsedScript): Value | null;
};

/** The home directory: itself where it is known, else a hole that paths know as "~". */
export const homePiece = (home: string | null): Piece => home ?? { hole: "path", pattern: "~" };
