import { useState } from "react";
import type { Question, QuestionAnswer } from "../../shared/contract/questions.ts";
import { unreachable } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { HostKeyQuestion } from "./host-key-question.tsx";
import { InteractiveQuestion } from "./interactive-question.tsx";
import type { QuestionBodyProps } from "./question-body.ts";
import { useQuestions } from "./questions-store.ts";
import { SecretQuestion } from "./secret-question.tsx";
import { useQuietMoment } from "./use-quiet-moment.ts";
import "./questions.css";

/**
 * The oldest question of a connection. It waits for a moment in which nobody types: what was meant for a shell must not
 * land in it. Closing the dialog cancels the connection; nothing is sent then.
 */
export function QuestionDialog() {
  const { questions } = useQuestions();
  const [question] = questions;
  const quiet = useQuietMoment(question?.id ?? null);
  if (question === undefined || !quiet) return null;
  return <Asked key={question.id} question={question} more={questions.length - 1} />;
}

const titles: Record<Question["ask"]["kind"], string> = {
  "host-key": "Unknown host key",
  password: "Password",
  passphrase: "Passphrase of the key",
  "keyboard-interactive": "The host asks",
};

function Asked({ question, more }: { question: Question; more: number }) {
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [sending, setSending] = useState(false);
  const answer = async (given: QuestionAnswer) => {
    setSending(true);
    const outcome = await attempt(client.questions.answer({ id: question.id, answer: given }));
    setSending(false);
    if (!outcome.ok) setFailure(outcome.error);
  };
  return (
    <FrameDialog
      title={`${titles[question.ask.kind]}: ${question.hostName}`}
      onClose={() => void answer({ kind: "cancel" })}
    >
      <Body question={question} busy={sending} answer={(given) => void answer(given)}>
        {failure !== null && <FailureNotice failure={failure} />}
        {more > 0 && (
          <p className="faint">
            {more} more {more === 1 ? "question waits" : "questions wait"}.
          </p>
        )}
      </Body>
    </FrameDialog>
  );
}

function Body(props: Omit<QuestionBodyProps, "ask">) {
  const { ask } = props.question;
  switch (ask.kind) {
    case "host-key":
      return <HostKeyQuestion {...props} ask={ask} />;
    case "password":
    case "passphrase":
      return <SecretQuestion {...props} ask={ask} />;
    case "keyboard-interactive":
      return <InteractiveQuestion {...props} ask={ask} />;
    default:
      return unreachable(ask);
  }
}
