import type { Host } from "../../shared/contract/hosts.ts";
import type { Mode } from "../../shared/contract/policy.ts";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { isProductionPlace } from "../../shared/effective-mode.ts";
import { type HostId, localHostId } from "../../shared/ids.ts";
import { jumpChain } from "../../shared/jump-chain.ts";
import type { ToolContext } from "../tools/tool.ts";

/** Characters of a person's notes on a host. */
const longestNotes = 500;

/** The host that the person looks at; this machine where they look at none. */
export function defaultHost({ terminalId, terminals }: ToolContext): HostId {
  const info = terminalId === null ? undefined : terminals.get(terminalId)?.info();
  return info?.hostId ?? localHostId;
}

/** The open terminals with their hosts, line by line: what a host says of itself is quoted. */
export function whereabouts(context: ToolContext, modeOn: (hostId: HostId) => Mode): string {
  const open = context.terminals.list();
  if (open.length === 0) {
    return "No terminal is open. See the hosts with list_hosts, open one with open_terminal.";
  }
  const lines = open.slice(0, 20).map((terminal) => describeTerminal(context, terminal, modeOn));
  if (open.length > 20) lines.push(`and ${open.length - 20} more: see list_hosts`);
  return `Open terminals:\n${lines.join("\n")}`;
}

function describeTerminal(
  context: ToolContext,
  terminal: TerminalInfo,
  modeOn: (hostId: HostId) => Mode,
): string {
  const host = context.hosts.get(terminal.hostId);
  const facts = [
    `${terminal.user}@${terminal.hostName}`,
    ...(host === undefined ? [] : wayTo(host, context)),
    `shell ${terminal.shell}`,
    `directory ${claimed(terminal.directory)}`,
    terminal.state,
  ];
  if (host !== undefined && (context.isProduction ?? isProductionPlace)(host))
    facts.push("PRODUCTION: be careful");
  const mode = modeOn(terminal.hostId);
  if (mode !== modeOn(defaultHost(context))) facts.push(`mode ${mode}`);
  if (terminal.id === context.terminalId) facts.push("the person looks at this one: your default");
  const notes = host === undefined || host.notes === "" ? "" : `\n  ${notesOf(host)}`;
  return `- ${terminal.id}: ${facts.join(", ")}${notes}`;
}

/** What a host says about itself is data: quoted and short, so that it cannot pass for a sentence of this prompt. */
function claimed(text: string | null): string {
  return text === null ? "unknown" : JSON.stringify(text.slice(0, 200));
}

/** How the host is reached, where that is not directly. */
function wayTo(host: Host, { hosts }: ToolContext): string[] {
  if (host.container !== undefined) return [`${host.container.engine} container`];
  const chain = jumpChain(host, (id) => hosts.get(id));
  if (chain.kind !== "chain" || chain.hops.length === 0) return [];
  return [`reached over ${chain.hops.map(({ name }) => claimed(name)).join(", then ")}`];
}

function notesOf({ name, notes }: Host): string {
  const text = notes.length > longestNotes ? `${notes.slice(0, longestNotes)}…` : notes;
  return `the person's notes on ${claimed(name)}: ${JSON.stringify(text)}`;
}
