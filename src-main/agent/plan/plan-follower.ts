import type { ChatItem } from "../../../shared/contract/chat.ts";
import type { ModelMessage } from "../../models/message.ts";
import type { Conversations } from "../../sessions/conversations.ts";
import { type CallEnd, callBegan, callEnded, stepMeant } from "../../sessions/plan-changes.ts";
import type { Transcript } from "../../sessions/transcript.ts";
import type { ToolItem } from "../call-item.ts";

/** Tools whose end says something about a step, and whether it is an exit code that says it. */
const tellingTools: Record<string, "exit-code" | "state"> = {
  run_shell: "exit-code",
  write_file: "state",
  edit_file: "state",
  copy_file: "state",
  delete_file: "state",
};

/**
 * Ticks the steps of plans as the calls that name them end. It only listens: nothing is begun, sent or approved by a
 * plan. Disposing waits for the last change.
 */
export class PlanFollower implements AsyncDisposable {
  readonly #listening: Disposable;
  readonly #transcripts = new Set<Transcript<ModelMessage>>();

  constructor(conversations: Conversations<ModelMessage>) {
    this.#listening = conversations.events.on(({ conversationId, event }) => {
      const transcript = conversations.loaded(conversationId);
      if (event.type === "item-changed" && transcript !== undefined) {
        this.#follow(transcript, event.item);
      }
    });
  }

  /** Tells the plan of ends that it missed, as after a crash between the end of a command and the plan's own record. */
  catchUp(transcript: Transcript<ModelMessage>): void {
    const open = transcript.plans.current?.steps.flatMap((step) => step.open) ?? [];
    for (const item of transcript.items) if (open.includes(item.id)) this.#follow(transcript, item);
  }

  #follow(transcript: Transcript<ModelMessage>, item: ChatItem): void {
    const { plans } = transcript;
    if (item.kind !== "tool" || plans.current === null) return;
    const telling = tellingTools[item.tool];
    if (telling === undefined) return;
    this.#transcripts.add(transcript);
    const end = endOf(item, telling);
    // What cannot be kept now is caught up with at the next start.
    if (end !== null) {
      void plans.change(callEnded(item.id, end));
      return;
    }
    void plans.change((plan) => {
      const step = stepMeant(plan, stepOf(item.input));
      return step === null ? { ok: true, value: plan } : callBegan(step, item.id)(plan);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listening[Symbol.dispose]();
    for (const { plans } of this.#transcripts) await plans.settled();
  }
}

/** null: it has not ended. */
function endOf({ exitCode, status }: ToolItem, telling: "exit-code" | "state"): CallEnd | null {
  switch (status.state) {
    case "asking":
    case "working":
      return null;
    case "done":
      if (telling === "state" || exitCode === 0) return { kind: "well" };
      if (exitCode !== null) return { kind: "badly", note: `exit code ${exitCode}` };
      return { kind: "open", note: "its command told no exit code" };
    case "failed":
      // Only what was surely not done is told as failed; the rest is unknown.
      return { kind: "open", note: "its command was not run" };
    case "unknown":
      return { kind: "unknown", note: "nobody knows whether its command ran" };
    case "stopped":
      return { kind: "open", note: "its command was stopped" };
    case "denied":
      return { kind: "open", note: "its command was denied" };
    case "expired":
      return { kind: "open", note: "nobody approved its command in time" };
    case "refused":
      return { kind: "open", note: "its command was refused" };
  }
}

/** What a call says it belongs to, as the model wrote it. */
function stepOf(input: string): string {
  try {
    const { step }: { step?: unknown } = JSON.parse(input);
    return typeof step === "string" || typeof step === "number" ? String(step) : "";
  } catch {
    return "";
  }
}
