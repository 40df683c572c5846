import { z } from "zod";
import { fairleadError } from "../errors.ts";
import { hostId } from "../ids.ts";
import { call } from "./call.ts";
import { containerPlace, engineContext, engineName, host } from "./hosts.ts";

/** A container that runs now (or is paused), as its engine tells. */
export const runningContainer = z.object({
  /** The full id. */
  id: containerPlace.shape.id,
  name: containerPlace.shape.name,
  image: containerPlace.shape.image,
  /** As the engine says it: "Up 3 hours (healthy)". */
  state: z.string(),
  /** Milliseconds since the epoch; null where the engine's answer was not understood. */
  createdAt: z.number().nullable(),
});
export type RunningContainer = z.infer<typeof runningContainer>;

/** One engine of a host. With a problem the containers are unknown, not none. */
export const engineListing = z.object({
  engine: engineName,
  /** The contexts docker knows there; none for podman and for a docker without contexts. */
  contexts: z.array(engineContext),
  /** The one that was asked. */
  context: engineContext.nullable(),
  containers: z.array(runningContainer),
  problem: fairleadError.nullable(),
});
export type EngineListing = z.infer<typeof engineListing>;

export const containersContract = {
  /** Asks every engine of the host; fails where none is there. `context` null = the one docker uses by itself. */
  list: call
    .input(z.object({ hostId, context: z.string().max(200).nullable() }))
    .output(z.array(engineListing)),
  /** Puts a container into the inventory under its host; the entry that is there already is answered as it is. */
  keep: call
    .input(z.object({ container: containerPlace, user: z.string().trim().max(64) }))
    .output(host),
};
