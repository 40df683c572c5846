import type { Approval, ApprovalAnswer, Refusal } from "../../shared/contract/approvals.ts";
import type { Judgement } from "../../shared/contract/policy.ts";
import { errorSentences, type FairleadError, failure } from "../../shared/errors.ts";
import type { ApprovalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import { inOrder } from "./order-of-questions.ts";

/** How a question ended. Only "answered" can mean yes. */
export type ApprovalEnd =
  | { kind: "answered"; answer: ApprovalAnswer; by: string }
  /** Nobody answered in time: counts as denied, told apart from a person's no. */
  | { kind: "expired" }
  /** The turn was stopped, or the app closes. */
  | { kind: "withdrawn" };

export type ApprovalQuestion = Omit<Approval, "createdAt" | "expiresAt"> & {
  /** Sooner than the setting says; null or left out = as the setting says. */
  timeoutSeconds?: number | null;
};

/** What stands against an edited command, and what the policy says of it; null where there is nothing to judge. */
export type EditCheck = { refusals: Refusal[]; judgement: Judgement | null };

/** What happened to a question, for those who tell somebody elsewhere. */
export type QuestionEvent =
  | { type: "asked"; approval: Approval }
  | { type: "closed"; approval: Approval; end: ApprovalEnd };

type Waiting = {
  approval: Approval;
  check: (command: string) => EditCheck;
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
  readonly events = new Emitter<QuestionEvent>();

  /** `timeoutSeconds` is read for every question; 0 = it waits for ever. */
  constructor(timeoutSeconds: () => number, now: () => number = Date.now) {
    this.#timeoutSeconds = timeoutSeconds;
    this.#now = now;
  }

  /** What hurries first, then oldest first; questions of the same step stand together. */
  list(): Approval[] {
    return inOrder([...this.#waiting.values()].map(({ approval }) => approval));
  }

  /** Waits for the end of a new question. `check` judges an edited command. */
  ask(
    { timeoutSeconds = null, ...question }: ApprovalQuestion,
    check: (command: string) => EditCheck,
    signal: AbortSignal,
  ): Promise<ApprovalEnd> {
    if (signal.aborted) return Promise.resolve({ kind: "withdrawn" });
    const seconds = soonest(this.#timeoutSeconds(), timeoutSeconds);
    const createdAt = this.#now();
    const expiresAt = seconds === 0 ? null : createdAt + seconds * 1_000;
    const approval: Approval = { ...question, createdAt, expiresAt };
    return new Promise((resolve) => {
      const owned = new DisposableStack();
      const end = (value: ApprovalEnd) => {
        if (!this.#waiting.delete(question.id)) return;
        owned.dispose();
        this.changed.emit();
        this.events.emit({ type: "closed", approval, end: value });
        resolve(value);
      };
      const withdraw = () => end({ kind: "withdrawn" });
      signal.addEventListener("abort", withdraw);
      owned.defer(() => signal.removeEventListener("abort", withdraw));
      if (seconds > 0) {
        const timer = setTimeout(() => end({ kind: "expired" }), seconds * 1_000);
        owned.defer(() => clearTimeout(timer));
      }
      this.#waiting.set(question.id, { approval, check, end });
      this.changed.emit();
      this.events.emit({ type: "asked", approval });
    });
  }

  /**
   * The first answer counts; later ones fail with "approval-unknown". What leaves the question open: an edited text that is
   * refused, a name that is not typed as asked, remembering what is not offered. `by` goes to the audit.
   */
  answer(id: ApprovalId, answer: ApprovalAnswer, by: string): Result<void, FairleadError> {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined || this.#isOver(waiting.approval)) {
      return fail(failure("approval-unknown"));
    }
    const wrong = faultOf(waiting, answer);
    if (wrong !== null) return fail(wrong);
    waiting.end({ kind: "answered", answer, by });
    return ok(undefined);
  }

  /** What would be said of an edited command; refusals are empty when it could be delivered. */
  check(id: ApprovalId, command: string): EditCheck {
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined) return checkEdit(waiting, command);
    return refused(errorSentences["approval-unknown"]);
  }

  /** Withdraws what still waits. */
  [Symbol.dispose](): void {
    for (const { end } of [...this.#waiting.values()]) end({ kind: "withdrawn" });
    this.changed[Symbol.dispose]();
    this.events[Symbol.dispose]();
  }

  /** A timer can be late (a machine that slept): the clock decides. */
  #isOver({ expiresAt }: Approval): boolean {
    return expiresAt !== null && this.#now() >= expiresAt;
  }
}

/** Seconds; 0 and null = no limit of that kind. */
function soonest(setting: number, own: number | null): number {
  if (own === null || own <= 0) return setting;
  return setting === 0 ? own : Math.min(setting, own);
}

/** Why an answer does not count as it was given; null when it does. */
function faultOf(waiting: Waiting, answer: ApprovalAnswer): FairleadError | null {
  if (answer.kind !== "approve" && answer.kind !== "approve-edited") return null;
  let { judgement }: { judgement: Judgement } = waiting.approval;
  if (answer.kind === "approve-edited") {
    const edit = checkEdit(waiting, answer.command);
    const [refusal] = edit.refusals;
    if (refusal !== undefined) return failure("command-refused", refusal.sentence);
    judgement = edit.judgement ?? judgement;
  } else if (answer.remember !== undefined && judgement.offer === null) {
    return failure("input-invalid", "Remembering is not offered for this.");
  }
  const { typedName } = judgement;
  if (typedName !== null && answer.typedName?.trim() !== typedName) {
    return failure("typed-name-wrong", `Type “${typedName}” to approve this.`);
  }
  return null;
}

function checkEdit({ approval, check }: Waiting, command: string): EditCheck {
  if (approval.action.kind !== "run-shell") return refused("There is no command to edit here.");
  const checked = check(command);
  const { judgement, refusals } = checked;
  if (refusals.length > 0 || judgement?.verdict !== "deny") return checked;
  return { refusals: [{ at: null, sentence: judgement.reasons[0] ?? "" }], judgement };
}

function refused(sentence: string): EditCheck {
  return { refusals: [{ at: null, sentence }], judgement: null };
}
