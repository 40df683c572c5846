import type { Action, ActionTarget } from "../../shared/contract/approvals.ts";
import type { Judgement } from "../../shared/contract/policy.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { afterOthers } from "../base/after-others.ts";
import type { PlannedAct, ToolOutcome } from "../tools/tool.ts";
import { bytesDetail, outputDetail } from "./gate-notes.ts";
import {
  type Approved,
  type GateOutcome,
  howAllowed,
  judge,
  type Passage,
  recordFailure,
  shellOf,
} from "./gate-passage.ts";
import { noLongerAllowed } from "./still-allowed.ts";

type OnePassage = Passage & { act: PlannedAct };

/** Checks the target, records the start at the last moment, acts; the result is told while it is being recorded. */
export async function carryOut(passage: OnePassage, approved: Approved): Promise<GateOutcome> {
  const { act, signal } = passage;
  const { action } = approved;
  const start = new Start(passage, approved);
  const early = mayBegin(passage, approved);
  const result = early.ok
    ? await act.act(action, () => start.begin(), signal, howAllowed(approved))
    : fail({ error: early.error, undone: true });
  // A stop is answered at once, also while the start is being written: its entry comes before that of the end.
  await start.settled;
  if (!result.ok) {
    if (!result.error.undone) tellPolicy(passage, action);
    return recordFailure(passage, result.error);
  }
  if (!start.hasBegun) throw new Error("an act was done that never began");
  return {
    state: "done",
    outcome: result.value,
    recorded: recordDone(passage, action, result.value),
  };
}

/** Nobody waits for it before the next act is judged: the model hears of the result first. */
async function recordDone(passage: OnePassage, action: Action, outcome: ToolOutcome) {
  await afterOthers();
  tellPolicy(passage, action);
  const { durationMs, run, state } = outcome;
  const exitCode = run?.exitCode ?? null;
  const output = outputDetail(outcome);
  return passage.note("result", "fairlead", { state, exitCode, durationMs, output });
}

/** The beginning of one act: its start is recorded once, however often the act has to wait and begin again. */
class Start {
  readonly #passage: OnePassage;
  readonly #approved: Approved;
  #isRecorded = false;
  hasBegun = false;
  /** Resolves when no entry of a start is under way any more. */
  settled: Promise<unknown> = Promise.resolve();

  constructor(passage: OnePassage, approved: Approved) {
    this.#passage = passage;
    this.#approved = approved;
  }

  /** Only after an ok may anything happen, and at once. */
  begin(): Promise<Result<void, FairleadError>> {
    const beginning = this.#begin();
    this.settled = beginning;
    return beginning;
  }

  async #begin(): Promise<Result<void, FairleadError>> {
    const before = mayBegin(this.#passage, this.#approved);
    if (!before.ok) return before;
    const recorded = this.#isRecorded ? ok(undefined) : await this.#record(before.value);
    if (!recorded.ok) return recorded;
    this.#isRecorded = true;
    const still = mayBegin(this.#passage, this.#approved);
    if (!still.ok) return still;
    this.hasBegun = true;
    return ok(undefined);
  }

  async #record({ class: commandClass, verdict }: Judgement): Promise<Result<void, FairleadError>> {
    const { act, keep, note } = this.#passage;
    const { action, by } = this.#approved;
    const kept = await keep({ step: "starting" });
    if (!kept.ok) return kept;
    const recorded = await note("start", this.#passage.personal?.by ?? "agent", {
      action,
      bytes: bytesDetail(action),
      run: act.runId,
      approvedBy: by,
      judgement: { class: commandClass, verdict },
    });
    return recorded.ok ? ok(undefined) : recorded;
  }
}

/** What the command did to its shell counts for the commands after it. */
function tellPolicy({ place, policy, target }: Passage, action: Action): void {
  const { terminalId } = target;
  if (action.kind !== "run-shell" || terminalId === null) return;
  const shell = place.terminals.get(terminalId)?.info().shell ?? "unknown";
  policy.ran(terminalId, action.command, shell);
}

/** Whether the act may begin at this very moment: not stopped, same target, still allowed and deliverable as approved. */
function mayBegin(passage: OnePassage, approved: Approved): Result<Judgement, FairleadError> {
  const { act, shell, signal, target } = passage;
  if (signal.aborted) return fail(failure("aborted"));
  const now = act.target();
  if (!now.ok) return fail(failure("target-changed", now.error.sentence));
  if (now.value.fingerprint !== target.fingerprint) {
    const detail = `approved for ${target.fingerprint}, found ${now.value.fingerprint}`;
    return fail(failure("target-changed", detail));
  }
  if (approved.action.kind === "run-shell" && isElsewhere(target, now.value)) {
    const detail = `approved in ${target.directory}, the shell is in ${now.value.directory} now`;
    return fail(failure("target-changed", detail));
  }
  const shellNow = shellOf(passage, target);
  // A shell that had not said yet what it is may do so now; another one is another target.
  if (shell !== null && shell !== "unknown" && shellNow !== shell) {
    return fail(failure("target-changed", `approved for ${shell}, found ${shellNow}`));
  }
  const refusals = act.refusals(approved.action);
  const [refusal] = refusals;
  if (refusal !== undefined) return fail(failure("command-refused", refusal.sentence));
  const { judgement } = judge(passage, approved.action, refusals);
  const because =
    passage.personal === undefined
      ? noLongerAllowed(approved.judgement, approved.byPerson, judgement)
      : null;
  return because === null ? ok(judgement) : fail(failure("approval-void", because));
}

/** A relative name means another file in another directory. Where a shell does not tell, nothing can be said. */
function isElsewhere(then: ActionTarget, now: ActionTarget): boolean {
  return then.directory !== null && now.directory !== null && then.directory !== now.directory;
}
