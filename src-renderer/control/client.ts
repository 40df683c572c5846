import { type ClientLink, createORPCClient, ORPCError } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import type { contract } from "../../shared/contract/contract.ts";
import type { FairleadError } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";

export type Client = ContractRouterClient<typeof contract>;

type Link = ClientLink<Record<never, never>>;

/** Passes every call to the link of the present connection; without one a call fails at once. */
class RelayLink implements Link {
  #link: Link | null = null;

  use(link: Link | null): void {
    this.#link = link;
  }

  call: Link["call"] = async (path, input, options) => {
    if (this.#link === null) throw new NotConnected();
    return this.#link.call(path, input, options);
  };
}

class NotConnected extends Error {
  override name = "NotConnected";
}

/** One page has one control plane; which connection carries it changes with every reconnect. */
export const relay = new RelayLink();

/** Every call of the contract, for the whole page. Calls made while there is no connection fail; see `attempt`. */
export const client: Client = createORPCClient(relay);

/** A failure that is not one of the contract's: the connection broke or main has a bug. */
export type CallFailure =
  | FairleadError
  | { code: "not-connected"; sentence: string; detail?: string };

const notConnected: CallFailure = {
  code: "not-connected",
  sentence: "Fairlead could not be reached. Try again when it is connected.",
};

/** Turns a call of the client into a Result: expected failures, a lost connection and bugs all arrive as values. */
export async function attempt<T>(call: Promise<T>): Promise<Result<T, CallFailure>> {
  try {
    return ok(await call);
  } catch (error) {
    return fail(describeFailure(error));
  }
}

/** The sentence and detail of whatever a call was rejected with. */
export function describeFailure(error: unknown): CallFailure {
  if (error instanceof ORPCError) {
    if (error.code === "FAILED" && isFailure(error.data)) return error.data;
    return {
      code: "input-invalid",
      sentence:
        error.code === "BAD_REQUEST"
          ? "This input is not valid."
          : "Fairlead could not do this. The log of the app says more.",
      detail: `${error.code}: ${error.message}${issuesOf(error.data)}`,
    };
  }
  return { ...notConnected, detail: error instanceof Error ? error.message : String(error) };
}

function isFailure(data: unknown): data is FairleadError {
  return typeof data === "object" && data !== null && "sentence" in data && "code" in data;
}

function issuesOf(data: unknown): string {
  if (typeof data !== "object" || data === null || !("issues" in data)) return "";
  return `\n${JSON.stringify(data.issues, null, 2)}`;
}
