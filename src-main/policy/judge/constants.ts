import { forEachChild, type ParsedScript, type SyntaxNode, type Word } from "unbash";
import { expandValue, expandWord } from "./expand-word.ts";
import type { Scope, Value } from "./scope.ts";

type Written = { kind: "assigned"; word: Word } | { kind: "loop"; words: readonly Word[] };

/** How deep variables are looked up in variables. */
const deepest = 6;

/**
 * The variables of one text whose every assignment stands in it, plainly. A name that turns up anywhere else than where it
 * is plainly assigned or used (read x, printf -v x, x+=, eval) is none of them.
 */
export class Constants {
  private readonly written = new Map<string, Written[]>();
  private readonly spoiled = new Set<string>();
  private readonly numeric = new Set<string>();
  private readonly usable: (name: string) => boolean;
  private depth = 0;

  private constructor(usable: (name: string) => boolean) {
    this.usable = usable;
  }

  static none(): Constants {
    return new Constants(() => false);
  }

  static of(script: ParsedScript, source: string): Constants {
    const plain = new Map<string, number>();
    const constants = new Constants((name) => isPlain(name, source, plain));
    const arithmetic = new Set<string>();
    const visit = (node: SyntaxNode): void => {
      constants.note(node, plain, arithmetic);
      forEachChild(node, visit);
    };
    visit(script);
    if (mayAssignAnything.test(source)) return Constants.none();
    // A builtin that assigns by name must be seen in the text, or nothing that is read off it holds.
    if ([...constants.spoiled].some((name) => assignsByName.test(name))) return Constants.none();
    for (const name of new Set([...arithmetic, ...constants.written.keys()])) {
      if (constants.holdsNumber(name, source, arithmetic)) constants.numeric.add(name);
    }
    return constants;
  }

  private note(node: SyntaxNode, plain: Map<string, number>, arithmetic: Set<string>): void {
    switch (node.type) {
      case "Word":
        for (const name of disguised(node)) this.spoiled.add(name);
        return;
      case "Assignment":
        this.noteAssignment(node, plain);
        return;
      case "For":
        if (node.wordlist === undefined) this.spoiled.add(node.name.value);
        else this.keep(node.name.value, { kind: "loop", words: node.wordlist }, plain);
        return;
      case "ParameterExpansion":
        if (/=/.test(node.operation?.type === "Default" ? node.operation.operator : "")) {
          this.spoiled.add(node.parameter);
        }
        return;
      default: {
        const name = countedIn(node);
        if (name !== null) arithmetic.add(name);
      }
    }
  }

  private noteAssignment(
    node: Extract<SyntaxNode, { type: "Assignment" }>,
    plain: Map<string, number>,
  ): void {
    const { name, value, index, append } = node;
    if (value.type === "Word" && index === undefined && append !== true) {
      this.keep(name, { kind: "assigned", word: value }, plain);
    } else this.spoiled.add(name);
  }

  private keep(name: string, written: Written, plain: Map<string, number>): void {
    plain.set(name, (plain.get(name) ?? 0) + 1);
    const before = this.written.get(name);
    if (before === undefined) this.written.set(name, [written]);
    else before.push(written);
  }

  forgotten(): Constants {
    return Constants.none();
  }

  /** Everything that the variable may hold; null = not known. */
  valueOf(name: string, scope: Scope): Value | null {
    const written = this.written.get(name);
    if (written === undefined || this.depth >= deepest) return null;
    if (this.spoiled.has(name) || !this.usable(name)) return null;
    this.depth += 1;
    try {
      const values = written.flatMap((one): Value[] =>
        one.kind === "assigned"
          ? [expandValue(one.word, scope)]
          : one.words.flatMap((word) => expandWord(word, scope)),
      );
      const forms = values.flatMap((value) => value.forms);
      if (forms.length > 200) return null;
      const splits = values.some((value) => value.splits === true);
      return { forms, many: false, ...(splits && { splits: true }) };
    } finally {
      this.depth -= 1;
    }
  }

  /** Whether whatever this text puts into the variable is a number. */
  isNumber(name: string): boolean {
    return this.numeric.has(name);
  }

  private holdsNumber(name: string, source: string, arithmetic: ReadonlySet<string>): boolean {
    const written = this.written.get(name) ?? [];
    if (!/^[A-Za-z_]\w*$/.test(name) || (written.length === 0 && !arithmetic.has(name)))
      return false;
    if (this.spoiled.has(name) || assignsByName.test(source)) return false;
    return written.every((one) =>
      (one.kind === "assigned" ? [one.word] : one.words).every(isNumberWord),
    );
  }
}

/** Names that a word spells only once its quotes and escapes are gone: x'y', $'\x78'. */
function disguised({ text, value }: Word): string[] {
  if (text === value) return [];
  const seen = new Set(text.match(/[A-Za-z_]\w*/g));
  return (value.match(/[A-Za-z_]\w*/g) ?? []).filter((name) => !seen.has(name));
}

/** The variable that an arithmetic expression gives a value. What only counts up may begin with anything. */
function countedIn(node: SyntaxNode): string | null {
  if (node.type !== "ArithmeticBinary" || node.operator !== "=") return null;
  return node.left.type === "ArithmeticWord" ? node.left.value.trim() : null;
}

const isNumberWord = (word: Word): boolean => {
  if (/^[+-]?\d+$/.test(word.value) || /^\{\d+\.\.\d+\}$/.test(word.text)) return true;
  const [part] = word.parts ?? [];
  if (word.parts?.length !== 1 || part === undefined) return false;
  if (part.type === "ArithmeticExpansion") return true;
  return part.type === "CommandExpansion" && /^\$\(seq( \d+)+\)$/.test(part.text);
};

/** Whatever else may assign in disguise (source, trap, getopts) is not judged harmless at all. */
const mayAssignAnything = /(^|[^\w-])eval(?!\w)/;
const assignsByName =
  /(^|[^\w-])(read|printf|mapfile|readarray|getopts|declare|typeset|local|export|readonly|unset|coproc|select|wait|vared|zparseopts)(?!\w)/;

/** Whether the name stands nowhere but in plain assignments and plain uses. */
function isPlain(name: string, source: string, plain: ReadonlyMap<string, number>): boolean {
  if (!/^[A-Za-z_]\w*$/.test(name)) return false;
  const before = assignsByName.test(source) ? "" : "(?<![\\w./%-])";
  const all =
    source.replaceAll("printf", "").match(new RegExp(`${before}${name}(?!\\w)`, "g"))?.length ?? 0;
  const strict = before === "";
  const uses = source.match(
    new RegExp(`(?<!\\\\)\\$(?:${name}(?!\\w)|\\{#?${name}(?![\\w\\[]|:?=))`, "g"),
  );
  // In the strict reading a longer name that ends in this one counts too, which only loses constants.
  return all === (plain.get(name) ?? 0) + (uses?.length ?? 0) && (strict || all > 0);
}
