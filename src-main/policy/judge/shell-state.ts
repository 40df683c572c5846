import type { ParsedScript } from "unbash";
import type { LikelySystem, ShellChange, ShellContext } from "../command-judgement.ts";
import type { Constants } from "./constants.ts";
import type { Found } from "./found.ts";
import { scriptWords } from "./output-words.ts";
import type { Scope, Value } from "./scope.ts";

/** Words of the language: as aliases they change what everything after them means. */
const reserved =
  /^(!|\{|\}|\[\[|case|coproc|do|done|elif|else|esac|fi|for|function|if|in|nocorrect|noglob|repeat|select|then|time|until|while)$/;

/** A shell in the middle of a command: what is known of it there. */
export class ShellState implements Scope {
  readonly shell: Scope["shell"];
  readonly system: LikelySystem;
  readonly home: string | null;
  readonly protectedPaths: readonly string[];
  directory: string | null;
  /** Where it may stand where that is not certain: before and after a cd that may not have run. */
  elsewhere: readonly string[];
  /** A cd led to a place that is only known when it runs: what is read from there is not known either. */
  lost: boolean;
  /** What was done to the shell so far, in this command and before it. */
  private readonly shadowed: Set<string>;
  private risky: string | null;
  private mystery: string | null;
  /** What calling a function does. */
  readonly functions: Map<string, Found>;
  /** Variables that have been assigned for certain. */
  assigned: Set<string>;
  private constants: Constants;
  /** What it leaves behind for later commands; a subshell leaves nothing. */
  readonly changes: ShellChange[] = [];

  private constructor(from: {
    shell: Scope["shell"];
    system: LikelySystem;
    home: string | null;
    protectedPaths: readonly string[];
    directory: string | null;
    elsewhere: readonly string[];
    lost: boolean;
    shadowed: Iterable<string>;
    risky: string | null;
    mystery: string | null;
    functions: ReadonlyMap<string, Found>;
    assigned: Iterable<string>;
    constants: Constants;
  }) {
    this.shell = from.shell;
    this.system = from.system;
    this.home = from.home;
    this.protectedPaths = from.protectedPaths;
    this.directory = from.directory;
    this.elsewhere = from.elsewhere;
    this.lost = from.lost;
    this.shadowed = new Set(from.shadowed);
    this.risky = from.risky;
    this.mystery = from.mystery;
    this.functions = new Map(from.functions);
    this.assigned = new Set(from.assigned);
    this.constants = from.constants;
  }

  static open(context: ShellContext, constants: Constants): ShellState {
    const state = new ShellState({
      shell: context.shell,
      system: context.system ?? "linux",
      home: absolute(context.home),
      protectedPaths: context.protectedPaths,
      directory: absolute(context.directory),
      elsewhere: [],
      lost: false,
      shadowed: [],
      risky: null,
      mystery: null,
      functions: new Map(),
      assigned: [],
      constants,
    });
    for (const change of context.changes) state.taint(change);
    return state;
  }

  /** A shell of its own that begins as this one is. */
  subshell(): ShellState {
    return new ShellState(this.parts(this.constants));
  }

  /** A shell that a command starts: it inherits the directory and what is exported, no function and no variable. */
  child(constants: Constants, shell = this.shell): ShellState {
    return new ShellState({ ...this.parts(constants), shell, functions: new Map(), assigned: [] });
  }

  private parts(constants: Constants) {
    const { shell, system, home, protectedPaths, directory, shadowed, risky, mystery } = this;
    const { functions, assigned, elsewhere, lost } = this;
    return {
      shell,
      system,
      home,
      protectedPaths,
      directory,
      elsewhere,
      lost,
      shadowed,
      risky,
      mystery,
      functions,
      assigned,
      constants,
    };
  }

  /** It stands where it stood before, or where it stands now. */
  mayStandIn(before: string | null, others: readonly string[]): void {
    if (this.directory === before && this.elsewhere === others) return;
    const places = [before, this.directory, ...others, ...this.elsewhere];
    this.elsewhere = [...new Set(places.filter((place) => place !== null))].slice(0, 16);
    this.directory = null;
  }

  variable(name: string): Value | null {
    return this.assigned.has(name) ? this.constants.valueOf(name, this) : null;
  }

  /** What an arithmetic expression may read without running anything. */
  isNumber(name: string): boolean {
    return this.constants.isNumber(name);
  }

  printed(script: ParsedScript): Value | null {
    return this.isShadowed("find") ? null : scriptWords(script, this);
  }

  /** Something that changes what later commands mean. */
  change(change: ShellChange): void {
    this.changes.push(change);
    this.taint(change);
  }

  private taint(change: ShellChange): void {
    switch (change.kind) {
      case "shadowed":
        this.shadowed.add(change.name);
        if (reserved.test(change.name)) this.mystery = `in this shell “${change.name}” is an alias`;
        return;
      case "variable":
        this.risky = change.name;
        return;
      case "anything":
        this.mystery = change.because;
        return;
    }
  }

  /** From here on nothing of the text's own assignments is relied on. */
  forgetVariables(): void {
    this.assigned.clear();
    this.constants = this.constants.forgotten();
  }

  isShadowed(name: string): boolean {
    return this.shadowed.has(name);
  }

  /** Why a program may not be what its name says; null where nothing speaks against it. */
  doubt(builtin: boolean): string | null {
    if (this.mystery !== null) return this.mystery;
    if (this.risky === null || builtin) return null;
    return `the variable ${this.risky} was changed, which decides what runs or how`;
  }
}

/** A path without slashes at its end; anything else than an absolute path is as good as not known. */
const absolute = (path: string | null): string | null =>
  path?.startsWith("/") === true ? path.replace(/(?<=.)\/+$/, "") : null;
