import { isDefinedError, ORPCError } from "@orpc/client";
import { type FairleadError, fairleadError } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";
import { exitCodes } from "./exit-codes.ts";

/** Ends a command with a sentence and an exit code. The one thing commands throw on purpose; `runCommand` catches it. */
export class CommandFailure extends Error {
  readonly exitCode: number;

  constructor(sentence: string, exitCode: number) {
    super(sentence);
    this.exitCode = exitCode;
  }

  static of(error: FairleadError): CommandFailure {
    const detail = error.detail === undefined ? "" : ` (${error.detail})`;
    return new CommandFailure(`${error.sentence}${detail}`, exitCodeOf(error));
  }
}

function exitCodeOf(error: FairleadError): number {
  switch (error.code) {
    case "not-interactive":
      return exitCodes.cannotAsk.code;
    case "input-invalid":
      return exitCodes.usage.code;
    case "turn-limit":
      return exitCodes.limit.code;
    case "audit-broken":
      return exitCodes.auditBroken.code;
    case "aborted":
      return exitCodes.interrupted.code;
    default:
      return exitCodes.failed.code;
  }
}

/** The value, or the end of the command. */
export function orFail<T>(result: Result<T, FairleadError>): T {
  if (result.ok) return result.value;
  throw CommandFailure.of(result.error);
}

/** What a thrown value means to whoever ran the command. */
export function asFailure(thrown: unknown, interrupted: boolean): CommandFailure {
  if (interrupted) return new CommandFailure("Stopped.", exitCodes.interrupted.code);
  if (thrown instanceof CommandFailure) return thrown;
  if (thrown instanceof ORPCError && isDefinedError(thrown)) {
    const known = fairleadError.safeParse(thrown.data);
    if (known.success) return CommandFailure.of(known.data);
  }
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new CommandFailure(`Fairlead has a bug: ${text}`, exitCodes.fault.code);
}
