import type { ChatItem, ToolStatus } from "../../shared/contract/chat.ts";
import type { Run } from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { TurnId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";
import type { ModelMessage, ModelToolCall } from "../models/message.ts";
import type { Transcript } from "../sessions/transcript.ts";

export type ToolItem = Extract<ChatItem, { kind: "tool" }>;

/** A tool call as the person sees it, from the model's wish to its end. Every change is kept before it is shown. */
export class CallItem {
  readonly #transcript: Transcript<ModelMessage>;
  #item: ToolItem;

  constructor(
    transcript: Transcript<ModelMessage>,
    call: ModelToolCall,
    turnId: TurnId,
    at: number,
  ) {
    this.#transcript = transcript;
    this.#item = {
      id: newId("item", at),
      turnId,
      at,
      kind: "tool",
      callId: call.id,
      tool: call.name,
      input: call.arguments,
      command: null,
      editedFrom: null,
      reason: "",
      terminalId: null,
      hostName: "",
      runId: null,
      answer: null,
      status: { state: "working" },
      exitCode: null,
      durationMs: null,
      output: "",
    };
  }

  get value(): ToolItem {
    return this.#item;
  }

  /** Says more about the call; kept and shown with its next change. */
  describe(patch: Partial<ToolItem>): void {
    this.#item = { ...this.#item, ...patch };
  }

  change(patch: Partial<ToolItem>): Promise<Result<void, FairleadError>> {
    this.describe(patch);
    return this.#transcript.put(this.#item);
  }
}

/** How a run that the call left behind shows on its item. */
export function statusOfRun(run: Run): ToolStatus {
  switch (run.state) {
    case "finished":
      return { state: "done" };
    case "stopped":
      return { state: "stopped" };
    case "not-run":
      return { state: "failed", sentence: "It was not run: nothing was sent." };
    case "lost":
    case "unknown":
      return { state: "unknown" };
    case "waiting":
    case "running":
    case "needs-input":
      return { state: "working" };
  }
}

/** The item with what is known of its run now. */
export function withRun(item: ToolItem, run: Run): ToolItem {
  return {
    ...item,
    status: statusOfRun(run),
    exitCode: run.exitCode,
    durationMs: run.durationMs,
  };
}
