import type { ShellName } from "../../../shared/contract/terminals.ts";
import type { Program } from "../programs/program.ts";
import type { Found, Where } from "./found.ts";
import type { Value } from "./scope.ts";
import type { ShellState } from "./shell-state.ts";
import type { Token } from "./shell-word.ts";

/** What a command reads from its standard input, as far as it matters. */
export type Input = {
  /** The text of a here-document or here-string that is known; null = anything. */
  text: string | null;
  /** What the words in it are, where the command before it in the pipeline says so. */
  words: Value | null;
};

/** Where something is judged. */
export type Frame = {
  state: ShellState;
  /** The text that positions count in. */
  source: string;
  /** Whether that text is the command itself, so that positions may be shown. */
  placed: boolean;
  depth: number;
};

/** One call of a program or builtin. */
export type Call = {
  name: string;
  /** The words after the name. */
  words: readonly Token[];
  frame: Frame;
  where: Where;
  input: Input | null;
};

/** What the judges of single programs may ask of the whole. What is judged inside is reported as parts of its own. */
export type Judging = {
  /** Judges a command inside the call, by its words. */
  command(tokens: readonly Token[], call: Call, input?: Input | null): void;
  /** Judges a script inside the call: in the same shell (eval) or in one that it starts. */
  script(text: string, call: Call, shell: "same" | "new", language?: ShellName): void;
  /** Judges the call by the description of a program under that name. */
  described(call: Call, name?: string): Found[];
  /** Whether the program's own examples are judged as its description says. */
  isSound(program: Program): boolean;
  /** Notes that the command holds code or a command that decides what it does. */
  holdsCode(): void;
};

/** Judges one call; what it finds belongs to the call's own part. */
export type Handler = (call: Call, judging: Judging) => Found[];
