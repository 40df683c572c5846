import type { Approval, ApprovalAnswer, Refusal } from "../../shared/contract/approvals.ts";
import { errorSentences, type FairleadError, failure } from "../../shared/errors.ts";
import type { ApprovalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";

/** How a question ended. Only "answered" can mean yes. */
export type ApprovalEnd =
  | { kind: "answered"; answer: ApprovalAnswer; by: string }
  /** Nobody answered in time: counts as denied, told apart from a person's no. */
  | { kind: "expired" }
  /** The turn was stopped, or the app closes. */
  | { kind: "withdrawn" };

export type ApprovalQuestion = Omit<Approval, "createdAt" | "expiresAt">;

type Waiting = {
  approval: Approval;
  check: (command: string) => Refusal[];
  end: (end: ApprovalEnd) => void;
};

/**
 * Questions that wait for a person. Whoever answers first, window or command line, answers; each is answered once.
 * Nothing here approves by itself: a closed window leaves a question open, an end without an answer is a no.
 */
export class Approvals implements Disposable {
  readonly #waiting = new Map<ApprovalId, Waiting>();
  readonly #timeoutSeconds: () => number;
  readonly #now: () => number;
  /** Said whenever `list` would answer differently. */
  readonly changed = new Emitter<void>();

  /** `timeoutSeconds` is read for every question; 0 = it waits for ever. */
  constructor(timeoutSeconds: () => number, now: () => number = Date.now) {
    this.#timeoutSeconds = timeoutSeconds;
    this.#now = now;
  }

  /** Oldest first. */
  list(): Approval[] {
    return [...this.#waiting.values()].map(({ approval }) => approval);
  }

  /** Waits for the end of a new question. `check` says why an edited command could not be delivered. */
  ask(
    question: ApprovalQuestion,
    check: (command: string) => Refusal[],
    signal: AbortSignal,
  ): Promise<ApprovalEnd> {
    if (signal.aborted) return Promise.resolve({ kind: "withdrawn" });
    const seconds = this.#timeoutSeconds();
    const createdAt = this.#now();
    const expiresAt = seconds === 0 ? null : createdAt + seconds * 1_000;
    return new Promise((resolve) => {
      const owned = new DisposableStack();
      const end = (value: ApprovalEnd) => {
        if (!this.#waiting.delete(question.id)) return;
        owned.dispose();
        this.changed.emit();
        resolve(value);
      };
      const withdraw = () => end({ kind: "withdrawn" });
      signal.addEventListener("abort", withdraw);
      owned.defer(() => signal.removeEventListener("abort", withdraw));
      if (seconds > 0) {
        const timer = setTimeout(() => end({ kind: "expired" }), seconds * 1_000);
        owned.defer(() => clearTimeout(timer));
      }
      const approval = { ...question, createdAt, expiresAt };
      this.#waiting.set(question.id, { approval, check, end });
      this.changed.emit();
    });
  }

  /**
   * The first answer counts; later ones fail with "approval-unknown". An edited text that cannot be delivered fails with
   * "command-refused" and leaves the question open. `by` goes to the audit.
   */
  answer(id: ApprovalId, answer: ApprovalAnswer, by: string): Result<void, FairleadError> {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined || this.#isOver(waiting.approval)) {
      return fail(failure("approval-unknown"));
    }
    if (answer.kind === "approve-edited") {
      const [refusal] = refusalsOf(waiting, answer.command);
      if (refusal !== undefined) return fail(failure("command-refused", refusal.sentence));
    }
    waiting.end({ kind: "answered", answer, by });
    return ok(undefined);
  }

  /** Why an edited command could not be delivered; empty when it could. */
  check(id: ApprovalId, command: string): Refusal[] {
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined) return refusalsOf(waiting, command);
    return [{ at: null, sentence: errorSentences["approval-unknown"] }];
  }

  /** Withdraws what still waits. */
  [Symbol.dispose](): void {
    for (const { end } of [...this.#waiting.values()]) end({ kind: "withdrawn" });
    this.changed[Symbol.dispose]();
  }

  /** A timer can be late (a machine that slept): the clock decides. */
  #isOver({ expiresAt }: Approval): boolean {
    return expiresAt !== null && this.#now() >= expiresAt;
  }
}

function refusalsOf({ approval, check }: Waiting, command: string): Refusal[] {
  if (approval.action.kind === "run-shell") return check(command);
  return [{ at: null, sentence: "There is no command to edit here." }];
}
