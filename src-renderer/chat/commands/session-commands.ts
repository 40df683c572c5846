import type { Conversation } from "../../../shared/contract/chat.ts";
import { findNamed, shortId } from "../../../shared/slash/find-named.ts";
import { attempt, client } from "../../control/client.ts";
import { useModels } from "../../settings/models-store.ts";
import { absoluteTime, agoWords, countWords } from "../../ui/times.ts";
import { retryTurn, stopTurn } from "../chat-actions.ts";
import { useChat } from "../chat-store.ts";
import { showConversation, useConversations } from "../conversations-store.ts";
import { failureNote, type NoteAnswer, textNote } from "./note-blocks.ts";
import { tokensOf } from "./tokens.ts";

const titled = ({ id, title }: Conversation) => ({ id, name: title });

/** `/session` and its verbs. */
export async function session(rest: string): Promise<NoteAnswer> {
  const [, verb = "show", words = ""] = /^(\S+)?\s*(.*)$/.exec(rest) ?? [];
  switch (verb.toLowerCase()) {
    case "show":
      return aboutThis();
    case "rename":
      return renameThis(words);
    case "new":
      return newConversation(words);
    case "switch":
    case "resume":
      return switchTo(words);
    case "list":
      return listConversations();
    default:
      return textNote(`/session knows show, rename, new and switch, not “${verb}”.`);
  }
}

/** `/sessions` */
export function listConversations(): NoteAnswer {
  const { conversations, current } = useConversations.getState();
  if (conversations.length === 0) return textNote("No conversation yet.");
  const now = Date.now();
  const rows = conversations.slice(0, 50).map((one) => ({
    lead: one.id === current ? "●" : "○",
    text: one.title,
    link: { kind: "conversation" as const, id: one.id },
    detail: one.id === current ? `${shortId(one.id)}, on the screen` : shortId(one.id),
    tail: agoWords(one.usedAt, now),
  }));
  return [{ kind: "list", rows }, ...beyond(conversations.length)];
}

const beyond = (count: number): NoteAnswer =>
  count > 50 ? textNote(`${count - 50} older ones are in the menu above the chat.`) : [];

/** `/switch NAME` */
export function switchTo(words: string): NoteAnswer {
  const { conversations } = useConversations.getState();
  if (words === "") return listConversations();
  const found = findNamed(conversations.map(titled), words);
  if (found.ok) {
    showConversation(found.value.id);
    return [];
  }
  if (found.error.length === 0) return textNote(`No conversation is called “${words}”.`);
  const rows = found.error.map(({ id, name }) => ({
    lead: shortId(id),
    text: name,
    link: { kind: "conversation" as const, id },
  }));
  return [...textNote("Several fit. Press one, or name it by its id."), { kind: "list", rows }];
}

/** `/new [TITLE]` */
export async function newConversation(title: string): Promise<NoteAnswer> {
  if (title === "") {
    showConversation(null);
    return [];
  }
  const made = await attempt(client.chat.create());
  if (!made.ok) return failureNote(made.error);
  const named = await attempt(
    client.chat.rename({ id: made.value.id, title: title.slice(0, 200) }),
  );
  // Main lists it, too; it may do so after this.
  useConversations.setState(({ conversations }) => ({
    conversations: conversations.some(({ id }) => id === made.value.id)
      ? conversations
      : [{ ...made.value, title }, ...conversations],
    current: made.value.id,
  }));
  return named.ok ? [] : failureNote(named.error);
}

/** `/retry` */
export async function retry(): Promise<NoteAnswer> {
  const { current } = useConversations.getState();
  if (current === null) return textNote("Nothing was asked yet.");
  const retried = await retryTurn(current);
  return retried.ok ? [] : failureNote(retried.error);
}

/** `/cancel` */
export async function cancel(): Promise<NoteAnswer> {
  if (useChat.getState().turnId === null) return textNote("The agent is not at work here.");
  const stopped = await stopTurn();
  return stopped.ok ? [] : failureNote(stopped.error);
}

async function renameThis(title: string): Promise<NoteAnswer> {
  const { current } = useConversations.getState();
  if (current === null) return textNote("This conversation has no message yet.");
  if (title === "") return textNote("Say the title: /session rename TITLE");
  const renamed = await attempt(client.chat.rename({ id: current, title: title.slice(0, 200) }));
  return renamed.ok
    ? textNote(`It is called “${title.slice(0, 200)}” now.`)
    : failureNote(renamed.error);
}

function aboutThis(): NoteAnswer {
  const { conversations, current } = useConversations.getState();
  const shown = conversations.find(({ id }) => id === current);
  if (shown === undefined) return textNote("A new conversation, without a message yet.");
  const { items } = useChat.getState();
  const { profiles } = useModels.getState();
  const own = profiles.find(({ id }) => id === shown.profileId)?.name;
  const messages = items.filter(({ kind }) => kind === "person").length;
  const tokens = tokensOf(items);
  return [
    {
      kind: "facts",
      facts: [
        ["Title", shown.title],
        ["Id", shown.id],
        ["Begun", absoluteTime(shown.createdAt)],
        ["Messages of yours", String(messages)],
        ["Model", own ?? "the one chosen above the chat"],
        ["Tokens", `${countWords(tokens.input)} in, ${countWords(tokens.output)} out`],
      ],
    },
  ];
}
