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
  const { descriptor } = redirect;
  if (descriptor?.type === "FileDescriptor" && descriptor.value !== 0) return null;
  switch (redirect.type) {
    case "HereDoc":
      return { text: hereText(redirect), words: null };
    case "HereString":
      return { text: stringText(redirect.target, state), words: null };
    default:
      return redirect.operator.startsWith("<") ? { text: null, words: null } : null;
  }
}

/** The text of a here-document; null where it is only known when it runs. */
function hereText({ body, delimiter }: Extract<Redirection, { type: "HereDoc" }>): string | null {
  if (delimiter?.quoted === true) return body.text;
  return body.parts === undefined ? body.text.replace(/\\([$`\\\n])/g, "$1") : null;
}

function stringText(target: Word | undefined, state: ShellState): string | null {
  const [form, ...more] = target === undefined ? [] : expandValue(target, state).forms;
  return form === undefined || more.length > 0 ? null : literalForm(form);
}
