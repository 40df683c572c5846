import {
  type ImplementerInternalWithMiddlewares,
  implement,
  ORPCError,
  ValidationError,
} from "@orpc/server";
import { contract } from "../../shared/contract/contract.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";
import type { TurnOptions } from "../agent/chat-parts.ts";
import type { Services } from "./services.ts";

/** Who calls, as the door knows it. */
export type CallContext = {
  /** For the audit: "window", "command line". */
  actor: string;
  /** Noted on hosts that this caller adds. */
  hostSource: Host["source"];
  /** How turns that this caller starts are approved; set by the command line alone. */
  turn: TurnOptions;
};

/** The person at a window. */
export const windowContext: CallContext = { actor: "window", hostSource: "person", turn: {} };

/** A `fairlead` command: what it said about approvals holds for the turns it starts. */
export function commandLineContext(turn: { approveAll: boolean; canAsk: boolean }): CallContext {
  return {
    actor: "command line",
    hostSource: "command-line",
    turn: { ...(turn.approveAll ? { mode: "all" } : {}), canAsk: turn.canAsk },
  };
}

/** The defined error FAILED, as the contract promises it. */
export function failed(error: FairleadError): ORPCError<"FAILED", FairleadError> {
  return new ORPCError("FAILED", { status: 422, message: error.sentence, data: error });
}

/** The value of a Result; a failure leaves as the defined error FAILED. */
export async function valueFrom<T>(
  result: Result<T, FairleadError> | Promise<Result<T, FairleadError>>,
): Promise<T> {
  const settled = await result;
  if (settled.ok) return settled.value;
  throw failed(settled.error);
}

/** Stands in for the signal of a caller that cannot go away. */
const never = new AbortController().signal;
export const signalOf = (signal: AbortSignal | undefined): AbortSignal => signal ?? never;

/**
 * The contract to be implemented, with every way to fail mapped: bad input is FAILED "input-invalid" with the fields
 * named, a call that its client gave up is FAILED "aborted"; anything else is a bug, told to `reportFault`, and the
 * client hears nothing but "Internal Server Error".
 */
export function contractBase(services: Pick<Services, "reportFault">): ContractBase {
  const base = implement(contract)
    .$context<CallContext>()
    .use(async ({ next, path, signal }) => {
      try {
        return await next();
      } catch (error) {
        if (error instanceof ORPCError && error.code === "FAILED") throw error;
        const badInput = describeBadInput(error);
        if (badInput !== null) throw failed(failure("input-invalid", badInput));
        if (signal?.aborted === true) throw failed(failure("aborted"));
        services.reportFault(error, path.join("."));
        throw new ORPCError("INTERNAL_SERVER_ERROR");
      }
    });
  return base;
}

/** Named, because written out it is longer than the compiler puts into a declaration. */
export type ContractBase = ImplementerInternalWithMiddlewares<
  typeof contract,
  CallContext,
  CallContext
>;

function describeBadInput(error: unknown): string | null {
  if (!(error instanceof ORPCError) || error.code !== "BAD_REQUEST") return null;
  if (!(error.cause instanceof ValidationError)) return error.message;
  return error.cause.issues
    .map(({ path, message }) => {
      const field = (path ?? [])
        .map((step) => String(typeof step === "object" ? step.key : step))
        .join(".");
      return field === "" ? message : `${field}: ${message}`;
    })
    .join("; ");
}
