import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { unreadable } from "./target-files.ts";

/** The status codes of SFTP version 3 that say more than "failure". */
const statusWords: Record<number, string> = {
  2: "it does not exist",
  3: "permission denied",
  4: "the host could not do it",
  8: "the host does not support this",
};

const statusOf = (error: unknown): number | null =>
  error instanceof Error && "code" in error && typeof error.code === "number" ? error.code : null;

/** Whether the host has said: permission denied. */
export const isDenied = (error: unknown): boolean => statusOf(error) === 3;

/** The host answered, and its answer was no. */
export const isRefusal = (error: FairleadError): boolean =>
  error.code !== "connection-lost" && error.code !== "aborted";

/** What went wrong at `path`, in words for a person; a failure that was thrown is itself. */
export function sftpFailure(error: unknown, told: typeof unreadable, path: string): FairleadError {
  if (typeof error === "object" && error !== null && "sentence" in error) {
    return error as FairleadError;
  }
  const status = statusOf(error);
  if (status === null || status === 6 || status === 7) {
    return failure("connection-lost", error instanceof Error ? error.message : String(error));
  }
  return told(path, statusWords[status] ?? (error as Error).message);
}
