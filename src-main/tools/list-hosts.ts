import { z } from "zod";
import type { Host } from "../../shared/contract/hosts.ts";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { isProductionPlace } from "../../shared/effective-mode.ts";
import { ok } from "../../shared/result.ts";
import type { ToolHosts } from "./surroundings.ts";
import { defineTool } from "./tool.ts";

const most = 200;

const schema = z.object({
  filter: z.string().max(200).default("").describe("Part of a name, address, group or tag."),
});

/** Lists the inventory and which terminals are open. */
export const listHosts = defineTool({
  name: "list_hosts",
  words: "List hosts and open terminals",
  tier: "reads",
  description:
    "List the hosts of the inventory with the jump hosts they are reached over, and the open terminals with their ids. Changes nothing.",
  schema,
  plan: (input, context) =>
    ok({
      kind: "read",
      terminalId: null,
      source: null,
      read: async () => {
        const wanted = input.filter.toLowerCase();
        const hosts = context.hosts
          .list()
          .filter((host) =>
            [host.name, host.address, host.group, ...host.tags].some((text) =>
              text.toLowerCase().includes(wanted),
            ),
          );
        const open = context.terminals.list();
        const lines = hosts.slice(0, most).map((host) => {
          const notes = [host.group, ...host.tags].filter((word) => word !== "");
          if ((context.isProduction ?? isProductionPlace)(host)) notes.push("PRODUCTION");
          const about = notes.length === 0 ? "" : ` [${notes.join(", ")}]`;
          const terminals = open.filter((terminal) => terminal.hostId === host.id);
          const over = pathTo(host, context.hosts);
          return [`- ${host.name} (${host.id}) ${placeOf(host)}${over}${about}`]
            .concat(terminals.map(describeTerminal))
            .join("\n");
        });
        if (hosts.length > most) lines.push(`… and ${hosts.length - most} more: use filter.`);
        return ok(lines.length === 0 ? "No host fits." : lines.join("\n"));
      },
    }),
});

function placeOf({ address, container, port, user }: Host): string {
  if (container !== undefined) return `${container.engine} container of image ${container.image}`;
  return `${user === "" ? address : `${user}@${address}`}:${port}`;
}

/** " via edge > gate": the hosts that the connection goes over, the first one first; empty where it goes over none. */
function pathTo(host: Host, hosts: ToolHosts): string {
  const names: string[] = [];
  const passed = new Set<string>();
  for (let at = host.jump; at !== null && !passed.has(at); ) {
    passed.add(at);
    const over = hosts.get(at);
    names.unshift(over?.name ?? at);
    at = over?.jump ?? null;
  }
  return names.length === 0 ? "" : ` via ${names.join(" > ")}`;
}

function describeTerminal(terminal: TerminalInfo): string {
  const directory = terminal.directory ?? "unknown directory";
  return `  - terminal ${terminal.id}: ${terminal.user}, ${terminal.shell}, ${directory}, ${terminal.state}`;
}
