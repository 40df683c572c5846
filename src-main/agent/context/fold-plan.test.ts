import { expect, test } from "vitest";
import type { ModelMessage } from "../../models/message.ts";
import { type Fold, noFold } from "./fold.ts";
import { bytesOfSummary, planFold } from "./fold-plan.ts";
import { foldedMessages } from "./fold-view.ts";
import { bytesOfAll } from "./measure.ts";

const nobody = new Map();
const question = (text: string): ModelMessage => ({ role: "user", content: text });

/** A step: calls, each with an answer of so many characters. */
function step(name: string, ...lengths: number[]): ModelMessage[] {
  return [
    {
      role: "assistant",
      content: "",
      toolCalls: lengths.map((_, index) => ({
        id: `${name}-${index}`,
        name: "run_shell",
        arguments: "{}",
      })),
    },
    ...lengths.map(
      (length, index): ModelMessage => ({
        role: "tool",
        toolCallId: `${name}-${index}`,
        content: "x".repeat(length),
      }),
    ),
  ];
}

const folded = (messages: readonly ModelMessage[], plan: Pick<Fold, "from" | "referredBefore">) =>
  foldedMessages(messages, { ...noFold, ...plan, summary: "s".repeat(2_000) }, nobody);

test("outputs become references first, oldest first; the last step stays whole", () => {
  const messages = [
    question("look"),
    ...step("a", 4_000),
    ...step("b", 4_000),
    ...step("c", 4_000),
  ];
  const plan = planFold(messages, noFold, nobody, 9_000);
  expect(plan).toEqual({ from: 0, referredBefore: 5 });
  const sent = folded(messages, plan ?? noFold);
  expect(sent.map(({ content }) => content.length > 3_000)).toEqual([
    ...[false, false, false, false, false, false],
    true,
  ]);
  expect(sent[2]?.content).toContain("Left out by Fairlead to save room");
});

test("where that is not enough the older turns are summed up, whole turns at a time", () => {
  const turns = Array.from({ length: 40 }, (_, index) => [
    question(`question ${index} ${"q".repeat(800)}`),
    ...step(`t${index}`, 300),
  ]).flat();
  const plan = planFold(turns, noFold, nobody, 20_000);
  expect(turns[plan?.from ?? 0]?.role).toBe("user");
  expect(bytesOfAll(turns.slice(plan?.from)) + bytesOfSummary).toBeLessThanOrEqual(20_000);
  // And no more than needed: one turn more would not have fitted.
  expect(bytesOfAll(turns.slice((plan?.from ?? 0) - 3)) + bytesOfSummary).toBeGreaterThan(20_000);
});

test("one turn that is too long for itself is summed up between its steps", () => {
  const messages = [
    question("go"),
    ...Array.from({ length: 60 }, (_, i) => step(`s${i}`, 490)).flat(),
  ];
  const plan = planFold(messages, noFold, nobody, 12_000);
  expect(messages[plan?.from ?? 0]?.role).toBe("assistant");
  expect(plan?.from).toBeGreaterThan(60);
});

test("not even the last step fits: it is kept with references, and that is all there is", () => {
  const messages = [question("go"), ...step("a", 900), ...step("b", 50_000, 50_000)];
  const plan = planFold(messages, noFold, nobody, 500);
  expect(plan).toEqual({ from: 0, referredBefore: 6 });
  expect(planFold(messages, { ...noFold, ...plan }, nobody, 500)).toBeNull();
});

test("nothing is made longer: little is left as it is", () => {
  expect(planFold([question("hello"), ...step("a", 20)], noFold, nobody, 10)).toBeNull();
  expect(planFold([], noFold, nobody, 10)).toBeNull();
});

/** Every call has its answer, in order, before anything else is said. */
function expectPaired(sent: readonly ModelMessage[]): void {
  let open: string[] = [];
  for (const message of sent) {
    if (message.role === "tool") expect(message.toolCallId).toBe(open.shift());
    else expect(open).toEqual([]);
    if (message.role === "assistant") open = message.toolCalls.map(({ id }) => id);
  }
  expect(open).toEqual([]);
}

test("whatever the conversation and however often it is folded: every answer follows its call, the fold only moves on", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const aStep = (name: string) =>
    step(name, ...Array.from({ length: random(4) }, () => random(6_000)));
  for (let trial = 0; trial < 300; trial += 1) {
    const messages: ModelMessage[] = [question("go")];
    let fold: Fold = noFold;
    for (let index = 0; index < 1 + random(30); index += 1) {
      if (random(3) === 0) messages.push(question("q".repeat(random(1_500))));
      messages.push(...aStep(`m${index}`));
      const plan = planFold(messages, fold, nobody, random(90_000));
      expect(plan?.from ?? fold.from).toBeGreaterThanOrEqual(fold.from);
      expect(plan?.referredBefore ?? fold.referredBefore).toBeGreaterThanOrEqual(
        fold.referredBefore,
      );
      fold = { ...fold, ...plan, summary: "summary" };
      expectPaired(foldedMessages(messages, fold, nobody));
    }
  }
});
