import type { ToolInfo } from "../../shared/contract/chat.ts";
import type { ModelTool } from "../models/message.ts";
import { askPerson } from "./ask-person.ts";
import { capturePane } from "./capture-pane.ts";
import { copyFile } from "./copy-file.ts";
import { deleteFile } from "./delete-file.ts";
import { editFile } from "./edit-file.ts";
import { endRun } from "./end-run.ts";
import { fetchUrl } from "./fetch-url.ts";
import { listFiles } from "./list-files.ts";
import { listHosts } from "./list-hosts.ts";
import { lookAtTmux } from "./look-at-tmux.ts";
import { observe } from "./observe.ts";
import { openTerminal } from "./open-terminal.ts";
import { planTool } from "./plan.ts";
import { readFile } from "./read-file.ts";
import { runOnHosts } from "./run-on-hosts.ts";
import { runShell } from "./run-shell.ts";
import { sendKeys } from "./send-keys.ts";
import { time } from "./time.ts";
import type { Tool } from "./tool.ts";
import { useTmux } from "./use-tmux.ts";
import { webSearch } from "./web-search.ts";
import { writeFile } from "./write-file.ts";

/** Everything the agent can do. */
export const allTools: readonly Tool[] = [
  runShell,
  runOnHosts,
  observe,
  capturePane,
  sendKeys,
  endRun,
  listHosts,
  openTerminal,
  lookAtTmux,
  useTmux,
  readFile,
  listFiles,
  editFile,
  writeFile,
  copyFile,
  deleteFile,
  fetchUrl,
  webSearch,
  askPerson,
  planTool,
  time,
];

/** The tools as a person is told of them. */
export function toolInfos(): ToolInfo[] {
  return allTools.map(({ name, words, tier }) => ({ name, words, tier }));
}

const known = new WeakMap<Tool, ModelTool>();

/** The tools as they are offered to a model: each is the same object every time. */
export function offered(tools: readonly Tool[]): ModelTool[] {
  return tools.map((tool) => {
    const { name, description, parameters } = tool;
    const one = known.get(tool) ?? { name, description, parameters };
    known.set(tool, one);
    return one;
  });
}
