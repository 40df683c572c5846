import type { Redirection, SyntaxNode, Word } from "unbash";
import { expandValue, expandWord } from "./expand-word.ts";
import type { Input } from "./judging.ts";
import type { ShellState } from "./shell-state.ts";
import { literalForm, type Token, tokenOf } from "./shell-word.ts";

type Assignment = Extract<SyntaxNode, { type: "Assignment" }>;

/** The words that an argument becomes; export A=b has assignments among them. */
export function argumentTokens(argument: Word | Assignment, state: ShellState): Token[] {
  if (argument.type === "Word") return expandWord(argument, state);
  const { name, value, text } = argument;
  if (value.type !== "Word" || argument.index !== undefined || argument.append === true) {
    return [tokenOf(text, [[`${name}=`, { hole: "any" }]], false)];
  }
  const { forms } = expandValue(value, state);
  return [
    tokenOf(
      text,
      forms.map((form) => [`${name}=`, ...form]),
      false,
    ),
  ];
}

/** What a redirect gives a command as its input; null where it gives it none. */
export function inputOf(redirect: Redirection, state: ShellState): Input | null {
  if (redirect.descriptor?.type === "FileDescriptor" && redirect.descriptor.value !== 0)
    return null;
  switch (redirect.type) {
    case "HereDoc": {
      const { body, delimiter } = redirect;
      const plain = delimiter?.quoted === true || body.parts === undefined;
      const text =
        delimiter?.quoted === true ? body.text : body.text.replace(/\\([$`\\\n])/g, "$1");
      return { text: plain ? text : null, words: null };
    }
    case "HereString": {
      const value = redirect.target === undefined ? null : expandValue(redirect.target, state);
      const [form] = value?.forms ?? [];
      return {
        text: value?.forms.length === 1 && form !== undefined ? literalForm(form) : null,
        words: null,
      };
    }
    default:
      return redirect.operator.startsWith("<") ? { text: null, words: null } : null;
  }
}
