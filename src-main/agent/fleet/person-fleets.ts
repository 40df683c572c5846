import type { FleetAction, FleetDraft } from "../../../shared/contract/fleet.ts";
import type { Host } from "../../../shared/contract/hosts.ts";
import type { Judgement } from "../../../shared/contract/policy.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { FleetId, HostId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { RecordAudit } from "../../audit/journal.ts";
import { newId } from "../../base/new-id.ts";
import type { Policy } from "../../policy/act.ts";
import { normalizeCommand } from "../../policy/command-text.ts";
import { planFleet, plannedFleet } from "../../tools/fleet-plan.ts";
import type { PlannedFleet, ToolFleet } from "../../tools/fleet-surroundings.ts";
import type { ActPlace } from "../act-to-judge.ts";
import { canonicalHash } from "../canonical-hash.ts";
import { throughGate } from "../gate.ts";
import type { GateOutcome } from "../gate-passage.ts";
import { judgeEachHost } from "../judge-each-host.ts";
import { ownPlace } from "../own-place.ts";
import type { FleetDesk } from "./fleet-desk.ts";

export type PersonFleetsParts = {
  desk: Pick<FleetDesk, "of">;
  hosts: { get(id: HostId): Host | undefined };
  terminals: ActPlace["terminals"];
  policy: Policy;
  record: RecordAudit;
};

/** What a person is shown before they run a command on hosts themselves. */
export type FleetCheck = {
  action: FleetAction;
  judgement: Judgement;
  seal: string;
  canaryAbove: number;
};

/** It is stopped at its grid. */
const never = new AbortController().signal;

/**
 * Runs on many hosts that a person starts without a model: the same gate, policy and audit, with the person in the agent's
 * place. Their yes is the seal of what they were shown; it counts for exactly that.
 */
export class PersonFleets {
  readonly #parts: PersonFleetsParts;
  readonly #fleet: ToolFleet;

  constructor(parts: PersonFleetsParts) {
    this.#parts = parts;
    const origin = { origin: "person", conversationId: null } as const;
    this.#fleet = parts.desk.of(origin, (waiting) => waiting);
  }

  /** What would run where, and what the policy says of it now. */
  async check(draft: FleetDraft): Promise<Result<FleetCheck, FairleadError>> {
    const planned = await this.#plan(draft);
    if (!planned.ok) return planned;
    const action = planned.value;
    const [refusal] = plannedFleet(this.#fleet, action).refusals(action);
    if (refusal !== undefined) return fail(failure("command-refused", refusal.sentence));
    const surroundings = { place: ownPlace(this.#parts), policy: this.#parts.policy };
    const { judgement } = judgeEachHost(surroundings, action);
    const canaryAbove = this.#fleet.canaryAbove();
    return ok({ action, judgement, seal: sealOf(action, judgement), canaryAbove });
  }

  /** Begins it as `check` showed it. Resolves once it has begun; "approval-void" where anything is different by now. */
  async run(
    draft: FleetDraft,
    shown: { seal: string; typedName?: string | undefined },
    by: string,
  ): Promise<Result<{ id: FleetId }, FairleadError>> {
    const planned = await this.#plan(draft);
    if (!planned.ok) return planned;
    const action = planned.value;
    const id = newId("fleet");
    const begun = Promise.withResolvers<null>();
    const act: PlannedFleet = {
      ...plannedFleet(this.#fleet, action),
      reason: "",
      fleetId: id,
      actOnEach: async (each, signal) => {
        const run = this.#fleet.begin({ id, action, reason: "" }, each, signal);
        begun.resolve(null);
        const ended = await run.finished;
        if (!ended.ok) return fail({ error: ended.error, undone: true });
        const { fleet } = run.shown();
        const durationMs = fleet.endedAt === null ? null : fleet.endedAt - fleet.createdAt;
        return ok({ text: "", source: null, state: "finished", run: null, durationMs });
      },
    };
    const outcome = throughGate(
      {
        tool: "run_on_hosts",
        act,
        place: ownPlace(this.#parts),
        turnId: newId("turn"),
        itemId: newId("item"),
        policy: this.#parts.policy,
        ask: null,
        personal: { by, objection: (judgement) => objection(action, judgement, shown) },
        record: this.#parts.record,
        keep: async () => ok(undefined),
      },
      never,
    );
    const first = await Promise.race([begun.promise, outcome]);
    return first === null || first.state === "done" ? ok({ id }) : fail(errorOf(first));
  }

  async #plan(draft: FleetDraft): Promise<Result<FleetAction, FairleadError>> {
    const { hostIds, ...plan } = draft;
    const hosts: Host[] = [];
    for (const id of new Set(hostIds)) {
      const host = this.#parts.hosts.get(id);
      if (host === undefined) return fail(failure("host-unknown", id));
      hosts.push(host);
    }
    const command = normalizeCommand(plan.command);
    return ok(await planFleet(this.#fleet, { ...plan, command }, hosts, plan.canary?.after));
  }
}

/** What stands against the person having agreed to this; null where they did. */
function objection(
  action: FleetAction,
  judgement: Judgement,
  { seal, typedName }: { seal: string; typedName?: string | undefined },
): FairleadError | null {
  if (sealOf(action, judgement) !== seal) {
    return failure("approval-void", "It is not what was shown any more: look at it again.");
  }
  if (judgement.typedName === null || typedName?.trim() === judgement.typedName) return null;
  return failure("typed-name-wrong", `Type “${judgement.typedName}” to run this.`);
}

/** Of everything the person was shown. */
const sealOf = (action: FleetAction, judgement: Judgement) => canonicalHash([action, judgement]);

function errorOf(outcome: Exclude<GateOutcome, { state: "done" }>): FairleadError {
  if (outcome.state === "failed") return outcome.error;
  if (outcome.state === "refused") return failure("command-refused", outcome.because);
  return failure("approval-void");
}
