import type { CommandClass, JudgedPart } from "../../shared/contract/policy.ts";
import type { ShellName } from "../../shared/contract/terminals.ts";

/** Something an earlier command did to the shell that changes what later ones mean. */
export type ShellChange =
  /** A name that no longer means the program: an alias or a function. */
  | { kind: "shadowed"; name: string }
  /** A variable that decides what is run or how: PATH, IFS, LD_PRELOAD, PAGER, BASH_ENV, GIT_… */
  | { kind: "variable"; name: string }
  /** Nobody can tell what was changed: `source file`, `eval "$x"`, `shopt`, `enable -f`. */
  | { kind: "anything"; because: string };

/** The descriptions of programs are of Linux; other systems have programs of the same names with other options. */
export type SystemName = "linux" | "other";

/** "unknown" is judged as another system, and said to be what it is. */
export type LikelySystem = SystemName | "unknown";

/** What is known of the place where the command would run. */
export type ShellContext = {
  shell: ShellName;
  /** Left out: Linux. */
  system?: LikelySystem;
  /** What went through the gate in this very shell before, oldest first. */
  changes: readonly ShellChange[];
  directory: string | null;
  /** The user's home directory there; null = not known. */
  home: string | null;
  /** Absolute paths that no command of the agent may write: Fairlead's own data folder, on this machine. */
  protectedPaths: readonly string[];
};

/** What a command is, apart from mode, preset, host and lists. */
export type CommandJudgement = {
  class: CommandClass;
  network: boolean;
  secret: boolean;
  /** A built-in catastrophe, whatever the mode: the sentence for a person; null = none. */
  denied: string | null;
  /** The decisive sentence first. */
  reasons: readonly [string, ...string[]];
  parts: readonly JudgedPart[];
  /** What it does to the shell for the commands after it. */
  changes: readonly ShellChange[];
  /**
   * The command as single tokens where it is one simple command, parsed exactly: no pipes, redirects, chains, substitutions,
   * variables, globs, assignments. null where not: such a command is never remembered, and single-command mode refuses it.
   */
  simple: readonly string[] | null;
  /** An interpreter or a wrapper is in it: never offered for remembering. */
  opaque: boolean;
};

/** Pure; never throws; bounded by the length of the text (64 KB, beyond it "unknown"). */
export type JudgeCommand = (text: string, context: ShellContext) => CommandJudgement;
