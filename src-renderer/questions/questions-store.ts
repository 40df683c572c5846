import { create } from "zustand";
import type { Question } from "../../shared/contract/questions.ts";
import { client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

/** What connections are waiting to be told, oldest first. */
export const useQuestions = create<{ questions: readonly Question[] }>(() => ({ questions: [] }));

export const followQuestions = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.questions.events(undefined, { signal: stop }),
    ({ questions }) => useQuestions.setState({ questions }),
    signal,
  );
