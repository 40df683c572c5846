import { beforeEach, expect, test } from "vitest";
import type { ApprovalId } from "../../shared/ids.ts";
import { fail, ok } from "../../shared/result.ts";
import { aHost } from "../tools/in-memory-terminals.ts";
import { runShell } from "../tools/run-shell.ts";
import { Approvals } from "./approvals.ts";
import { GateWorld } from "./in-memory-gate.ts";

// What was approved is what runs, where it was approved, or it is void with the reason.

let world: GateWorld;

beforeEach(() => {
  world = new GateWorld();
});

/** The question that waits, once it does. */
async function question() {
  await expect.poll(() => world.approvals.list().length).toBe(1);
  const [waiting] = world.approvals.list();
  if (waiting === undefined) throw new Error("no question");
  return waiting;
}

const voided = { state: "failed", undone: true, error: { code: "approval-void" } };

test("the person looks at another pane meanwhile: it runs where it was approved", async () => {
  const other = world.terminals.add("term-2");
  const hosts = { list: () => [world.host], get: () => world.host };
  const context = {
    terminals: world.terminals,
    hosts,
    terminalId: world.terminal.id,
    settleMs: 0,
    now: () => 5_000,
  };
  const planned = runShell.plan('{"command": "reboot", "reason": "r"}', context);
  if (!planned.ok || planned.value.kind !== "act") throw new Error("this plans no act");
  world.answering({ kind: "approve" }, () => {
    context.terminalId = other.id;
  });
  expect((await world.pass(planned.value)).state).toBe("done");
  expect([world.terminal.ran, other.ran]).toEqual([["reboot"], []]);
});

for (const [what, change, because] of [
  ["the mode was set to none", () => (world.policy.mode = "none"), "The mode is none"],
  [
    "the policy denies it by now",
    () => (world.policy.denies = () => "Not in the freeze."),
    "Not in the freeze.",
  ],
  [
    "the host became production",
    () => (world.host = { ...aHost, tags: ["production"] }),
    "production",
  ],
  [
    "it counts as worse by now",
    () => (world.policy.classOf = () => "privileged"),
    "privileged now",
  ],
] as const) {
  test(`${what} while the question waited: void, with the reason, in the audit too`, async () => {
    world.answering({ kind: "approve" }, change);
    expect(await world.pass(world.command())).toMatchObject({
      ...voided,
      error: { code: "approval-void", detail: expect.stringContaining(because) },
    });
    expect(world.notes).toEqual(["proposal by agent", "answer by ada", "void by fairlead"]);
    expect(world.audit.records[2]?.detail["detail"]).toContain(because);
    expect(world.terminal.ran).toEqual([]);
  });
}

test("what ran by itself when it was proposed does not once it has to be asked", async () => {
  world.policy.mode = "all";
  const prompt = Promise.withResolvers<void>();
  world.terminal.prompt = prompt.promise;
  const outcome = world.pass(world.command());
  await expect.poll(() => world.steps).toEqual(["approved"]);
  world.policy.mode = "ask";
  prompt.resolve();
  expect(await outcome).toMatchObject(voided);
  expect(world.terminal.ran).toEqual([]);
});

test("the policy changes while the start is being recorded: nothing is sent", async () => {
  world.answering({ kind: "approve" });
  world.audit.before = (kind) => {
    if (kind === "start") world.policy.mode = "none";
  };
  expect(await world.pass(world.command())).toMatchObject(voided);
  expect(world.audit.kinds).toEqual(["proposal", "answer", "start", "void"]);
  expect(world.terminal.ran).toEqual([]);
});

test("another shell stands there by now: void; one that has only said its name: not", async () => {
  const info = world.terminal.info.bind(world.terminal);
  world.answering({ kind: "approve" }, () => {
    world.terminal.info = () => ({ ...info(), shell: "fish" });
  });
  expect(await world.pass(world.command())).toMatchObject({ error: { code: "target-changed" } });
  world.terminal.info = () => ({ ...info(), shell: "unknown", integration: "starting" });
  world.answering({ kind: "approve" }, () => {
    world.terminal.info = info;
  });
  expect((await world.pass(world.command())).state).toBe("done");
});

test("the shell stands in another directory by now: void; where it did not tell before: not", async () => {
  world.answering({ kind: "approve" }, () => {
    world.terminal.directory = "/";
  });
  expect(await world.pass(world.command("rm -r build"))).toMatchObject({
    error: {
      code: "target-changed",
      detail: "approved in /root, the shell is in / now",
    },
  });
  expect(world.terminal.ran).toEqual([]);
  world.terminal.directory = null;
  world.answering({ kind: "approve" }, () => {
    world.terminal.directory = "/root";
  });
  expect((await world.pass(world.command("df"))).state).toBe("done");
});

test("an edited command is judged for itself: denied it is refused and the question stays", async () => {
  world.policy.denies = ({ action }) =>
    action.kind === "run-shell" && action.command === "rm -rf /" ? "It removes everything." : null;
  const outcome = world.pass(world.command());
  const { id } = await question();
  const edit = (command: string) =>
    world.approvals.answer(id, { kind: "approve-edited", command }, "ada");
  expect(edit("rm -rf /")).toMatchObject({
    error: { code: "command-refused", detail: "It removes everything." },
  });
  expect(world.approvals.check(id, "rm -rf /")).toMatchObject({
    refusals: [{ sentence: "It removes everything." }],
    judgement: { verdict: "deny" },
  });
  expect(world.approvals.check(id, "ls")).toMatchObject({
    refusals: [],
    judgement: { verdict: "ask" },
  });
  expect(edit("ls")).toEqual(ok(undefined));
  expect((await outcome).state).toBe("done");
  expect(world.terminal.ran).toEqual(["ls"]);
  expect(world.audit.records[1]?.detail).toMatchObject({
    approved: "ls",
    judgement: { verdict: "ask", class: "change" },
  });
});

test("an edit is the person's, the host is not: where it became production meanwhile it is void", async () => {
  world.answering({ kind: "approve-edited", command: "ls" }, () => {
    world.host = { ...aHost, tags: ["production"] };
  });
  expect(await world.pass(world.command())).toMatchObject(voided);
});

test("a destructive command on production runs only after the host's name was typed", async () => {
  world.host = { ...aHost, tags: ["production"] };
  world.policy.classOf = () => "destructive";
  const outcome = world.pass(world.command("rm -r /srv"));
  const { id, judgement } = await question();
  expect(judgement).toMatchObject({ typedName: "web-1", production: true });
  for (const typedName of ["web-2", ""]) {
    const answered = world.approvals.answer(id, { kind: "approve", typedName }, "ada");
    expect(answered).toMatchObject({ error: { code: "typed-name-wrong" } });
  }
  world.approvals.answer(id, { kind: "approve", typedName: "web-1" }, "ada");
  expect((await outcome).state).toBe("done");
});

test("a double click approves once", async () => {
  const outcome = world.pass(world.command());
  const { id } = await question();
  const clicks = [1, 2, 3].map(() => world.approvals.answer(id, { kind: "approve" }, "ada").ok);
  expect(clicks).toEqual([true, false, false]);
  await outcome;
  expect(world.terminal.ran.length).toBe(1);
  expect(world.audit.kinds.filter((kind) => kind === "answer").length).toBe(1);
});

test("an answer after the question has expired counts for nothing", async () => {
  world.approvals = new Approvals(() => 0.01);
  const asked: ApprovalId[] = [];
  using _asked = world.approvals.events.on(({ approval }) => asked.push(approval.id));
  expect(await world.pass(world.command())).toEqual({ state: "expired" });
  const [id] = asked;
  if (id === undefined) throw new Error("no question");
  const late = world.approvals.answer(id, { kind: "approve" }, "ada");
  expect(late).toMatchObject({ error: { code: "approval-unknown" } });
  expect(world.terminal.ran).toEqual([]);
  expect(world.audit.records[1]).toMatchObject({ actor: "fairlead", detail: { kind: "expired" } });
});

test("a window that comes and goes, and reads the list again, answers nothing", async () => {
  const outcome = world.pass(world.command());
  const before = await question();
  const window = world.approvals.changed.on(() => undefined);
  window[Symbol.dispose]();
  using _reloaded = world.approvals.changed.on(() => undefined);
  expect(world.approvals.list()).toEqual([before]);
  expect(world.terminal.ran).toEqual([]);
  world.approvals.answer(before.id, { kind: "deny", comment: "" }, "ada");
  expect((await outcome).state).toBe("denied");
});

test("what the person wants remembered goes to the policy after the answer is on record", async () => {
  const remember = { scope: { kind: "host", hostId: "host-web" }, days: 7 } as const;
  world.audit.before = (kind) => {
    if (kind === "answer") expect(world.policy.choices).toEqual([]);
  };
  world.answering({ kind: "approve", remember });
  await world.pass(world.command());
  expect(world.policy.choices).toEqual([remember]);
  world.audit.before = () => undefined;
  world.policy.remember = async () => fail({ code: "input-invalid", sentence: "no" });
  world.answering({ kind: "approve", remember });
  expect((await world.pass(world.command())).state).toBe("done");
  expect(world.audit.kinds).toContain("not-remembered");
});

test("urgency, step and time limit of the act reach the question", async () => {
  const outcome = world.pass(
    world.command("df", { urgency: "high", step: "1/2 look", timeout: "10m" }),
  );
  const asked = await question();
  expect(asked).toMatchObject({ urgency: "high", step: "1/2 look" });
  expect((asked.expiresAt ?? 0) - asked.createdAt).toBe(600_000);
  world.approvals.answer(asked.id, { kind: "deny", comment: "" }, "ada");
  await outcome;
});
