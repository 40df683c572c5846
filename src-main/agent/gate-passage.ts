import type {
  Action,
  ActionTarget,
  ApprovalAnswer,
  Refusal,
} from "../../shared/contract/approvals.ts";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import type { Judgement } from "../../shared/contract/policy.ts";
import type { RunApproval, ShellName } from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { ApprovalId, HostId, ItemId, TurnId } from "../../shared/ids.ts";
import { fail, type Result } from "../../shared/result.ts";
import type { RecordAudit } from "../audit/journal.ts";
import type { ActToJudge, Policy } from "../policy/act.ts";
import type { PlannedFleet } from "../tools/fleet-surroundings.ts";
import type { ActFailure, PlannedAct, ToolOutcome } from "../tools/tool.ts";
import { type ActPlace, actToJudge } from "./act-to-judge.ts";
import type { Approvals } from "./approvals.ts";
import { judgeEachHost } from "./judge-each-host.ts";

/** Where an act stands, said before the step it announces: a failure answer keeps that step from happening. */
export type GateStep =
  | { step: "asking"; approvalId: ApprovalId }
  /** `answer` is a person's; null = the policy's. */
  | { step: "approved"; action: Action; answer: ApprovalAnswer | null }
  | { step: "starting" };

export type GateRequest = {
  tool: string;
  act: PlannedAct | PlannedFleet;
  place: ActPlace;
  turnId: TurnId;
  itemId: ItemId;
  /** Asked when the act is proposed, when it is edited, and again at the moment it begins. */
  policy: Policy;
  /** null where nobody can be asked: then what would need a person fails closed. */
  ask: Approvals["ask"] | null;
  /**
   * A person's own act: who wants it. Their word is the approval, and the policy for the agent does not hold, unless they say
   * what they agreed to: `objection` then tells what stands against that judgement being what they saw.
   */
  personal?: { by: string; objection?: (judgement: Judgement) => FairleadError | null };
  record: RecordAudit;
  /** Keeps the step where it survives a crash. */
  keep: (step: GateStep) => Promise<Result<void, FairleadError>>;
};

export type GateOutcome =
  /** `recorded`: resolves when the audit says that it was done, or could not. Until then nothing more may be done. */
  | { state: "done"; outcome: ToolOutcome; recorded: Promise<Result<unknown, FairleadError>> }
  /** `undone`: it is certain that nothing was done. */
  | { state: "failed"; error: FairleadError; undone: boolean }
  | { state: "denied"; comment: string; stop: boolean }
  | { state: "expired" }
  | { state: "withdrawn" }
  | { state: "refused"; because: string; refusals: Refusal[] };

/** One act on its way through the gate: what is asked for, where it goes, how it is recorded. */
export type Passage = GateRequest & {
  target: ActionTarget;
  /** The shell that stood there when it was proposed. */
  shell: ShellName | null;
  signal: AbortSignal;
  note: (kind: string, actor: string, detail: AuditEntry["detail"]) => ReturnType<RecordAudit>;
};

/** One form of the act with what the policy says of it. */
export type Judged = {
  toJudge: ActToJudge;
  judgement: Judgement;
  /** For an act on many hosts: of each of them. */
  each?: ReadonlyMap<HostId, Judgement> | undefined;
};

/** The act as it may be done: in which form, on the strength of which judgement, on whose word. */
export type Approved = Pick<Judged, "judgement" | "each"> & {
  action: Action;
  by: string;
  byPerson: boolean;
  /** The question that was answered; null where none was asked. */
  approvalId: ApprovalId | null;
};

/** The same for the record of a command. */
export function howAllowed({ approvalId, byPerson }: Approved): RunApproval {
  return { by: byPerson ? "person" : "policy", id: approvalId };
}

/** A step's value, or how the passage ends here. */
export type StepResult<T> = Result<T, GateOutcome>;

/** What the policy says of a form of the act now. What cannot be delivered is denied, whatever it says. */
export function judge(
  { place, policy, target }: Passage,
  action: Action,
  refusals: readonly Refusal[],
): Judged {
  const toJudge = actToJudge(place, { action, target, refusals });
  if (action.kind === "run-on-hosts" && refusals.length === 0) {
    return { toJudge, ...judgeEachHost({ place, policy }, action) };
  }
  const judgement = policy.judge(toJudge);
  const [refusal] = refusals;
  if (refusal !== undefined && judgement.verdict !== "deny") {
    const reasons = [refusal.sentence, ...judgement.reasons];
    return { toJudge, judgement: { ...judgement, verdict: "deny", reasons } };
  }
  return { toJudge, judgement };
}

/** The shell that stands in the target's terminal now; null where it has none. */
export function shellOf({ place }: GateRequest, { terminalId }: ActionTarget): ShellName | null {
  return terminalId === null ? null : (place.terminals.get(terminalId)?.info().shell ?? null);
}

const voids: ReadonlySet<FairleadError["code"]> = new Set(["target-changed", "approval-void"]);

/** Records why it was not done, or that nobody knows. */
export async function recordFailure(
  { note }: Passage,
  { error, undone }: ActFailure,
): Promise<GateOutcome> {
  const { code, detail = null } = error;
  const kind = voids.has(code) ? "void" : "result";
  const recorded = await note(kind, "fairlead", { state: "failed", undone, code, detail });
  return { state: "failed", error: recorded.ok ? error : recorded.error, undone };
}

/** Records that the policy does not let it through. */
export async function refuse(
  passage: Passage,
  because: string,
  refusals: Refusal[],
): Promise<StepResult<never>> {
  const recorded = await passage.note("refusal", "policy", { because, refusals });
  return fail(recorded.ok ? { state: "refused", because, refusals } : failed(recorded.error));
}

/** It ends here, and nothing was done. */
export function failed(error: FairleadError): GateOutcome {
  return { state: "failed", error, undone: true };
}
