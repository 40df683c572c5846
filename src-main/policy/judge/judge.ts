import {
  type ArithmeticExpression,
  forEachChild,
  type ParsedScript,
  type Redirection,
  type SyntaxNode,
  type TestExpression,
  type Word,
} from "unbash";
import type { JudgedPart } from "../../../shared/contract/policy.ts";
import type { Program } from "../programs/program.ts";
import { parsedSafely } from "../shell-syntax.ts";
import { arithmeticDoubt, numberDoubt } from "./arithmetic.ts";
import { isHarmlessForOne, isRisky, runsInArithmetic } from "./assignments.ts";
import { judgeCall } from "./call.ts";
import { Constants } from "./constants.ts";
import { expandValue, expandWord } from "./expand-word.ts";
import { bySeverity, type Found, partOf, unknown, type Where } from "./found.ts";
import type { Call, Frame, Input, Judging } from "./judging.ts";
import { outputWords } from "./output-words.ts";
import { judgeRedirect } from "./redirects.ts";
import type { ShellState } from "./shell-state.ts";
import { literalForm, type Token, tokenOf } from "./shell-word.ts";
import { foreignSyntax } from "./syntax-of-shell.ts";

type Node<T extends SyntaxNode["type"]> = Extract<SyntaxNode, { type: T }>;

/** More simple commands than these are not judged one by one. */
const mostCommands = 3_000;
/** How deep scripts in strings and substitutions are looked into. */
const deepest = 24;

/** Walks the syntax tree of a command and collects what every part of it does. */
export class Judge implements Judging {
  readonly parts: JudgedPart[] = [];
  readonly founds: Found[] = [];
  opaque = false;
  readonly isSound: (program: Program) => boolean;
  private commands = 0;

  constructor(isSound: (program: Program) => boolean) {
    this.isSound = isSound;
  }

  holdsCode(): void {
    this.opaque = true;
  }

  /** Judges a whole script in a shell. */
  run(script: ParsedScript, frame: Frame): void {
    if (frame.depth > deepest) {
      this.note(frame, script, unknown("depth", "It is nested too deeply to be judged."));
      return;
    }
    const inner =
      script.source === undefined ? frame : { ...frame, source: script.source, placed: false };
    for (const { message, pos } of script.errors ?? []) {
      const found = unknown("syntax", `The command is incomplete or malformed: ${message}.`);
      this.note(inner, { pos, end: pos }, found);
    }
    for (const statement of script.commands) this.node(statement, inner, null);
  }

  // ——— What single programs may ask ———

  command(tokens: readonly Token[], call: Call, input: Input | null = call.input): void {
    const frame = { ...call.frame, depth: call.frame.depth + 1 };
    const where: Where = {
      text: tokens.map(({ text }) => text).join(" "),
      at: null,
      depth: frame.depth,
    };
    this.simple(tokens, frame, where, input, []);
  }

  script(text: string, call: Call, shell: "same" | "new"): void {
    const { state } = call.frame;
    const depth = call.frame.depth + 1;
    const frame: Frame = { state, source: text, placed: false, depth };
    const script = depth > deepest ? null : parsedSafely(text);
    if (script === null) {
      this.note(
        frame,
        { pos: 0, end: text.length },
        unknown("depth", "It is nested too deeply to be judged."),
      );
      return;
    }
    if (shell === "new") frame.state = state.child(Constants.of(script, text));
    else state.forgetVariables();
    this.run(script, frame);
  }

  described(call: Call, name = call.name): Found[] {
    return judgeCall({ ...call, name }, this, true);
  }

  // ——— Parts ———

  private where(
    { source, placed, depth }: Frame,
    { pos, end }: { pos: number; end: number },
  ): Where {
    return { text: source.slice(pos, end), at: placed ? { start: pos, end } : null, depth };
  }

  private note(frame: Frame, node: { pos: number; end: number }, ...founds: Found[]): void {
    this.add(this.where(frame, node), founds);
  }

  private add(where: Where, founds: readonly Found[], rule = "shell"): void {
    this.founds.push(...founds);
    const harmless: Found = { class: "read-only", rule, because: "It only reads." };
    this.parts.push(partOf(where, founds, harmless));
  }

  // ——— The tree ———

  private node(node: SyntaxNode, frame: Frame, input: Input | null): void {
    this.foreign(node, frame);
    switch (node.type) {
      case "Statement":
        this.node(
          node.command,
          node.background === true ? within(frame, frame.state.subshell()) : frame,
          input,
        );
        return;
      case "CompoundList":
        for (const statement of node.commands) this.node(statement, frame, input);
        return;
      case "AndOr":
        this.andOr(node, frame, input);
        return;
      case "Pipeline":
        this.pipeline(node, frame, input);
        return;
      case "Command":
        this.simpleCommand(node, frame, input);
        return;
      case "Redirected": {
        const inner = this.redirects(node.redirects, frame);
        this.node(node.command, frame, inner ?? input);
        return;
      }
      case "Subshell":
        this.node(node.body, within(frame, frame.state.subshell()), input);
        return;
      case "BraceGroup":
        this.node(node.body, frame, input);
        return;
      case "If":
        this.node(node.clause, frame, input);
        this.maybe(frame, () => {
          this.node(node.then, frame, input);
          for (const branch of node.elif) {
            this.node(branch.clause, frame, input);
            this.node(branch.then, frame, input);
          }
          if (node.else !== undefined) this.node(node.else, frame, input);
        });
        return;
      case "While":
        this.loop(frame, node.body, () => {
          this.node(node.clause, frame, input);
          this.node(node.body, frame, input);
        });
        return;
      case "For":
      case "Select":
        for (const word of node.wordlist ?? []) this.inside(word, frame);
        if (isRisky(node.name.value)) this.assigned(node.name.value, frame, node);
        this.loop(frame, node.body, () => {
          if (node.type === "For") frame.state.assigned.add(node.name.value);
          this.node(node.body, frame, input);
        });
        return;
      case "ArithmeticFor":
        for (const part of [node.initialize, node.test, node.update]) {
          if (part !== undefined) this.arithmetic(part, frame);
        }
        this.loop(frame, node.body, () => this.node(node.body, frame, input));
        return;
      case "Case":
        this.inside(node.word, frame);
        this.maybe(frame, () => {
          for (const item of node.items) {
            this.foreign(item, frame);
            for (const word of item.pattern) this.inside(word, frame);
            this.node(item.body, frame, input);
          }
        });
        return;
      case "Function":
        this.functionDefinition(node, frame);
        return;
      case "Coproc":
        this.note(frame, node, {
          class: "change",
          rule: "coproc",
          because: "It leaves a command running in the background of the shell.",
        });
        this.node(node.body, within(frame, frame.state.subshell()), input);
        return;
      case "TestCommand":
        this.test(node.expression, frame);
        return;
      case "ArithmeticCommand":
        if (node.expression !== undefined) this.arithmetic(node.expression, frame);
        return;
      default:
        this.note(frame, node, unknown("syntax", "This piece of shell syntax is not judged."));
    }
  }

  private foreign(node: SyntaxNode, frame: Frame): void {
    const { shell } = frame.state;
    if (shell === "bash") return;
    const doubt = foreignSyntax(node, frame.source.slice(node.pos, node.end), shell);
    if (doubt !== null) this.note(frame, node, unknown("syntax", sentence(doubt)));
  }

  /** What may run or not: what it assigns is not certain afterwards, nor where it stands. */
  private maybe({ state }: Frame, run: () => void): void {
    const { directory } = state;
    const assigned = new Set(state.assigned);
    run();
    state.assigned = assigned;
    if (state.directory !== directory) state.directory = null;
  }

  private loop(frame: Frame, body: SyntaxNode, run: () => void): void {
    // The second time round it stands where the first one left it.
    if (/\b(cd|pushd|popd)\b/.test(frame.source.slice(body.pos, body.end)))
      frame.state.directory = null;
    this.maybe(frame, run);
  }

  private andOr(node: Node<"AndOr">, frame: Frame, input: Input | null): void {
    const [first, ...rest] = node.commands;
    if (first !== undefined) this.node(first, frame, input);
    this.maybe(frame, () => {
      for (const command of rest) this.node(command, frame, input);
    });
  }

  private pipeline(node: Node<"Pipeline">, frame: Frame, input: Input | null): void {
    for (const prefix of node.prefixes) this.foreign(prefix, frame);
    const last = node.commands.length - 1;
    let given = input;
    for (const [index, command] of node.commands.entries()) {
      // zsh runs the last one in the shell itself; bash may.
      const apart = last > 0 && !(index === last && frame.state.shell === "zsh");
      const inner = apart ? within(frame, frame.state.subshell()) : frame;
      this.node(command, inner, given);
      const words: ReturnType<typeof outputWords> = outputWords(
        command,
        inner.state,
        given?.words ?? null,
      );
      given = { text: null, words };
    }
  }

  private functionDefinition(node: Node<"Function">, frame: Frame): void {
    const name = node.name.value;
    const before = this.founds.length;
    const state = frame.state.subshell();
    state.assigned.clear();
    state.directory = null;
    // A call of itself in its own body does what the body does.
    state.functions.set(name, {
      class: "read-only",
      rule: `function ${name}`,
      because: "It calls itself.",
    });
    const callsItself = new RegExp(`(^|[^\\w-])${escaped(name)}(?![\\w-])`).test(
      frame.source.slice(node.body.pos, node.body.end),
    );
    this.node(node.body, { ...within(frame, state), depth: frame.depth + 1 }, null);
    const [worst] = bySeverity(this.founds.slice(before));
    if (callsItself && forks.test(frame.source.slice(node.body.pos, node.body.end))) {
      this.note(frame, node, {
        class: "destructive",
        rule: "catastrophe",
        because: `The function “${name}” starts copies of itself without end.`,
        denied: true,
      });
    }
    frame.state.functions.set(
      name,
      worst ?? { class: "read-only", rule: `function ${name}`, because: "It only reads." },
    );
    for (const change of state.changes) frame.state.change(change);
    frame.state.change({ kind: "shadowed", name });
    this.note(frame, node, {
      class: "change",
      rule: "function",
      because: `It gives the shell a function “${name}”.`,
    });
  }

  private test(expression: TestExpression, frame: Frame): void {
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
          this.note(
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
            if (doubt !== null) this.note(frame, word, unknown("arithmetic", sentence(doubt)));
          }
        }
        return;
    }
  }

  // ——— Inside words ———

  /** Everything that runs or is assigned inside a word or an expression. */
  private inside(node: SyntaxNode, frame: Frame): void {
    this.foreign(node, frame);
    switch (node.type) {
      case "CommandExpansion":
      case "ProcessSubstitution":
      case "ArithmeticCommandExpansion":
        if (node.script === undefined) {
          this.note(frame, node, unknown("substitution", "What it runs cannot be read."));
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
        break;
    }
    forEachChild(node, (child) => this.inside(child, frame));
  }

  private arithmetic(node: ArithmeticExpression, frame: Frame): void {
    const doubt = arithmeticDoubt(node, frame.state);
    if (doubt !== null) this.note(frame, node, unknown("arithmetic", sentence(doubt)));
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
    const { operation, parameter, prefix, index } = node;
    const doubt = (because: string) => this.note(frame, node, unknown("expansion", because));
    if (!/^(\w+|[@*#?$!-])$/.test(parameter)) doubt("This expansion is not judged.");
    if (
      prefix === "!" &&
      operation?.type !== "Names" &&
      index?.value !== "@" &&
      index?.value !== "*"
    ) {
      doubt("It takes the name of a variable out of another variable.");
    }
    if (index !== undefined && !/^([@*]|\d+|-\d+)$/.test(index.text)) {
      doubt("The subscript may run what its value holds.");
    }
    switch (operation?.type) {
      case undefined:
      case "Remove":
      case "Replace":
      case "CaseModification":
      case "Names":
        return;
      case "Default":
        if (/=/.test(operation.operator)) this.assigned(parameter, frame, node);
        return;
      case "Slice":
        for (const word of [operation.offset, operation.length]) {
          const found = word === undefined ? null : numberDoubt(word, frame.state);
          if (found !== null && !/^\s*-?\d+\s*$/.test(word?.text ?? "")) doubt(sentence(found));
        }
        return;
      case "Transform":
        if (!/^[QEAaUuLKk]$/.test(operation.operand.text)) {
          doubt("It expands the value as a prompt, which runs what it holds.");
        }
        return;
      default:
        doubt("This expansion is not judged.");
    }
  }

  // ——— Assignments ———

  /** A variable of the shell itself gets a value. */
  private assigned(name: string, frame: Frame, node: { pos: number; end: number }): void {
    if (!isRisky(name)) return;
    frame.state.change({ kind: "variable", name });
    this.note(frame, node, {
      class: "unknown",
      rule: "assignment",
      because: `The variable ${name} decides what later commands run or how.`,
    });
  }

  private assignment(node: Node<"Assignment">, frame: Frame): void {
    this.inside(node, frame);
    this.assigned(node.name, frame, node);
    const { index, value } = node;
    if (index !== undefined && !/^(\d+|[A-Za-z_]\w*)$/.test(index.text)) {
      this.note(frame, node, unknown("assignment", "The subscript may run what its value holds."));
    }
    const words: readonly Word[] = value.type === "Word" ? [value] : value.elements;
    for (const word of words) {
      if (runsInArithmetic(word.value)) {
        this.note(
          frame,
          node,
          unknown("assignment", "The value would run a command where it is used as a number."),
        );
      }
    }
    if (index === undefined && node.append !== true) frame.state.assigned.add(node.name);
  }

  // ——— Simple commands ———

  /** What the redirects give a command as its input; null where they leave it as it is. */
  private redirects(redirects: readonly Redirection[], frame: Frame): Input | null {
    let input: Input | null = null;
    for (const redirect of redirects) {
      this.foreign(redirect, frame);
      forEachChild(redirect, (child) => this.inside(child, frame));
      const founds = judgeRedirect(redirect, frame.state);
      if (founds.length > 0) this.note(frame, redirect, ...founds);
      input = inputOf(redirect, frame.state) ?? input;
    }
    return input;
  }

  private simpleCommand(node: Node<"Command">, frame: Frame, input: Input | null): void {
    this.commands += 1;
    if (this.commands > mostCommands) {
      if (this.commands === mostCommands + 1) {
        this.note(frame, node, unknown("length", "It has too many commands to judge them all."));
      }
      return;
    }
    const where = this.where(frame, node);
    const given = this.redirects(node.redirects, frame) ?? input;
    const assignments = node.prefix.filter((part) => part.type === "Assignment");
    if (node.name === undefined) {
      for (const assignment of assignments) this.assignment(assignment, frame);
      this.add(where, []);
      return;
    }
    const founds: Found[] = [];
    for (const assignment of assignments) {
      this.inside(assignment, frame);
      if (!isHarmlessForOne(assignment.name)) {
        founds.push(unknown("assignment", `${assignment.name}= decides how the command runs.`));
      }
    }
    this.inside(node.name, frame);
    const tokens = expandWord(node.name, frame.state);
    for (const argument of node.args) {
      this.inside(argument, frame);
      tokens.push(...argumentTokens(argument, frame.state));
    }
    this.simple(tokens, frame, where, given, founds);
  }

  private simple(
    tokens: readonly Token[],
    frame: Frame,
    where: Where,
    input: Input | null,
    founds: readonly Found[],
  ): void {
    const [name, ...words] = tokens;
    if (frame.depth > deepest) {
      this.add(where, [unknown("depth", "It is nested too deeply to be judged.")]);
      return;
    }
    if (name === undefined || name.literal === null) {
      this.add(where, [
        ...founds,
        unknown("command", "Which command it is, is only known when it runs."),
      ]);
      return;
    }
    const call: Call = { name: name.literal, words, frame, where, input };
    const own = [...founds, ...judgeCall(call, this, false)];
    this.add(where, own, `program ${name.literal}`);
  }
}

/** A pipe or a background, not "||", "&&", "2>&1" or "&>". */
const forks = /(^|[^|])\|(?!\|)|(^|[^&>|])&(?![&>])/;

const within = (frame: Frame, state: ShellState): Frame => ({ ...frame, state });

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function argumentTokens(argument: Word | Node<"Assignment">, state: ShellState): Token[] {
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

function inputOf(redirect: Redirection, state: ShellState): Input | null {
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
