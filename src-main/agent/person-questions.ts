import type { FairleadError } from "../../shared/errors.ts";
import type { ApprovalId } from "../../shared/ids.ts";
import type { ApprovalEnd, Approvals, EditCheck } from "./approvals.ts";

/** A question of the agent that was put. */
export type PutQuestion = {
  /** null while it waits. */
  end: ApprovalEnd | null;
  ended: Promise<ApprovalEnd>;
  /** Why its end does not count: it could not be recorded. */
  fault: FairleadError | null;
};

const noEdit = (): EditCheck => ({
  refusals: [{ at: null, sentence: "There is no command to edit here." }],
  judgement: null,
});

/**
 * Questions that the agent has put to the person in one turn and may look at again. Disposing, at the end of the turn,
 * withdraws those that still wait and sees to it that this is told.
 */
export class PersonQuestions implements AsyncDisposable {
  readonly #ask: Approvals["ask"] | null;
  readonly #over = new AbortController();
  readonly #put = new Map<ApprovalId, PutQuestion>();
  /** Waits with the turn's clock stopped. */
  readonly waiting: <T>(answer: Promise<T>) => Promise<T>;

  /** `ask` null: nobody can be asked. */
  constructor(
    ask: Approvals["ask"] | null,
    waiting: <T>(answer: Promise<T>) => Promise<T> = (answer) => answer,
  ) {
    this.#ask = ask;
    this.waiting = waiting;
  }

  get canAsk(): boolean {
    return this.#ask !== null;
  }

  /** Puts a new question; `told` is awaited with its end before anybody else learns of it. */
  put(
    question: Parameters<Approvals["ask"]>[0],
    signal: AbortSignal,
    told: (end: ApprovalEnd) => Promise<FairleadError | null>,
  ): PutQuestion {
    if (this.#ask === null) throw new Error("nobody can be asked");
    const asking = this.#ask(question, noEdit, AbortSignal.any([signal, this.#over.signal]));
    const put: PutQuestion = {
      end: null,
      fault: null,
      ended: asking.then(async (end) => {
        put.fault = await told(end);
        put.end = end;
        return end;
      }),
    };
    this.#put.set(question.id, put);
    return put;
  }

  get(id: ApprovalId): PutQuestion | undefined {
    return this.#put.get(id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await Promise.all([...this.#put.values()].map(({ ended }) => ended));
  }
}
