import type { RunId, TerminalId } from "../../shared/ids.ts";
import type { CommandTimes } from "../app/frame-store.ts";
import { attempt, client } from "../control/client.ts";
import { say } from "./pane-notice.tsx";
import { focusTerminal } from "./terminal-desk.ts";
import { viewOf } from "./terminal-views.ts";

/** About a second: by then a terminal that was not on the screen is drawn with its lines. */
const framesToDraw = 60;

/** Shows the terminal, gives it the keyboard and goes to the lines of the run; where they are gone it says so. */
export async function showRun(id: TerminalId, runId: RunId | null): Promise<void> {
  focusTerminal(id);
  if (runId === null) return;
  const runs = await attempt(client.terminals.runs({ id }));
  const run = runs.ok ? runs.value.find((one) => one.id === runId) : undefined;
  if (run === undefined || run.startedAt === null) return;
  if (!(await goToLines(id, run))) {
    say(id, "The lines of this command are not here any more. Its record may have its output.");
  }
}

async function goToLines(id: TerminalId, times: CommandTimes): Promise<boolean> {
  for (let left = framesToDraw; left > 0; left -= 1) {
    if (viewOf(id)?.commands?.show(times) === true) return true;
    await new Promise(requestAnimationFrame);
  }
  return false;
}
