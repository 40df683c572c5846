import type { ChatItem } from "../../shared/contract/chat.ts";
import type { EndedRun, RunProcess } from "../../shared/contract/runs.ts";
import type { Run } from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { ConversationId, RunId, TurnId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";
import type { ModelMessage } from "../models/message.ts";
import type { Conversations } from "../sessions/conversations.ts";
import type { Transcript } from "../sessions/transcript.ts";
import type { RunProcesses } from "../terminals/processes/run-processes.ts";
import type { ToolHosts, ToolTerminals } from "../tools/surroundings.ts";
import { hasEnded } from "../tools/wait-for-run.ts";

type LeftItem = Extract<ChatItem, { kind: "left-running" }>;
type LeftRun = LeftItem["runs"][number];

export type LeftRunningParts = {
  conversations: Conversations<ModelMessage>;
  terminals: Pick<ToolTerminals, "run">;
  hosts: Pick<ToolHosts, "get">;
  /** Left out where processes cannot be seen, as in most tests. */
  processes?: Pick<RunProcesses, "ofAll">;
  /** How long a host may take to say what runs there, in ms; left out, until the person who pressed Stop has waited long enough. */
  lookMs?: number;
  now: () => number;
};

/** After so long from the press of Stop nothing more is waited for, in ms: in two seconds all is to be said. */
const stopMs = 1_300;
/** A host has at least so long to say what runs there, in ms. */
const leastLookMs = 300;
const insideShell = "It runs inside the shell itself: only ^C, pressed in the terminal, ends it.";
const tooSlow = "The host did not say in time what still runs there.";

/** Says in a conversation which of the agent's commands still run after a stop, and what becomes of them. */
export class LeftRunning {
  readonly #parts: LeftRunningParts;
  /** Conversations that say something of a run. */
  readonly #told = new Map<RunId, ConversationId>();

  constructor(parts: LeftRunningParts) {
    this.#parts = parts;
  }

  /** After a stop at `stoppedAt`: what the commands of this turn, and others of the conversation that go on, have running. */
  async report(
    transcript: Transcript<ModelMessage>,
    turnId: TurnId,
    stoppedAt: number,
  ): Promise<void> {
    const { now, terminals } = this.#parts;
    const runs = transcript.items.flatMap((item) => {
      if (item.kind !== "tool" || item.runId === null) return [];
      const run = terminals.run(item.runId);
      if (run === undefined || run.startedAt === null) return [];
      return item.turnId === turnId || !hasEnded(run) ? [run] : [];
    });
    const byTerminal = Map.groupBy(runs, ({ terminalId }) => terminalId);
    const leftMs = Math.max(leastLookMs, stoppedAt + stopMs - now());
    const signal = AbortSignal.timeout(this.#parts.lookMs ?? leftMs);
    const looks = [...byTerminal.values()].map((some) => this.#look(some, signal));
    await this.#put(transcript, turnId, "stop", (await Promise.all(looks)).flat());
  }

  /** A timeout that somebody had set has ended a command, or could not. */
  async timeUp(
    transcript: Transcript<ModelMessage>,
    turnId: TurnId,
    run: Run,
    ended: Result<EndedRun, FairleadError>,
  ): Promise<void> {
    const left = ended.ok ? ended.value.left : null;
    const done = ended.ok ? [ended.value.done] : [];
    const problem = ended.ok ? null : ended.error.sentence;
    await this.#put(transcript, turnId, "timeout", [{ ...this.#named(run, left, problem), done }]);
  }

  /** A person has sent a signal to what a run left: what was said of it before says so from now on. */
  async acted(runId: RunId, { done, left }: EndedRun): Promise<void> {
    const conversationId = this.#told.get(runId);
    const transcript =
      conversationId === undefined ? undefined : this.#parts.conversations.loaded(conversationId);
    for (const item of transcript?.items ?? []) {
      if (item.kind !== "left-running" || !item.runs.some((run) => run.runId === runId)) continue;
      const runs = item.runs.map((run) =>
        run.runId === runId
          ? { ...run, processes: left, problem: null, done: [...run.done, done] }
          : run,
      );
      await transcript?.put({ ...item, runs });
    }
  }

  async #put(
    transcript: Transcript<ModelMessage>,
    turnId: TurnId,
    because: LeftItem["because"],
    runs: LeftRun[],
  ): Promise<void> {
    if (runs.length === 0) return;
    for (const { runId } of runs) this.#told.set(runId, transcript.id);
    const at = this.#parts.now();
    await transcript.put({
      id: newId("item", at),
      turnId,
      at,
      kind: "left-running",
      because,
      runs,
    });
  }

  /** Runs of one terminal. What is over, with nothing left of it, is not said. */
  async #look(runs: readonly Run[], signal: AbortSignal): Promise<LeftRun[]> {
    const { processes } = this.#parts;
    if (processes === undefined) return [];
    const found = await processes.ofAll(
      runs.map(({ id }) => id),
      signal,
    );
    return runs.flatMap((run) => {
      // It may have ended meanwhile.
      const isOver = hasEnded(this.#parts.terminals.run(run.id) ?? run);
      if (!found.ok) {
        const { code, sentence } = found.error;
        return isOver ? [] : [this.#named(run, null, code === "aborted" ? tooSlow : sentence)];
      }
      const all = found.value.get(run.id) ?? [];
      if (all.length > 0) return [this.#named(run, all, null)];
      return isOver ? [] : [this.#named(run, [], insideShell)];
    });
  }

  #named(run: Run, processes: RunProcess[] | null, problem: string | null): LeftRun {
    const { command, hostId, id: runId, terminalId } = run;
    const hostName = this.#parts.hosts.get(hostId)?.name ?? hostId;
    return { runId, terminalId, hostName, command, processes, problem, done: [] };
  }
}
