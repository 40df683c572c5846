import { afterEach, expect, test } from "vitest";
import type { Plan } from "../../../shared/contract/plan.ts";
import type { ConversationId } from "../../../shared/ids.ts";
import { ChatWorld, knownSecret, must } from "../in-memory-chat.ts";
import { calls, finish, runs, says } from "../in-memory-parts.ts";

let world: ChatWorld;
afterEach(() => world[Symbol.asyncDispose]());

const steps = ["look at it", "mend it", "look again"];
const planned = calls("c0", "plan", { action: "create", title: "Mend", steps });
const done = finish("tool-calls");

const plan = async (id: ConversationId): Promise<Plan | null> =>
  must(await world.chat.state(id)).plan;
const statuses = async (id: ConversationId) =>
  (await plan(id))?.steps.map(({ status }) => status).join(" ");
const prompt = (request: number) => world.model.requests[request]?.[0]?.content ?? "";

test("a plan is kept, the model has it before it at every step, and its steps tick as commands end", async () => {
  world = await ChatWorld.make(
    [planned, done],
    [runs("c1", "df", { step: "1" }), done],
    [runs("c2", "rm x", { step: "2/3 mend it" }), done],
    [says("done"), finish()],
  );
  const id = await world.ask("mend it");
  expect(await statuses(id)).toBe("done done active");
  expect(prompt(0)).not.toContain("# Your plan");
  expect(prompt(1)).toContain("Step 1 of 3: look at it");
  expect(prompt(3)).toContain("1. [done] look at it\n2. [");
  expect(world.model.toolAnswers[0]).toContain("Step 1 of 3: look at it");
  // It asks nobody and touches nothing: only the commands are in the audit.
  expect(world.audit.records.filter(({ kind }) => kind === "proposal")).toHaveLength(2);
});

test("another exit code does not tick; a number counts as a step, too", async () => {
  world = await ChatWorld.make(
    [planned, done],
    [runs("c1", "df", { step: 1 }), done],
    [says("hm"), finish()],
  );
  world.terminal.exitCode = 3;
  const id = await world.ask("mend it");
  expect((await plan(id))?.steps[0]).toMatchObject({ status: "failed", note: "exit code 3" });
});

test("a denied command leaves its step as it was, and says so", async () => {
  world = await ChatWorld.make(
    [planned, done],
    [runs("c1", "df", { step: "1" }), done],
    [says("ok"), finish()],
  );
  const id = await world.ask("mend it", { kind: "deny", comment: "" });
  expect((await plan(id))?.steps[0]).toMatchObject({
    status: "active",
    note: "its command was denied",
  });
});

test("whoever is asked reads the step in the plan's words", async () => {
  world = await ChatWorld.make(
    [planned, done],
    [runs("c1", "df", { step: "2" }), runs("c2", "ls", { step: "on the way" }), done],
    [says("ok"), finish()],
  );
  const asked: (string | null)[] = [];
  using _asking = world.approvals.changed.on(() => {
    const [question] = world.approvals.list();
    if (question !== undefined) asked.push(question.step);
  });
  await world.ask("mend it");
  expect(asked).toEqual(["2/3 mend it", "on the way"]);
});

test("what the agent would see of a terminal is told word for word, without secrets", async () => {
  world = await ChatWorld.make();
  world.terminal.screen = `$ echo ${knownSecret}`;
  const seen = must(await world.chat.observe("term-1"));
  expect(seen.text).toContain("$ echo [redacted]");
  expect(await world.chat.observe("term-9")).toMatchObject({
    ok: false,
    error: { code: "terminal-unknown" },
  });
});

test("a command without a step, and a look, tick nothing", async () => {
  world = await ChatWorld.make(
    [planned, done],
    [runs("c1", "df"), calls("c2", "time", { step: "1" }), done],
    [says("ok"), finish()],
  );
  expect(await statuses(await world.ask("mend it"))).toBe("active pending pending");
});

test("after a crash the plan is there; a command that ended meanwhile ticks its step", async () => {
  world = await ChatWorld.make(
    [planned, done],
    [runs("c1", "make", { step: "1", wait: true }), done],
  );
  world.terminal.exitCode = null;
  const id = await world.newConversation();
  using _answering = world.answering({ kind: "approve" });
  must(await world.chat.send(id, "mend it", "term-1"));
  await expect.poll(() => world.terminal.ran).toEqual(["make"]);
  const [runId] = world.terminal.runs.keys();
  world = await world.afterCrash([says("ok"), finish()]);
  expect(await statuses(id)).toBe("active pending pending");
  must(await world.chat.recover());
  world.terminal.end(runId ?? "run-", "finished", 0);
  await expect.poll(() => statuses(id)).toBe("done active pending");
});

test("a person ticks, skips and aborts; the model reads of it, and an old plan cannot be changed", async () => {
  world = await ChatWorld.make([planned, done], [says("ok"), finish()]);
  const id = await world.ask("mend it");
  const planId = (await plan(id))?.id ?? "plan-";
  const step = (at: number, status: "done" | "skipped") =>
    world.chat.changePlan(id, { kind: "step", planId, step: at, status });
  must(await step(0, "done"));
  must(await step(2, "skipped"));
  must(await world.chat.send(id, "go on", "term-1"));
  await world.chat.ended(id);
  expect(prompt(2)).toContain("1. [done by the person] look at it\n2. [active] mend it");
  expect(prompt(2)).toContain("3. [skipped by the person] look again");
  must(await world.chat.changePlan(id, { kind: "abort", planId }));
  expect(await step(1, "done")).toMatchObject({ ok: false, error: { code: "plan-unclear" } });
  must(await world.chat.send(id, "go on", "term-1"));
  await world.chat.ended(id);
  expect(prompt(3)).toContain('The person aborted your plan "Mend". Do not go on with it');
});

test("another plan takes the place of the first, which is listed; secrets are in none", async () => {
  const other = { action: "create", title: "Other", steps: [`use ${knownSecret}`] };
  world = await ChatWorld.make(
    [planned, done],
    [calls("c1", "plan", other), calls("c2", "plan", { action: "list" }), done],
    [says("ok"), finish()],
  );
  const id = await world.ask("mend it");
  const all = must(await world.chat.plans(id));
  expect(all.map(({ title, state }) => `${title} ${state}`)).toEqual([
    "Mend replaced",
    "Other active",
  ]);
  expect(all[1]?.steps[0]?.text).toBe("use [redacted]");
  expect(world.model.toolAnswers.at(-1)).toMatch(
    /Mend\. Plan replaced: 0 of 3.*\n.*Other\. Step 1/,
  );
  must(await world.chat.remove(id));
  expect((await world.store.db.selectFrom("plans").selectAll().execute()).length).toBe(0);
});

test("nonsense is answered with what is wrong, and changes nothing", async () => {
  const plans = [
    { action: "advance" },
    { action: "create", steps: [] },
    { action: "update", step: 9, status: "done" },
    { action: "update", step: 1 },
    { action: "get", plan: "plan-none" },
    { action: "explode" },
  ];
  world = await ChatWorld.make(
    [calls("c0", "plan", plans[0]), planned, done],
    [...plans.slice(1).map((input, at) => calls(`d${at}`, "plan", input)), done],
    [says("ok"), finish()],
  );
  const id = await world.ask("mend it");
  expect(await statuses(id)).toBe("active pending pending");
  expect(world.model.toolAnswers.map((text) => text.startsWith("failed: "))).toEqual([
    true,
    false,
    ...Array(5).fill(true),
  ]);
});
