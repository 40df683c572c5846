import type { Redirection } from "unbash";
import { expandValue } from "./expand-word.ts";
import { type Found, unknown } from "./found.ts";
import { judgeOperand } from "./operands.ts";
import type { ShellState } from "./shell-state.ts";
import { type Token, tokenOf } from "./shell-word.ts";

const rule = "redirect";

/** What a redirect does; what stands inside its words is judged by whoever walks the tree. */
export function judgeRedirect(redirect: Redirection, state: ShellState): Found[] {
  if (redirect.type !== "Redirect")
    return redirect.descriptor?.type === "FileDescriptorVariable" ? [variable] : [];
  const { operator, target } = redirect;
  if (target === undefined) return [unknown(rule, "The redirect has no target.")];
  const value = expandValue(target, state);
  const token: Token = {
    ...tokenOf(target.text, value.forms, false),
    ...(target.parts?.[0]?.type === "ProcessSubstitution" &&
      target.parts.length === 1 && { stream: true as const }),
  };
  // >&2, 3<&1, <&-: another name for what is open already.
  const duplicates =
    (operator === ">&" || operator === "<&") && /^(\d+-?|-)$/.test(token.literal ?? "");
  const named: Found[] = redirect.descriptor?.type === "FileDescriptorVariable" ? [variable] : [];
  if (duplicates) return named;
  if (operator === "<&")
    return [...named, unknown(rule, `Where “<&${target.text}” reads, cannot be told.`)];
  const kind = operator === "<" ? "read" : "write";
  const founds = judgeOperand(kind, token, state, rule);
  if (operator === "<>" && founds.length === 0 && token.literal !== "/dev/null") {
    return [...named, { class: "change", rule, because: `It opens “${target.text}” for writing.` }];
  }
  return [...named, ...founds];
}

const variable: Found = {
  class: "change",
  rule,
  because: "The redirect keeps a file open in the shell and puts its number into a variable.",
};
