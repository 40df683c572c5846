import type { FairleadError } from "../../../shared/errors.ts";
import { ok, type Result } from "../../../shared/result.ts";
import type { Target } from "../../targets/target.ts";
import { findTmux } from "./find-tmux.ts";

/** `version` is what `tmux -V` says without "tmux "; null where there is none. `usable`: at least 3.2. */
export type TmuxProbe = { version: string | null; usable: boolean };

const script = `${findTmux}[ -n "$fl_tmux" ] || exit 0
exec "$fl_tmux" -V
`;

/** Asks the target which tmux it has. A target without tmux is no failure. */
export async function probeTmux(
  target: Target,
  signal: AbortSignal,
): Promise<Result<TmuxProbe, FairleadError>> {
  const result = await target.exec(script, signal, 4_096);
  if (!result.ok) return result;
  return ok(parseTmuxVersion(Buffer.from(result.value.standardOutput).toString("utf8")));
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
