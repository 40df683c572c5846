import { expect, test } from "vitest";
import type { Plan } from "../../shared/contract/plan.ts";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { PlanBook } from "./plan-book.ts";
import { abortPlan, updateStep } from "./plan-changes.ts";

/** A book that says in order what it kept and what it told. */
function book({ full = false } = {}) {
  const said: string[] = [];
  const line = (plan: Plan) => `${plan.title} ${plan.state}`;
  const plans = new PlanBook({
    plans: [],
    keep: async (kept) => {
      await Promise.resolve();
      said.push(`kept ${kept.map(line).join(", ")}`);
      return full ? fail(failure("store-unwritable")) : ok(undefined);
    },
    redact: (value) => value,
    tell: (plan) => void said.push(`told ${line(plan)}`),
    now: () => 1,
  });
  return { plans, said };
}

test("a plan is kept before it is told, together with the one it takes the place of", async () => {
  const { plans, said } = book();
  await plans.create({ title: "one", steps: ["a"] });
  await plans.create({ title: "two", steps: ["b"] });
  expect(said).toEqual([
    "kept one active",
    "told one active",
    "kept one replaced, two active",
    "told two active",
  ]);
  expect([plans.current?.title, plans.all.length]).toEqual(["two", 2]);
});

test("changes that come at once are made one upon the other", async () => {
  const { plans } = book();
  const made = await plans.create({ title: "one", steps: ["a", "b", "c"] });
  const done = { status: "done" } as const;
  await Promise.all([0, 1].map((step) => plans.change(updateStep(step, done, "agent"))));
  expect(plans.current?.steps.map(({ status }) => status)).toEqual(["done", "done", "active"]);
  const id = made.ok ? made.value.id : "plan-";
  expect(await plans.change(abortPlan("person"), "plan-other")).toMatchObject({ ok: false });
  expect(await plans.change(abortPlan("person"), id)).toMatchObject({ ok: true });
  expect(plans.current).toBe(null);
});

test("what cannot be kept is neither told nor true", async () => {
  const { plans, said } = book({ full: true });
  expect(await plans.create({ title: "one", steps: ["a"] })).toMatchObject({
    ok: false,
    error: { code: "store-unwritable" },
  });
  expect([plans.newest, said]).toEqual([null, ["kept one active"]]);
});
