import { z } from "zod";
import type {
  TmuxListing,
  TmuxPaneInfo,
  TmuxSessionInfo,
  TmuxWindowInfo,
} from "../../shared/contract/tmux.ts";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { hostField, hostWithTerminal } from "./host-with-terminal.ts";
import { defineTool } from "./tool.ts";

/** Characters of one answer. */
const longest = 12_000;

/** A pane's id as tmux writes it: "%3". */
export const paneField = z.string().regex(/^%\d{1,9}$/, "Write a pane's id as listed, such as %3.");

/** The number of a pane's id. */
export const paneNumber = (id: string): number => Number(id.slice(1));

const schema = z.object({
  host: hostField,
  pane: paneField.optional().describe('Id of a pane such as "%3", to read it. Default: list them.'),
  lines: z.int().min(1).max(2_000).default(100).describe("With pane: how many of its last lines."),
});

/** Lists a host's tmux sessions with their windows and panes, or reads one pane. */
export const lookAtTmux = defineTool({
  name: "look_at_tmux",
  words: "List tmux sessions and read their panes",
  tier: "reads",
  description:
    "List the tmux sessions, windows and panes of a host, whoever made them, or read the last lines of one pane. Changes nothing.",
  schema,
  plan: ({ host: named, lines, pane }, context) => {
    const { tmux } = context;
    if (tmux === undefined) return fail(failure("tmux-failed", "There is no tmux to be had here."));
    const host = hostWithTerminal(context, named);
    if (!host.ok) return host;
    const { id, name } = host.value;
    const words = pane === undefined ? `tmux sessions on ${name}` : `tmux pane ${pane} on ${name}`;
    return ok({
      kind: "read",
      terminalId: null,
      source: { words, terminalId: null },
      read: async (signal) => {
        if (pane === undefined) {
          const listed = await tmux.list(id, signal);
          return listed.ok ? ok(listingText(listed.value, name)) : listed;
        }
        const read = await tmux.read(id, paneNumber(pane), lines, signal);
        if (!read.ok) return read;
        const text = read.value.trimEnd().slice(-longest);
        return ok(`pane: ${pane} on ${name}\ntext:\n${text === "" ? "(empty)" : text}`);
      },
    });
  },
});

const states = {
  "no-tmux": "has no tmux",
  "too-old": "has a tmux that is too old",
  "no-server": "runs no tmux",
} as const;

function listingText({ sessions, state, version }: TmuxListing, host: string): string {
  if (state !== "listed") return `${host} ${states[state]}.`;
  const text = sessions.map(sessionText).join("\n");
  const head = `tmux ${version ?? ""} on ${host}, ${sessions.length} sessions:\n`;
  return head + (text.length > longest ? `${text.slice(0, longest)}\n…` : text);
}

function sessionText({ clients, name, own, windows }: TmuxSessionInfo): string {
  const facts = [
    ...(own ? ["the app's own"] : []),
    clients.length === 0 ? "nobody else is attached" : `attached: ${clients.map(({ tty }) => tty)}`,
  ];
  return [
    `- session ${JSON.stringify(name)}: ${facts.join(", ")}`,
    ...windows.map(windowText),
  ].join("\n");
}

function windowText({ active, index, name, panes }: TmuxWindowInfo): string {
  const head = `  - window ${index} ${JSON.stringify(name)}${active ? " (in front)" : ""}`;
  return [head, ...panes.map(paneText)].join("\n");
}

function paneText({ active, columns, command, dead, idle, pane, rows, terminalId }: TmuxPaneInfo) {
  const facts = [
    dead ? "its program has ended" : `${JSON.stringify(command)}${idle ? ", idle" : ""}`,
    `${columns}×${rows}`,
    ...(active ? ["active"] : []),
    ...(terminalId === null ? [] : [`terminal ${terminalId}`]),
  ];
  return `    - pane %${pane}: ${facts.join(", ")}`;
}
