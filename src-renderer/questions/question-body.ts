import type { ReactNode } from "react";
import type { Question, QuestionAnswer } from "../../shared/contract/questions.ts";

type Ask = Question["ask"];

/** What every kind of question is given: itself, whether an answer is on its way, and what stands below it. */
export interface QuestionBodyProps<K extends Ask["kind"] = Ask["kind"]> {
  question: Question;
  ask: Extract<Ask, { kind: K }>;
  busy: boolean;
  answer: (given: QuestionAnswer) => void;
  children: ReactNode;
}
