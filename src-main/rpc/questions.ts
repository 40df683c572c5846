import type { QuestionEvent } from "../../shared/contract/questions.ts";
import { type ContractBase, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { stateStream } from "./streams.ts";

export function questionsRouter(base: ContractBase, { questions }: Services) {
  const listed = (): QuestionEvent => ({
    type: "questions-listed",
    questions: questions.list(),
  });
  return {
    answer: base.questions.answer.handler(({ input }) =>
      valueFrom(questions.answer(input.id, input.answer)),
    ),
    events: base.questions.events.handler(({ signal }) =>
      stateStream(listed, questions.changed, signal),
    ),
  };
}
