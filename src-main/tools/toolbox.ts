import type { ModelTool } from "../models/message.ts";
import { askPerson } from "./ask-person.ts";
import { capturePane } from "./capture-pane.ts";
import { listHosts } from "./list-hosts.ts";
import { openTerminal } from "./open-terminal.ts";
import { runShell } from "./run-shell.ts";
import { sendKeys } from "./send-keys.ts";
import { time } from "./time.ts";
import type { Tool } from "./tool.ts";

/** Everything the agent can do. */
export const allTools: readonly Tool[] = [
  runShell,
  capturePane,
  sendKeys,
  listHosts,
  openTerminal,
  askPerson,
  time,
];

/** The tools as they are offered to a model. */
export function offered(tools: readonly Tool[]): ModelTool[] {
  return tools.map(({ name, description, parameters }) => ({ name, description, parameters }));
}
