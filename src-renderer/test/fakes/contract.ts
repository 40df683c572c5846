import { type Implementer, implement, ORPCError } from "@orpc/server";
import { contract } from "../../../shared/contract/contract.ts";
import { failure } from "../../../shared/errors.ts";

type Nothing = Record<never, never>;

/** The contract, for the parts of the fake main to answer. Named: written out it is longer than a declaration may be. */
export const fake: Implementer<typeof contract, Nothing, Nothing> = implement(contract);

/** An error of the contract, to be thrown by an answer. */
export function failed(code: Parameters<typeof failure>[0], detail?: string) {
  return new ORPCError("FAILED", { status: 422, defined: true, data: failure(code, detail) });
}
