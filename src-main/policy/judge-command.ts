import type { CommandClass } from "../../shared/contract/policy.ts";
import type { CommandJudgement, JudgeCommand, ShellContext } from "./command-judgement.ts";
import { disguiseRefusals, hiddenCharacterRefusals } from "./command-text.ts";
import { Constants } from "./judge/constants.ts";
import { bySeverity, type Found, unknown, worse } from "./judge/found.ts";
import { Judge } from "./judge/judge.ts";
import { ShellState } from "./judge/shell-state.ts";
import { simpleTokens } from "./judge/simple-tokens.ts";
import { wrongExamples } from "./programs/check-examples.ts";
import type { Program } from "./programs/program.ts";
import { isJudged, parseCommand, parsedSafely } from "./shell-syntax.ts";

/**
 * What a command does at worst, judged on its syntax tree by the descriptions of the programs in it. What is not described
 * is "unknown", never read-only.
 */
export const judgeCommand: JudgeCommand = (text, context) => {
  try {
    return judged(text, context, isSound);
  } catch (error) {
    // A mistake in here must never let something through.
    const because = `It could not be judged: ${error instanceof Error ? error.message : String(error)}.`;
    return refused(text, [unknown("fault", because)]);
  }
};

const bare: ShellContext = {
  shell: "bash",
  changes: [],
  directory: null,
  home: null,
  protectedPaths: [],
};

const sound = new Map<Program, boolean>();

/** Checked when a program is first asked for: one whose examples fail is as good as not described. */
function isSound(program: Program): boolean {
  const known = sound.get(program);
  if (known !== undefined) return known;
  const is = brokenExamples(program).length === 0;
  sound.set(program, is);
  return is;
}

const judgeExample = (command: string): CommandJudgement => judged(command, bare, () => true);

/** The examples of a program that are judged otherwise than its description says; one line each. Empty = all is well. */
export const brokenExamples = (program: Program): string[] => wrongExamples(program, judgeExample);

function judged(
  text: string,
  context: ShellContext,
  isSound: (program: Program) => boolean,
): CommandJudgement {
  if (context.shell === "fish" || context.shell === "unknown") {
    return refused(text, [
      unknown("shell", "Commands of this shell cannot be read, so nobody can tell."),
    ]);
  }
  if (!isJudged(text)) return refused(text, [unknown("length", "It is too long to be judged.")]);
  const hidden = hiddenCharacterRefusals(text);
  if (hidden.length > 0) {
    return refused(
      text,
      hidden.map(({ sentence }) => unknown("hidden characters", sentence)),
    );
  }
  const script = parsedSafely(text);
  if (script === null) {
    return refused(text, [unknown("depth", "It is nested too deeply to be judged.")]);
  }
  const { refusals, words } = parseCommand(text);
  const problems = [...disguiseRefusals(words), ...refusals];
  const state = ShellState.open(context, Constants.of(script, text));
  const judge = new Judge(isSound);
  judge.run(script, { state, source: text, placed: true, depth: 0 });
  const founds = [
    ...problems.map(({ sentence }) => unknown("text", sentence)),
    ...judge.report.founds,
  ];
  const ordered = bySeverity(founds);
  const reasons = [...new Set(ordered.map(({ because }) => because))];
  const [first = "It only reads.", ...more] = reasons.slice(0, 20);
  return {
    class: classOf(founds),
    network: founds.some(({ network }) => network === true),
    secret: founds.some(({ secret }) => secret === true),
    denied: ordered.find(({ denied }) => denied === true)?.because ?? null,
    reasons: [first, ...more],
    parts: judge.report.parts,
    changes: state.changes,
    simple: problems.length === 0 ? simpleTokens(script) : null,
    opaque: judge.opaque,
  };
}

const classOf = (founds: readonly Found[]): CommandClass =>
  founds.reduce<CommandClass>((worst, found) => worse(worst, found.class), "read-only");

/** What cannot be read at all: whatever it does to the shell is not known either. */
function refused(text: string, founds: readonly Found[]): CommandJudgement {
  const [first, ...more] = founds.map(({ because }) => because);
  return {
    class: "unknown",
    network: false,
    secret: false,
    denied: null,
    reasons: [first ?? "Nobody can tell.", ...more.slice(0, 20)],
    parts: founds.slice(0, 1).map(({ class: name, rule, because }) => ({
      text,
      at: { start: 0, end: text.length },
      depth: 0,
      class: name,
      network: false,
      secret: false,
      denied: false,
      rule,
      because,
    })),
    changes: [{ kind: "anything", because: "a command ran that could not be read" }],
    simple: null,
    opaque: true,
  };
}
