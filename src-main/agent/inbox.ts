import type { ChatItem } from "../../shared/contract/chat.ts";
import type { FairleadError } from "../../shared/errors.ts";
import { ok, type Result } from "../../shared/result.ts";
import type { ModelMessage } from "../models/message.ts";
import type { Transcript } from "../sessions/transcript.ts";
import { type RunEndedItem, runEndedMessage, runEndedSource } from "./run-ended.ts";
import type { Taint } from "./taint.ts";

type PersonItem = Extract<ChatItem, { kind: "person" }>;
type Unheard = PersonItem | RunEndedItem;

/** What is in a conversation that the model has not been told: messages sent while it worked, and ends of its commands. */
export function unheard({ items }: Pick<Transcript<ModelMessage>, "items">): Unheard[] {
  return items.filter(
    (item): item is Unheard =>
      (item.kind === "person" || item.kind === "run-ended") && item.heard === false,
  );
}

/**
 * Tells the model what it has not been told yet, in order, each once: a message is kept before its item says so, and one that
 * was kept before a crash is not said again.
 */
export async function hear(
  transcript: Transcript<ModelMessage>,
  taint: Taint | null = null,
): Promise<Result<void, FairleadError>> {
  for (const item of unheard(transcript)) {
    if (!wasSaid(transcript, item)) {
      const said = await transcript.say(messageOf(item));
      if (!said.ok) return said;
    }
    const noted = await transcript.put({ ...item, heard: true });
    if (!noted.ok) return noted;
    if (item.kind === "run-ended") taint?.add(runEndedSource(item));
  }
  return ok(undefined);
}

function messageOf(item: Unheard): ModelMessage {
  return item.kind === "person" ? { role: "user", content: item.text } : runEndedMessage(item);
}

function wasSaid({ items, messages }: Transcript<ModelMessage>, item: Unheard): boolean {
  const told = messages.flatMap(({ content, role }) => (role === "user" ? [content] : []));
  if (item.kind === "run-ended") {
    return told.some((content) => content.includes(`\nevent id: ${item.id}\n`));
  }
  const earlier = items
    .slice(0, items.indexOf(item))
    .filter((one) => one.kind === "person" && one.text === item.text);
  return told.filter((content) => content === item.text).length > earlier.length;
}
