import { unknown } from "./found.ts";
import type { Handler } from "./judging.ts";
import { hasUnknown, literalPrefix, type Token } from "./shell-word.ts";

/** test and [: with -v, and with words that nobody knows, a subscript may run a command. */
export const testExpression: Handler = ({ name, words, frame }) => {
  const doubtful =
    words.some((word) => word.many && hasUnknown(word)) ||
    testsVariable(words) ||
    mayBecomeTest(words) ||
    (frame.state.shell === "zsh" && !comparesNumbers(words));
  const because = "What it tests, is only known when it runs, and a subscript may run a command.";
  return doubtful ? [unknown(`builtin ${name}`, because)] : [];
};

/** -v 'a[$(…)]' */
function testsVariable(words: readonly Token[]): boolean {
  return words.some(({ literal }, at) => {
    if (literal !== "-v" && literal !== "-R") return false;
    const name = words[at + 1]?.literal ?? null;
    return name === null || !/^(\w+|\])$/.test(name);
  });
}

/** [ "$x" "$y" ], where the first may be -v. */
function mayBecomeTest(words: readonly Token[]): boolean {
  const [first, second] = words;
  if (first === undefined || !hasUnknown(first) || literalPrefix(first) !== "") return false;
  return words.length > 1 && words.length <= 3 && second?.literal === null;
}

/** Whether both sides of -eq and the like are numbers: zsh evaluates anything else. */
function comparesNumbers(words: readonly Token[]): boolean {
  return words.every(({ literal }, at) => {
    if (!/^-(eq|ne|lt|le|gt|ge)$/.test(literal ?? "")) return true;
    return [words[at - 1], words[at + 1]].every(
      (word) => word !== undefined && !hasUnknown(word) && /^-?\d*$/.test(word.literal ?? ""),
    );
  });
}
