import type { FairleadError } from "../../shared/errors.ts";
import { unreachable } from "../../shared/result.ts";
import type { ToolItem } from "./call-item.ts";
import type { GateOutcome } from "./gate-passage.ts";

/** For calls that a stop left undone. */
export const notRunText = "not run: the turn was stopped.";

export const repeatedText =
  "not run: you have made this very call several times in a row, or the same few calls in turns. Do something else, or answer with what you know.";

/** The text with a second line that tells what a person made of the model's command, where they changed it. */
export function withEdit(text: string, { command, editedFrom }: ToolItem): string {
  if (editedFrom === null) return text;
  const [first, ...rest] = text.split("\n");
  const edit = `edited: the person changed your command, approved was ${JSON.stringify(command)}`;
  return [first, edit, ...rest].join("\n");
}

const noOtherWay =
  "Do not try another way to do the same; tell the person what you wanted and why.";

/** What the model reads as the result of an act. */
export function outcomeText(outcome: GateOutcome): string {
  switch (outcome.state) {
    case "done":
      return outcome.outcome.text;
    case "denied": {
      const comment = outcome.comment.trim();
      const said = comment === "" ? "" : ` The person said: ${comment}`;
      return `denied by the person: nothing was run.${said}\nDo not try another way to do the same; follow the person's comment, or ask.`;
    }
    case "expired":
      return "expired: nobody answered in time and nothing was run. This is not a no. Do not try another way; say what you wanted to do and why.";
    case "withdrawn":
      return notRunText;
    case "refused": {
      // What cannot be delivered as written may be written otherwise; what the policy denies may not.
      const other = outcome.refusals.length > 0 ? "" : `\n${noOtherWay}`;
      return `refused: nothing was run, nobody was asked. ${outcome.because}${other}`;
    }
    case "failed": {
      const text = failureText(outcome.error, outcome.undone);
      return outcome.error.code === "approval-void" ? `${text}\n${noOtherWay}` : text;
    }
    default:
      return unreachable(outcome);
  }
}

/** What the model reads when a call failed; `undone`: nothing was done, for certain. */
export function failureText(error: FairleadError, undone = true): string {
  const detail = error.detail === undefined ? "" : ` ${error.detail}`;
  const known = undone
    ? "Nothing was run."
    : "It was begun; how far it came is unknown: do not simply do it again.";
  return `failed: ${error.sentence}${detail}\n${known}`;
}
