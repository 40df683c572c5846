import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Run, TerminalInfo } from "../../shared/contract/terminals.ts";
import { AgentBench, isContainer, type Proposed, type ToolItem } from "./agent-bench.ts";
import { canRunContainers } from "./container-engine.ts";
import { whatIsWrong } from "./crash-trials.ts";
import { type Fault, faults } from "./faults.ts";
import { isAlive } from "./process-tree.ts";
import { seeded, shuffled } from "./seeded.ts";
import { PersonsTmux } from "./tmux.ts";
import { until } from "./until.ts";

export type FaultPlan = {
  seed: number;
  /** Between two questions whether the other side is there. */
  keepaliveSeconds: number;
  /** The longest outage and the longest command, in seconds. */
  outageSeconds: number;
  commandSeconds: number;
};

/** One fault at one moment, and what was found when it was over. */
export type FaultTrial = {
  fault: Pick<Fault, "name" | "place">;
  /** Milliseconds from the approval to the fault, and how long it lasted. */
  atMs: number;
  lastedMs: number;
  /** Milliseconds until the header said that it is not attached; null where the fault was too short for that. */
  noticedMs: number | null;
  /** Milliseconds from the end of the fault until the terminal was what it must be. */
  backMs: number;
  state: TerminalInfo["state"] | "none";
  ran: number;
  run: Run["state"] | null;
  exitCode: number | null;
  call: ToolItem["status"]["state"];
  wrong: string[];
};

/** A silence must be said within this, in ms. */
const noticeMs = 15_000;
const away = new Set<TerminalInfo["state"]>(["reconnecting", "not-attached", "lost"]);

/**
 * Lets an approved command run, breaks something under it at a moment of chance, mends it, and compares what is said with
 * what happened. Everything is real but the model's words.
 */
export class FaultTrials implements AsyncDisposable {
  readonly #bench: AgentBench;
  readonly #plan: FaultPlan;
  readonly #random: () => number;

  private constructor(bench: AgentBench, plan: FaultPlan) {
    this.#bench = bench;
    this.#plan = plan;
    this.#random = seeded(plan.seed);
  }

  static async open(plan: FaultPlan): Promise<FaultTrials> {
    const keepalive = String(plan.keepaliveSeconds);
    const environment = { FAIRLEAD_SSH_KEEPALIVE_SECONDS: keepalive };
    return new FaultTrials(await AgentBench.open(environment, canRunContainers()), plan);
  }

  /** What this bench can suffer. */
  get #faults(): Fault[] {
    return faults.filter(({ place }) => this.#bench.containers !== null || !isContainer(place));
  }

  /** `count` faults, all kinds in turn, the order and all else by the seed. */
  async *run(count: number): AsyncGenerator<FaultTrial> {
    for (let made = 0; made < count; ) {
      for (const fault of shuffled(this.#faults, this.#random)) {
        if (made >= count) return;
        made += 1;
        yield await this.#trial(fault, fault.lasts ? this.#lastingMs(fault) : 0);
      }
    }
  }

  /** One outage of the network of this length under a shell in tmux, and one under a plain one. */
  async *outages(seconds: number): AsyncGenerator<FaultTrial> {
    for (const fault of faults.filter(({ name }) => name === "network dropped")) {
      yield await this.#trial(fault, seconds * 1_000);
    }
  }

  /** Commands that ran more than once in all, and an audit that does not verify. */
  async afterthoughts(): Promise<string[]> {
    const { intact, broken } = await this.#bench.app.client.audit.verify();
    const twice = [...this.#bench.counters()].filter(([, lines]) => lines > 1);
    return [
      ...(intact ? [] : [`the audit is broken: ${broken?.sentence}`]),
      ...twice.map(([name, lines]) => `${name} has ${lines} lines`),
    ];
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#bench[Symbol.asyncDispose]();
  }

  /** Any time up to the longest; what only the heartbeat can tell of lasts long enough for that half of the time. */
  #lastingMs({ isSilent }: Fault): number {
    const part = this.#random();
    const isLong = isSilent && this.#random() < 0.5;
    return (0.1 + (isLong ? 0.75 + part / 4 : part) * this.#plan.outageSeconds) * 1_000;
  }

  /** Half of the time while the command is on its way, otherwise at any time until a little after its end. */
  #momentMs(commandMs: number): number {
    const isEarly = this.#random() < 0.5;
    return this.#random() * (isEarly ? 150 : commandMs + 500);
  }

  async #trial(fault: Fault, lastingMs: number): Promise<FaultTrial> {
    const bench = this.#bench;
    const exitCode = 1 + Math.floor(this.#random() * 90);
    const seconds = this.#random() * this.#plan.commandSeconds;
    const proposed = await bench.propose(
      fault.place,
      (counter) => `echo $$ >> ${counter}; sleep ${seconds.toFixed(2)}; sh -c 'exit ${exitCode}'`,
    );
    const shells = await this.#panes(fault);
    const approvedAt = performance.now();
    const answering = bench.approve().catch(() => undefined);
    await sleep(this.#momentMs(seconds * 1_000));
    const atMs = performance.now() - approvedAt;
    await fault.cause(bench);
    const brokeAt = performance.now();
    const noticedMs = await this.#outage(fault, proposed, lastingMs);
    await fault.heal(bench);
    const healedAt = performance.now();
    await answering;

    const terminal = await this.#fate(fault, proposed, lastingMs);
    const backMs = performance.now() - healedAt;
    const { call, run } = await bench.settled(proposed);
    const counted = bench.counted(proposed);
    const wrong = [
      ...whatIsWrong(call.status.state, run?.state ?? null, counted.length),
      ...(noticedMs !== null && noticedMs > noticeMs ? ["the silence was not said in time"] : []),
      ...(terminal === undefined ? ["its fate was not said"] : []),
      ...wrongEnd(fault, run, exitCode),
      ...(await this.#wrongShell(fault, shells, counted)),
      ...(await this.#leaks(proposed, counted)),
    ];
    return {
      fault: { name: fault.name, place: fault.place },
      atMs,
      lastedMs: healedAt - brokeAt,
      noticedMs,
      backMs,
      state: terminal?.state ?? "none",
      ran: counted.length,
      run: run?.state ?? null,
      exitCode: run?.exitCode ?? null,
      call: call.status.state,
      wrong,
    };
  }

  /** The time in which it is broken. A silent fault that lasts long enough lasts until it has been noticed. */
  async #outage(fault: Fault, { terminal }: Proposed, lastingMs: number): Promise<number | null> {
    const startedAt = performance.now();
    const mustNotice = fault.isSilent && lastingMs > this.#plan.keepaliveSeconds * 4_800;
    let noticedMs: number | null = null;
    while (mustNotice && performance.now() - startedAt < noticeMs + 1_000) {
      const info = await this.#bench.terminal(terminal);
      noticedMs = performance.now() - startedAt;
      if (info !== undefined && away.has(info.state)) break;
      await sleep(50);
    }
    await sleep(Math.max(0, lastingMs - (performance.now() - startedAt)));
    return noticedMs;
  }

  /** Waits until the terminal is what the fault must make of it; half of the time a person helps with the button. */
  async #fate(fault: Fault, { terminal }: Proposed, lastedMs: number) {
    const wanted = fault.fate === "same" ? "ready" : "lost";
    const isHelped = this.#random() < 0.5;
    const startedAt = performance.now();
    const patienceMs = 60_000 + 2 * Math.min(lastedMs, 120_000);
    while (performance.now() - startedAt < patienceMs) {
      const info = await this.#bench.terminal(terminal);
      if (info?.state === wanted) return info;
      const isLate = isHelped || performance.now() - startedAt > patienceMs / 2;
      if (isLate && (info?.remedy === "now" || info?.remedy === "reconnect")) {
        await this.#bench.app.client.terminals.reconnect({ id: terminal });
      }
      await sleep(50);
    }
    return undefined;
  }

  async #wrongShell(fault: Fault, before: string[], counted: string[]): Promise<string[]> {
    const [pid = before[0] ?? ""] = counted;
    if (isContainer(fault.place)) {
      const strangers = await this.#bench.containers?.strangers();
      return (strangers ?? []).map((one) => `in place of the shell runs ${one}`);
    }
    if (fault.fate === "lost") return [];
    if (pid !== "" && !isAlive(Number(pid))) return [`shell ${pid} is gone`];
    const after = await this.#panes(fault);
    return before.join() === after.join() ? [] : [`shells ${before} have become ${after}`];
  }

  /** Closes the terminal and looks for what it has left behind. */
  async #leaks({ place, terminal }: Proposed, counted: string[]): Promise<string[]> {
    // One that is not there any more is told as a fate that was not said.
    await this.#bench.app.client.terminals.close({ id: terminal }).catch(() => undefined);
    if (isContainer(place)) {
      const strangers = await this.#bench.containers?.strangers();
      return (strangers ?? []).map((one) => `left behind: ${one}`);
    }
    const left = async () => [
      ...(await this.#bench.remote.tmux("list-sessions")),
      ...(await new PersonsTmux(this.#bench.world).lines("list-sessions")),
      ...counted.filter((pid) => isAlive(Number(pid))).map((pid) => `shell ${pid}`),
    ];
    await until("nothing left behind", async () =>
      (await left()).length === 0 ? true : null,
    ).catch(() => undefined);
    return (await left()).map((one) => `left behind: ${one}`);
  }

  /** Process ids of the shells in tmux at the fault's place. */
  async #panes({ place }: Fault): Promise<string[]> {
    const asked = ["list-panes", "-a", "-F", "#{pane_pid}"];
    if (place === "ssh without tmux" || isContainer(place)) return [];
    return place === "ssh with tmux"
      ? await this.#bench.remote.tmux(...asked)
      : await new PersonsTmux(this.#bench.world).lines(...asked);
  }
}

/** A shell that was had back tells how its command ended, with the true exit code. */
function wrongEnd({ fate }: Fault, run: Run | undefined, exitCode: number): string[] {
  if (run === undefined) return [];
  if (fate === "same" && run.state !== "finished" && run.state !== "not-run") {
    return [`the shell is back and the run says ${run.state}`];
  }
  if (run.state !== "finished" || run.exitCode === exitCode) return [];
  if (fate === "lost" && run.exitCode === null) return [];
  return [`it ended with ${exitCode} and the record says ${run.exitCode}`];
}
