import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { execRefusal } from "../../targets/ssh-connection.ts";
import type { Target } from "../../targets/target.ts";
import { findTmux } from "./find-tmux.ts";

/**
 * `version` is what `tmux -V` says without "tmux "; null where there is none. `usable`: at least 3.2. `silent`: the target did
 * not answer in time.
 */
export type TmuxProbe = { version: string | null; usable: boolean; silent?: true };

const script = `${findTmux}[ -n "$fl_tmux" ] || exit 0
exec "$fl_tmux" -V
`;

/**
 * Asks the target which tmux it has. A target without tmux is no failure, nor is one that has not answered after `limitMs`:
 * a bastion's menu runs no script and may wait for a person for ever, a switch refuses.
 */
export async function probeTmux(
  target: Target,
  signal: AbortSignal,
  limitMs = 10_000,
): Promise<Result<TmuxProbe, FairleadError>> {
  // Connecting may take as long as a person needs for an answer; only the script itself has a limit.
  const connected = await target.connect(signal);
  if (!connected.ok) return connected;
  const limit = AbortSignal.timeout(limitMs);
  const result = await target.exec(script, AbortSignal.any([signal, limit]), 4_096);
  if (signal.aborted) return fail(failure("aborted"));
  if (result.ok)
    return ok(parseTmuxVersion(Buffer.from(result.value.standardOutput).toString("utf8")));
  if (limit.aborted) return ok({ version: null, usable: false, silent: true });
  return result.error.detail === execRefusal ? ok({ version: null, usable: false }) : result;
}

/** Reads "tmux 3.3a", "tmux next-3.6", "tmux openbsd-7.4"; login scripts may print lines before it. */
export function parseTmuxVersion(output: string): TmuxProbe {
  const version = /^tmux (\S+)\s*$/m.exec(output)?.[1] ?? null;
  const [, system, major, minor] = /^([a-z]+-)?(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  // OpenBSD numbers tmux like itself; 6.9 (2021) is the first with pause-after.
  const [needMajor, needMinor] = system === "openbsd-" ? [6, 9] : [3, 2];
  const usable =
    Number(major) > needMajor || (Number(major) === needMajor && Number(minor) >= needMinor);
  return { version, usable };
}
