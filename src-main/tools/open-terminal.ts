import { z } from "zod";
import type { ActionTarget } from "../../shared/contract/approvals.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import { jumpChain } from "../../shared/jump-chain.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { orAborted } from "../base/abort.ts";
import { askingFields, askingOf } from "./asking.ts";
import { settledTerminal } from "./find-terminal.ts";
import {
  type ActFailure,
  type Begin,
  defineTool,
  type ToolContext,
  type ToolOutcome,
} from "./tool.ts";

const size = { columns: 120, rows: 32 };

const schema = z.object({
  host: z.string().min(1).max(300).describe("Name or id of a host of the inventory."),
  reason: z.string().min(1).max(2_000).describe("One sentence for the person: why this terminal."),
  ...askingFields,
});

/** Opens a terminal on a host: connects and logs in, which the person may be asked about. */
export const openTerminal = defineTool({
  name: "open_terminal",
  words: "Open a terminal on a host",
  tier: "changes",
  description:
    "Open a terminal on a host of the inventory, after the person has approved it. Returns its id for the other tools.",
  schema,
  plan: (input, context) => {
    const host = findHost(context, input.host);
    if (!host.ok) return host;
    const { id } = host.value;
    return ok({
      kind: "act",
      action: { kind: "open-terminal", hostId: id },
      reason: input.reason,
      runId: null,
      asking: askingOf(input),
      target: () => hostTarget(context, id),
      // A host that was removed is found at the answer: the inventory is asked again then.
      onGone: () => new DisposableStack(),
      refusals: () => [],
      edited: null,
      act: (_action, begin, signal) => open(context, id, begin, signal),
    });
  },
});

/** The host a name or an id means; an ambiguous name is not guessed. */
export function findHost(context: ToolContext, wanted: string): Result<Host, FairleadError> {
  const hosts = context.hosts.list();
  const exact = hosts.filter((host) => host.id === wanted || host.name === wanted);
  const [host, another] = exact.length > 0 ? exact : hosts.filter((one) => sameName(one, wanted));
  if (host === undefined) return fail(failure("host-unknown", `${wanted}. Use list_hosts.`));
  if (another === undefined) return ok(host);
  return fail(failure("host-unknown", `${wanted} is the name of several hosts: use the id.`));
}

function sameName(host: Host, wanted: string): boolean {
  return [host.name, host.address].some((name) => name.toLowerCase() === wanted.toLowerCase());
}

/** A terminal that is not there yet is bound to what the inventory says about its host and the way to it. */
export function hostTarget(context: ToolContext, id: HostId): Result<ActionTarget, FairleadError> {
  const host = context.hosts.get(id);
  if (host === undefined) return fail(failure("host-unknown"));
  const chain = jumpChain(host, (hop) => context.hosts.get(hop));
  const hops = chain.kind === "chain" ? chain.hops : [];
  const places = [host, ...hops].map((each) => [each.address, each.port, each.user]);
  return ok({
    terminalId: null,
    hostId: id,
    hostName: host.name,
    user: host.user,
    directory: null,
    fingerprint: JSON.stringify([id, host.kind, ...places]),
  });
}

async function open(
  context: ToolContext,
  hostId: HostId,
  begin: Begin,
  signal: AbortSignal,
): Promise<Result<ToolOutcome, ActFailure>> {
  const startedAt = context.now();
  const begun = await begin();
  if (!begun.ok) return fail({ error: begun.error, undone: true });
  const stopped = () => fail(failure("aborted"));
  const opened = await orAborted(context.terminals.open(hostId, size), signal, stopped);
  if (!opened.ok) return fail({ error: opened.error, undone: opened.error.code !== "aborted" });
  return await openedOutcome(context, opened.value.id, startedAt, signal);
}

/** What the model is told of a terminal that has just been opened, once it is ready. */
export async function openedOutcome(
  context: ToolContext,
  id: TerminalId,
  startedAt: number,
  signal: AbortSignal,
): Promise<Result<ToolOutcome, ActFailure>> {
  const terminal = await settledTerminal(context, id, signal);
  if (terminal === undefined || !["ready", "connecting"].includes(terminal.state)) {
    const detail = terminal?.stateReason ?? "it was closed again";
    return fail({ error: failure("terminal-lost", detail), undone: true });
  }
  const where = `${terminal.user}@${terminal.hostName}`;
  const text = `terminal: ${terminal.id} (${where})\nstate: ${terminal.state}\nshell: ${terminal.shell}\ndirectory: ${terminal.directory ?? "unknown"}`;
  const durationMs = context.now() - startedAt;
  return ok({ text, source: null, state: terminal.state, run: null, durationMs });
}
