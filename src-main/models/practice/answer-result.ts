import type { CallResult } from "./call-result.ts";
import { type AnswerContext, block, linesOf, type PracticeQuestion } from "./question.ts";

/** Words for a run that did not simply end. */
const otherStates: Record<string, string> = {
  running:
    "The command is still running, so there is no answer yet. Watch it in the terminal, and ask again when it has ended.",
  waiting: "The command waits for a clean prompt in the terminal and was not sent yet.",
  "needs-input": "The command waits for your input in the terminal. Ask again when it has ended.",
  stopped: "The command was stopped before its end, so I give no answer.",
  lost: "The terminal was lost while the command ran. How far it came is not known.",
  unknown: "It is not known whether the command ran, or how far it came.",
  "not-run": "The command was not run.",
};

/** What is said about a result: figures where there are some, else plainly what happened. Nothing is made up. */
export function answerResult(
  question: PracticeQuestion | undefined,
  result: Exclude<CallResult, { kind: "opened" }>,
  context: AnswerContext,
): string {
  switch (result.kind) {
    case "denied":
      return result.comment === ""
        ? "You denied the command, so nothing was run and I have no answer."
        : `You denied the command and said: "${result.comment}". Nothing was run. Practice follows fixed rules and cannot act on a comment; ask another question, or edit the command next time.`;
    case "not-run":
      return `Nothing was run, so I have no answer. What came back:\n\n${block(linesOf(result.text), 6)}`;
    case "ran": {
      const own = question?.meanwhile as Record<string, string> | undefined;
      const other = own?.[result.state] ?? otherStates[result.state];
      if (other !== undefined) return other;
      const answer = question?.answer(result.output, context) ?? unreadable(result);
      const note = "\n\nThe output was long: this rests on its beginning and its end.";
      return result.cut ? answer + note : answer;
    }
  }
}

function unreadable({ exitCode, output }: { exitCode: number | null; output: string }): string {
  const ended = exitCode === null ? "ended" : `ended with exit code ${exitCode}`;
  const lines = linesOf(output);
  if (lines.length === 0) return `The command ${ended} and printed nothing I could answer from.`;
  return `The command ${ended}. I cannot read an answer out of what it printed:\n\n${block(lines, 15)}`;
}
