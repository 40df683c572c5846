import type { EngineListing } from "../../../shared/contract/containers.ts";
import type { EngineName } from "../../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { Target } from "../target.ts";
import { parseListing } from "./engine-answers.ts";
import { engineFailure } from "./engine-failure.ts";
import { engineEnds, listScript } from "./engine-scripts.ts";

const engines: readonly EngineName[] = ["docker", "podman"];
/** An engine on another machine may not answer at all. */
const answerMs = 20_000;

/**
 * The running containers of a host, engine by engine; connects if need be. An engine that is there and does not answer is
 * listed with its problem; a host without any fails with "engine-missing". `context` is a name of docker's contexts.
 */
export async function listContainers(
  target: Target,
  context: string | null,
  signal: AbortSignal,
): Promise<Result<EngineListing[], FairleadError>> {
  const connected = await target.connect(signal);
  if (!connected.ok) return connected;
  const asked = await Promise.all(
    engines.map((engine) => listEngine(target, engine, context, signal)),
  );
  const listings: EngineListing[] = [];
  for (const each of asked) {
    if (!each.ok) return each;
    if (each.value !== null) listings.push(each.value);
  }
  return listings.length === 0 ? fail(failure("engine-missing")) : ok(listings);
}

/** Null where the host does not have this engine. */
async function listEngine(
  target: Target,
  engine: EngineName,
  contextName: string | null,
  signal: AbortSignal,
): Promise<Result<EngineListing | null, FairleadError>> {
  const wanted = engine === "docker" ? contextName : null;
  const limit = AbortSignal.timeout(answerMs);
  const ran = await target.exec(listScript(engine, wanted), AbortSignal.any([signal, limit]));
  if (!ran.ok && !(ran.error.code === "aborted" && limit.aborted && !signal.aborted)) return ran;
  const printed = ran.ok ? Buffer.from(ran.value.standardOutput).toString("utf8") : "";
  const { contexts, current, containers } = parseListing(printed);
  const context =
    wanted === null ? current : (contexts.find(({ name }) => name === wanted) ?? null);
  const listing = { engine, contexts, context, containers, problem: null };
  if (!ran.ok) {
    const problem = failure("engine-failed", `it did not answer within ${answerMs / 1_000} s`);
    return ok({ ...listing, problem });
  }
  const { exitCode, standardError } = ran.value;
  if (exitCode === engineEnds.missing) return ok(null);
  if (exitCode === 0) return ok(listing);
  return ok({ ...listing, containers: [], problem: engineFailure(exitCode, standardError) });
}
