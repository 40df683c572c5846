import type { Question, QuestionAnswer } from "../../shared/contract/questions.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { QuestionId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import { newId } from "../base/new-id.ts";

type Waiting = { question: Question; settle: (answer: QuestionAnswer) => void };

/** Which answers a question takes besides "cancel". */
const fitting: Record<Question["ask"]["kind"], QuestionAnswer["kind"]> = {
  "host-key": "accept",
  password: "secret",
  passphrase: "secret",
  "keyboard-interactive": "answers",
};

/** What connections are waiting to hear from a person. Any door may answer; the first answer counts. */
export class Questions implements Disposable {
  /** Said after a question came or went. */
  readonly changed = new Emitter<void>();
  readonly #waiting = new Map<QuestionId, Waiting>();

  /** Waits for the answer; "cancel" when the signal aborts, and then nobody is asked any more. */
  ask(question: Omit<Question, "id">, signal: AbortSignal): Promise<QuestionAnswer> {
    if (signal.aborted) return Promise.resolve({ kind: "cancel" });
    return new Promise((resolve) => {
      const id = newId("ques");
      const stopped = () => settle({ kind: "cancel" });
      const settle = (answer: QuestionAnswer) => {
        signal.removeEventListener("abort", stopped);
        this.#waiting.delete(id);
        this.changed.emit();
        resolve(answer);
      };
      signal.addEventListener("abort", stopped);
      this.#waiting.set(id, { question: { ...question, id }, settle });
      this.changed.emit();
    });
  }

  /** Fails with "approval-unknown" when nobody waits for it, and with "input-invalid" when the answer does not fit. */
  answer(id: QuestionId, answer: QuestionAnswer): Result<void, FairleadError> {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return fail(failure("approval-unknown"));
    const { ask } = waiting.question;
    const fits = answer.kind === "cancel" || answer.kind === fitting[ask.kind];
    if (!fits) return fail(failure("input-invalid", `a ${ask.kind} question: ${answer.kind}`));
    waiting.settle(answer);
    return ok(undefined);
  }

  /** Oldest first. */
  list(): Question[] {
    return [...this.#waiting.values()].map((waiting) => waiting.question);
  }

  /** Cancels what still waits. */
  [Symbol.dispose](): void {
    for (const waiting of [...this.#waiting.values()]) waiting.settle({ kind: "cancel" });
    this.changed[Symbol.dispose]();
  }
}
