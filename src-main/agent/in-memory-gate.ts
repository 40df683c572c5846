import type { ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import { failure } from "../../shared/errors.ts";
import { ok } from "../../shared/result.ts";
import { aHost, MemoryTerminals } from "../tools/in-memory-terminals.ts";
import { runShell } from "../tools/run-shell.ts";
import type { PlannedAct, Tool } from "../tools/tool.ts";
import { Approvals } from "./approvals.ts";
import { throughGate } from "./gate.ts";
import type { GateOutcome, GateRequest, GateStep } from "./gate-passage.ts";
import { MemoryAudit } from "./in-memory-parts.ts";
import { MemoryPolicy } from "./in-memory-policy.ts";
import { KeyGrants } from "./key-grants.ts";
import { Taint } from "./taint.ts";

const never = new AbortController().signal;

/** The gate with everything around it in memory: one host, terminals on it, a policy that can be changed at any moment. */
export class GateWorld {
  readonly audit = new MemoryAudit();
  readonly policy = new MemoryPolicy();
  readonly terminals = new MemoryTerminals();
  readonly terminal = this.terminals.add("term-1");
  readonly keyGrants = new KeyGrants();
  readonly taint = new Taint();
  approvals = new Approvals(() => 0);
  host: Host = aHost;
  /** What the gate had kept, in order. */
  readonly steps: GateStep["step"][] = [];

  get place(): GateRequest["place"] {
    const { keyGrants, taint, terminals } = this;
    const hosts = { get: () => this.host };
    return { conversationId: "conv-1", hosts, terminals, taint, keyGrants, mode: null };
  }

  plan(tool: Tool, input: unknown): PlannedAct {
    const hosts = { list: () => [this.host], get: () => this.host };
    const { terminal, terminals } = this;
    const context = { terminals, hosts, terminalId: terminal.id, settleMs: 0, now: () => 5_000 };
    const planned = tool.plan(JSON.stringify(input), context);
    if (!planned.ok) throw new Error(failure(planned.error.code).sentence);
    if (planned.value.kind !== "act") throw new Error("this plans no act");
    return planned.value;
  }

  /** A command of the agent, as planned. */
  command(command = "systemctl restart nginx", more: object = {}): PlannedAct {
    return this.plan(runShell, { command, reason: "it hangs", ...more });
  }

  /** Through the gate, to the end of what is recorded of it. */
  async pass(
    act: PlannedAct,
    options: Partial<GateRequest> = {},
    signal: AbortSignal = never,
  ): Promise<GateOutcome> {
    const request: GateRequest = {
      tool: "run_shell",
      act,
      place: this.place,
      policy: this.policy,
      turnId: "turn-1",
      itemId: "item-1",
      ask: (...question) => this.approvals.ask(...question),
      record: this.audit.record,
      keep: async (step) => {
        this.steps.push(step.step);
        return ok(undefined);
      },
      ...options,
    };
    const outcome = await throughGate(request, signal);
    if (outcome.state === "done") await outcome.recorded;
    return outcome;
  }

  /** Answers the next question that comes up. */
  answering(answer: ApprovalAnswer, before: () => void = () => undefined): void {
    const listening = this.approvals.changed.on(() => {
      const [question] = this.approvals.list();
      if (question === undefined) return;
      listening[Symbol.dispose]();
      before();
      const answered = this.approvals.answer(question.id, answer, "ada");
      if (!answered.ok) throw new Error(answered.error.code);
    });
  }

  /** The audit in short: "answer by ada". */
  get notes(): string[] {
    return this.audit.records.map(({ actor, kind }) => `${kind} by ${actor}`);
  }
}
