import {
  type ArithmeticExpression,
  forEachChild,
  type ParsedScript,
  type SyntaxNode,
  type TestExpression,
  type Word,
} from "unbash";
import { arithmeticDoubt, numberDoubt } from "./arithmetic.ts";
import { isRisky, runsInArithmetic } from "./assignments.ts";
import { unknown } from "./found.ts";
import type { Frame } from "./judging.ts";
import { type Report, sentence } from "./report.ts";
import type { ShellState } from "./shell-state.ts";
import { foreignSyntax } from "./syntax-of-shell.ts";

type Node<T extends SyntaxNode["type"]> = Extract<SyntaxNode, { type: T }>;

/** Finds what runs or is assigned inside words, expressions and tests, and where a shell reads them in its own way. */
export class InsideWords {
  private readonly report: Report;
  private readonly run: (script: ParsedScript, frame: Frame) => void;

  /** `run` judges the script of a substitution. */
  constructor(report: Report, run: (script: ParsedScript, frame: Frame) => void) {
    this.report = report;
    this.run = run;
  }

  /** Everything that runs or is assigned inside a word or an expression. */
  inside(node: SyntaxNode, frame: Frame): void {
    this.foreign(node, frame);
    switch (node.type) {
      case "CommandExpansion":
      case "ProcessSubstitution":
      case "ArithmeticCommandExpansion":
        if (node.script === undefined) {
          this.report.note(frame, node, unknown("substitution", "What it runs cannot be read."));
        } else {
          const state = frame.state.subshell();
          this.run(node.script, { ...within(frame, state), depth: frame.depth + 1 });
        }
        return;
      case "ParameterExpansion":
        this.parameter(node, frame);
        break;
      case "ArithmeticExpansion":
      case "ArithmeticCommand":
        if (node.expression !== undefined) this.arithmetic(node.expression, frame);
        return;
      case "ArithmeticBinary":
      case "ArithmeticUnary":
      case "ArithmeticTernary":
      case "ArithmeticGroup":
      case "ArithmeticWord":
        this.arithmetic(node, frame);
        return;
      default:
        if (hidesCode(node)) {
          const because = "It holds an expansion that cannot be read here.";
          this.report.note(frame, node, unknown("expansion", because));
        }
    }
    forEachChild(node, (child) => this.inside(child, frame));
  }

  arithmetic(node: ArithmeticExpression, frame: Frame): void {
    const doubt = arithmeticDoubt(node, frame.state);
    if (doubt !== null) this.report.note(frame, node, unknown("arithmetic", sentence(doubt)));
    if (node.type === "ArithmeticCommandExpansion") this.inside(node, frame);
    else this.substitutions(node, frame);
  }

  private substitutions(node: SyntaxNode, frame: Frame): void {
    forEachChild(node, (child) => {
      if (
        child.type.startsWith("Arithmetic") &&
        child.type !== "ArithmeticCommandExpansion" &&
        child.type !== "ArithmeticExpansion"
      ) {
        this.substitutions(child, frame);
      } else this.inside(child, frame);
    });
  }

  private parameter(node: Node<"ParameterExpansion">, frame: Frame): void {
    const { operation, parameter } = node;
    if (operation?.type === "Default" && /=/.test(operation.operator)) {
      this.assigned(parameter, frame, node);
    }
    for (const because of [parameterDoubt(node), operationDoubt(node, frame.state)]) {
      if (because !== null) this.report.note(frame, node, unknown("expansion", because));
    }
  }

  /** A variable of the shell itself gets a value. */
  assigned(name: string, frame: Frame, node: { pos: number; end: number }): void {
    if (!isRisky(name)) return;
    frame.state.change({ kind: "variable", name });
    this.report.note(frame, node, {
      class: "unknown",
      rule: "assignment",
      because: `The variable ${name} decides what later commands run or how.`,
    });
  }

  assignment(node: Node<"Assignment">, frame: Frame): void {
    this.inside(node, frame);
    this.assigned(node.name, frame, node);
    const { index, value } = node;
    if (index !== undefined && !/^\d+$/.test(index.text) && !frame.state.isNumber(index.text)) {
      this.report.note(
        frame,
        node,
        unknown("assignment", "The subscript may run what its value holds."),
      );
    }
    const words: readonly Word[] = value.type === "Word" ? [value] : value.elements;
    for (const word of words) {
      if (runsInArithmetic(word.value)) {
        this.report.note(
          frame,
          node,
          unknown("assignment", "The value would run a command where it is used as a number."),
        );
      }
    }
    if (index === undefined && node.append !== true) frame.state.assigned.add(node.name);
  }

  foreign(node: SyntaxNode, frame: Frame): void {
    const { shell } = frame.state;
    if (shell === "bash") return;
    const doubt = foreignSyntax(node, frame.source.slice(node.pos, node.end), shell);
    if (doubt !== null) this.report.note(frame, node, unknown("syntax", sentence(doubt)));
  }

  test(expression: TestExpression, frame: Frame): void {
    switch (expression.type) {
      case "TestLogical":
        for (const operand of expression.operands) this.test(operand, frame);
        return;
      case "TestNot":
        this.test(expression.operand, frame);
        return;
      case "TestGroup":
        this.test(expression.expression, frame);
        return;
      case "TestUnary":
        this.inside(expression.operand, frame);
        if (/^-[vR]$/.test(expression.operator) && !/^\w+$/.test(expression.operand.text)) {
          this.report.note(
            frame,
            expression,
            unknown("test", "The subscript may run what its value holds."),
          );
        }
        return;
      case "TestBinary":
        this.inside(expression.left, frame);
        this.inside(expression.right, frame);
        if (/^-(eq|ne|lt|le|gt|ge)$/.test(expression.operator)) {
          for (const word of [expression.left, expression.right]) {
            const doubt = numberDoubt(word, frame.state);
            if (doubt !== null)
              this.report.note(frame, word, unknown("arithmetic", sentence(doubt)));
          }
        }
        return;
    }
  }
}

/** Why it cannot be told which variable an expansion takes, or what that runs; null where it can. */
function parameterDoubt({
  text,
  parameter,
  prefix,
  index,
  operation,
}: Node<"ParameterExpansion">): string | null {
  if (!/^(\w+|[@*#?$!-])$/.test(parameter)) return "This expansion is not judged.";
  // In double quotes and here-documents single quotes inside an expansion may be no quotes: it depends on the shell.
  if (/'[^']*(\$[({]|`)/.test(text)) return "Whether the quotes in it hold, depends on the shell.";
  const lists = operation?.type === "Names" || index?.value === "@" || index?.value === "*";
  if (prefix === "!" && !lists) return "It takes the name of a variable out of another variable.";
  if (index === undefined || /^([@*]|\d+|-\d+)$/.test(index.text)) return null;
  return "The subscript may run what its value holds.";
}

/** Why it cannot be told what an expansion does to the value; null where it only edits text. */
function operationDoubt(
  { operation }: Node<"ParameterExpansion">,
  state: ShellState,
): string | null {
  switch (operation?.type) {
    case undefined:
    case "Remove":
    case "Replace":
    case "CaseModification":
    case "Names":
    case "Default":
      return null;
    case "Slice": {
      const words = [operation.offset, operation.length].filter((word) => word !== undefined);
      const doubts = words.map((word) =>
        /^\s*-?\d+\s*$/.test(word.text) ? null : numberDoubt(word, state),
      );
      const doubt = doubts.find((one) => one !== null);
      return doubt === undefined ? null : sentence(doubt);
    }
    case "Transform":
      return /^[QEAaUuLKk]$/.test(operation.operand.text)
        ? null
        : "It expands the value as a prompt, which runs what it holds.";
    default:
      return "This expansion is not judged.";
  }
}

/** Signs of an expansion in what should be plain text: the parser would have to have missed it. */
function hidesCode(node: SyntaxNode): boolean {
  switch (node.type) {
    case "Literal":
    case "SimpleExpansion":
      return /(^|[^\\])(\\\\)*(`|\$[({])/.test(node.text);
    case "Word":
    case "BraceExpansion":
    case "ExtendedGlob":
    case "Glob":
      return node.parts === undefined && /(^|[^\\])(\\\\)*(`|\$[({]|[<>]\()/.test(node.text);
    default:
      return false;
  }
}

const within = (frame: Frame, state: ShellState): Frame => ({ ...frame, state });
