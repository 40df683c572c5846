import type { TerminalId } from "../../shared/ids.ts";
import type { Action } from "../control/shortcuts.ts";
import { openHistory } from "../history/history-actions.ts";
import { copyText } from "../ui/copy-text.ts";
import { askAbout } from "./ask-about.ts";
import type { MarkedCommand } from "./command-marks.ts";
import { say } from "./pane-notice.tsx";
import { openScreenMenu } from "./screen-menu-store.ts";
import { useTerminals } from "./terminal-store.ts";
import { viewOf } from "./terminal-views.ts";

/** What a person can do with the commands that are marked beside a terminal's lines. */
export const commandActions: readonly Action[] = [
  action("previous-command", "Go to the previous command", "Mod+<", (id) => jump(id, -1), true),
  action("next-command", "Go to the next command", "Mod+>", (id) => jump(id, 1), true),
  onCommand("select-output", "Select the command’s output", selectOutput),
  onCommand("copy-output", "Copy the command’s output", copyOutput),
  onCommand("command-record", "Open the command’s record", (id, command) =>
    openHistory(id, command),
  ),
  onCommand("ask-about", "Ask about the command…", (id, { id: command }) => askAbout(id, command)),
  onCommand("command-menu", "Menu of the command", (id, command) => {
    const at = viewOf(id)?.element.querySelector('.command-mark[data-chosen="true"]');
    const whole = viewOf(id)?.element.getBoundingClientRect() ?? new DOMRect();
    openScreenMenu(id, command.id, at?.getBoundingClientRect() ?? new DOMRect(whole.x, whole.y));
  }),
];

export function selectOutput(id: TerminalId, command: MarkedCommand): void {
  if (viewOf(id)?.commands?.selectOutput(command.id) !== true) say(id, noOutput);
}

export function copyOutput(id: TerminalId, command: MarkedCommand): void {
  const text = viewOf(id)?.commands?.output(command.id) ?? "";
  if (text === "") say(id, noOutput);
  else void copyText(text, document);
}

const noOutput = "Nothing that this command printed is here.";
const noMarks =
  "No command is marked here. Fairlead marks commands of shells that it started, as long as their lines are there.";

function jump(id: TerminalId, by: -1 | 1): void {
  const commands = viewOf(id)?.commands;
  if (commands?.current == null) say(id, noMarks);
  else if (!commands.jump(by) && by < 0) say(id, "No earlier command is marked.");
}

function action(
  id: string,
  title: string,
  chord: string | undefined,
  run: (terminal: TerminalId) => unknown,
  repeats = false,
): Action {
  return {
    id,
    title,
    group: "Terminal",
    run: () => {
      const { focused } = useTerminals.getState();
      if (focused !== null) void run(focused);
    },
    ...(chord === undefined ? {} : { chord }),
    ...(repeats ? { repeats } : {}),
  };
}

function onCommand(
  id: string,
  title: string,
  run: (terminal: TerminalId, command: MarkedCommand) => unknown,
): Action {
  return action(id, title, undefined, (terminal) => {
    const commands = viewOf(terminal)?.commands;
    const command = commands?.current;
    if (commands == null || command == null) {
      say(terminal, noMarks);
      return;
    }
    commands.choose(command.id);
    return run(terminal, command);
  });
}
