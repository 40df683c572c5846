/** What running something does, mildest first. */
export type Effect =
  /** It looks only. */
  | "read"
  /** It writes or changes something that can be brought back. */
  | "change"
  /** It changes the machine or needs its owner's rights: services, users, packages, firewall, mounts, kernel, power. */
  | "privilege"
  /** It runs code that is not judged here: an interpreter, a hook, a plugin, an editor. */
  | "run"
  /** Nobody here can tell. */
  | "unknown"
  /** It deletes, overwrites, ends or formats something. */
  | "destroy";

/** What a word is to the program. */
export type Operand =
  /** Never a path and never run: a pattern, a number, a message, a format. */
  | "text"
  /** A path or an object (unit, package, process, container) whose existence or metadata is looked at, not its content. */
  | "name"
  /** A file or directory whose content is shown. */
  | "read"
  /** A file that is written, created or changed. */
  | "write"
  /** Something that is deleted or overwritten. */
  | "destroy"
  /** A machine that is looked up or pinged. */
  | "host"
  /** An address from which or to which data is transferred. */
  | "url"
  /**
   * This word and all that follow are a command of their own, run as they stand (sudo, env, timeout, nice). As the value of
   * an option: the words up to ";" or "+" (find -exec).
   */
  | "command"
  /** A string that a shell runs (bash -c, watch, eval). */
  | "script"
  /** A program text in a small language that can write or execute. */
  | "awk"
  | "sed"
  /** VAR=value, as env takes it: it taints what follows. */
  | "assignment"
  | "unknown";

export type OptionRule = {
  effect: Effect;
  /**
   * none (default): no value. required: the next word, or attached ("-ofile", "--output=file"). attached: only attached
   * ("-i.bak", "--color=auto"), may be absent.
   */
  value?: "none" | "required" | "attached";
  /** What the value is; default "text". */
  operand?: Operand;
  /** In plain words for the person: "writes the result into a file". */
  because?: string;
  network?: true;
  /** With it the first operand is not what `operands` says but already the second: grep -e, jq -f. */
  replacesFirst?: true;
};

export type Rule = {
  /** What running it does where no option, operand or subcommand says more. Default "read". */
  effect?: Effect;
  /** Plain words after the program's name for a person: "restarts, stops or masks services". Needed where it is not a read. */
  because?: string;
  /** Options one of which, given, makes it a read in spite of `effect`: "-l --list" of fdisk, "-c -t" of gzip. */
  readsWith?: string;
  /** It is a read in spite of `effect` while there is no operand: mount, hostname. */
  readsBare?: true;
  /** Words one of which, being the only word, makes it a read in spite of `effect`: "--version --help". */
  informs?: string;
  /** It talks to a machine that it names, or that its configuration names. */
  network?: true;
  /** What it prints is secret by nature: keys, passwords, shadow lines, tokens. */
  secret?: true;
  /** Harmless options without a value, space separated: "-a -l --all". Short ones may be bundled unless `style` says not. */
  flags?: string;
  /** Harmless options with a value in the next word or attached: "-n --lines". */
  values?: string;
  /** Harmless options whose value is optional and only attached: "--color". */
  attached?: string;
  /** "-20" is a number, not options (head -20). */
  numeric?: true;
  /** Options that do more than read. Keys as written: "-o", "--output". What is described nowhere makes the whole unknown. */
  options?: Readonly<Record<string, OptionRule>>;
  /**
   * What the words that are no options are, in order; the last kind repeats. Left out: there may be none; "unknown" says
   * that there may be some nobody can judge.
   */
  operands?: Operand | readonly Operand[];
  /** What the last of two or more operands is, where it differs: the target of cp, mv and ln. */
  last?: Operand;
  /**
   * gnu (default): "--" ends options, they may stand among operands, long ones may be shortened only where spelled here.
   * posix: the first operand ends them. single-dash: long options with one dash, no bundles (find, java, openssl).
   * bare: letters without a dash in the first word, or with one (tar xf, ps aux). assignments: name=value words (dd).
   * words: no options at all, every word is an operand (echo).
   */
  style?: "gnu" | "posix" | "single-dash" | "bare" | "assignments" | "words";
  /** Subcommands: the first word that is no option chooses the rule. A key may name several: "start stop restart". */
  commands?: Readonly<Record<string, Rule>>;
  /** With `commands`: what it does without any subcommand. Default: unknown. */
  alone?: Effect;
  /**
   * With `commands`: the options of this rule may also stand behind the subcommand (kubectl get pods -n x). Left out: what
   * stands behind the subcommand is described by the subcommand's own rule alone (git -C x log).
   */
  globals?: true;
  /**
   * No option of it, described here or not, does more than read. Only then may a word that is not known before it runs stand
   * where it could be taken for an option (ls $x, wc *). Say it only where that is certain: cat, wc, stat; never sort (-o).
   */
  safeOptions?: true;
  /**
   * Without an operand it refuses before it does anything, unless one of these options stands in for it ("-l --latest"). Then
   * one last word that may be an option is no risk where it is the only operand: as an option it leaves none.
   */
  needsOperand?: string;
  /** For what data cannot say: looks at the words after the name (each literal, or null where it is not known before it runs). */
  check?: (words: readonly (string | null)[]) => Finding | null;
};

/** What a `check` found: it can only add to what the data says, never soften it. */
export type Finding = { effect: Effect; because: string; network?: true; secret?: true };

/**
 * One program that administrators use. Only what is described is judged: an option, a subcommand or an operand that does
 * not stand here makes the command unknown, and a person is asked. So a rule must be right in what it calls harmless; it
 * may be short in the rest.
 */
export type Program = Rule & {
  /** Space separated: "ls dir vdir". Without a path. */
  names: string;
  /** Whole command lines, checked when the rules load. */
  examples: {
    /** Judged read-only. */
    reads: readonly string[];
    /** Not judged read-only. A value names the class where it matters: { "rm -rf x": "destructive" }. */
    acts: readonly string[];
  };
};
