import { z } from "zod";
import { tmuxSessionTitle } from "../../shared/contract/tmux.ts";
import { failure } from "../../shared/errors.ts";
import { terminalId } from "../../shared/ids.ts";
import { fail, ok } from "../../shared/result.ts";
import { shellWord } from "../targets/files/shell-word.ts";
import { askingFields, askingOf } from "./asking.ts";
import { findTerminal } from "./find-terminal.ts";
import { hostWithTerminal } from "./host-with-terminal.ts";
import { paneField, paneNumber } from "./look-at-tmux.ts";
import { commandAct } from "./run-shell.ts";
import { showTmuxPane } from "./show-tmux-pane.ts";
import { defineTool } from "./tool.ts";

const schema = z.object({
  do: z
    .enum(["new-session", "new-window", "new-pane", "show"])
    .describe(
      "show: attach the pane's session here, so that person and you have it as a terminal.",
    ),
  terminal: terminalId
    .optional()
    .describe("Id of an open terminal on the host. Default: the person's pane."),
  pane: paneField
    .optional()
    .describe(
      "Id of a pane from look_at_tmux: the one to show, or to make the window or pane beside.",
    ),
  name: tmuxSessionTitle.optional().describe("new-session: its name."),
  directory: z.string().min(1).max(4_096).optional().describe("Where the new shell starts."),
  command: z
    .string()
    .min(1)
    .max(20_000)
    .optional()
    .describe("What runs in it instead of a shell. It closes when that ends."),
  reason: z.string().min(1).max(2_000).describe("One sentence for the person: why."),
  ...askingFields,
});

/** Makes sessions, windows and panes of tmux by a command that the person sees, or shows a pane as a terminal. */
export const useTmux = defineTool({
  name: "use_tmux",
  words: "Make and show tmux sessions, windows and panes",
  tier: "privileged",
  description:
    "Make a tmux session, window or pane that goes on without the terminal, with a command if wanted, or show an existing " +
    "pane as a terminal, after the person has approved it. Returns what the other tools need to use it.",
  schema,
  plan: (input, context) => {
    const terminal = findTerminal(context, input.terminal);
    if (!terminal.ok) return terminal;
    const { pane, reason } = input;
    const asking = askingOf(input);
    if (input.do === "show") {
      if (pane === undefined) return fail(failure("input-invalid", "show needs a pane."));
      const host = hostWithTerminal(context, terminal.value.info().hostId);
      if (!host.ok) return host;
      return showTmuxPane(context, host.value, paneNumber(pane), { asking, reason });
    }
    if (input.do === "new-session" && input.name === undefined) {
      return fail(failure("input-invalid", "new-session needs a name."));
    }
    if (input.do === "new-pane" && pane === undefined) {
      return fail(failure("input-invalid", "new-pane needs the pane to be beside."));
    }
    return ok(
      commandAct(context, terminal.value, tmuxCommand(input), { asking, reason, waitMs: null }),
    );
  },
});

/** The command as a person would type it; it prints the new pane's id. */
function tmuxCommand(input: z.output<typeof schema>): string {
  const { command, directory, name, pane } = input;
  const isSession = input.do === "new-session";
  const verb = isSession ? "new-session" : input.do === "new-pane" ? "split-window" : "new-window";
  return [
    `tmux ${verb} -d -P -F '#{pane_id}'`,
    ...(isSession && name !== undefined ? ["-s", word(unformatted(name))] : []),
    ...(!isSession && pane !== undefined ? ["-t", pane] : []),
    ...(directory === undefined ? [] : ["-c", homeWord(unformatted(directory))]),
    ...(command === undefined ? [] : [word(command)]),
  ].join(" ");
}

/** tmux takes `#(…)` in names and directories for a program to run. */
const unformatted = (text: string): string => text.replaceAll("#", "##");

/** Bare where nothing in it is special. What ends in a semicolon would end the command for tmux. */
const word = (text: string): string =>
  /^[\w./:@+-]+$/.test(text) ? text : shellWord(text.replace(/;$/, "\\;"));

/** The shell knows what ~ is, where it stands unquoted. */
const homeWord = (text: string): string =>
  text.startsWith("~/") ? `~/${word(text.slice(2))}` : word(text);
