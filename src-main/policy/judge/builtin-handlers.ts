import type { ShellChange } from "../command-judgement.ts";
import { letDoubt } from "./arithmetic.ts";
import { isRisky, runsInArithmetic } from "./assignments.ts";
import { changeDirectory } from "./change-directory.ts";
import { type Found, unknown } from "./found.ts";
import type { Call, Handler } from "./judging.ts";
import { hasUnknown, literalPrefix, type Token } from "./shell-word.ts";
import { testExpression } from "./test-builtin.ts";

const change = (rule: string, because: string): Found => ({ class: "change", rule, because });
const rule = (call: Call): string => `builtin ${call.name}`;
const literals = (call: Call): (string | null)[] => call.words.map(({ literal }) => literal);

const changes = (call: Call, change: ShellChange, because: string): Found[] => {
  call.frame.state.change(change);
  return [{ class: "change", rule: rule(call), because }];
};

const mystery = (call: Call, because: string): Found[] => {
  call.frame.state.change({ kind: "anything", because });
  return [unknown(rule(call), `${because.charAt(0).toUpperCase()}${because.slice(1)}.`)];
};

/** export, declare, typeset, local, readonly: what is listed is read, what is named is changed. */
const declare: Handler = (call) => {
  const words = call.words.filter(({ literal }) => literal !== "--");
  const options = words.filter((word) => /^[-+]/.test(literalPrefix(word)));
  const names = words.filter((word) => !options.includes(word));
  if (options.some(({ literal }) => literal === null || !/^[-+][pxrailutgfFn]+$/.test(literal))) {
    return mystery(call, "what it declares, cannot be told");
  }
  const listing =
    options.length > 0 && options.every(({ literal }) => /^-[pfFxrait]+$/.test(literal ?? ""));
  const shows = options.some(({ literal }) => /[pfF]/.test(literal ?? ""));
  if (names.length === 0 && (options.length === 0 || listing)) {
    return [
      { class: "read-only", rule: rule(call), because: "It shows the variables of the shell." },
    ];
  }
  if (shows && listing && names.every(({ literal }) => literal !== null && /^\w+$/.test(literal))) {
    return [{ class: "read-only", rule: rule(call), because: "It shows variables of the shell." }];
  }
  if (options.some(({ literal }) => /n/.test(literal ?? "") && call.name !== "export")) {
    return mystery(call, "one variable stands for another from here on");
  }
  const founds: Found[] = [change(rule(call), "It sets or exports variables of the shell.")];
  for (const word of names) founds.push(...declared(word, call));
  return founds;
};

function declared(word: Token, call: Call): Found[] {
  const name = /^([A-Za-z_]\w*)(\+?=|$)/.exec(literalPrefix(word))?.[1];
  if (name === undefined)
    return mystery(call, "which variable it sets, is only known when it runs");
  if (word.literal !== null && runsInArithmetic(word.literal)) {
    return [unknown(rule(call), "The value would run a command where it is used as a number.")];
  }
  return isRisky(name)
    ? changes(
        call,
        { kind: "variable", name },
        `The variable ${name} decides what later commands run or how.`,
      )
    : [];
}

const unset: Handler = (call) => {
  const founds: Found[] = [change(rule(call), "It removes variables or functions of the shell.")];
  for (const { literal } of call.words) {
    if (literal === "-v" || literal === "-f" || literal === "-n") continue;
    if (literal === null || !/^\w+$/.test(literal))
      return mystery(call, "what it removes, cannot be told");
    if (isRisky(literal)) call.frame.state.change({ kind: "variable", name: literal });
  }
  return founds;
};

const alias: Handler = (call) => {
  const words = literals(call);
  const shows = words.every(
    (word) => word !== null && (word === "-p" || word === "-L" || /^[\w.-]+$/.test(word)),
  );
  if (shows) return [];
  const founds: Found[] = [change(rule(call), "It gives words of the shell another meaning.")];
  for (const word of call.words) {
    const name = /^([^=]+)=/.exec(literalPrefix(word))?.[1];
    if (literalPrefix(word).startsWith("-") || name === undefined) {
      if (word.literal !== null && /^[\w.]+$/.test(word.literal)) continue;
      return mystery(call, "which word gets another meaning, cannot be told");
    }
    call.frame.state.change({ kind: "shadowed", name });
  }
  return founds;
};

const unalias: Handler = (call) => [change(rule(call), "It takes aliases away from the shell.")];

/** set: options that only make the shell stricter or more talkative are its own business; the rest may change anything. */
const set: Handler = (call) => {
  const words = literals(call);
  if (words.length === 0) {
    return [
      { class: "read-only", rule: rule(call), because: "It shows the variables of the shell." },
    ];
  }
  const harmless = words.every(
    (word, at) =>
      word !== null &&
      (/^[-+][euxvCo]+$/.test(word) ||
        (at > 0 && /^(pipefail|errexit|nounset|xtrace|verbose|noclobber)$/.test(word))),
  );
  if (harmless) return [];
  return mystery(call, "options or arguments of the shell were changed with set");
};

const shopt: Handler = (call) => {
  const words = literals(call);
  const shows = words.every(
    (word) => word !== null && (/^-[pqo]+$/.test(word) || /^\w+$/.test(word)),
  );
  if (shows && call.name === "shopt") return [];
  if (call.name !== "shopt" && words.length === 0) return [];
  const harmless =
    call.name === "shopt" &&
    words.every(
      (word) =>
        word !== null &&
        /^(-[su]|globstar|nullglob|failglob|nocaseglob|extglob|dotglob|checkwinsize)$/.test(word),
    );
  if (harmless && !words.includes("dotglob")) {
    return [change(rule(call), "It changes how the shell reads file name patterns.")];
  }
  return mystery(call, `options of the shell were changed with ${call.name}`);
};

const source: Handler = (call, judging) => {
  judging.holdsCode();
  return mystery(call, `a script was read into the shell with ${call.name}`);
};

const evaluate: Handler = (call, judging) => {
  judging.holdsCode();
  const words = call.words[0]?.literal === "--" ? call.words.slice(1) : call.words;
  if (words.some(({ literal }) => literal === null)) {
    return mystery(call, "what eval runs, is only known when it runs");
  }
  judging.script(words.map(({ literal }) => literal).join(" "), call, "same");
  return [];
};

const exec: Handler = (call, judging) => {
  let at = 0;
  while (/^-[cl]+$/.test(call.words[at]?.literal ?? "")) at += 1;
  if (call.words[at]?.literal === "--") at += 1;
  const words = call.words.slice(at);
  if (words.length === 0) {
    return [change(rule(call), "It changes what the shell has open.")];
  }
  judging.holdsCode();
  judging.command(words, call);
  return [];
};

/** command -v ls looks a name up; command ls runs the program and no function. */
const command: Handler = (call, judging) => {
  const [first] = call.words;
  const option = first?.literal ?? "";
  if (/^-p?[vV]$/.test(option)) return [];
  const words = option === "-p" || option === "--" ? call.words.slice(1) : call.words;
  if (words.length === 0) return [];
  judging.holdsCode();
  judging.command(words, call);
  return [];
};

const trap: Handler = (call) => {
  const words = literals(call);
  if (words.length === 0 || words[0] === "-p" || words[0] === "-l") return [];
  return mystery(call, "the shell was told to run a command later with trap");
};

/** read, mapfile: they set variables of the shell. */
const reads =
  (flags: RegExp, values: RegExp, attached: RegExp): Handler =>
  (call) => {
    const words = literals(call);
    // In zsh some of them take no word of its own, and what follows is a name.
    const valued = (word: string): boolean =>
      values.test(word) && (call.frame.state.shell !== "zsh" || /[du]$/.test(word));
    const names = words.filter(
      (word, at) =>
        word === null ||
        !(
          flags.test(word) ||
          values.test(word) ||
          attached.test(word) ||
          valued(words[at - 1] ?? "")
        ),
    );
    if (names.includes(null)) {
      return mystery(call, `which variable ${call.name} sets, is only known when it runs`);
    }
    return names.flatMap((name) => (name === null ? [] : assigned(name, call)));
  };

/** A variable that a builtin gives a value. */
function assigned(name: string, call: Call): Found[] {
  if (!/^[A-Za-z_]\w*$/.test(name)) return [unknown(rule(call), `“${name}” is not described.`)];
  if (!isRisky(name) || name === "REPLY" || name === "_") return [];
  const because = `The variable ${name} decides what later commands run or how.`;
  return changes(call, { kind: "variable", name }, because);
}

const numeric = /^[-+]?\d*(\.\d+)?$/;

/** zsh calculates where it takes a number: in a word with a subscript it runs commands. */
const calculates = (call: Call, words: readonly Token[]): boolean =>
  call.frame.state.shell === "zsh" &&
  words.some((word) =>
    word.literal === null
      ? hasUnknown(word)
      : !numeric.test(word.literal) && /\[/.test(word.literal),
  );

const runsNumbers = (call: Call): Found =>
  unknown(rule(call), "The shell calculates with the word, which may run what it holds.");

const leaves: Handler = (call, judging) =>
  calculates(call, call.words) ? [runsNumbers(call)] : judging.described(call);

/** "%n" in a format puts the number of characters so far into the variable that the next word names. */
const counts = (format: Token): boolean =>
  hasUnknown(format) ||
  format.forms.some((form) =>
    form.some((piece) => typeof piece === "string" && /%[^a-zA-Z%]*[hlqjzt]*n/.test(piece)),
  );

const countedInto = (call: Call): Found[] =>
  call.words.slice(1).flatMap(({ literal }): Found[] => {
    if (literal === null)
      return hasUnknown(call.words[0] as Token)
        ? []
        : [unknown(rule(call), "Which variable it sets, is only known when it runs.")];
    return /^[A-Za-z_]\w*$/.test(literal) && isRisky(literal) ? assigned(literal, call) : [];
  });

const printf: Handler = (call) => {
  const [first, second] = call.words;
  if (first === undefined) return [];
  const counted = counts(first) ? countedInto(call) : [];
  if (counted.length > 0) return counted;
  const numbers = first.literal === null || /%[^%]*?[diouxXeEfFgGaA*]/.test(first.literal);
  if (numbers && calculates(call, call.words.slice(1))) return [runsNumbers(call)];
  const sets = first.literal === null ? !hasLiteralStart(first) : first.literal.startsWith("-v");
  if (!sets) return [];
  const name = first.literal === "-v" ? (second?.literal ?? null) : null;
  return name === null
    ? [unknown(rule(call), "Which variable it sets, is only known when it runs.")]
    : assigned(name, call);
};

const hasLiteralStart = (word: Token): boolean => /^[^-]/.test(literalPrefix(word));

const arithmetic: Handler = (call) => {
  const doubt = letDoubt(call.words, call.frame.state);
  const names = call.words.flatMap(
    ({ literal }) => literal?.match(/[A-Za-z_]\w*(?=\s*[-+*/%&|^]?=)/g) ?? [],
  );
  const founds: Found[] = doubt === null ? [] : [unknown(rule(call), `${doubt}.`)];
  for (const name of names) {
    if (isRisky(name))
      founds.push(
        ...changes(
          call,
          { kind: "variable", name },
          `The variable ${name} decides what later commands run or how.`,
        ),
      );
  }
  return founds;
};

const binds =
  (because: string): Handler =>
  (call) => {
    const words = literals(call);
    const shows =
      words.length === 0
        ? call.name !== "enable" || true
        : words.every((word) => /^-(p|a|l|P|V|S|s|X)$/.test(word ?? ""));
    return shows ? [] : mystery(call, because);
  };

const entries: readonly (readonly [string, Handler])[] = [
  ["cd chdir pushd popd", changeDirectory],
  ["export declare typeset local readonly integer float", declare],
  ["unset", unset],
  ["alias", alias],
  ["unalias", unalias],
  ["set", set],
  ["shopt setopt unsetopt", shopt],
  ["source .", source],
  ["eval", evaluate],
  ["exec", exec],
  ["command builtin", command],
  ["trap", trap],
  ["read", reads(/^-[rsea]+$/, /^-[rse]*[tnNdpui]$/, /^-[rse]*[dtnNu].+$/)],
  ["mapfile readarray", reads(/^-t$/, /^-[nOsud]$/, /^-[nOsu]\d+$/)],
  ["printf", printf],
  ["exit return break continue logout shift bye", leaves],
  ["test [", testExpression],
  ["let", arithmetic],
  [
    "bind enable complete compopt",
    binds("keys, builtins or completions of the shell were changed"),
  ],
];

/** Builtins that touch the shell itself. */
export const builtinHandlers: ReadonlyMap<string, Handler> = new Map(
  entries.flatMap(([names, handler]) => names.split(" ").map((name) => [name, handler] as const)),
);
