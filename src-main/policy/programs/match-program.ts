import {
  dropPrefix,
  type Form,
  hasUnknown,
  literalPrefix,
  mayBeOption,
  type Token,
} from "../judge/shell-word.ts";
import {
  commandTable,
  hasActingOption,
  type OptionTable,
  optionTable,
  wordsIn,
} from "./option-table.ts";
import type { Effect, Finding, Operand, OptionRule, Program, Rule } from "./program.ts";

/** A word with what it is to the program. */
export type MatchedOperand = { kind: Exclude<Operand, "command">; token: Token };

/** What a program is asked to do, by its description. */
export type Match = {
  /** What its name, its subcommand and its options say; empty = it reads only, as far as these go. */
  findings: readonly Finding[];
  operands: readonly MatchedOperand[];
  /** The commands that it runs, each as its words. */
  commands: readonly (readonly Token[])[];
};

type Draft = { findings: Finding[]; operands: MatchedOperand[]; commands: Token[][] };

/** Reads the words after a program's name. What stands nowhere in its description becomes an "unknown" finding. */
export function matchProgram(program: Program, name: string, words: readonly Token[]): Match {
  const draft: Draft = { findings: [], operands: [], commands: [] };
  const [first] = words;
  const asked = first?.literal;
  if (words.length === 1 && (asked === "--help" || asked === "--version")) {
    if (program.style === undefined || program.style === "gnu" || program.style === "posix") {
      return draft;
    }
  }
  new Matching(program, name, draft).run(words);
  return draft;
}

const endsAsFile = (form: Form): boolean => {
  const last = form.at(-1);
  return typeof last === "string" && last.includes(".");
};

/** One rule against the words that are left for it; subcommands are matchings of their own. */
class Matching {
  private readonly rule: Rule;
  private readonly name: string;
  private readonly draft: Draft;
  private readonly table: OptionTable;
  private readonly outer: OptionTable | undefined;
  private readonly safe: boolean;
  private words: readonly Token[] = [];
  private at = 0;
  /** Which kinds of operand the next one may be: several where an earlier word may be no word or many. */
  private first = 0;
  private last = 0;
  /** The operands and options of this rule, without those of its subcommands. */
  private readonly plain: Token[] = [];
  private readonly given = new Map<string, OptionRule>();

  constructor(
    rule: Rule,
    name: string,
    draft: Draft,
    outer?: { table: OptionTable; safe: boolean },
  ) {
    this.rule = rule;
    this.name = name;
    this.draft = draft;
    this.table = optionTable(rule);
    this.outer = outer?.table;
    this.safe =
      rule.safeOptions === true && !hasActingOption(rule) && (outer === undefined || outer.safe);
  }

  run(words: readonly Token[]): void {
    this.words = words;
    const asked = words.length === 1 ? words[0]?.literal : undefined;
    if (typeof asked === "string" && wordsIn(this.rule.informs).includes(asked)) return;
    const before = this.draft.findings.length;
    if (this.rule.check !== undefined) {
      const found = this.rule.check(words.map((word) => word.literal));
      if (found !== null) this.draft.findings.push(found);
    }
    if (this.rule.style === "bare") this.bareWord();
    this.readWords();
    this.assignOperands();
    this.base(before);
  }

  private readWords(): void {
    const { style, commands } = this.rule;
    let options = style !== "words";
    while (this.at < this.words.length) {
      const token = this.take();
      if (options && token.literal === "--") {
        options = false;
        continue;
      }
      if (options && this.isOption(token)) continue;
      if (options && commands !== undefined) {
        this.subcommand(token);
        return;
      }
      if (this.operand(token) === "done") return;
      if (style === "posix") options = false;
    }
    if (commands !== undefined) this.alone();
  }

  private isOption(token: Token): boolean {
    return (this.rule.style === "assignments" && this.assignment(token)) || this.option(token);
  }

  private take(): Token {
    const token = this.words[this.at];
    this.at += 1;
    if (token === undefined) throw new Error("no word is left");
    return token;
  }

  private found(effect: Effect, because: string, network?: true): void {
    if (effect === "read" && network === undefined) return;
    this.draft.findings.push({ effect, because, ...(network && { network }) });
  }

  private unknown(because: string): void {
    this.found("unknown", because);
  }

  private base(before: number): void {
    const { because = "", network, secret } = this.rule;
    const effect = this.onlyReads() ? "read" : (this.rule.effect ?? "read");
    if (effect === "read" && network === undefined && secret === undefined) return;
    const says = because === "" ? "does more than read" : because;
    this.draft.findings.splice(before, 0, {
      effect,
      because: `${this.name} ${says}`,
      ...(network && { network }),
      ...(secret && { secret }),
    });
  }

  /** Whether what was given makes a read of a program that is none by itself. */
  private onlyReads(): boolean {
    if (this.rule.readsBare === true && this.plain.length === 0) return true;
    return wordsIn(this.rule.readsWith).some((option) => this.given.has(option));
  }

  private alone(): void {
    const { alone = "unknown" } = this.rule;
    this.found(alone, `${this.name} without a subcommand is not described`);
  }

  private subcommand(token: Token): void {
    if (token.literal === null) {
      this.unknown(`which subcommand of ${this.name} it is, is only known when it runs`);
      return;
    }
    const rule = commandTable(this.rule).get(token.literal);
    if (rule === undefined) {
      this.unknown(`the subcommand ${token.literal} of ${this.name} is not described`);
      return;
    }
    const outer =
      this.rule.globals === true
        ? {
            table: new Map([...(this.outer ?? []), ...this.table]),
            safe: !hasActingOption(this.rule),
          }
        : undefined;
    const inner = new Matching(rule, `${this.name} ${token.literal}`, this.draft, outer);
    inner.run(this.words.slice(this.at));
  }

  /** The first word as letters without a dash: tar xf, ps aux. */
  private bareWord(): void {
    const [first] = this.words;
    const letters = first?.literal;
    if (first === undefined || letters === null || letters === undefined) return;
    if (letters.startsWith("-") || letters === "" || commandTable(this.rule).has(letters)) return;
    if (![...letters].every((letter) => this.table.has(`-${letter}`))) return;
    this.at = 1;
    for (const letter of letters) {
      const option = this.table.get(`-${letter}`);
      if (option !== undefined) this.apply(`-${letter}`, option, undefined);
    }
  }

  /** name=value, as dd takes it. */
  private assignment(token: Token): boolean {
    const name = /^([A-Za-z_]+)=/.exec(literalPrefix(token))?.[1];
    if (name === undefined) return false;
    const option = this.table.get(name);
    if (option === undefined) this.unknown(`${name}= of ${this.name} is not described`);
    else this.apply(`${name}=`, option, dropPrefix(token, name.length + 1));
    return true;
  }

  /** Whether the word was read as an option, or as several. */
  private option(token: Token): boolean {
    const prefix = literalPrefix(token);
    if (!prefix.startsWith("-") || token.literal === "-") {
      if (token.literal !== "-" && mayBeOption(token)) this.risk(token);
      return false;
    }
    // What a glob makes of it still begins with the same option; what is split may bring operands.
    if (token.many && hasUnknown(token)) {
      this.risk(token);
      return false;
    }
    const whole = token.literal === null ? undefined : this.described(token.literal);
    if (whole !== undefined) this.apply(token.literal ?? "", whole, undefined);
    else if (prefix.startsWith("--") || this.rule.style === "single-dash") {
      this.longOption(token, prefix);
    } else if (!this.isNumber(token)) this.bundle(token, prefix);
    return true;
  }

  private isNumber({ literal }: Token): boolean {
    return this.rule.numeric === true && literal !== null && /^-\d+$/.test(literal);
  }

  /** --name=value */
  private longOption(token: Token, prefix: string): void {
    const sign = prefix.indexOf("=");
    const name = prefix.slice(0, Math.max(sign, 0));
    const option = sign === -1 ? undefined : this.described(name);
    if (option === undefined || (option.value ?? "none") === "none") this.undescribed(token);
    else this.apply(name, option, dropPrefix(token, sign + 1));
  }

  private described(name: string): OptionRule | undefined {
    return this.table.get(name) ?? this.outer?.get(name);
  }

  private undescribed(token: Token): void {
    this.unknown(`the option ${token.text} of ${this.name} is not described`);
  }

  /** -abc: each letter is an option; one that takes a value takes the rest. */
  private bundle(token: Token, prefix: string): void {
    for (let at = 1; at < prefix.length; at += 1) {
      const name = `-${prefix[at]}`;
      const option = this.described(name);
      if (option === undefined) {
        this.undescribed(token);
        return;
      }
      const takes = option.value ?? "none";
      const rest = dropPrefix(token, at + 1);
      if (takes !== "none") {
        this.apply(name, option, rest.literal === "" ? undefined : rest);
        return;
      }
      this.apply(name, option, undefined);
    }
    if (token.literal === null) this.undescribed(token);
  }

  private apply(name: string, option: OptionRule, attached: Token | undefined): void {
    const says = option.because ?? "does more than read";
    this.given.set(name, option);
    this.found(option.effect, `${this.name} ${name} ${says}`, option.network);
    const takes = option.value ?? "none";
    if (option.operand === "command") {
      this.commandUntilEnd(name);
      return;
    }
    if (takes === "none") return;
    if (attached !== undefined) {
      this.value(option.operand ?? "text", attached);
      return;
    }
    if (takes === "attached") return;
    if (this.at >= this.words.length) {
      this.unknown(`${this.name} ${name} lacks its value`);
      return;
    }
    const value = this.take();
    // Where it may become no word or several, the words after it are other ones than they seem.
    if (value.many) this.risk(value);
    if (value.many && hasUnknown(value)) this.operand(value);
    this.value(option.operand ?? "text", value);
  }

  private value(kind: Operand, token: Token): void {
    if (kind !== "command") this.draft.operands.push({ kind, token });
  }

  /** find -exec … ; or + */
  private commandUntilEnd(name: string): void {
    const rest = this.words.slice(this.at);
    const end = rest.findIndex(({ literal }) => literal === ";" || literal === "+");
    // Anywhere but behind "{}" some take a "+" for the end and some for a word.
    if (end <= 0 || (rest[end]?.literal === "+" && rest[end - 1]?.text !== "{}")) {
      this.unknown(`where the command after ${name} ends, cannot be told`);
      this.at = this.words.length;
      return;
    }
    this.draft.commands.push(rest.slice(0, end));
    this.at += end + 1;
  }

  private risk(token: Token): void {
    if (this.safe || this.isLoneOperand(token)) return;
    // "*.log" can become no option where options are whole words.
    if (this.rule.style === "single-dash" && !hasUnknown(token) && token.forms.every(endsAsFile)) {
      return;
    }
    this.unknown(`“${token.text}” may become an option of ${this.name} when it runs`);
  }

  private isLoneOperand({ many }: Token): boolean {
    const { needsOperand } = this.rule;
    if (needsOperand === undefined || many || this.at < this.words.length) return false;
    return this.plain.length === 0 && !wordsIn(needsOperand).some((name) => this.given.has(name));
  }

  private kinds(): readonly Operand[] {
    const { operands = [] } = this.rule;
    return typeof operands === "string" ? [operands] : operands;
  }

  private operand(token: Token): "done" | undefined {
    this.plain.push(token);
    const kinds = this.kinds();
    if (kinds.length === 0) {
      this.unknown(`what “${token.text}” is to ${this.name}, is not described`);
      return undefined;
    }
    // An option behind it may still say what it is; where it may begin a command there are none behind it.
    return kinds.includes("command") ? this.commandOrWord(token, kinds) : undefined;
  }

  /** What the operands are, once all words were seen. */
  private assignOperands(): void {
    const kinds = this.kinds();
    if (kinds.length === 0 || kinds.includes("command")) return;
    const options = [...this.given.values()];
    const end = kinds.length - 1;
    let first = options.some(({ replacesFirst }) => replacesFirst === true) ? 1 : 0;
    let last = first;
    for (const token of this.plain) {
      if (token.many) last = end;
      const possible = kinds.slice(Math.min(first, end), Math.min(last, end) + 1);
      const target = this.target(token, options);
      const own: readonly Operand[] = target !== undefined && !token.many ? [] : possible;
      for (const kind of new Set([...own, ...(target ?? [])])) this.value(kind, token);
      if (!token.many) first += 1;
      last += 1;
    }
  }

  /** What the last of several operands is, unless an option already said it: cp -t. */
  private target(token: Token, options: readonly OptionRule[]): readonly Operand[] | undefined {
    const { last } = this.rule;
    const several = this.plain.length > 1 || token.many;
    if (last === undefined || !several || token !== this.plain.at(-1)) return undefined;
    return options.some(({ operand }) => operand === last) ? undefined : [last];
  }

  private commandOrWord(token: Token, kinds: readonly Operand[]): "done" | undefined {
    const end = kinds.length - 1;
    while (kinds[this.first] === "assignment" && !/^[A-Za-z_]\w*\+?=/.test(literalPrefix(token))) {
      if (this.first >= end) break;
      this.first += 1;
      this.last = Math.max(this.last, this.first);
    }
    if (token.many) this.last = end;
    const possible = kinds.slice(Math.min(this.first, end), Math.min(this.last, end) + 1);
    if (possible.includes("command")) {
      if (possible.length > 1) {
        this.unknown(`where the command in ${this.name} begins, cannot be told`);
      }
      this.draft.commands.push(this.words.slice(this.at - 1));
      this.at = this.words.length;
      return "done";
    }
    for (const kind of new Set(possible)) this.value(kind, token);
    if (kinds[this.first] !== "assignment") {
      if (!token.many) this.first += 1;
      this.last += 1;
    }
    return undefined;
  }
}
