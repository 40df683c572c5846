import { z } from "zod";
import type { Host } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { localHostId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { findTerminal } from "./find-terminal.ts";
import { findHost } from "./open-terminal.ts";
import type { ToolContext } from "./tool.ts";

export const hostField = z
  .string()
  .min(1)
  .max(300)
  .optional()
  .describe("Name or id of a host with an open terminal. Default: the host of the person's pane.");

/** The host a call means. Only one that the person has a terminal on: looking is no way to connect unseen. */
export function hostWithTerminal(
  context: ToolContext,
  named: string | undefined,
): Result<Host, FairleadError> {
  let host: Host | undefined;
  if (named === undefined) {
    const terminal = findTerminal(context, undefined);
    if (!terminal.ok) return terminal;
    host = context.hosts.get(terminal.value.info().hostId);
    if (host === undefined) return fail(failure("host-unknown"));
  } else {
    const found = findHost(context, named);
    if (!found.ok) return found;
    host = found.value;
  }
  const { id, name } = host;
  const connected = context.terminals
    .list()
    .some(({ hostId, state }) => hostId === id && state === "ready");
  if (id === localHostId || connected) return ok(host);
  const detail = `There is no open terminal on ${name}: open one with open_terminal first.`;
  return fail(failure("terminal-unknown", detail));
}
