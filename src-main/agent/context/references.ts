import type { ChatItem } from "../../../shared/contract/chat.ts";
import type { ModelMessage } from "../../models/message.ts";
import { quoteCommand } from "../../tools/run-text.ts";
import type { ToolItem } from "../call-item.ts";

export type ToolMessage = Extract<ModelMessage, { role: "tool" }>;

/** Characters. A shorter answer is as short as a reference to it. */
const worthReferring = 500;

/** What stays of the end of a long answer: where most commands say how they ended. */
const keptEnd = 160;

/** Finds the item of a call; ids of calls are unique within a conversation but for odd models, so the last one counts. */
export function toolItems(items: readonly ChatItem[]): ReadonlyMap<string, ToolItem> {
  const found = new Map<string, ToolItem>();
  for (const item of items) if (item.kind === "tool") found.set(item.callId, item);
  return found;
}

/** Whether a reference would be shorter than the answer itself. */
export const isLong = ({ content }: ToolMessage): boolean => content.length > worthReferring;

/**
 * A long answer of a tool in a few words: what it was, how it ended, its last characters, and how to read it again. A
 * short one stays as it is.
 */
export function referenceTo(message: ToolMessage, item: ToolItem | undefined): ToolMessage {
  if (!isLong(message)) return message;
  const { content } = message;
  const end = content.slice(-keptEnd).toWellFormed();
  const lines = [
    `[Left out by Fairlead to save room: ${whatItWas(item)}, ${content.length} characters. ${howToRead(item)}]`,
  ];
  if (item?.exitCode != null) lines.push(`exit code: ${item.exitCode}`);
  lines.push("its last characters:", end);
  return { ...message, content: lines.join("\n") };
}

function whatItWas(item: ToolItem | undefined): string {
  if (item === undefined) return "an answer of a tool";
  const place = item.hostName === "" ? "" : ` on ${item.hostName}`;
  if (item.command !== null) return `output of ${quoteCommand(item.command)}${place}`;
  return `answer of ${item.tool}${place}`;
}

function howToRead(item: ToolItem | undefined): string {
  const run = item?.runId ?? runOfInput(item);
  if (run !== null) return `Read it again with observe, run ${run}.`;
  return item === undefined ? "" : "Make the same call again if you need it.";
}

/** The run that a call of observe read. */
function runOfInput(item: ToolItem | undefined): string | null {
  return /"run"\s*:\s*"(run-[\w-]{1,80})"/.exec(item?.input ?? "")?.[1] ?? null;
}

/**
 * What to answer instead of an output that the model has before it word for word; null where it has not. `sent` are the
 * messages as they are sent, so that nothing is referred to that was left out.
 */
export function alreadyGiven(output: string, sent: readonly ModelMessage[]): string | null {
  const body = bodyOf(output);
  if (body.length < worthReferring) return null;
  const isThere = sent.some(
    (message) => message.role === "tool" && bodyOf(message.content).endsWith(body),
  );
  if (!isThere) return null;
  const head = output.slice(0, output.lastIndexOf(body));
  return `${head}[unchanged: these ${body.length} characters are word for word in an answer above and are not repeated]`;
}

/** An answer without the facts before its text, which may tell the same output in other words. */
function bodyOf(output: string): string {
  const [, body] = /(?:^|\n)(?:output|screen):\n([\s\S]*)$/.exec(output) ?? [];
  return (body ?? output).trim();
}
