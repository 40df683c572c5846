import type { ChatItem } from "../../shared/contract/chat.ts";
import type { TerminalId } from "../../shared/ids.ts";
import { quotedHosts } from "../../shared/quoted-output.ts";
import type { TextSource } from "../tools/tool.ts";
import type { ToolItem } from "./call-item.ts";
import { foldOf } from "./context/fold.ts";
import { runEndedSource } from "./run-ended.ts";

/** More are not told one by one: a person reads this. */
const most = 20;

/**
 * Where the untrusted text came from that the agent has read since the person's last message. Text that a machine wrote
 * may hold orders; what is proposed after reading it is judged with this in mind. One per turn.
 */
export class Taint {
  readonly #sources = new Map<string, TextSource>();

  constructor(sources: readonly TextSource[] = []) {
    for (const source of sources) this.add(source);
  }

  add(source: TextSource | null): void {
    if (source !== null && !this.#sources.has(source.words)) {
      this.#sources.set(source.words, source);
    }
  }

  /** In words, in the order of reading; without what was read in the terminal `except`. */
  words(except: TerminalId | null = null): string[] {
    const all = [...this.#sources.values()]
      .filter(({ terminalId }) => except === null || terminalId !== except)
      .map(({ words }) => words);
    if (all.length <= most) return all;
    return [...all.slice(0, most), `and ${all.length - most} more`];
  }
}

/** Tools whose answers hold nothing but what Fairlead or the person wrote. */
const ownWords = new Set(["time", "list_hosts", "ask_person", "open_terminal", "plan"]);

/** What was read since the person's last message and in it, where they quote a terminal, as far as the items tell: for a turn that goes on from an earlier one. */
export function readSince(items: readonly ChatItem[]): TextSource[] {
  const last = items.findLastIndex(({ kind }) => kind === "person");
  const message = items[last];
  const quoted = message?.kind === "person" ? quotedHosts(message.text) : [];
  const read = sourcesOf(items.slice(last + 1));
  const summary = foldOf(items).sources.length > 0 ? [summarySource] : [];
  return [
    ...summary,
    ...quoted.map((host) => ({ words: `output quoted from ${host}`, terminalId: null })),
    ...read,
  ];
}

/** A summary may have made an order out of what a machine printed: it counts as read again with every message. */
const summarySource: TextSource = {
  words: "the summary of earlier messages, which held output",
  terminalId: null,
};

/** Where the untrusted text among these items came from. */
export function sourcesOf(items: readonly ChatItem[]): TextSource[] {
  return items.flatMap((item) => {
    if (item.kind === "run-ended" && item.heard) return runEndedSource(item) ?? [];
    if (item.kind !== "tool" || !mayHaveRead(item)) return [];
    const { command, hostName, terminalId, tool } = item;
    const what = command === null ? `answer of ${tool}` : `output of \`${command.slice(0, 80)}\``;
    return [{ words: hostName === "" ? what : `${what} on ${hostName}`, terminalId }];
  });
}

function mayHaveRead({ output, status, tool }: ToolItem): boolean {
  if (ownWords.has(tool) || output === "") return false;
  return !["asking", "denied", "expired", "refused"].includes(status.state);
}
