import { forEachChild, type ParsedScript, type Redirection, type SyntaxNode } from "unbash";
import type { Program } from "../programs/program.ts";
import { parsedSafely } from "../shell-syntax.ts";
import { isHarmlessFor, isRisky } from "./assignments.ts";
import { judgeCall } from "./call.ts";
import { argumentTokens, inputOf } from "./command-input.ts";
import { Constants } from "./constants.ts";
import { expandWord } from "./expand-word.ts";
import { bySeverity, type Found, unknown, type Where } from "./found.ts";
import { InsideWords } from "./inside-words.ts";
import type { Call, Frame, Input, Judging } from "./judging.ts";
import { outputWords } from "./output-words.ts";
import { judgeRedirect } from "./redirects.ts";
import { Report } from "./report.ts";
import type { ShellState } from "./shell-state.ts";
import type { Token } from "./shell-word.ts";

type Node<T extends SyntaxNode["type"]> = Extract<SyntaxNode, { type: T }>;

/** More simple commands than these are not judged one by one. */
const mostCommands = 3_000;
/** How deep scripts in strings and substitutions are looked into. */
const deepest = 24;

/** Walks the syntax tree of a command and collects what every part of it does. */
export class Judge implements Judging {
  readonly report = new Report();
  opaque = false;
  readonly isSound: (program: Program) => boolean;
  private readonly words = new InsideWords(this.report, (script, frame) => this.run(script, frame));
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
      this.report.note(frame, script, unknown("depth", "It is nested too deeply to be judged."));
      return;
    }
    const inner =
      script.source === undefined ? frame : { ...frame, source: script.source, placed: false };
    for (const { message, pos } of script.errors ?? []) {
      const found = unknown("syntax", `The command is incomplete or malformed: ${message}.`);
      this.report.note(inner, { pos, end: pos }, found);
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

  script(text: string, call: Call, shell: "same" | "new", language = call.frame.state.shell): void {
    const { state } = call.frame;
    const depth = call.frame.depth + 1;
    const frame: Frame = { state, source: text, placed: false, depth };
    const script = depth > deepest ? null : parsedSafely(text);
    if (script === null) {
      this.report.note(
        frame,
        { pos: 0, end: text.length },
        unknown("depth", "It is nested too deeply to be judged."),
      );
      return;
    }
    if (shell === "new") frame.state = state.child(Constants.of(script, text), language);
    else {
      state.forgetVariables();
      // Written so that it cannot be seen in the text, an assignment would go unnoticed by what came before it in a loop.
      if (!call.frame.source.includes(text) && /=|read|printf|mapfile/.test(text)) {
        this.report.add(call.where, [unknown("eval", "It may assign variables in disguise.")]);
      }
    }
    this.run(script, frame);
  }

  described(call: Call, name = call.name): Found[] {
    return judgeCall({ ...call, name }, this, true);
  }

  // ——— The tree ———

  private node(node: SyntaxNode, frame: Frame, input: Input | null): void {
    this.words.foreign(node, frame);
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
        this.choice(node, frame, input);
        return;
      case "While":
        this.loop(frame, node.body, () => {
          this.node(node.clause, frame, input);
          this.node(node.body, frame, input);
        });
        return;
      case "For":
      case "Select":
        this.listLoop(node, frame, input);
        return;
      case "ArithmeticFor":
        this.countingLoop(node, frame, input);
        return;
      case "Case":
        this.cases(node, frame, input);
        return;
      case "Function":
        this.functionDefinition(node, frame);
        return;
      case "Coproc":
        this.report.note(frame, node, {
          class: "change",
          rule: "coproc",
          because: "It leaves a command running in the background of the shell.",
        });
        this.node(node.body, within(frame, frame.state.subshell()), input);
        return;
      case "TestCommand":
        this.doubted(node, frame);
        this.words.test(node.expression, frame);
        return;
      case "ArithmeticCommand":
        if (node.expression !== undefined) this.words.arithmetic(node.expression, frame);
        return;
      default:
        this.report.note(
          frame,
          node,
          unknown("syntax", "This piece of shell syntax is not judged."),
        );
    }
  }

  private choice(node: Node<"If">, frame: Frame, input: Input | null): void {
    this.node(node.clause, frame, input);
    this.maybe(frame, () => {
      this.node(node.then, frame, input);
      for (const branch of node.elif) {
        this.node(branch.clause, frame, input);
        this.node(branch.then, frame, input);
      }
      if (node.else !== undefined) this.node(node.else, frame, input);
    });
  }

  private listLoop(node: Node<"For" | "Select">, frame: Frame, input: Input | null): void {
    const { name, wordlist = [], body } = node;
    for (const word of wordlist) this.words.inside(word, frame);
    if (isRisky(name.value)) this.words.assigned(name.value, frame, node);
    this.loop(frame, body, () => {
      if (node.type === "For") frame.state.assigned.add(name.value);
      this.node(body, frame, input);
    });
  }

  private countingLoop(node: Node<"ArithmeticFor">, frame: Frame, input: Input | null): void {
    for (const part of [node.initialize, node.test, node.update]) {
      if (part !== undefined) this.words.arithmetic(part, frame);
    }
    this.loop(frame, node.body, () => this.node(node.body, frame, input));
  }

  private cases(node: Node<"Case">, frame: Frame, input: Input | null): void {
    this.words.inside(node.word, frame);
    this.maybe(frame, () => {
      for (const item of node.items) {
        this.words.foreign(item, frame);
        for (const word of item.pattern) this.words.inside(word, frame);
        this.node(item.body, frame, input);
      }
    });
  }

  /** A command of the language itself, in a shell that may take it for something else. */
  private doubted(node: SyntaxNode, frame: Frame): void {
    const doubt = frame.state.doubt(true);
    if (doubt !== null) {
      this.report.note(frame, node, unknown("shell state", `It cannot be judged: ${doubt}.`));
    }
  }

  /** What may run or not: what it assigns is not certain afterwards, nor where it stands. */
  private maybe({ state }: Frame, run: () => void): void {
    const { directory, elsewhere } = state;
    const assigned = new Set(state.assigned);
    run();
    state.assigned = assigned;
    state.mayStandIn(directory, elsewhere);
  }

  private loop(frame: Frame, body: SyntaxNode, run: () => void): void {
    // The second time round it stands where the first one left it.
    const { state } = frame;
    if (/\b(cd|pushd|popd)\b/.test(frame.source.slice(body.pos, body.end))) {
      if (state.directory !== null) state.elsewhere = [state.directory, ...state.elsewhere];
      state.directory = null;
    }
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
    for (const prefix of node.prefixes) this.words.foreign(prefix, frame);
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
    const before = this.report.founds.length;
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
    const [worst] = bySeverity(this.report.founds.slice(before));
    if (callsItself && forks.test(frame.source.slice(node.body.pos, node.body.end))) {
      this.report.note(frame, node, {
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
    this.report.note(frame, node, {
      class: "change",
      rule: "function",
      because: `It gives the shell a function “${name}”.`,
    });
  }

  // ——— Simple commands ———

  /** What the redirects give a command as its input; null where they leave it as it is. */
  private redirects(redirects: readonly Redirection[], frame: Frame): Input | null {
    let input: Input | null = null;
    for (const redirect of redirects) {
      this.words.foreign(redirect, frame);
      forEachChild(redirect, (child) => this.words.inside(child, frame));
      const founds = judgeRedirect(redirect, frame.state);
      if (founds.length > 0) this.report.note(frame, redirect, ...founds);
      input = inputOf(redirect, frame.state) ?? input;
    }
    return input;
  }

  private simpleCommand(node: Node<"Command">, frame: Frame, input: Input | null): void {
    this.commands += 1;
    if (this.commands > mostCommands) {
      if (this.commands === mostCommands + 1) {
        this.report.note(
          frame,
          node,
          unknown("length", "It has too many commands to judge them all."),
        );
      }
      return;
    }
    const where = this.report.where(frame, node);
    const given = this.redirects(node.redirects, frame) ?? input;
    const assignments = node.prefix.filter((part) => part.type === "Assignment");
    if (node.name === undefined) {
      for (const assignment of assignments) this.words.assignment(assignment, frame);
      this.report.add(where, []);
      return;
    }
    const founds: Found[] = [];
    for (const assignment of assignments) {
      this.words.inside(assignment, frame);
      if (!isHarmlessFor(node.name.value, assignment.name)) {
        founds.push(unknown("assignment", `${assignment.name}= decides how the command runs.`));
      }
    }
    this.words.inside(node.name, frame);
    const tokens = expandWord(node.name, frame.state);
    for (const argument of node.args) {
      this.words.inside(argument, frame);
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
      this.report.add(where, [unknown("depth", "It is nested too deeply to be judged.")]);
      return;
    }
    if (name === undefined || name.literal === null) {
      this.report.add(where, [
        ...founds,
        unknown("command", "Which command it is, is only known when it runs."),
      ]);
      return;
    }
    const call: Call = { name: name.literal, words, frame, where, input };
    const own = [...founds, ...judgeCall(call, this, false)];
    this.report.add(where, own, `program ${name.literal}`);
  }
}

/** A pipe or a background, not "||", "&&", "2>&1" or "&>". */
const forks = /(^|[^|])\|(?!\|)|(^|[^&>|])&(?![&>])/;

const within = (frame: Frame, state: ShellState): Frame => ({ ...frame, state });

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
