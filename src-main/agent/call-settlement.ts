import type { Run } from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { FleetId, RunId } from "../../shared/ids.ts";
import { ok, type Result } from "../../shared/result.ts";
import type { ModelMessage } from "../models/message.ts";
import type { Transcript } from "../sessions/transcript.ts";
import { missingEnds, settledCalls } from "./after-crash.ts";
import type { ChatParts } from "./chat-parts.ts";
import { interruptedFleetText } from "./fleet/interrupted-text.ts";
import type { RunEvents } from "./run-events.ts";
import type { RunFollower } from "./run-follower.ts";

export type CallSettlementParts = Pick<ChatParts, "conversations" | "fleets" | "terminals"> & {
  /** Told of commands that have ended. */
  events: RunEvents;
  /** Follows those that still run. */
  follower: RunFollower;
  now: () => number;
};

/** Says of calls that a crash, or a fault of ours, has cut off what is known of them. */
export class CallSettlement {
  readonly #parts: CallSettlementParts;

  constructor(parts: CallSettlementParts) {
    this.#parts = parts;
  }

  /** Settles every conversation that a crash left half done. */
  async recover(): Promise<Result<void, FairleadError>> {
    const unsettled = await this.#parts.conversations.unsettled();
    if (!unsettled.ok) return unsettled;
    for (const id of unsettled.value) {
      const found = await this.#parts.conversations.transcript(id);
      if (!found.ok) return found;
      const settled = await this.settle(found.value, true);
      if (!settled.ok) return settled;
      for (const end of missingEnds(found.value.items, this.#parts.now())) {
        const put = await found.value.put(end);
        if (!put.ok) return put;
      }
    }
    return ok(undefined);
  }

  /** Says of every unfinished call what is known of it, and follows what still runs. `fromBefore`: from before this start. */
  async settle(
    transcript: Transcript<ModelMessage>,
    fromBefore = false,
  ): Promise<Result<void, FairleadError>> {
    const { events, fleets, follower, terminals } = this.#parts;
    const fleetText = (id: FleetId) => interruptedFleetText(fleets?.shown(id));
    const runOf = (id: RunId) => terminals.run(id);
    for (const item of settledCalls(transcript.items, runOf, fleetText)) {
      const put = await transcript.put(item);
      if (!put.ok) return put;
      const run = item.runId === null ? undefined : terminals.run(item.runId);
      if (run === undefined || !isSettled(run)) continue;
      const place = { conversationId: transcript.id, itemId: item.id };
      await events.ended({ ...place, run, live: !fromBefore });
    }
    for (const item of transcript.items) {
      if (item.kind !== "tool" || item.runId === null) continue;
      if (item.status.state !== "working" && item.status.state !== "unknown") continue;
      const place = { conversationId: transcript.id, itemId: item.id };
      follower.follow(item.runId, place, fromBefore);
    }
    return ok(undefined);
  }
}

/** Whether nothing can be found out about it any more. */
const isSettled = ({ state }: Run): boolean => state === "finished" || state === "stopped";
