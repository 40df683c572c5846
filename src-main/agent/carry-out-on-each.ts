import type { FleetHost } from "../../shared/contract/fleet.ts";
import type { Judgement } from "../../shared/contract/policy.ts";
import type { RunApproval } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId, RunId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { EachHost, HostEnd, Met, PlannedFleet } from "../tools/fleet-surroundings.ts";
import { digestOf } from "./gate-notes.ts";
import {
  type Approved,
  type GateOutcome,
  howAllowed,
  type Passage,
  recordFailure,
} from "./gate-passage.ts";
import { judgeOnHost } from "./judge-each-host.ts";
import { noLongerAllowed } from "./still-allowed.ts";

type FleetPassage = Passage & { act: PlannedFleet };

/** A longer command stands in the proposal only; a start then names it by length and digest. */
const mostCommandInStart = 1_000;

/**
 * An act on many hosts that was approved once. Of each host the target and the policy are checked anew and its start is on
 * the disk before its first byte goes out; what became of it there is recorded by itself, and at last the whole.
 */
export async function carryOutOnEach(
  passage: FleetPassage,
  approved: Approved,
): Promise<GateOutcome> {
  const { act, note, signal } = passage;
  const gate = new EachHostGate(passage, approved);
  const result = await act.actOnEach(gate, signal);
  if (!result.ok) return recordFailure(passage, result.error);
  const { durationMs, state } = result.value;
  const whole = { state, durationMs, hosts: gate.counts() };
  const recorded = note("result", "fairlead", whole).then((noted) =>
    gate.unrecorded === null ? noted : fail(gate.unrecorded),
  );
  return { state: "done", outcome: result.value, recorded };
}

class EachHostGate implements EachHost {
  readonly #passage: FleetPassage;
  readonly #approved: Approved;
  readonly #hosts: ReadonlyMap<HostId, FleetHost>;
  readonly request: string;
  readonly approval: RunApproval;
  readonly #digest: ReturnType<typeof digestOf>;
  readonly #states = new Map<string, number>();
  #announced: Promise<Result<void, FairleadError>> | null = null;
  /** Why an end could not be recorded; null while all could. */
  unrecorded: FairleadError | null = null;

  constructor(passage: FleetPassage, approved: Approved) {
    this.#passage = passage;
    this.#approved = approved;
    this.request = passage.itemId;
    this.approval = howAllowed(approved);
    const { command, hosts } = passage.act.action;
    this.#hosts = new Map(hosts.map((host) => [host.hostId, host]));
    this.#digest = digestOf(command);
  }

  readonly deniedOn = (id: HostId): string | null => {
    const judgement = this.#judgementOf(id);
    return judgement.verdict === "deny" ? (judgement.reasons[0] ?? "") : null;
  };

  readonly isProduction = (id: HostId): boolean => this.#judgementOf(id).production;

  readonly begin = async (
    id: HostId,
    met: Met,
    runId: RunId,
  ): Promise<Result<void, FairleadError>> => {
    const host = this.#hostOf(id);
    const before = this.#mayBegin(host, met);
    if (!before.ok) return before;
    // Once for all of them: from here on the item says that it has begun.
    this.#announced ??= this.#passage.keep({ step: "starting" });
    const announced = await this.#announced;
    if (!announced.ok) return announced;
    const recorded = await this.#recordStart(host, met, runId, before.value);
    if (!recorded.ok) return recorded;
    const still = this.#mayBegin(host, met);
    return still.ok ? ok(undefined) : still;
  };

  readonly ended = async (
    id: HostId,
    runId: RunId,
    { durationMs, exitCode, output, problem, state }: HostEnd,
  ): Promise<Result<void, FairleadError>> => {
    this.#states.set(state, (this.#states.get(state) ?? 0) + 1);
    const { itemId, record } = this.#passage;
    const recorded = await record({
      kind: state === "void" ? "void" : "result",
      actor: "fairlead",
      request: itemId,
      target: addressOf(this.#hostOf(id)),
      detail: {
        state,
        exitCode,
        durationMs,
        host: id,
        run: runId,
        output: output === null ? null : digestOf(output),
        ...(problem === null ? {} : { code: problem.code, detail: problem.detail ?? null }),
      },
    });
    if (!recorded.ok) this.unrecorded ??= recorded.error;
    return recorded.ok ? ok(undefined) : recorded;
  };

  /** How many ended how. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.#states);
  }

  async #recordStart(host: FleetHost, met: Met, runId: RunId, judgement: Judgement) {
    const { act, itemId, personal, record } = this.#passage;
    const { command } = act.action;
    const { class: commandClass, verdict } = judgement;
    return record({
      kind: "start",
      actor: personal?.by ?? "agent",
      request: itemId,
      target: addressOf(host),
      detail: {
        ...(command.length > mostCommandInStart ? {} : { action: { kind: "run-shell", command } }),
        bytes: this.#digest,
        fleet: act.fleetId,
        run: runId,
        user: met.user,
        key: met.key,
        approvedBy: this.#approved.by,
        approval: this.approval.id,
        judgement: { class: commandClass, verdict },
      },
    });
  }

  /** Whether it may begin there at this very moment: not stopped, the same target, and still allowed as it was approved. */
  #mayBegin(host: FleetHost, met: Met): Result<Judgement, FairleadError> {
    const { act, signal } = this.#passage;
    if (signal.aborted) return fail(failure("aborted"));
    const differs = differenceOf(host, act.fingerprint(host), met);
    if (differs !== null) return fail(failure("target-changed", differs));
    const now = judgeOnHost(this.#passage, act.action, host);
    const { byPerson } = this.#approved;
    const because = noLongerAllowed(this.#judgementOf(host.hostId), byPerson, now);
    return because === null ? ok(now) : fail(failure("approval-void", because));
  }

  #judgementOf(id: HostId): Judgement {
    return this.#approved.each?.get(id) ?? this.#approved.judgement;
  }

  #hostOf(id: HostId): FleetHost {
    const host = this.#hosts.get(id);
    if (host === undefined) throw new Error(`${id} is no host of this approval`);
    return host;
  }
}

/** In what a host is not the one that was approved; null where it is. */
function differenceOf(host: FleetHost, fingerprint: string | null, met: Met): string | null {
  if (fingerprint === null) return "it has left the inventory";
  if (fingerprint !== host.fingerprint) {
    return `approved for ${host.fingerprint}, found ${fingerprint}`;
  }
  if (host.user !== "" && met.user !== host.user) {
    return `approved for the user ${host.user}, found ${met.user}`;
  }
  const [key = ""] = met.key.split(" ");
  if (host.keys.length === 0 || host.keys.includes(key)) return null;
  return `approved for the host key ${host.keys.join(" or ")}, found ${key}`;
}

/** The host in one line, for a person who reads the audit. */
const addressOf = ({ hostId, hostName, user }: FleetHost): string =>
  `${user === "" ? "" : `${user}@`}${hostName} (${hostId})`;
