import type { Run } from "../../shared/contract/terminals.ts";
import type { ConversationId, ItemId, RunId } from "../../shared/ids.ts";
import type { RecordAudit } from "../audit/journal.ts";
import type { ModelMessage } from "../models/message.ts";
import type { Conversations } from "../sessions/conversations.ts";
import type { ToolTerminals } from "../tools/surroundings.ts";
import { hasEnded } from "../tools/wait-for-run.ts";
import { withRun } from "./call-item.ts";
import { addressOf, digestOf } from "./gate-notes.ts";

/** Characters; more of a command's output is not kept anyway. */
const mostOutput = 1_000_000;

type Place = { conversationId: ConversationId; itemId: ItemId };

/** A command that outlived its call has ended. `live`: while Fairlead was there to see it. */
export type RunEnd = Place & { run: Run; live: boolean };

/**
 * Keeps items up to date whose command outlived its call: started without waiting, left running by a stop, or found
 * again after a crash. Each change of such a run is written into its item, its end into the audit.
 */
export class RunFollower implements AsyncDisposable {
  readonly #conversations: Conversations<ModelMessage>;
  readonly #terminals: ToolTerminals;
  readonly #record: RecordAudit;
  readonly #places = new Map<RunId, Place & { live: boolean }>();
  readonly #ended: (end: RunEnd) => Promise<unknown>;
  readonly #listening: Disposable;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(
    conversations: Conversations<ModelMessage>,
    terminals: ToolTerminals,
    record: RecordAudit,
    /** Told once of each, after its item says so. */
    ended: (end: RunEnd) => Promise<unknown>,
  ) {
    this.#ended = ended;
    this.#conversations = conversations;
    this.#record = record;
    this.#terminals = terminals;
    this.#listening = terminals.events.on((event) => {
      if (event.type === "run-changed") this.#changed(event.run);
    });
  }

  /** From now on the item says what the run says, until it is settled. `fromBefore`: it was started before this start. */
  follow(runId: RunId, place: Place, fromBefore = false): void {
    this.#places.set(runId, { ...place, live: !fromBefore });
    const run = this.#terminals.run(runId);
    if (run !== undefined) this.#changed(run);
  }

  #changed(run: Run): void {
    const place = this.#places.get(run.id);
    if (place === undefined) return;
    if (!hasEnded(run)) place.live = true;
    // Lost and unknown runs may still be found again when their host is.
    const isOver = ["finished", "stopped", "not-run"].includes(run.state);
    if (isOver) this.#places.delete(run.id);
    this.#writing = this.#writing.then(() => this.#write(place, run));
    if (!isOver) return;
    this.#writing = this.#writing.then(() => this.#note(place, run));
    this.#writing = this.#writing.then(() => this.#ended({ ...place, run }));
  }

  /** The gate could only say that it runs. What cannot be written here is no act: the gate will say so at the next one. */
  async #note({ itemId }: Place, run: Run): Promise<void> {
    const { directoryAfter, durationMs, exitCode, hostId, id, state, terminalId } = run;
    const terminal = this.#terminals.get(terminalId);
    const target =
      terminal === undefined ? `${hostId} ${terminalId}` : addressOf(terminal.actionTarget());
    const output = await this.#terminals.runOutput(id, 0, mostOutput);
    await this.#record({
      kind: "result",
      actor: "fairlead",
      request: itemId,
      target,
      detail: {
        state,
        exitCode,
        durationMs,
        directory: directoryAfter,
        output: output.ok ? digestOf(output.value.text) : null,
      },
    });
  }

  async #write({ conversationId, itemId }: Place, run: Run): Promise<void> {
    const transcript = await this.#conversations.transcript(conversationId);
    if (!transcript.ok) return;
    const item = transcript.value.items.find(({ id }) => id === itemId);
    if (item?.kind !== "tool") return;
    const next = withRun(item, run);
    // What cannot be kept now is found again by the marks of the next start.
    if (JSON.stringify(next) !== JSON.stringify(item)) await transcript.value.put(next);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listening[Symbol.dispose]();
    await this.#writing;
  }
}
