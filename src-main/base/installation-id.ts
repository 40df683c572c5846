import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";

/**
 * The random name of this data folder, made with the folder at the first start: two installations that reach the same
 * account of the same host tell their tmux sessions apart by it. The caller holds the folder's lock.
 */
export async function installationId(home: string): Promise<Result<string, FairleadError>> {
  const path = join(home, "installation");
  const known = (await readFile(path, "utf8").catch(() => "")).trim();
  if (/^[0-9a-f]{16}$/.test(known)) return ok(known);
  const made = randomBytes(8).toString("hex");
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    await writeFile(path, `${made}\n`, { mode: 0o600 });
    return ok(made);
  } catch (error) {
    return fail(failure("store-unwritable", error instanceof Error ? error.message : ""));
  }
}
