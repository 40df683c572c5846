import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Run } from "../../shared/contract/terminals.ts";
import { AgentBench, type Place, places, type ToolItem } from "./agent-bench.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

/** One kill, and what was found after the restart. */
export type Trial = {
  place: Place;
  /** Milliseconds from the approval to the kill. */
  killedAfterMs: number;
  /** How often the command ran: lines in the counter file. */
  ran: number;
  /** null: there is no record, because it had not come to that. */
  run: Run["state"] | null;
  call: ToolItem["status"]["state"];
  /** Whether the turn says that the app ended during it. */
  interrupted: boolean;
  /** What does not fit; empty when all is well. */
  wrong: string[];
};

const command = (counter: string) => `echo x >> ${counter}; sleep 0.1`;

/**
 * Kills the app with kill -9 at points between the approval of a command and its end, starts it again, and compares what
 * it says of the command with a counter file that the command adds one line to. Everything is real but the model's words.
 */
export class CrashTrials implements AsyncDisposable {
  readonly #bench: AgentBench;
  /** From the approval to the end of a command that nobody disturbs, by place; less once a kill has come after the end. */
  readonly #undisturbedMs = new Map<Place, number>();

  private constructor(bench: AgentBench) {
    this.#bench = bench;
  }

  static async open(): Promise<CrashTrials> {
    return new CrashTrials(await AgentBench.open());
  }

  /** `count` kills, each in its own part of the time between approval and end, the places in turn. */
  async *run(count: number): AsyncGenerator<Trial> {
    for (let index = 0; index < count; index += 1) {
      const place = places[index % places.length] ?? places[0];
      yield await this.#trial(place, (index + Math.random()) / count);
    }
  }

  /** Commands that have run more often than was found before, and an audit that does not verify. */
  async afterthoughts(trials: readonly Trial[]): Promise<string[]> {
    const { intact, broken } = await this.#bench.app.client.audit.verify();
    const counters = this.#bench.counters();
    const twice = [...counters].filter(([, lines]) => lines > 1).map(([name]) => name);
    const ran = [...counters.values()].reduce((sum, lines) => sum + lines, 0);
    // The undisturbed commands, two of each place, ran once.
    const known = trials.reduce((sum, trial) => sum + trial.ran, 2 * this.#undisturbedMs.size);
    return [
      ...(intact ? [] : [`the audit is broken: ${broken?.sentence}`]),
      ...twice.map((name) => `${name} has more than one line`),
      ...(ran === known ? [] : [`${ran} runs in all, ${known} were found after the restarts`]),
    ];
  }

  get world(): World {
    return this.#bench.world;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#bench[Symbol.asyncDispose]();
  }

  async #trial(place: Place, part: number): Promise<Trial> {
    const bench = this.#bench;
    const span = this.#undisturbedMs.get(place) ?? (await this.#undisturbed(place));
    const proposed = await bench.propose(place, command);
    const approvedAt = performance.now();
    const answering = bench.approve().catch(() => undefined);
    await sleep(part * span * 1.1);
    const killedAfterMs = Math.round(performance.now() - approvedAt);
    await bench.app.kill();
    await answering;

    await bench.startAgain();
    if (place !== "ssh without tmux") await bench.ready(proposed.terminal);
    const { call, run } = await bench.settled(proposed);
    const items = await bench.app.items(proposed.conversation);
    const interrupted = items.some((item) => item.kind === "end" && item.reason === "interrupted");
    // A busy machine has become idle: the next kills come as much earlier.
    if (!interrupted) this.#undisturbedMs.set(place, Math.min(span, killedAfterMs) * 0.8);
    const ran = bench.counted(proposed).length;
    const { intact } = await bench.app.client.audit.verify();
    const wrong = [
      ...whatIsWrong(call.status.state, run?.state ?? null, ran),
      ...(intact ? [] : ["the audit does not verify"]),
    ];
    await bench.app.client.terminals.close({ id: proposed.terminal }).catch(() => undefined);
    const state = run?.state ?? null;
    return { place, killedAfterMs, ran, run: state, call: call.status.state, interrupted, wrong };
  }

  /** How long the whole takes when nobody kills anything; the first time is slower than those after it. */
  async #undisturbed(place: Place): Promise<number> {
    await this.#measured(place);
    const took = await this.#measured(place);
    this.#undisturbedMs.set(place, took);
    return took;
  }

  async #measured(place: Place): Promise<number> {
    const { conversation, terminal } = await this.#bench.propose(place, command);
    const approvedAt = performance.now();
    await this.#bench.approve();
    await until("the undisturbed command's end", async () =>
      (await this.#bench.call(conversation))?.status.state === "done" ? true : null,
    );
    const took = performance.now() - approvedAt;
    await this.#bench.app.client.terminals.close({ id: terminal });
    return took;
  }
}

/** Compares what is said with what happened. "unknown" and "lost" are never wrong; everything else must be true. */
export function whatIsWrong(
  call: ToolItem["status"]["state"],
  run: Run["state"] | null,
  ran: number,
): string[] {
  const wrong: string[] = [];
  if (ran > 1) wrong.push(`it ran ${ran} times`);
  const claims = { call: callClaims[call], run: run === null ? undefined : runClaims[run] };
  for (const [who, claim] of Object.entries(claims)) {
    if (claim === "wrong") wrong.push(`the ${who} still says ${who === "call" ? call : run}`);
    if (claim === "ran" && ran === 0) wrong.push(`the ${who} says that it ran, and it did not`);
    if (claim === "not" && ran > 0) wrong.push(`the ${who} says that it did not run, and it did`);
  }
  return wrong;
}

type Claim = "ran" | "not" | "either" | "wrong";

const runClaims: Record<Run["state"], Claim> = {
  ...{ waiting: "wrong", running: "wrong", "needs-input": "wrong", stopped: "wrong" },
  ...{ finished: "ran", "not-run": "not", lost: "either", unknown: "either" },
};

const callClaims: Record<Trial["call"], Claim> = {
  ...{ asking: "wrong", working: "wrong", denied: "wrong", expired: "wrong", refused: "wrong" },
  ...{ done: "ran", failed: "not", stopped: "wrong", unknown: "either" },
};
