import type { ParsedScript, Word, WordPart } from "unbash";

/**
 * The words of a command that is one simple command and nothing else: no pipes, redirects, chains, expansions, globs or
 * assignments. null for any other.
 */
export function simpleTokens({ commands, errors }: ParsedScript): string[] | null {
  const [statement] = commands;
  if (statement === undefined || commands.length !== 1 || errors !== undefined) return null;
  const { command, background } = statement;
  if (command.type !== "Command" || background === true) return null;
  if (command.name === undefined || command.prefix.length > 0) return null;
  const tokens: string[] = [];
  for (const word of [command.name, ...command.suffix]) {
    if (word.type !== "Word" || !isExactWord(word)) return null;
    tokens.push(word.value);
  }
  return tokens;
}

function isExactWord(word: Word): boolean {
  if (/^[~=]/.test(word.text)) return false;
  return word.parts === undefined || word.parts.every(isExactPart);
}

function isExactPart(part: WordPart): boolean {
  if (part.type === "DoubleQuoted") return part.parts.every(isExactPart);
  return part.type === "Literal" || part.type === "SingleQuoted";
}
