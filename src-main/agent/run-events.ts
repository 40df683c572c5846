import type { ChatItem } from "../../shared/contract/chat.ts";
import type { ConversationId, RunId, TerminalId } from "../../shared/ids.ts";
import type { ModelMessage } from "../models/message.ts";
import type { Conversations } from "../sessions/conversations.ts";
import type { Transcript } from "../sessions/transcript.ts";
import type { ToolTerminals } from "../tools/surroundings.ts";
import type { ToolItem } from "./call-item.ts";
import { runEndedItem } from "./run-ended.ts";
import type { RunEnd } from "./run-follower.ts";

export type RunEventsParts = {
  conversations: Conversations<ModelMessage>;
  terminals: Pick<ToolTerminals, "runOutput">;
  /** Turns in a row that ends of commands may start; 0 = none. */
  mostSelfStarted: () => number;
  /** Whether a turn runs there. */
  isRunning: (id: ConversationId) => boolean;
  /** Starts a turn without a message of the person. */
  wake: (id: ConversationId, terminalId: TerminalId) => Promise<unknown>;
  now: () => number;
};

/** Characters of output that are read for its last lines. */
const tailCharacters = 4_000;

/**
 * The end of a command that outlived its call, as an event of its conversation: said once, kept before it is said, told to the
 * model at its next step, or by a turn that starts because of it where that is allowed.
 */
export class RunEvents {
  readonly #parts: RunEventsParts;
  /** Runs of which the model has read how they stand. */
  readonly #seen = new Set<RunId>();

  constructor(parts: RunEventsParts) {
    this.#parts = parts;
  }

  /** The model has read how a command stands: once that has ended there is nothing more to tell. */
  saw(runId: RunId, hasEnded: boolean): void {
    if (hasEnded) this.#seen.add(runId);
  }

  async ended({ conversationId, itemId, live, run }: RunEnd): Promise<void> {
    const found = await this.#parts.conversations.transcript(conversationId);
    if (!found.ok) return;
    const transcript = found.value;
    const { items } = transcript;
    const call = items.find((item): item is ToolItem => item.kind === "tool" && item.id === itemId);
    const isTold = items.some((item) => item.kind === "run-ended" && item.runId === run.id);
    if (call === undefined || isTold || run.state === "not-run") return;
    // Of a call that a crash cut off the model hears with its answer.
    if (!isAnswered(transcript, call)) return;
    const item = runEndedItem(call, run, {
      at: this.#parts.now(),
      output: await this.#tailOf(run.id),
      whileClosed: !live,
      heard: this.#seen.has(run.id),
    });
    const wakes = !item.heard && live && this.#mayWake(transcript);
    const kept = await transcript.put({ ...item, wakes });
    if (kept.ok && wakes) await this.#parts.wake(conversationId, run.terminalId);
  }

  /** Not while a turn runs, which hears of it anyway, and not where the last one ended otherwise than with an answer. */
  #mayWake({ id, items }: Transcript<ModelMessage>): boolean {
    const most = this.#parts.mostSelfStarted();
    if (most === 0 || this.#parts.isRunning(id)) return false;
    const end = items.findLast((item) => item.kind === "end");
    if (end?.kind !== "end" || end.reason !== "answered") return false;
    return wakesSincePerson(items) < most;
  }

  async #tailOf(id: RunId): Promise<string> {
    const { terminals } = this.#parts;
    const all = await terminals.runOutput(id, 0, 1);
    if (!all.ok) return "";
    const from = Math.max(0, all.value.total - tailCharacters);
    const tail = await terminals.runOutput(id, from, tailCharacters);
    return tail.ok ? tail.value.text : "";
  }
}

function wakesSincePerson(items: readonly ChatItem[]): number {
  const last = items.findLastIndex(({ kind }) => kind === "person");
  return items.slice(last + 1).filter((item) => item.kind === "run-ended" && item.wakes).length;
}

function isAnswered({ messages }: Transcript<ModelMessage>, { callId }: ToolItem): boolean {
  return messages.some((message) => message.role === "tool" && message.toolCallId === callId);
}
