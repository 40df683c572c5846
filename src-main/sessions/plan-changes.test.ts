import fc from "fast-check";
import { expect, test } from "vitest";
import { type Plan, planLimits } from "../../shared/contract/plan.ts";
import { planLine } from "../../shared/plan-words.ts";
import {
  abortPlan,
  advancePlan,
  type CallEnd,
  type ChangePlan,
  callBegan,
  callEnded,
  newPlan,
  replacePlan,
  stepMeant,
  updateStep,
} from "./plan-changes.ts";
import { planText } from "./plan-text.ts";

const fresh = (several: number[] = []): Plan =>
  newPlan({ title: "Renew", steps: ["look", "renew", "reload"], several }, 1);

/** The plan after all of it; a change that fails is a failed test. */
function after(plan: Plan, ...changes: ChangePlan[]): Plan {
  return changes.reduce((now, change) => {
    const next = change(now);
    if (!next.ok) throw new Error(next.error.detail);
    return next.value;
  }, plan);
}

const statuses = (plan: Plan) => plan.steps.map(({ status }) => status).join(" ");
const refused = (plan: Plan, change: ChangePlan) => {
  const next = change(plan);
  return next.ok ? "changed" : next.error.detail;
};
const well: CallEnd = { kind: "well" };

test("the first step is under way at once; a long plan and long words are cut", () => {
  expect(statuses(fresh())).toBe("active pending pending");
  const long = newPlan({ title: "a\nb", steps: Array(99).fill("x y\n".repeat(400)) }, 1);
  expect([long.title, long.steps.length]).toEqual(["a b", planLimits.steps]);
  expect(long.steps[0]?.text).toHaveLength(planLimits.text);
});

test("a command that ends well ticks its step and the next begins; the last one ends the plan", () => {
  let plan = after(fresh(), callBegan(0, "item-1"), callEnded("item-1", well));
  expect([statuses(plan), plan.steps[0]?.by]).toEqual(["done active pending", "command"]);
  plan = after(plan, callBegan(1, "item-2"), callEnded("item-2", well));
  plan = after(plan, callBegan(2, "item-3"), callEnded("item-3", well));
  expect([statuses(plan), plan.state]).toEqual(["done done done", "done"]);
});

for (const [name, end, status, note] of [
  ["another exit code", { kind: "badly", note: "exit code 2" }, "failed", "exit code 2"],
  ["a no", { kind: "open", note: "it was denied" }, "active", "it was denied"],
  ["nobody knows", { kind: "unknown", note: "nobody knows" }, "active", "nobody knows"],
] as const) {
  test(`${name} does not go on to the next step`, () => {
    const plan = after(fresh(), callBegan(0, "item-1"), callEnded("item-1", end));
    expect(plan.steps[0]).toMatchObject({ status, note });
    expect(statuses(plan).split(" ").slice(1)).toEqual(["pending", "pending"]);
  });
}

test("what was unknown ticks when it is found to have ended well", () => {
  const unknown: CallEnd = { kind: "unknown", note: "?" };
  const changes = [callBegan(0, "item-1"), callEnded("item-1", unknown), callEnded("item-1", well)];
  expect(statuses(after(fresh(), ...changes))).toBe("done active pending");
});

test("a step of several commands waits for the agent, one with a command still running for its end", () => {
  const several = after(fresh([1]), callBegan(0, "item-1"), callEnded("item-1", well));
  expect(statuses(several)).toBe("active pending pending");
  expect(statuses(after(several, advancePlan("")))).toBe("done active pending");
  const two = after(fresh(), callBegan(0, "item-1"), callBegan(0, "item-2"));
  expect(statuses(after(two, callEnded("item-1", well)))).toBe("active pending pending");
});

test("a command of another step makes that one the step under way; one that runs stays so", () => {
  expect(statuses(after(fresh(), callBegan(2, "item-1")))).toBe("pending pending active");
  const both = after(fresh(), callBegan(0, "item-1"), callBegan(1, "item-2"));
  expect(statuses(both)).toBe("active active pending");
});

test("advancing goes neither past a step that needs a look nor past a command that runs", () => {
  const runs = after(fresh(), callBegan(0, "item-1"));
  expect(refused(runs, advancePlan(""))).toMatch(/^Nobody knows yet/);
  const bad = after(runs, callEnded("item-1", { kind: "badly", note: "exit code 1" }));
  expect(refused(bad, advancePlan(""))).toMatch(/^Step 1 needs a look/);
  const looked = after(bad, updateStep(0, { status: "done", note: "was there already" }, "agent"));
  expect(statuses(looked)).toBe("done active pending");
});

test("advancing does not tick the step after one that its command has ticked", () => {
  const ticked = after(fresh(), callBegan(0, "item-1"), callEnded("item-1", well));
  expect(refused(ticked, advancePlan(""))).toMatch(/^Step 1 was ticked by its command already/);
  const told = after(ticked, updateStep(1, { status: "done" }, "agent"));
  expect(statuses(after(told, advancePlan("")))).toBe("done done done");
});

test("what a person said of a step stands when a command names it", () => {
  const skipped = after(fresh(), updateStep(1, { status: "skipped" }, "person"));
  expect(statuses(after(skipped, callBegan(1, "item-1")))).toBe("active skipped pending");
});

test("an ended plan cannot be changed", () => {
  const aborted = after(fresh(), advancePlan(""), abortPlan("person"));
  expect([statuses(aborted), aborted.abortedBy]).toEqual(["done aborted aborted", "person"]);
  for (const change of [advancePlan(""), abortPlan("agent"), callBegan(0, "item-1"), replacePlan]) {
    expect(refused(aborted, change)).toBe("This plan has ended.");
  }
});

for (const [words, step] of [
  ["2", 1],
  ["2/3 renew", 1],
  [" Step 3: reload", 2],
  ["#1", 0],
  ["Renew", 1],
  ["4", null],
  ["0", null],
  ["", null],
  ["192.0.2.1 is down", null],
  ["renew it", null],
] as const) {
  test(`the step meant by ${JSON.stringify(words)}`, () => {
    expect(stepMeant(fresh(), words)).toBe(step);
  });
}

test("one line says where a plan is, the text for a model says it of every step", () => {
  const plan = after(
    fresh([2]),
    advancePlan("all four"),
    updateStep(2, { status: "skipped" }, "person"),
  );
  expect(planLine(plan)).toBe("Step 2 of 3: renew");
  expect(planText(plan)).toBe(
    `plan: ${plan.id} "Renew"\nstate: active\nStep 2 of 3: renew\n` +
      "1. [done] look (all four)\n2. [active, several commands] renew\n3. [skipped by the person] reload",
  );
  expect(planLine(after(plan, abortPlan("agent")))).toBe("Plan aborted: 1 of 3 steps were done");
});

test("whatever happens, a plan under way has a step under way or one that needs a look", () => {
  const step = fc.integer({ min: 0, max: 3 });
  const call = fc.constantFrom("item-1" as const, "item-2" as const);
  const end = fc.constantFrom<CallEnd>(
    well,
    { kind: "badly", note: "" },
    { kind: "open", note: "" },
    { kind: "unknown", note: "" },
  );
  const status = fc.constantFrom("pending", "active", "done", "failed", "skipped");
  const change = fc.oneof(
    fc.tuple(step, call).map(([at, id]) => callBegan(at, id)),
    fc.tuple(call, end).map(([id, how]) => callEnded(id, how)),
    fc.tuple(step, status).map(([at, how]) => updateStep(at, { status: how }, "agent")),
    fc.constant(advancePlan("")),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      let plan = fresh();
      for (const one of changes) {
        const next = one(plan);
        if (next.ok) plan = next.value;
        const at = plan.steps.filter(({ status }) => status === "active" || status === "failed");
        expect(plan.state).toBe(at.length === 0 ? "done" : "active");
      }
    }),
  );
});
