import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";

/** Replaces a file as a whole (0600, in a folder made 0700): after a crash it is the old one or the new one, on disk. */
export async function writePrivateFile(
  path: string,
  text: string,
): Promise<Result<void, FairleadError>> {
  const draft = `${path}.${newId("new")}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    return ok(undefined);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    return fail(failure("store-unwritable", `${path}: ${(error as Error).message}`));
  }
}
