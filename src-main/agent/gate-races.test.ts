import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ApprovalAnswer } from "../../shared/contract/approvals.ts";
import { ok } from "../../shared/result.ts";
import { aHost } from "../tools/in-memory-terminals.ts";
import { Approvals } from "./approvals.ts";
import type { GateOutcome } from "./gate-passage.ts";
import { GateWorld } from "./in-memory-gate.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What can happen at any moment, in any order, any number of times. */
const happenings = [
  "approve",
  "approve edited",
  "deny",
  "deny and stop",
  "expire",
  "stop",
  "close",
  "another key",
  "mode none",
  "policy denies",
  "becomes production",
  "becomes destructive",
  "prompt is clean",
  "a write ends",
] as const;
type Happening = (typeof happenings)[number];

const answers: Partial<Record<Happening, ApprovalAnswer>> = {
  approve: { kind: "approve" },
  "approve edited": { kind: "approve-edited", command: "systemctl reload nginx" },
  deny: { kind: "deny", comment: "no" },
  "deny and stop": { kind: "deny-and-stop", comment: "" },
};

/** One act on its way while things happen, and what became of each of them. */
class Round {
  readonly world = new GateWorld();
  readonly stop = new AbortController();
  #isDestructive = false;
  readonly #writes: PromiseWithResolvers<void>[] = [];
  readonly prompt = Promise.withResolvers<void>();
  /** Answers that were taken. */
  readonly taken: ApprovalAnswer[] = [];
  /** What held when the command was sent. */
  readonly sent: { wasAllowed: boolean; answers: number }[] = [];
  /** What happened after which nothing may be sent any more. */
  readonly voids = new Set<Happening | ApprovalAnswer["kind"]>();

  constructor() {
    const { terminal, terminals } = this.world;
    this.world.approvals = new Approvals(() => 60);
    terminal.prompt = this.prompt.promise;
    terminals.events.on((event) => {
      if (event.type !== "run-changed" || event.run.state !== "running") return;
      this.sent.push({ wasAllowed: this.voids.size === 0, answers: this.taken.length });
    });
  }

  happen(happening: Happening): void {
    const answer = answers[happening];
    if (answer !== undefined) {
      this.#answer(answer);
      return;
    }
    switch (happening) {
      case "a write ends":
        this.#writes.shift()?.resolve();
        return;
      case "expire":
        // Time that passes before the question or after its answer ends nothing.
        if (this.world.approvals.list().length > 0) this.voids.add(happening);
        vi.advanceTimersByTime(60_000);
        return;
      case "prompt is clean":
        this.prompt.resolve();
        return;
      default:
        if (happening === "becomes destructive" && this.#isDestructive) return;
        // What was sent before was sent rightly.
        if (this.sent.length === 0) this.voids.add(happening);
        this.#change(happening);
    }
  }

  #answer(answer: ApprovalAnswer): void {
    const { approvals } = this.world;
    const taken = approvals.answer("appr-1", answer, "ada");
    const [question] = approvals.list();
    const result = question === undefined ? taken : approvals.answer(question.id, answer, "ada");
    if (!result.ok) return;
    this.taken.push(answer);
    if (answer.kind === "deny" || answer.kind === "deny-and-stop") this.voids.add(answer.kind);
    // What the person wrote is judged when they send it.
    if (answer.kind === "approve-edited") this.voids.delete("becomes destructive");
  }

  #change(happening: Happening): void {
    const { policy, terminal, terminals } = this.world;
    switch (happening) {
      case "stop":
        this.stop.abort();
        return;
      case "close":
        terminal.state = "closed";
        terminals.events.emit({ type: "terminal-changed", terminal: terminal.info() });
        return;
      case "another key":
        terminal.fingerprint = "web-1/SHA256:def/root/bash";
        return;
      case "mode none":
        policy.mode = "none";
        return;
      case "policy denies":
        policy.denies = () => "It is denied by now.";
        return;
      case "becomes production":
        this.world.host = { ...aHost, tags: ["production"] };
        return;
      default:
        this.#isDestructive = true;
        policy.classOf = () => "destructive";
    }
  }

  /** Sends the act on its way; every write of the audit and of the chat ends only when told to. */
  pass(): Promise<GateOutcome> {
    const { audit } = this.world;
    const slow = async () => {
      const write = Promise.withResolvers<void>();
      this.#writes.push(write);
      await write.promise;
    };
    return this.world.pass(
      this.world.command(),
      {
        record: async (record) => {
          await slow();
          return audit.record(record);
        },
        keep: async () => {
          await slow();
          return ok(undefined);
        },
      },
      this.stop.signal,
    );
  }

  /** What the machine does by itself before anything else can come from outside. */
  async settle(): Promise<void> {
    for (let tick = 0; tick < 40; tick += 1) {
      await Promise.resolve();
      // What is put off until others have had their turn.
      if (tick === 20) vi.advanceTimersByTime(0);
    }
  }

  /** Lets everything end that can end, then stops what still waits. */
  async end(): Promise<void> {
    this.prompt.resolve();
    for (let write = 0; write < 12; write += 1) {
      if (write === 8) this.stop.abort();
      this.happen("a write ends");
      await this.settle();
    }
  }
}

/** The kinds of entries an act leaves, by how it ended. */
const stories = new Set([
  "proposal answer",
  "proposal void",
  "proposal result",
  "proposal answer void",
  "proposal answer result",
  "proposal answer start void",
  "proposal answer start result",
]);

function expectHonest(round: Round, outcome: GateOutcome): void {
  const { audit, terminal } = round.world;
  expect(terminal.ran.length).toBeLessThanOrEqual(1);
  expect(round.taken.length).toBeLessThanOrEqual(1);
  expect(round.sent).toEqual(terminal.ran.map(() => ({ wasAllowed: true, answers: 1 })));
  expect(stories).toContain(audit.kinds.join(" "));
  const [answer] = round.taken;
  const answered = audit.records.find(({ actor }) => actor === "ada");
  if (answer !== undefined) expect(answered?.detail["kind"]).toBe(answer.kind);
  else expect(answered).toBeUndefined();
  const ran = terminal.ran.length === 1;
  expect(audit.kinds.includes("start") && outcome.state === "done").toBe(ran);
  if (!ran) return;
  const approved = answer?.kind === "approve-edited" ? answer.command : "systemctl restart nginx";
  expect([answer?.kind.startsWith("approve"), terminal.ran]).toEqual([true, [approved]]);
  expect(audit.records.find(({ kind }) => kind === "start")?.detail["action"]).toEqual({
    kind: "run-shell",
    command: approved,
  });
}

test("whatever happens at whatever moment: it runs at most once, never after a no, and the audit tells", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.constant("a write ends" as const), fc.constantFrom(...happenings)), {
        maxLength: 14,
      }),
      async (course) => {
        const round = new Round();
        const passing = round.pass();
        for (const happening of course) {
          await round.settle();
          round.happen(happening);
        }
        await round.settle();
        await round.end();
        const outcome = await passing;
        expectHonest(round, outcome);
        seen.add(outcome.state);
        expect(vi.getTimerCount()).toBe(0);
      },
    ),
    { numRuns: 500 },
  );
  // The rounds really went every way.
  expect([...seen].sort()).toEqual(["denied", "done", "expired", "failed", "withdrawn"]);
});
