import { implement, ORPCError } from "@orpc/server";
import { contract } from "../../../shared/contract/contract.ts";
import { failure } from "../../../shared/errors.ts";

/** The contract, for the parts of the fake main to answer. */
export const fake = implement(contract);

/** An error of the contract, to be thrown by an answer. */
export function failed(code: Parameters<typeof failure>[0], detail?: string) {
  return new ORPCError("FAILED", { status: 422, defined: true, data: failure(code, detail) });
}
