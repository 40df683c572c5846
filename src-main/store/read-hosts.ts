import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { withParents } from "../../shared/container-host.ts";
import { type Host, host, plainWay } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";

/** The hosts in a database that nobody here holds: it is only read, beside a running app or without one. */
export function readHosts(path: string): Result<Host[], FairleadError> {
  if (!existsSync(path)) return ok([]);
  try {
    using database = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
    const rows = database.prepare("SELECT json FROM hosts ORDER BY id").all();
    // A database of an older version, which nobody has opened with this one yet, knows no ways.
    const parse = (json: unknown) => host.parse({ ...plainWay, ...JSON.parse(String(json)) });
    return ok(withParents(rows.map(({ json }) => parse(json))));
  } catch (error) {
    return fail(failure("store-damaged", error instanceof Error ? error.message : String(error)));
  }
}
