import type { ChatItem } from "../../../shared/contract/chat.ts";
import type { ModelMessage } from "../../models/message.ts";
import type { Conversations } from "../../sessions/conversations.ts";
import { callBegan, callEnded, stepMeant } from "../../sessions/plan-changes.ts";
import type { Transcript } from "../../sessions/transcript.ts";
import { callEnd, type FleetOf, isTelling } from "./call-end.ts";

/**
 * Ticks the steps of plans as the calls that name them end. It only listens: nothing is begun, sent or approved by a
 * plan. Disposing waits for the last change.
 */
export class PlanFollower implements AsyncDisposable {
  readonly #listening: Disposable;
  readonly #fleetOf: FleetOf;
  readonly #transcripts = new Set<Transcript<ModelMessage>>();

  constructor(conversations: Conversations<ModelMessage>, fleetOf: FleetOf) {
    this.#fleetOf = fleetOf;
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
    if (item.kind !== "tool" || plans.current === null || !isTelling(item)) return;
    this.#transcripts.add(transcript);
    const end = callEnd(item, this.#fleetOf);
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

/** What a call says it belongs to, as the model wrote it. */
function stepOf(input: string): string {
  try {
    const { step }: { step?: unknown } = JSON.parse(input);
    return typeof step === "string" || typeof step === "number" ? String(step) : "";
  } catch {
    return "";
  }
}
