import { expect, test } from "vitest";
import { approval } from "../test/approvals-scene.ts";
import { groupByStep, inOrder } from "./approval-order.ts";

const at = (id: string, createdAt: number, urgency: "low" | "normal" | "high", step?: string) =>
  approval(id, "ls", { createdAt, urgency, step: step ?? null });

test("urgency before age", () => {
  const given = [at("a", 3, "normal"), at("b", 1, "low"), at("c", 4, "high"), at("d", 2, "normal")];
  expect(inOrder(given).map(({ id }) => id)).toEqual(["appr-c", "appr-d", "appr-a", "appr-b"]);
});

test("questions of one step stand together, those without a step alone", () => {
  const given = [
    at("a", 1, "normal", "renew"),
    at("b", 2, "normal"),
    at("c", 3, "low", "renew"),
    at("d", 4, "normal"),
  ];
  expect(groupByStep(given).map(({ step, approvals }) => [step, approvals.length])).toEqual([
    ["renew", 2],
    [null, 1],
    [null, 1],
  ]);
});
