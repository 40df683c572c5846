import { create } from "zustand";
import type {
  ModeOverride,
  Permission,
  PolicyInForce,
  PolicyScope,
  Preset,
} from "../../shared/contract/policy.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

type Outcome = Promise<Result<void, CallFailure>>;

interface PolicyStore {
  /** null until main has said it. */
  policy: PolicyInForce | null;
  /** Why the last change of a mode was not made; shown beside the mode until the next change. */
  failure: CallFailure | null;
}

/** The policy in force as main says it. */
export const usePolicy = create<PolicyStore>(() => ({ policy: null, failure: null }));

export const followPolicy = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.policy.events(undefined, { signal: stop }),
    ({ policy }) => usePolicy.setState({ policy }),
    signal,
  );

async function kept(call: Promise<void>): Outcome {
  const outcome = await attempt(call);
  usePolicy.setState({ failure: outcome.ok ? null : outcome.error });
  return outcome;
}

/** Sets a mode for a place and a while; "everywhere" without an end is the setting itself. */
export const setMode = (override: ModeOverride): Outcome => kept(client.policy.setMode(override));

/** Takes back what was set for a place. */
export const clearMode = (scope: PolicyScope): Outcome => kept(client.policy.clearMode({ scope }));

export const setPreset = (preset: Preset): Outcome => attempt(client.policy.setPreset({ preset }));

export const forgetPermission = ({ id }: Permission): Outcome =>
  attempt(client.policy.forget({ id }));

/** Takes a changed policy file into force. */
export const acceptPolicyFile = (): Outcome => attempt(client.policy.acceptFile());
