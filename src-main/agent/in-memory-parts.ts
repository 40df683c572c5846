import type { AuditEntry } from "../../shared/contract/audit.ts";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import type { AuditRecord, RecordAudit } from "../audit/journal.ts";
import type { ModelMessage, ModelPart } from "../models/message.ts";
import type { AskModel } from "./turn.ts";

/** An audit in memory; a kind in `refuses` cannot be written. */
export class MemoryAudit {
  readonly records: AuditRecord[] = [];
  readonly refuses = new Set<string>();
  /** A kind in here is on the disk when its promise resolves. */
  readonly slow = new Map<string, Promise<unknown>>();
  /** Runs before each record is taken. */
  before: (kind: string) => void = () => undefined;

  readonly record: RecordAudit = async (record) => {
    this.before(record.kind);
    await this.slow.get(record.kind);
    if (this.refuses.has(record.kind)) return fail(failure("audit-unwritable"));
    this.records.push(record);
    return ok(record as unknown as AuditEntry);
  };

  get kinds(): string[] {
    return this.records.map(({ kind }) => kind);
  }
}

export const says = (text: string): ModelPart => ({ type: "text-delta", text });
export const finish = (reason: "stop" | "tool-calls" = "stop"): ModelPart => ({
  type: "finish",
  reason,
  usage: { inputTokens: 10, outputTokens: 2 },
});
export const calls = (id: string, name: string, input: unknown): ModelPart => ({
  type: "tool-call",
  id,
  name,
  arguments: typeof input === "string" ? input : JSON.stringify(input),
});

/** What a model says to one request. */
export type Script = readonly (ModelPart | Promise<ModelPart>)[];

/** Arguments of run_shell, as a model writes them. */
export const runs = (id: string, command: string, more: object = {}): ModelPart =>
  calls(id, "run_shell", { command, reason: "to see", ...more });

/** A model that says what was written for it, one script per request, and remembers what it was asked. */
export class ScriptedModel {
  readonly requests: ModelMessage[][] = [];
  /** Names of the tools it was offered, per request. */
  readonly offered: string[][] = [];
  /** What it answers to a request without tools, which is one for a summary; those requests stand apart. */
  summary: Script = [{ type: "failed", error: failure("model-failed") }];
  readonly summaryRequests: ModelMessage[][] = [];
  readonly #scripts: readonly Script[];

  constructor(...scripts: Script[]) {
    this.#scripts = scripts;
  }

  readonly ask: AskModel = (request) => {
    if (request.tools.length === 0) {
      this.summaryRequests.push([...request.messages]);
      return this.#play(this.summary, request.signal);
    }
    this.offered.push(request.tools.map(({ name }) => name));
    return this.#answer(request.messages, request.signal);
  };

  async *#answer(
    messages: readonly ModelMessage[],
    signal: AbortSignal,
  ): AsyncGenerator<ModelPart, void, void> {
    this.requests.push([...messages]);
    yield* this.#play(
      this.#scripts[this.requests.length - 1] ?? this.#scripts.at(-1) ?? [],
      signal,
    );
  }

  async *#play(script: Script, signal: AbortSignal): AsyncGenerator<ModelPart, void, void> {
    for (const part of script) {
      if (signal.aborted) return yield { type: "failed", error: failure("aborted") };
      yield await part;
    }
  }

  /** What the model was told by tools in its last request. */
  get toolAnswers(): string[] {
    return (this.requests.at(-1) ?? []).flatMap((message) =>
      message.role === "tool" ? [message.content] : [],
    );
  }
}
