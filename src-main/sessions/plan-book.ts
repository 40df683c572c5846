import type { Plan } from "../../shared/contract/plan.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { PlanId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { type ChangePlan, newPlan, type PlanDraft, replacePlan } from "./plan-changes.ts";

type PlanBookParts = {
  plans: readonly Plan[];
  keep: (plans: readonly Plan[]) => Promise<Result<void, FairleadError>>;
  redact: <Value>(value: Value) => Value;
  tell: (plan: Plan) => void;
  /** Milliseconds since the epoch. */
  now?: () => number;
};

/** The plans of one conversation. A change is kept before anybody is told; one change comes after the other. */
export class PlanBook {
  readonly #parts: PlanBookParts;
  #plans: readonly Plan[];
  #changes: Promise<unknown> = Promise.resolve();

  constructor(parts: PlanBookParts) {
    this.#parts = parts;
    this.#plans = parts.plans;
  }

  /** Oldest first. */
  get all(): readonly Plan[] {
    return this.#plans;
  }

  /** The newest, also where it has ended. */
  get newest(): Plan | null {
    return this.#plans.at(-1) ?? null;
  }

  /** The newest, while it has not ended. */
  get current(): Plan | null {
    return this.newest?.state === "active" ? this.newest : null;
  }

  /** Another plan takes the place of the present one. */
  create(draft: PlanDraft): Promise<Result<Plan, FairleadError>> {
    return this.#inTurn(() => {
      const at = this.#now();
      const before = this.current === null ? [] : this.#changed(this.current, replacePlan, at);
      return this.#put([...before, newPlan(draft, at)]);
    });
  }

  /** Changes the present plan; "plan-unclear" where there is none, or where it is not the one of this id any more. */
  change(change: ChangePlan, id?: PlanId): Promise<Result<Plan, FairleadError>> {
    return this.#inTurn(async () => {
      const { current } = this;
      if (current === null || (id !== undefined && current.id !== id)) {
        return fail(failure("plan-unclear", "There is no such plan under way."));
      }
      const next = change(current);
      if (!next.ok) return next;
      if (next.value === current) return ok(current);
      return this.#put([{ ...next.value, changedAt: this.#now() }]);
    });
  }

  /** Resolves when every change that was asked for is made. */
  async settled(): Promise<void> {
    await this.#changes;
  }

  #changed(plan: Plan, change: ChangePlan, at: number): Plan[] {
    const next = change(plan);
    return next.ok ? [{ ...next.value, changedAt: at }] : [];
  }

  async #put(plans: readonly Plan[]): Promise<Result<Plan, FairleadError>> {
    const clean = this.#parts.redact(plans);
    const kept = await this.#parts.keep(clean);
    if (!kept.ok) return kept;
    const ids = new Set(clean.map(({ id }) => id));
    this.#plans = [...this.#plans.filter(({ id }) => !ids.has(id)), ...clean];
    const newest = clean.at(-1);
    if (newest === undefined) throw new Error("no plan was put");
    this.#parts.tell(newest);
    return ok(newest);
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changes.then(change);
    // A throw is for whoever called; the next change is made all the same.
    this.#changes = changed.catch(() => undefined);
    return changed;
  }

  #now(): number {
    return (this.#parts.now ?? Date.now)();
  }
}
