import { useState } from "react";
import { Visible } from "../approvals/visible.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { QuestionBodyProps } from "./question-body.ts";
import { QuestionFoot } from "./question-foot.tsx";

/** Questions in the host's own words. They are shown as the host's, because a host can ask for anything. */
export function InteractiveQuestion(props: QuestionBodyProps<"keyboard-interactive">) {
  const { ask, question } = props;
  const [answers, setAnswers] = useState(() => ask.prompts.map(() => ""));
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        props.answer({ kind: "answers", answers });
      }}
    >
      <div className="dialog-body">
        <p className="soft">
          <strong>{question.endpoint}</strong> asks in its own words:
        </p>
        {(ask.title !== "" || ask.instructions !== "") && (
          <div className="notice">
            <div className="notice-text">
              {ask.title !== "" && (
                <p>
                  <Visible text={ask.title} />
                </p>
              )}
              {ask.instructions !== "" && (
                <p className="instructions">
                  <Visible text={ask.instructions} />
                </p>
              )}
            </div>
          </div>
        )}
        {ask.prompts.map((prompt, at) => (
          <TextField
            // biome-ignore lint/suspicious/noArrayIndexKey: prompts never change their order
            key={at}
            label={prompt.text.trim() === "" ? `Answer ${at + 1}` : prompt.text.trim()}
            type={prompt.echo ? "text" : "password"}
            value={answers[at] ?? ""}
            onChange={(value) => setAnswers((before) => before.with(at, value))}
          />
        ))}
        {props.children}
      </div>
      <QuestionFoot answer={props.answer} busy={props.busy}>
        <button type="submit" className="button primary" disabled={props.busy}>
          Answer
        </button>
      </QuestionFoot>
    </form>
  );
}
