import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { aHost } from "../tools/in-memory-terminals.ts";
import { openTerminal } from "../tools/open-terminal.ts";
import { runShell } from "../tools/run-shell.ts";
import { sendKeys } from "../tools/send-keys.ts";
import type { PlannedAct } from "../tools/tool.ts";
import { Approvals } from "./approvals.ts";
import type { GateRequest } from "./gate-passage.ts";
import { GateWorld } from "./in-memory-gate.ts";

let world: GateWorld;
const digest = (text: string) => ({
  length: text.length,
  sha256: createHash("sha256").update(text).digest("hex"),
});
const never = new AbortController().signal;

beforeEach(() => {
  world = new GateWorld();
});

test("approved: every step is on record before the next, and the approved text ran", async () => {
  world.answering({ kind: "approve" });
  const ranWhen: string[] = [];
  world.audit.before = (kind) => ranWhen.push(`${kind}: ${world.terminal.ran.length} ran`);
  const act = world.command();
  const outcome = await world.pass(act);
  expect(outcome.state).toBe("done");
  expect(world.terminal.ran).toEqual(["systemctl restart nginx"]);
  expect(ranWhen).toEqual(["proposal: 0 ran", "answer: 0 ran", "start: 0 ran", "result: 1 ran"]);
  expect(world.steps).toEqual(["asking", "approved", "starting"]);
  const action = { kind: "run-shell", command: "systemctl restart nginx" };
  const common = { request: "item-1", target: "root@web-1 (host-web) term-1" };
  expect(world.audit.records).toEqual([
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
        urgency: "normal",
        step: null,
        judgement: {
          verdict: "ask",
          class: "change",
          reasons: ["The mode is ask: a person decides."],
          rules: [],
          mode: "ask",
          preset: "balanced",
          production: false,
          taint: [],
          typedName: null,
        },
      },
    },
    { ...common, kind: "answer", actor: "ada", detail: { kind: "approve" } },
    {
      ...common,
      kind: "start",
      actor: "agent",
      detail: {
        action,
        bytes: digest("systemctl restart nginx"),
        run: act.runId,
        approvedBy: "ada",
        judgement: { class: "change", verdict: "ask" },
      },
    },
    {
      ...common,
      kind: "result",
      actor: "fairlead",
      detail: { state: "finished", exitCode: 0, durationMs: 250, output: digest("out\n") },
    },
  ]);
});

test("edited: the edited text ran, the audit holds both", async () => {
  world.answering({ kind: "approve-edited", command: "systemctl reload nginx" });
  expect((await world.pass(world.command())).state).toBe("done");
  expect(world.terminal.ran).toEqual(["systemctl reload nginx"]);
  expect(world.audit.records[1]?.detail).toMatchObject({
    kind: "approve-edited",
    proposed: "systemctl restart nginx",
    approved: "systemctl reload nginx",
  });
  expect(world.audit.records[2]?.detail["action"]).toEqual({
    kind: "run-shell",
    command: "systemctl reload nginx",
  });
});

test("an edited text that cannot be delivered leaves the question open", async () => {
  const outcome = world.pass(world.command());
  await expect.poll(() => world.approvals.list().length).toBe(1);
  const [question] = world.approvals.list();
  if (question === undefined) throw new Error("no question");
  for (const command of ["echo \u0007", "exit 3"]) {
    const answer = world.approvals.answer(question.id, { kind: "approve-edited", command }, "ada");
    expect(answer.ok ? null : answer.error.code).toBe("command-refused");
    expect(world.approvals.check(question.id, command).refusals).toMatchObject([{}]);
  }
  expect(world.approvals.check(question.id, "(exit 3)").refusals).toEqual([]);
  expect(world.approvals.list()).toEqual([question]);
  world.approvals.answer(question.id, { kind: "deny", comment: "" }, "ada");
  expect((await outcome).state).toBe("denied");
});

test("denied: nothing ran, the comment is on record", async () => {
  world.answering({ kind: "deny", comment: "not at noon" });
  expect(await world.pass(world.command())).toEqual({
    state: "denied",
    comment: "not at noon",
    stop: false,
  });
  expect(world.notes).toEqual(["proposal by agent", "answer by ada"]);
  expect(world.audit.records[1]?.detail).toEqual({ kind: "deny", comment: "not at noon" });
  expect(world.terminal.ran).toEqual([]);
});

test("deny and stop is told apart", async () => {
  world.answering({ kind: "deny-and-stop", comment: "" });
  expect(await world.pass(world.command())).toEqual({ state: "denied", comment: "", stop: true });
});

test("expired: nobody answered in time, nothing ran", async () => {
  world.approvals = new Approvals(() => 0.02);
  expect(await world.pass(world.command())).toEqual({ state: "expired" });
  expect(world.notes).toEqual(["proposal by agent", "answer by fairlead"]);
  expect(world.audit.records[1]?.detail).toEqual({ kind: "expired" });
  expect(world.terminal.ran).toEqual([]);
});

test("stopped while the question waits: withdrawn, nothing ran", async () => {
  const stop = new AbortController();
  using _asked = world.approvals.changed.on(() => stop.abort());
  expect(await world.pass(world.command(), {}, stop.signal)).toEqual({ state: "withdrawn" });
  expect(world.audit.records[1]?.detail).toEqual({ kind: "withdrawn" });
  expect(world.approvals.list()).toEqual([]);
});

test("stopped while the approved command waits for a clean prompt: nothing is sent", async () => {
  const stop = new AbortController();
  world.terminal.prompt = new Promise(() => undefined);
  world.answering({ kind: "approve" });
  const outcome = world.pass(world.command(), {}, stop.signal);
  await expect.poll(() => world.steps).toEqual(["asking", "approved"]);
  stop.abort();
  expect(await outcome).toMatchObject({ state: "failed", undone: true });
  expect(world.notes).toEqual(["proposal by agent", "answer by ada", "result by fairlead"]);
  expect(world.terminal.ran).toEqual([]);
});

test("stopped while the terminal is busy and deaf to it: answered at once, and never sent later", async () => {
  const stop = new AbortController();
  const free = Promise.withResolvers<void>();
  const real = world.terminal.runCommand.bind(world.terminal);
  world.terminal.runCommand = async (command, hooks) => {
    await free.promise;
    return real(command, hooks, never);
  };
  world.answering({ kind: "approve" });
  const outcome = world.pass(world.command(), {}, stop.signal);
  await expect.poll(() => world.steps).toEqual(["asking", "approved"]);
  stop.abort();
  expect(await outcome).toMatchObject({ state: "failed", undone: true });
  free.resolve();
  await expect.poll(() => world.audit.kinds).toEqual(["proposal", "answer", "result"]);
  expect(world.terminal.ran).toEqual([]);
});

test("target changed between proposal and answer: voided with the reason", async () => {
  world.answering({ kind: "approve" }, () => {
    world.terminal.fingerprint = "web-1/SHA256:abc/root/ssh";
  });
  expect(await world.pass(world.command())).toMatchObject({
    state: "failed",
    undone: true,
    error: { code: "target-changed" },
  });
  expect(world.notes).toEqual(["proposal by agent", "answer by ada", "void by fairlead"]);
  expect(world.terminal.ran).toEqual([]);
});

test("target changed while the command waited for the prompt: voided", async () => {
  world.answering({ kind: "approve" });
  const prompt = Promise.withResolvers<void>();
  world.terminal.prompt = prompt.promise;
  const outcome = world.pass(world.command());
  await expect.poll(() => world.steps).toEqual(["asking", "approved"]);
  world.terminal.fingerprint = "web-1/SHA256:def/root/bash";
  prompt.resolve();
  expect(await outcome).toMatchObject({ state: "failed", error: { code: "target-changed" } });
  expect(world.audit.kinds).toEqual(["proposal", "answer", "void"]);
  expect(world.terminal.ran).toEqual([]);
});

test("target changed while the start was being recorded: nothing is sent", async () => {
  world.answering({ kind: "approve" });
  world.audit.before = (kind) => {
    if (kind === "start") world.terminal.fingerprint = "other";
  };
  expect(await world.pass(world.command())).toMatchObject({ error: { code: "target-changed" } });
  expect(world.audit.kinds).toEqual(["proposal", "answer", "start", "void"]);
  expect(world.terminal.ran).toEqual([]);
});

test("a command that had to wait again is checked again, and its start is recorded once", async () => {
  world.answering({ kind: "approve" });
  const act = world.command();
  const waiting: PlannedAct = {
    ...act,
    act: async (_action, begin) => {
      expect(await begin()).toEqual(ok(undefined));
      world.terminal.fingerprint = "other";
      const again = await begin();
      return again.ok ? act.act(_action, begin, never) : fail({ error: again.error, undone: true });
    },
  };
  expect(await world.pass(waiting)).toMatchObject({ error: { code: "target-changed" } });
  expect(world.audit.kinds).toEqual(["proposal", "answer", "start", "void"]);
  expect(world.terminal.ran).toEqual([]);
});

test("keys that may have been half sent are not called undone", async () => {
  world.answering({ kind: "approve" });
  world.terminal.sendKeys = async () => fail(failure("connection-lost"));
  const outcome = await world.pass(world.plan(sendKeys, { keys: ["q"], reason: "leave" }));
  expect(outcome).toMatchObject({ state: "failed", undone: false });
  expect(world.audit.records[3]?.detail).toMatchObject({ state: "failed", undone: false });
});

test("a terminal that is gone voids the approval", async () => {
  world.answering({ kind: "approve" }, () => world.terminals.known.clear());
  expect(await world.pass(world.command())).toMatchObject({ error: { code: "target-changed" } });
  expect(world.terminal.ran).toEqual([]);
});

test("a terminal that is closed while the question waits takes the question with it", async () => {
  const outcome = world.pass(world.command());
  await expect.poll(() => world.approvals.list().length).toBe(1);
  world.terminal.state = "closed";
  world.terminals.events.emit({ type: "terminal-changed", terminal: world.terminal.info() });
  expect(await outcome).toMatchObject({ state: "failed", error: { code: "target-changed" } });
  expect(world.approvals.list()).toEqual([]);
  expect(world.audit.kinds).toEqual(["proposal", "void"]);
});

test("a delivery rule that changed after the approval refuses", async () => {
  world.answering({ kind: "approve" }, () => {
    world.terminal.refusals = [{ at: 0, sentence: "dash takes single lines." }];
  });
  expect(await world.pass(world.command())).toMatchObject({ error: { code: "command-refused" } });
  expect(world.terminal.ran).toEqual([]);
});

for (const kind of ["proposal", "answer", "start"]) {
  test(`a ${kind} that cannot be recorded: nothing runs`, async () => {
    world.answering({ kind: "approve" });
    world.audit.refuses.add(kind);
    expect(await world.pass(world.command())).toMatchObject({
      state: "failed",
      undone: true,
      error: { code: "audit-unwritable" },
    });
    expect(world.terminal.ran).toEqual([]);
  });
}

test("a result that cannot be recorded is said beside the result", async () => {
  world.answering({ kind: "approve" });
  world.audit.refuses.add("result");
  const outcome = await world.pass(world.command());
  if (outcome.state !== "done") throw new Error(outcome.state);
  expect(await outcome.recorded).toMatchObject({ error: { code: "audit-unwritable" } });
});

for (const failing of ["asking", "approved", "starting"] as const) {
  test(`a step "${failing}" that cannot be kept: nothing runs`, async () => {
    world.answering({ kind: "approve" });
    const keep: GateRequest["keep"] = async ({ step }) =>
      step === failing ? fail(failure("store-unwritable")) : ok(undefined);
    expect(await world.pass(world.command(), { keep })).toMatchObject({
      error: { code: "store-unwritable" },
    });
    expect(world.terminal.ran).toEqual([]);
    expect(world.audit.kinds).not.toContain("start");
  });
}

test("nobody to ask: fails closed and says so", async () => {
  expect(await world.pass(world.command(), { ask: null })).toMatchObject({
    state: "failed",
    error: { code: "not-interactive" },
  });
  expect(world.audit.records[1]?.detail).toEqual({ kind: "nobody-to-ask" });
  expect(world.terminal.ran).toEqual([]);
});

test("mode none: refused without a question", async () => {
  world.policy.mode = "none";
  expect(await world.pass(world.command())).toMatchObject({ state: "refused" });
  expect(world.notes).toEqual(["proposal by agent", "refusal by policy"]);
  expect(world.terminal.ran).toEqual([]);
});

test("allowed by the policy: runs without a question, the policy's answer on record", async () => {
  world.policy.mode = "all";
  expect((await world.pass(world.command(), { ask: null })).state).toBe("done");
  expect(world.notes).toEqual([
    "proposal by agent",
    "answer by policy",
    "start by agent",
    "result by fairlead",
  ]);
  expect(world.audit.records[2]?.detail).toMatchObject({ approvedBy: "policy" });
});

test("the mode that the command line said for the turn goes to the policy", async () => {
  const place = { ...world.place, mode: "all" as const };
  expect((await world.pass(world.command(), { ask: null, place })).state).toBe("done");
});

test("the policy learns what was sent to which shell, and nothing of what was not", async () => {
  world.answering({ kind: "approve" });
  await world.pass(world.command("cd /srv"));
  world.answering({ kind: "deny", comment: "" });
  await world.pass(world.command("export PATH=/tmp"));
  expect(world.policy.commands).toEqual(["cd /srv"]);
});

test("what cannot be delivered is refused before anybody is asked", async () => {
  const act = world.plan(runShell, { command: "echo \u0007", reason: "beep" });
  expect(await world.pass(act)).toEqual({
    state: "refused",
    because: "A bell cannot be delivered.",
    refusals: [{ at: 0, sentence: "A bell cannot be delivered." }],
  });
  expect(world.notes).toEqual(["proposal by agent", "refusal by policy"]);
});

test("a command that would end the shell is proposed with its parentheses", async () => {
  world.answering({ kind: "approve" });
  await world.pass(world.plan(runShell, { command: "exit 3", reason: "leave" }));
  expect(world.terminal.ran).toEqual(["(exit 3)"]);
});

test("three questions answered out of order: each runs once, on its own terminal", async () => {
  const others = [world.terminal, world.terminals.add("term-2"), world.terminals.add("term-3")];
  const outcomes = others.map((one, index) => {
    const command = `hostname # ${index + 1}`;
    return world.pass(world.plan(runShell, { command, reason: "which", terminal: one.id }));
  });
  await expect.poll(() => world.approvals.list().length).toBe(3);
  for (const { id } of world.approvals.list().reverse()) {
    expect(world.approvals.answer(id, { kind: "approve" }, "ada").ok).toBe(true);
    const again = world.approvals.answer(id, { kind: "approve" }, "ada");
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
  const quit = () => world.plan(sendKeys, { keys: ["q"], reason: "leave the pager" });
  world.answering({ kind: "approve" }, () => {
    world.terminal.running = null;
  });
  expect(await world.pass(quit())).toMatchObject({
    state: "failed",
    error: { code: "target-changed" },
  });
  world.terminal.running = { runId: "run-1", command: "less f" };
  world.answering({ kind: "approve" }, () => {
    world.terminal.running = { runId: "run-2", command: "rm -i f" };
  });
  expect(await world.pass(quit())).toMatchObject({
    state: "failed",
    error: { code: "target-changed" },
  });
  world.terminal.running = null;
  const typed = world.plan(sendKeys, { keys: ["rm -rf x", "Enter"], reason: "clean" });
  expect(await world.pass(typed)).toMatchObject({ state: "refused" });
  expect(world.terminal.keys).toEqual([]);
});

test("keys and new terminals pass the same gate", async () => {
  world.answering({ kind: "approve" });
  await world.pass(world.plan(sendKeys, { keys: ["q"], reason: "leave the pager" }));
  world.answering({ kind: "approve" });
  await world.pass(world.plan(openTerminal, { host: "web-1", reason: "look there" }));
  expect(world.terminal.keys).toEqual(["q"]);
  expect(world.terminals.known.size).toBe(2);
  const sequence = ["proposal", "answer", "start", "result"];
  expect(world.audit.kinds).toEqual([...sequence, ...sequence]);
});

test("a host whose address was changed after the question voids the approval", async () => {
  world.answering({ kind: "approve" }, () => {
    world.host = { ...aHost, address: "192.0.2.66" };
  });
  const outcome = await world.pass(
    world.plan(openTerminal, { host: "web-1", reason: "look there" }),
  );
  expect(outcome).toMatchObject({ error: { code: "target-changed" } });
  expect(world.terminals.known.size).toBe(1);
});
