import { type ModelProfile, modelProfile } from "../../shared/contract/models.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Environment } from "../base/paths.ts";

export const environmentProfileId = "model-environment";

/**
 * The profile of FAIRLEAD_BASE_URL, FAIRLEAD_MODEL and FAIRLEAD_API_KEY; null without a base URL, because a key alone must
 * not go to an address nobody named. An empty variable counts as unset; without a model the name "default" is sent,
 * which servers of a single model accept.
 */
export function environmentProfile(
  environment: Environment,
): Result<ModelProfile | null, FairleadError> {
  const baseUrl = environment["FAIRLEAD_BASE_URL"];
  if (!baseUrl) return ok(null);
  const { data, error } = modelProfile.safeParse({
    id: environmentProfileId,
    name: "From the environment",
    provider: "openai-compatible",
    baseUrl,
    model: environment["FAIRLEAD_MODEL"] || "default",
    key: environment["FAIRLEAD_API_KEY"]
      ? { kind: "environment", variable: "FAIRLEAD_API_KEY" }
      : { kind: "none" },
    toolsOff: [],
  } satisfies ModelProfile);
  if (data !== undefined) return ok(data);
  const variable = error.issues[0]?.path[0] === "model" ? "FAIRLEAD_MODEL" : "FAIRLEAD_BASE_URL";
  return fail(failure("model-missing", `${variable} is not valid: ${error.issues[0]?.message}`));
}
