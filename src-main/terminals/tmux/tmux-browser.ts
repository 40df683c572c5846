import type { TmuxAct, TmuxListing } from "../../../shared/contract/tmux.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { Target } from "../../targets/target.ts";
import { actCommands } from "./act-commands.ts";
import { probeTmux } from "./probe.ts";
import { saysEnding } from "./session-commands.ts";
import { clientFormat, paneFormat, parseSessions } from "./session-listing.ts";
import { tmuxScript, tmuxScriptAt } from "./tmux-script.ts";

const answerBytes = 4 * 1024 * 1024;
const otherServer = 3;
const noServer = /no server running|No such file or directory|Connection refused|error connecting/;

/** Looks at every session of a host's tmux, attached or not; each look is one short process there. */
export async function listTmux(
  target: Target,
  ownSession: string,
  signal: AbortSignal,
): Promise<Result<TmuxListing, FairleadError>> {
  const probed = await probeTmux(target, signal);
  if (!probed.ok) return probed;
  const { version, usable } = probed.value;
  const none: TmuxListing = { state: "no-tmux", version, server: null, sessions: [] };
  if (!usable) return ok({ ...none, state: version === null ? "no-tmux" : "too-old" });
  const looked = await target.exec(
    tmuxScript([
      ["list-panes", "-a", "-F", paneFormat],
      ["list-clients", "-F", clientFormat],
    ]),
    signal,
    answerBytes,
  );
  if (!looked.ok) return looked;
  const { exitCode, standardError, standardOutput } = looked.value;
  if (exitCode !== 0) {
    const isNone = noServer.test(standardError) || saysEnding.test(standardError);
    if (isNone) return ok({ ...none, state: "no-server" });
    return fail(failure("tmux-failed", standardError.trim()));
  }
  const text = Buffer.from(standardOutput).toString("utf8");
  return ok({ state: "listed", version, ...parseSessions(text, ownSession) });
}

/** Does one thing. Numbers in it belong to `server`; "tmux-changed" where another one runs by now. */
export async function actOnTmux(
  target: Target,
  server: string | null,
  act: TmuxAct,
  signal: AbortSignal,
): Promise<Result<void, FairleadError>> {
  const commands = actCommands(act);
  if (server === null && act.kind !== "new-session") return fail(failure("tmux-changed"));
  const script =
    act.kind === "new-session" || server === null
      ? tmuxScript(commands)
      : tmuxScriptAt(server, commands);
  const done = await target.exec(script, signal);
  if (!done.ok) return done;
  const { exitCode, standardError } = done.value;
  if (exitCode === 0) return ok(undefined);
  if (exitCode === otherServer) return fail(failure("tmux-changed"));
  return fail(failure("tmux-failed", standardError.trim()));
}

/** The last lines of a pane as text, what has left it above included. "tmux-changed" where there is no such pane. */
export async function readPane(
  target: Target,
  pane: number,
  lines: number,
  signal: AbortSignal,
): Promise<Result<string, FairleadError>> {
  const capture = ["capture-pane", "-p", "-J", "-t", `%${pane}`, "-S", `-${lines}`];
  const read = await target.exec(tmuxScript([capture]), signal, answerBytes);
  if (!read.ok) return read;
  const { exitCode, standardError, standardOutput } = read.value;
  if (exitCode === 0) {
    const text = Buffer.from(standardOutput).toString("utf8").trimEnd();
    return ok(text.split("\n").slice(-lines).join("\n"));
  }
  if (noServer.test(standardError) || standardError.includes("can't find pane")) {
    return fail(failure("tmux-changed", `There is no pane %${pane}.`));
  }
  return fail(failure("tmux-failed", standardError.trim()));
}
