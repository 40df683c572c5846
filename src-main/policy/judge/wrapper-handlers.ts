import type { ShellName } from "../../../shared/contract/terminals.ts";
import { byName } from "../programs/load-programs.ts";
import { matchProgram } from "../programs/match-program.ts";
import { foundPaths } from "./find-paths.ts";
import { type Found, unknown } from "./found.ts";
import type { Call, Handler } from "./judging.ts";
import { judgeOperand } from "./operands.ts";
import { anything, type Form, type Token, tokenOf } from "./shell-word.ts";
import { wrapperPrograms } from "./wrapper-programs.ts";

const programs = byName(wrapperPrograms);

function matched(call: Call): ReturnType<typeof matchProgram> | null {
  const program = programs.get(call.name);
  return program === undefined ? null : matchProgram(program, call.name, call.words);
}

/** The token with `mark` replaced by everything that it may stand for. */
function replaced(token: Token, mark: string, forms: readonly Form[], more: Partial<Token>): Token {
  if (token.literal === null || !token.literal.includes(mark)) return token;
  const between = token.literal.split(mark);
  const built = forms.map((form) =>
    between.flatMap((piece, at): Form => (at === 0 ? [piece] : [...form, piece])),
  );
  return { ...tokenOf(token.text, built, more.many ?? false), ...more };
}

const find: Handler = (call, judging) => {
  const forms = foundPaths(call.words) ?? [anything];
  let inside = false;
  const words = call.words.map((token) => {
    if (/^-(exec|ok)(dir)?$/.test(token.literal ?? "")) inside = true;
    else if (token.literal === ";") inside = false;
    return inside ? replaced(token, "{}", forms, {}) : token;
  });
  return judging.described({ ...call, words });
};

const xargs: Handler = (call, judging) => {
  const match = matched(call);
  if (match === null) return [unknown("wrapper xargs", "It is not described.")];
  const [inner] = match.commands;
  const own = call.words.slice(0, call.words.length - (inner?.length ?? 0));
  const founds = judging.described({ ...call, words: own });
  if (inner === undefined) return founds;
  const forms = call.input?.words?.forms ?? [anything];
  const mark = replaceMark(own);
  const exact = own.some(({ literal }) => /^(-\w*0|--null)$/.test(literal ?? ""));
  const words =
    mark === null
      ? [...inner, { ...tokenOf("…", forms, true), ...(exact ? {} : { splits: true as const }) }]
      : inner.map((token) => replaced(token, mark, forms, {}));
  judging.holdsCode();
  judging.command(words, call, null);
  return founds;
};

/** What xargs -I replaces; null where it appends. */
function replaceMark(own: readonly Token[]): string | null {
  let mark: string | null = null;
  for (let at = 0; at < own.length; at += 1) {
    const literal = own[at]?.literal ?? "";
    if (takesNext.test(literal)) at += 1;
    if (/^-[0rtxop]*I$/.test(literal)) mark = own[at]?.literal ?? "{}";
    mark = attachedMark(literal) ?? mark;
  }
  return mark;
}

/** Options of xargs whose value is the next word. */
const takesNext = /^(-[0rtxop]*[IdELnPsa]|--(delimiter|max-args|max-chars|max-procs|arg-file))$/;

const attachedMark = (option: string): string | null => {
  if (/^(-[0rtxop]*i|--replace)$/.test(option)) return "{}";
  return /^(?:-[0rtxop]*[iI]|--replace=)(.+)$/s.exec(option)?.[1] ?? null;
};

/** watch hands its words to a shell, joined by blanks. */
const watch: Handler = (call, judging) => {
  const begin = watchedAt(call.words);
  const own = call.words.slice(0, begin);
  const operands = call.words.slice(begin);
  const founds = judging.described(call);
  judging.holdsCode();
  if (own.some(({ literal }) => /^(-\w*x|--exec)$/.test(literal ?? ""))) {
    judging.command(operands, call, null);
    return founds;
  }
  if (operands.some(({ literal }) => literal === null)) {
    return [...founds, unknown("wrapper watch", "What it runs, is only known when it runs.")];
  }
  judging.script(operands.map(({ literal }) => literal).join(" "), call, "new", "dash");
  return founds;
};

/** Where the command begins among the words of watch. */
function watchedAt(words: readonly Token[]): number {
  let at = 0;
  for (; at < words.length; at += 1) {
    const literal = words[at]?.literal ?? "";
    if (literal === "--") return at + 1;
    if (!literal.startsWith("-")) return at;
    if (/^(-[a-zA-Z]*n|--interval)$/.test(literal)) at += 1;
  }
  return at;
}

const ssh: Handler = (call, judging) => {
  const founds = judging.described(call);
  judging.holdsCode();
  const operands = matched(call)?.operands ?? [];
  const host = operands.findIndex(({ kind }) => kind === "host");
  const words = host === -1 ? [] : operands.slice(host + 1).map(({ token }) => token);
  if (words.length > 0 && words.every(({ literal }) => literal !== null)) {
    judging.script(words.map(({ literal }) => literal).join(" "), call, "new");
  }
  return founds;
};

/** How a shell was called: where its operands begin, whether the first is a script, whether it only checks one. */
type ShellOptions = { end: number; script: boolean; checks: boolean };

/** null where an option stands among them that is not described. */
function shellOptions(words: readonly Token[]): ShellOptions | null {
  const options: ShellOptions = { end: 0, script: false, checks: false };
  for (; options.end < words.length; options.end += 1) {
    const literal = words[options.end]?.literal ?? null;
    if (literal === "--") return { ...options, end: options.end + 1 };
    if (literal === null || !literal.startsWith("-") || literal === "-") return options;
    const value = words[options.end + 1]?.literal ?? "";
    if (literal === "-o" && /^(pipefail|errexit|nounset|xtrace)$/.test(value)) options.end += 1;
    else if (/^-[ceuxlnvp]+$/.test(literal)) {
      options.script ||= literal.includes("c");
      options.checks ||= literal.includes("n");
    } else if (!/^--(norc|noprofile|posix)$/.test(literal)) return null;
  }
  return options;
}

const shell: Handler = (call, judging) => {
  judging.holdsCode();
  const rule = `wrapper ${call.name}`;
  const { words, input } = call;
  if (words.length === 1 && /^--(version|help)$/.test(words[0]?.literal ?? "")) return [];
  const options = shellOptions(words);
  if (options === null) return [unknown(rule, "One of its options is not described.")];
  const [first, ...rest] = words.slice(options.end);
  if (options.checks && !options.script && first !== undefined && rest.length === 0) {
    return judgeOperand("read", first, call.frame.state, rule);
  }
  if (first !== undefined && !options.script) {
    return [unknown(rule, `It runs the script “${first.text}”, which is not judged.`)];
  }
  const script = options.script ? first?.literal : input?.text;
  if (script === undefined || script === null) {
    return [unknown(rule, "What it runs, is only known when it runs.")];
  }
  judging.script(script, call, "new", languages[call.name] ?? "dash");
  return [];
};

/** What each shell understands beyond POSIX; of the others only what they all read alike is judged. */
const languages: Readonly<Record<string, ShellName>> = {
  bash: "bash",
  rbash: "bash",
  zsh: "zsh",
};

/** sed -i writes the very files that it is given to read. */
const sed: Handler = (call, judging) => {
  const founds = judging.described(call);
  const width = call.words.findIndex(({ literal }) =>
    /^(-[nErsuz]*l|--line-length)$/.test(literal ?? ""),
  );
  if (width !== -1 && !/^\d+$/.test(call.words[width + 1]?.literal ?? "")) {
    founds.push(
      unknown(`wrapper ${call.name}`, "Its option -l takes a number here and none elsewhere."),
    );
  }
  if (!founds.some((found) => found.class !== "read-only")) return founds;
  const files = matched(call)?.operands.filter(({ kind }) => kind === "read") ?? [];
  const edits = call.words.some(({ literal }) => /^(-[nErsuz]*i|--in-place)/.test(literal ?? ""));
  if (!edits) return founds;
  const written = files.flatMap(({ token }): Found[] =>
    judgeOperand("write", token, call.frame.state, `wrapper ${call.name}`),
  );
  return [...founds, ...written];
};

const entries: readonly (readonly [string, Handler])[] = [
  ["find gfind", find],
  ["xargs gxargs", xargs],
  ["watch", watch],
  ["ssh", ssh],
  ["sh bash dash ash zsh ksh mksh rbash", shell],
  ["sed gsed", sed],
];

/** Wrappers whose words data cannot describe. */
export const wrapperHandlers: ReadonlyMap<string, Handler> = new Map(
  entries.flatMap(([names, handler]) => names.split(" ").map((name) => [name, handler] as const)),
);
