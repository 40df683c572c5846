import type { SyntaxNode } from "unbash";
import type { ShellName } from "../../../shared/contract/terminals.ts";

const bashOnly = new Set<SyntaxNode["type"]>([
  "ProcessSubstitution",
  "TestCommand",
  "ArithmeticCommand",
  "ArithmeticFor",
  "Select",
  "Coproc",
  "AnsiCQuoted",
  "LocaleString",
  "ExtendedGlob",
  "BraceExpansion",
  "HereString",
  "ArrayValue",
  "Time",
  "Replace",
  "Slice",
  "CaseModification",
  "Transform",
  "Names",
  "FileDescriptorVariable",
]);

/**
 * Why this shell reads the node in another way than bash, in whose syntax it was parsed; null where it reads it alike.
 * `text`: the node as it is written.
 */
export function foreignSyntax(node: SyntaxNode, text: string, shell: ShellName): string | null {
  if (shell === "dash" || shell === "ash") {
    return bashOnly.has(node.type) || isBashForm(node, text)
      ? `${shell} may read “${short(text)}” in another way than bash`
      : null;
  }
  if (shell === "zsh" && isZshForm(node, text)) {
    return `zsh reads “${short(text)}” in a way that is not judged here`;
  }
  return null;
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function isBashForm(node: SyntaxNode, text: string): boolean {
  switch (node.type) {
    case "Function":
      return /^function\b/.test(text);
    case "Redirect":
      return (
        /^&>/.test(node.operator) ||
        (node.operator === ">&" && !/^(\d|-)/.test(node.target?.text ?? ""))
      );
    case "Pipeline":
      return node.operators.includes("|&");
    case "Assignment":
      return node.append === true || node.index !== undefined;
    case "ParameterExpansion":
      return node.prefix === "!" || node.index !== undefined;
    case "ArithmeticExpansion":
      return text.startsWith("$[");
    case "CommandExpansion":
      return text.startsWith("${");
    case "CaseItem":
      return node.terminator !== undefined && node.terminator !== ";;";
    default:
      return false;
  }
}

/** $name[subscript] that is no number. */
const calculated = /\$\w+\[(?!(?:[@*]|-?\d+)\])/;

function isZshForm(node: SyntaxNode, text: string): boolean {
  switch (node.type) {
    case "ExtendedGlob":
      return true;
    case "Word":
      // =command, ~[…], history and glob operators, and $… that bash takes literally.
      return (
        // A subscript is calculated, which may run what a variable holds.
        calculated.test(text) ||
        /^=[^=]|^\^|^~\[|(^|[^\\'"\w])[~^#]\w*[*(]/.test(text) ||
        (node.parts === undefined && /(^|[^\\])\$/.test(text))
      );
    case "HereDoc":
      return node.delimiter?.quoted !== true && calculated.test(node.body.text);
    case "Literal":
      return /(^|[^\\])\$/.test(node.text) || /[#^~(]$/.test(node.text);
    case "Glob":
      return node.kind === "bracket" && !/^\[[!^]?[\w.,:+-]+\]$/.test(text);
    case "Command":
      return node.name === undefined && node.redirects.length > 0;
    default:
      return false;
  }
}
