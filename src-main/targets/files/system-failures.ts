import type { FairleadError } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { changed, notRegular, type unreadable } from "./target-files.ts";

/** Runs file system calls; what they throw comes back in the words of `told`, a failure thrown on purpose as it is. */
export async function attempt<T>(
  told: typeof unreadable,
  path: string,
  run: () => Promise<T>,
): Promise<Result<T, FairleadError>> {
  try {
    return ok(await run());
  } catch (error) {
    if (isFailure(error)) return fail(error);
    if ((error as NodeJS.ErrnoException).code === "ELOOP") {
      return fail(changed(path, notRegular("link")));
    }
    return fail(told(path, wordsOf(error)));
  }
}

const isFailure = (error: unknown): error is FairleadError =>
  typeof error === "object" && error !== null && "sentence" in error;

const systemWords: Record<string, string> = {
  ENOENT: "it does not exist",
  EACCES: "permission denied",
  EPERM: "not permitted",
  ENOTDIR: "a part of the path is not a folder",
  EISDIR: "it is a folder",
  ENOSPC: "no space left on the device",
  EDQUOT: "the quota is used up",
  EROFS: "the file system is read-only",
  ETXTBSY: "it is running",
  EEXIST: "something is there already",
};

/** Why the system refused, for a person; what is no refusal of the system is thrown on. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error)) throw error;
  return systemWords[String(error.code)] ?? error.message;
}
