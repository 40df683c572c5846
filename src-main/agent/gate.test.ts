import { beforeEach, expect, test } from "vitest";
import type { ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { Mode } from "../../shared/contract/policy.ts";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { aHost, MemoryTerminals } from "../tools/in-memory-terminals.ts";
import { openTerminal } from "../tools/open-terminal.ts";
import { runShell } from "../tools/run-shell.ts";
import { sendKeys } from "../tools/send-keys.ts";
import type { PlannedAct, Tool } from "../tools/tool.ts";
import { Approvals } from "./approvals.ts";
import { type GateRequest, type GateStep, throughGate } from "./gate.ts";
import { MemoryAudit } from "./in-memory-parts.ts";

let audit: MemoryAudit;
let terminals: MemoryTerminals;
let terminal: ReturnType<MemoryTerminals["add"]>;
let approvals: Approvals;
let steps: GateStep["step"][];
let host = aHost;
const never = new AbortController().signal;

beforeEach(() => {
  audit = new MemoryAudit();
  terminals = new MemoryTerminals();
  terminal = terminals.add("term-1");
  approvals = new Approvals(() => 0);
  steps = [];
  host = aHost;
});

function plan(tool: Tool, input: unknown): PlannedAct {
  const hosts = { list: () => [host], get: () => host };
  const context = { terminals, hosts, terminalId: terminal.id, settleMs: 0, now: () => 5_000 };
  const planned = tool.plan(JSON.stringify(input), context);
  if (!planned.ok || planned.value.kind !== "act") throw new Error("this plans no act");
  return planned.value;
}

const restart = () => plan(runShell, { command: "systemctl restart nginx", reason: "it hangs" });

function pass(act: PlannedAct, options: Partial<GateRequest> = {}, signal = never) {
  return throughGate(
    {
      tool: "run_shell",
      act,
      conversationId: "conv-1",
      turnId: "turn-1",
      itemId: "item-1",
      mode: () => "ask",
      ask: (...question) => approvals.ask(...question),
      record: audit.record,
      keep: async (step) => {
        steps.push(step.step);
        return ok(undefined);
      },
      ...options,
    },
    signal,
  );
}

/** Answers the next question that comes up. */
function answering(answer: ApprovalAnswer, before: () => void = () => undefined): void {
  const listening = approvals.changed.on(() => {
    const [question] = approvals.list();
    if (question === undefined) return;
    listening[Symbol.dispose]();
    before();
    expect(approvals.answer(question.id, answer, "ada")).toEqual(ok(undefined));
  });
}

const notes = () => audit.records.map(({ kind, actor }) => `${kind} by ${actor}`);

test("approved: every step is on record before the next, and the approved text ran", async () => {
  answering({ kind: "approve" });
  const ranWhen: string[] = [];
  audit.before = (kind) => ranWhen.push(`${kind}: ${terminal.ran.length} ran`);
  const act = restart();
  const outcome = await pass(act);
  expect(outcome.state).toBe("done");
  expect(terminal.ran).toEqual(["systemctl restart nginx"]);
  expect(ranWhen).toEqual(["proposal: 0 ran", "answer: 0 ran", "start: 0 ran", "result: 1 ran"]);
  expect(steps).toEqual(["asking", "approved", "starting"]);
  const action = { kind: "run-shell", command: "systemctl restart nginx" };
  const common = { request: "item-1", target: "root@web-1 (host-web) term-1" };
  expect(audit.records).toEqual([
    {
      ...common,
      kind: "proposal",
      actor: "agent",
      detail: {
        tool: "run_shell",
        action,
        reason: "it hangs",
        run: act.runId,
        conversation: "conv-1",
        turn: "turn-1",
        fingerprint: "web-1/SHA256:abc/root/bash",
        verdict: "ask",
        because: "The mode is ask: a person decides.",
      },
    },
    { ...common, kind: "answer", actor: "ada", detail: { kind: "approve" } },
    { ...common, kind: "start", actor: "agent", detail: { action, run: act.runId } },
    {
      ...common,
      kind: "result",
      actor: "fairlead",
      detail: { state: "finished", exitCode: 0, durationMs: 250 },
    },
  ]);
});

test("edited: the edited text ran, the audit holds both", async () => {
  answering({ kind: "approve-edited", command: "systemctl reload nginx" });
  expect((await pass(restart())).state).toBe("done");
  expect(terminal.ran).toEqual(["systemctl reload nginx"]);
  expect(audit.records[1]?.detail).toEqual({
    kind: "approve-edited",
    proposed: "systemctl restart nginx",
    approved: "systemctl reload nginx",
  });
  expect(audit.records[2]?.detail["action"]).toEqual({
    kind: "run-shell",
    command: "systemctl reload nginx",
  });
});

test("an edited text that cannot be delivered leaves the question open", async () => {
  const outcome = pass(restart());
  await expect.poll(() => approvals.list().length).toBe(1);
  const [question] = approvals.list();
  if (question === undefined) throw new Error("no question");
  for (const command of ["echo \u0007", "exit 3"]) {
    const answer = approvals.answer(question.id, { kind: "approve-edited", command }, "ada");
    expect(answer.ok ? null : answer.error.code).toBe("command-refused");
    expect(approvals.check(question.id, command)).toMatchObject([{}]);
  }
  expect(approvals.check(question.id, "(exit 3)")).toEqual([]);
  expect(approvals.list()).toEqual([question]);
  approvals.answer(question.id, { kind: "deny", comment: "" }, "ada");
  expect((await outcome).state).toBe("denied");
});

test("denied: nothing ran, the comment is on record", async () => {
  answering({ kind: "deny", comment: "not at noon" });
  expect(await pass(restart())).toEqual({ state: "denied", comment: "not at noon", stop: false });
  expect(notes()).toEqual(["proposal by agent", "answer by ada"]);
  expect(audit.records[1]?.detail).toEqual({ kind: "deny", comment: "not at noon" });
  expect(terminal.ran).toEqual([]);
});

test("deny and stop is told apart", async () => {
  answering({ kind: "deny-and-stop", comment: "" });
  expect(await pass(restart())).toEqual({ state: "denied", comment: "", stop: true });
});

test("expired: nobody answered in time, nothing ran", async () => {
  approvals = new Approvals(() => 0.02);
  expect(await pass(restart())).toEqual({ state: "expired" });
  expect(notes()).toEqual(["proposal by agent", "answer by fairlead"]);
  expect(audit.records[1]?.detail).toEqual({ kind: "expired" });
  expect(terminal.ran).toEqual([]);
});

test("stopped while the question waits: withdrawn, nothing ran", async () => {
  const stop = new AbortController();
  using _asked = approvals.changed.on(() => stop.abort());
  expect(await pass(restart(), {}, stop.signal)).toEqual({ state: "withdrawn" });
  expect(audit.records[1]?.detail).toEqual({ kind: "withdrawn" });
  expect(approvals.list()).toEqual([]);
});

test("stopped while the approved command waits for a clean prompt: nothing is sent", async () => {
  const stop = new AbortController();
  terminal.prompt = new Promise(() => undefined);
  answering({ kind: "approve" });
  const outcome = pass(restart(), {}, stop.signal);
  await expect.poll(() => steps).toEqual(["asking", "approved"]);
  stop.abort();
  expect(await outcome).toMatchObject({ state: "failed", undone: true });
  expect(notes()).toEqual(["proposal by agent", "answer by ada", "result by fairlead"]);
  expect(terminal.ran).toEqual([]);
});

test("stopped while the terminal is busy and deaf to it: answered at once, and never sent later", async () => {
  const stop = new AbortController();
  const free = Promise.withResolvers<void>();
  const real = terminal.runCommand.bind(terminal);
  terminal.runCommand = async (command, hooks) => {
    await free.promise;
    return real(command, hooks, never);
  };
  answering({ kind: "approve" });
  const outcome = pass(restart(), {}, stop.signal);
  await expect.poll(() => steps).toEqual(["asking", "approved"]);
  stop.abort();
  expect(await outcome).toMatchObject({ state: "failed", undone: true });
  free.resolve();
  await expect.poll(() => audit.kinds).toEqual(["proposal", "answer", "result"]);
  expect(terminal.ran).toEqual([]);
});

test("target changed between proposal and answer: voided with the reason", async () => {
  answering({ kind: "approve" }, () => {
    terminal.fingerprint = "web-1/SHA256:abc/root/ssh";
  });
  expect(await pass(restart())).toMatchObject({
    state: "failed",
    undone: true,
    error: { code: "target-changed" },
  });
  expect(notes()).toEqual(["proposal by agent", "answer by ada", "void by fairlead"]);
  expect(terminal.ran).toEqual([]);
});

test("target changed while the command waited for the prompt: voided", async () => {
  answering({ kind: "approve" });
  const prompt = Promise.withResolvers<void>();
  terminal.prompt = prompt.promise;
  const outcome = pass(restart());
  await expect.poll(() => steps).toEqual(["asking", "approved"]);
  terminal.fingerprint = "web-1/SHA256:def/root/bash";
  prompt.resolve();
  expect(await outcome).toMatchObject({ state: "failed", error: { code: "target-changed" } });
  expect(audit.kinds).toEqual(["proposal", "answer", "void"]);
  expect(terminal.ran).toEqual([]);
});

test("target changed while the start was being recorded: nothing is sent", async () => {
  answering({ kind: "approve" });
  audit.before = (kind) => {
    if (kind === "start") terminal.fingerprint = "other";
  };
  expect(await pass(restart())).toMatchObject({ error: { code: "target-changed" } });
  expect(audit.kinds).toEqual(["proposal", "answer", "start", "void"]);
  expect(terminal.ran).toEqual([]);
});

test("a command that had to wait again is checked again, and its start is recorded once", async () => {
  answering({ kind: "approve" });
  const act = restart();
  const waiting: PlannedAct = {
    ...act,
    act: async (_action, begin) => {
      expect(await begin()).toEqual(ok(undefined));
      terminal.fingerprint = "other";
      const again = await begin();
      return again.ok ? act.act(_action, begin, never) : fail({ error: again.error, undone: true });
    },
  };
  expect(await pass(waiting)).toMatchObject({ error: { code: "target-changed" } });
  expect(audit.kinds).toEqual(["proposal", "answer", "start", "void"]);
  expect(terminal.ran).toEqual([]);
});

test("keys that may have been half sent are not called undone", async () => {
  answering({ kind: "approve" });
  terminal.sendKeys = async () => fail(failure("connection-lost"));
  const outcome = await pass(plan(sendKeys, { keys: ["q"], reason: "leave" }));
  expect(outcome).toMatchObject({ state: "failed", undone: false });
  expect(audit.records[3]?.detail).toMatchObject({ state: "failed", undone: false });
});

test("a terminal that is gone voids the approval", async () => {
  answering({ kind: "approve" }, () => terminals.known.clear());
  expect(await pass(restart())).toMatchObject({ error: { code: "target-changed" } });
  expect(terminal.ran).toEqual([]);
});

test("a terminal that is closed while the question waits takes the question with it", async () => {
  const outcome = pass(restart());
  await expect.poll(() => approvals.list().length).toBe(1);
  terminal.state = "closed";
  terminals.events.emit({ type: "terminal-changed", terminal: terminal.info() });
  expect(await outcome).toMatchObject({ state: "failed", error: { code: "target-changed" } });
  expect(approvals.list()).toEqual([]);
  expect(audit.kinds).toEqual(["proposal", "void"]);
});

test("a delivery rule that changed after the approval refuses", async () => {
  answering({ kind: "approve" }, () => {
    terminal.refusals = [{ at: 0, sentence: "dash takes single lines." }];
  });
  expect(await pass(restart())).toMatchObject({ error: { code: "command-refused" } });
  expect(terminal.ran).toEqual([]);
});

for (const kind of ["proposal", "answer", "start"]) {
  test(`a ${kind} that cannot be recorded: nothing runs`, async () => {
    answering({ kind: "approve" });
    audit.refuses.add(kind);
    expect(await pass(restart())).toMatchObject({
      state: "failed",
      undone: true,
      error: { code: "audit-unwritable" },
    });
    expect(terminal.ran).toEqual([]);
  });
}

test("a result that cannot be recorded is said beside the result", async () => {
  answering({ kind: "approve" });
  audit.refuses.add("result");
  expect(await pass(restart())).toMatchObject({
    state: "done",
    unrecorded: { code: "audit-unwritable" },
  });
});

for (const failing of ["asking", "approved", "starting"] as const) {
  test(`a step "${failing}" that cannot be kept: nothing runs`, async () => {
    answering({ kind: "approve" });
    const keep: GateRequest["keep"] = async ({ step }) =>
      step === failing ? fail(failure("store-unwritable")) : ok(undefined);
    expect(await pass(restart(), { keep })).toMatchObject({ error: { code: "store-unwritable" } });
    expect(terminal.ran).toEqual([]);
    expect(audit.kinds).not.toContain("start");
  });
}

test("nobody to ask: fails closed and says so", async () => {
  expect(await pass(restart(), { ask: null })).toMatchObject({
    state: "failed",
    error: { code: "not-interactive" },
  });
  expect(audit.records[1]?.detail).toEqual({ kind: "nobody-to-ask" });
  expect(terminal.ran).toEqual([]);
});

test("mode none: refused without a question", async () => {
  expect(await pass(restart(), { mode: () => "none" })).toMatchObject({ state: "refused" });
  expect(notes()).toEqual(["proposal by agent", "refusal by policy"]);
  expect(terminal.ran).toEqual([]);
});

test("a mode that became none while the question waited voids the answer", async () => {
  let mode: Mode = "ask";
  answering({ kind: "approve" }, () => {
    mode = "none";
  });
  expect((await pass(restart(), { mode: () => mode })).state).toBe("failed");
  expect(terminal.ran).toEqual([]);
});

test("mode all: runs without a question, the policy's answer on record", async () => {
  expect((await pass(restart(), { mode: () => "all", ask: null })).state).toBe("done");
  expect(notes()).toEqual([
    "proposal by agent",
    "answer by policy",
    "start by agent",
    "result by fairlead",
  ]);
});

test("mode all on production: asks all the same", async () => {
  host = { ...aHost, tags: ["production"] };
  answering({ kind: "deny", comment: "" });
  expect((await pass(restart(), { mode: () => "all" })).state).toBe("denied");
});

test("mode all and a command too long to be read: asks all the same", async () => {
  answering({ kind: "deny", comment: "" });
  const act = plan(runShell, { command: `: ${"x".repeat(70_000)}`, reason: "long" });
  expect((await pass(act, { mode: () => "all" })).state).toBe("denied");
  expect(terminal.ran).toEqual([]);
});

test("what cannot be delivered is refused before anybody is asked", async () => {
  const act = plan(runShell, { command: "echo \u0007", reason: "beep" });
  expect(await pass(act)).toEqual({
    state: "refused",
    because: "A bell cannot be delivered.",
    refusals: [{ at: 0, sentence: "A bell cannot be delivered." }],
  });
  expect(notes()).toEqual(["proposal by agent", "refusal by policy"]);
});

test("a command that would end the shell is proposed with its parentheses", async () => {
  answering({ kind: "approve" });
  await pass(plan(runShell, { command: "exit 3", reason: "leave" }));
  expect(terminal.ran).toEqual(["(exit 3)"]);
});

test("three questions answered out of order: each runs once, on its own terminal", async () => {
  const others = [terminal, terminals.add("term-2"), terminals.add("term-3")];
  const outcomes = others.map((one, index) => {
    const command = `hostname # ${index + 1}`;
    return pass(plan(runShell, { command, reason: "which", terminal: one.id }));
  });
  await expect.poll(() => approvals.list().length).toBe(3);
  for (const { id } of approvals.list().reverse()) {
    expect(approvals.answer(id, { kind: "approve" }, "ada").ok).toBe(true);
    const again = approvals.answer(id, { kind: "approve" }, "ada");
    expect(again.ok ? null : again.error.code).toBe("approval-unknown");
  }
  await Promise.all(outcomes);
  expect(others.map(({ ran }) => ran)).toEqual([
    ["hostname # 1"],
    ["hostname # 2"],
    ["hostname # 3"],
  ]);
});

test("keys are for the program they were approved for, never for the shell's own prompt", async () => {
  const quit = () => plan(sendKeys, { keys: ["q"], reason: "leave the pager" });
  answering({ kind: "approve" }, () => {
    terminal.running = null;
  });
  expect(await pass(quit())).toMatchObject({ state: "failed", error: { code: "target-changed" } });
  terminal.running = { runId: "run-1", command: "less f" };
  answering({ kind: "approve" }, () => {
    terminal.running = { runId: "run-2", command: "rm -i f" };
  });
  expect(await pass(quit())).toMatchObject({ state: "failed", error: { code: "target-changed" } });
  terminal.running = null;
  const typed = plan(sendKeys, { keys: ["rm -rf x", "Enter"], reason: "clean" });
  expect(await pass(typed)).toMatchObject({ state: "refused" });
  expect(terminal.keys).toEqual([]);
});

test("keys and new terminals pass the same gate", async () => {
  answering({ kind: "approve" });
  await pass(plan(sendKeys, { keys: ["q"], reason: "leave the pager" }));
  answering({ kind: "approve" });
  await pass(plan(openTerminal, { host: "web-1", reason: "look there" }));
  expect(terminal.keys).toEqual(["q"]);
  expect(terminals.known.size).toBe(2);
  const sequence = ["proposal", "answer", "start", "result"];
  expect(audit.kinds).toEqual([...sequence, ...sequence]);
});

test("a host whose address was changed after the question voids the approval", async () => {
  answering({ kind: "approve" }, () => {
    host = { ...aHost, address: "192.0.2.66" };
  });
  const outcome = await pass(plan(openTerminal, { host: "web-1", reason: "look there" }));
  expect(outcome).toMatchObject({ error: { code: "target-changed" } });
  expect(terminals.known.size).toBe(1);
});
