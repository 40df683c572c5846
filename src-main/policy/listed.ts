import { forEachChild, parse, type SyntaxNode, type Word } from "unbash";
import type { WithinHost } from "../../shared/container-host.ts";
import type { JudgedPart } from "../../shared/contract/policy.ts";
import { type CommandPattern, type Match, matchPattern, readPattern } from "./patterns.ts";
import type { CommandRule, PolicyRules } from "./policy-rules.ts";

/** What the lists of the policy file say of a command: the sentence of the entry that matches, or null. */
export type Listed = {
  deny: string | null;
  ask: string | null;
  /** Only where the whole command is one simple command that was read exactly. */
  allow: string | null;
};

export const unlisted: Listed = { deny: null, ask: null, allow: null };

/** A command as the lists look at it. */
export type ListedCommand = {
  text: string;
  parts: readonly JudgedPart[];
  /** Its tokens where it is one simple command, read exactly. */
  simple: readonly string[] | null;
  /** The judge cannot tell what it does: what it names may be what it runs. */
  unknown: boolean;
};

/**
 * Looks a command up in the lists. What holds up is looked for in every simple command inside it, however deep; a word
 * that is not known before it runs may be anything, so it asks where it could be what is denied.
 */
export function lookUp(
  { commands }: Pick<PolicyRules, "commands">,
  command: ListedCommand,
  host: { name: string; tags: readonly string[]; within?: WithinHost },
): Listed {
  // What is forbidden on a machine is forbidden in its containers; what is allowed there is not.
  const names = [host.name, ...(host.within === undefined ? [] : [host.within.hostName])];
  const here = (list: readonly CommandRule[], called = names) =>
    list.filter((rule) => called.some((name) => holdsAt(rule, { name, tags: host.tags })));
  const [deny, ask] = [here(commands.deny), here(commands.ask)];
  const allow = here(commands.allow, [host.name]);
  if (deny.length + ask.length + allow.length === 0) return unlisted;
  const inside = deny.length + ask.length === 0 ? [] : commandsInside(command);
  if (inside === null) return { ...unlisted, ask: tooLong };
  const denied = strongest(deny, inside);
  const asked = strongest(ask, inside);
  const { simple } = command;
  const allowed =
    simple === null ? undefined : allow.find((rule) => matches(rule, simple, "narrow") === "yes");
  return {
    deny: denied?.match === "yes" ? `The policy file denies “${denied.pattern}”.` : null,
    ask: askSentence(denied ?? (command.unknown ? named(deny, command.text) : null), asked),
    allow: allowed === undefined ? null : `The policy file allows “${allowed.pattern}”.`,
  };
}

type Found = { pattern: string; match: Match };

function askSentence(denied: Found | null, asked: Found | null): string | null {
  if (denied?.match === "perhaps") {
    return `It could be “${denied.pattern}”, which the policy file denies: that is only known when it runs.`;
  }
  return asked === null ? null : `The policy file asks for “${asked.pattern}”.`;
}

/** A denied program whose name stands anywhere in a command of which nobody can tell what it runs. */
function named(rules: readonly CommandRule[], text: string): Found | null {
  for (const { pattern } of rules) {
    const [name] = readOnce(pattern)?.words ?? [];
    if (name?.kind === "word" && holdsWord(text, name.text)) return { pattern, match: "perhaps" };
  }
  return null;
}

function holdsWord(text: string, word: string): boolean {
  const isPart = (unit: string | undefined) => unit !== undefined && /[\w-]/.test(unit);
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) return true;
  }
  return false;
}

function strongest(
  rules: readonly CommandRule[],
  inside: readonly (readonly (string | null)[])[],
): Found | null {
  let perhaps: Found | null = null;
  for (const rule of rules) {
    for (const tokens of inside) {
      const match = matches(rule, tokens, "wide");
      if (match === "yes") return { pattern: rule.pattern, match };
      if (match === "perhaps") perhaps ??= { pattern: rule.pattern, match };
    }
  }
  return perhaps;
}

function holdsAt({ hosts, tags }: CommandRule, host: { name: string; tags: readonly string[] }) {
  if (hosts.length === 0 && tags.length === 0) return true;
  return (
    hosts.some((name) => isSame(name, host.name)) ||
    tags.some((tag) => host.tags.some((each) => isSame(tag, each)))
  );
}

const isSame = (one: string, other: string) =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

function matches(
  { pattern }: CommandRule,
  tokens: readonly (string | null)[],
  reading: "narrow" | "wide",
): Match {
  const read = readOnce(pattern);
  return read === null ? "no" : matchPattern(read, tokens, reading);
}

const patterns = new Map<string, CommandPattern | null>();

/** The pattern, read once; null where it is none. */
function readOnce(source: string): CommandPattern | null {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const read = readPattern(source);
  if (patterns.size > 5_000) patterns.clear();
  const made = typeof read === "string" ? null : read;
  patterns.set(source, made);
  return made;
}

/** So many characters are looked through at most, those of nested parts counted again. */
const mostCharacters = 512 * 1024;
const tooLong = "It is too long to be looked up in the lists of the policy file.";

/**
 * Every simple command in the text and in what the judge took out of strings, as words; a word is null where it is not
 * known before it runs. null = it is too much to be looked through.
 */
function commandsInside({ text, parts, simple }: ListedCommand): (string | null)[][] | null {
  const found: (string | null)[][] = simple === null ? [] : [[...simple]];
  const texts = new Set([text, ...parts.map((part) => part.text)]);
  if ([...texts].reduce((sum, each) => sum + each.length, 0) > mostCharacters) return null;
  for (const each of texts) collect(each, found);
  return found;
}

function collect(text: string, found: (string | null)[][]): void {
  let script: SyntaxNode;
  try {
    script = parse(text);
  } catch {
    return; // What cannot be read at all is judged "unknown" and asked.
  }
  const visit = (node: SyntaxNode) => {
    if (node.type === "Command" && node.name !== undefined) {
      const words = [
        node.name,
        ...node.suffix.filter((each): each is Word => each.type === "Word"),
      ];
      found.push(...withTails(words.map(known)));
    }
    forEachChild(node, visit);
  };
  visit(script);
}

/** Programs that run the words behind them. */
const wrapper =
  /^(sudo|doas|env|nice|nohup|timeout|xargs|ionice|setsid|stdbuf|time|command|builtin|exec|chroot|watch|strace|ltrace|flock|su|runuser|pkexec|unshare|nsenter|systemd-run|chrt|taskset|find|parallel|busybox|ssh|docker|podman|kubectl|eval|script|exec|coproc|then|do)$/;

/** Behind a wrapper every word may be the name of the program that is run. */
function withTails(words: (string | null)[]): (string | null)[][] {
  const [name] = words;
  const base = name?.slice(name.lastIndexOf("/") + 1) ?? "";
  if (!wrapper.test(base)) return [words];
  return words.slice(0, 50).map((_, index) => words.slice(index));
}

/** The word as the program gets it; null where the shell makes something else of it first. */
function known(word: Word): string | null {
  const expands = (word.parts ?? []).some(
    (part) =>
      !["Literal", "SingleQuoted", "AnsiCQuoted", "DoubleQuoted"].includes(part.type) ||
      (part.type === "DoubleQuoted" && part.parts.some((inner) => inner.type !== "Literal")),
  );
  return expands ? null : word.value;
}
