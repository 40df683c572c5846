import type { SlashName } from "../../../shared/slash/commands.ts";
import type { ParsedSlash } from "../../../shared/slash/parse-slash.ts";
import { openDialog } from "../../app/frame-store.ts";
import { context } from "./context-command.ts";
import { help } from "./help-command.ts";
import { approve, listHosts, model } from "./look-commands.ts";
import { failureNote, type NoteAnswer } from "./note-blocks.ts";
import { addNote } from "./notes-store.ts";
import { observe } from "./observe-command.ts";
import { plan } from "./plan-command.ts";
import { quit } from "./quit-command.ts";
import { killRun, limitRun, listRuns } from "./run-commands.ts";
import {
  cancel,
  listConversations,
  newConversation,
  retry,
  session,
  switchTo,
} from "./session-commands.ts";
import { status } from "./status-command.ts";

export type SlashCall = Extract<ParsedSlash, { kind: "command" }>;

const settingsPage = (page: "models" | "doctor") => (): NoteAnswer => {
  openDialog({ kind: "settings", page });
  return [];
};

/** What each command does in a window. None of them sends anything to the agent. */
const handlers: Record<SlashName, (call: SlashCall) => Promise<NoteAnswer> | NoteAnswer> = {
  status,
  help: ({ rest }) => help(rest),
  model: ({ rest }) => model(rest),
  login: settingsPage("models"),
  context: ({ rest }) => context(rest),
  ps: listRuns,
  kill: ({ words }) => killRun(words),
  timeout: ({ words }) => limitRun(words),
  approve: ({ rest }) => approve(rest),
  plan: ({ words }) => plan(words),
  hosts: ({ rest }) => listHosts(rest),
  observe: ({ rest }) => observe(rest),
  session: ({ rest }) => session(rest),
  sessions: listConversations,
  switch: ({ rest }) => switchTo(rest),
  new: ({ rest }) => newConversation(rest),
  retry,
  cancel,
  doctor: settingsPage("doctor"),
  quit,
};

/** Runs a command that a person gave; its answer comes as a note in the chat. `line` is what they wrote. */
export async function runSlash(call: SlashCall, line: string): Promise<void> {
  try {
    addNote(line, await handlers[call.name](call));
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const sentence = "Something went wrong inside Fairlead.";
    addNote(line, failureNote({ code: "internal", sentence, detail }));
  }
}
