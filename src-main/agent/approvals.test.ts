import { expect, test } from "vitest";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { type ApprovalQuestion, Approvals, type EditCheck } from "./approvals.ts";

const question: ApprovalQuestion = {
  id: "appr-1",
  conversationId: "conv-1",
  turnId: "turn-1",
  itemId: "item-1",
  action: { kind: "run-shell", command: "df" },
  target: {
    terminalId: "term-1",
    hostId: "host-web",
    hostName: "web-1",
    user: "root",
    directory: null,
    fingerprint: "f",
  },
  reason: "to see",
  judgement: {
    verdict: "ask",
    class: "change",
    reasons: ["The mode is ask: a person decides."],
    parts: [],
    mode: "ask",
    preset: "balanced",
    production: false,
    taint: [],
    typedName: null,
    offer: null,
  },
  urgency: "normal",
  step: null,
};
const never = new AbortController().signal;
const anything = (): EditCheck => ({ refusals: [], judgement: null });
const unknown = fail(failure("approval-unknown"));

test("a question is listed with its times until it is answered, and every change is told", async () => {
  using approvals = new Approvals(
    () => 60,
    () => 1_000,
  );
  const told: number[] = [];
  using _listening = approvals.changed.on(() => told.push(approvals.list().length));
  const end = approvals.ask(question, anything, never);
  expect(approvals.list()).toEqual([{ ...question, createdAt: 1_000, expiresAt: 61_000 }]);
  expect(approvals.answer("appr-1", { kind: "approve" }, "ada")).toEqual(ok(undefined));
  expect(await end).toEqual({ kind: "answered", answer: { kind: "approve" }, by: "ada" });
  expect(told).toEqual([1, 0]);
});

test("the first answer counts, whoever gives it", async () => {
  using approvals = new Approvals(() => 0);
  const end = approvals.ask(question, anything, never);
  approvals.answer("appr-1", { kind: "deny", comment: "no" }, "command line");
  expect(approvals.answer("appr-1", { kind: "approve" }, "window")).toEqual(unknown);
  expect(await end).toMatchObject({ answer: { kind: "deny" }, by: "command line" });
});

test("no timeout: the question has no end of its own", () => {
  using approvals = new Approvals(() => 0);
  void approvals.ask(question, anything, never);
  expect(approvals.list()[0]?.expiresAt).toBe(null);
});

test("an answer after the time is up is too late, even when the timer is late as well", async () => {
  let now = 1_000;
  using approvals = new Approvals(
    () => 60,
    () => now,
  );
  void approvals.ask(question, anything, never);
  now = 61_000;
  expect(approvals.answer("appr-1", { kind: "approve" }, "ada")).toEqual(unknown);
});

test("what expired cannot be approved any more", async () => {
  using approvals = new Approvals(() => 0.01);
  expect(await approvals.ask(question, anything, never)).toEqual({ kind: "expired" });
  expect(approvals.answer("appr-1", { kind: "approve" }, "ada")).toEqual(unknown);
  expect(approvals.check("appr-1", "df").refusals.length).toBe(1);
});

test("a question of a stopped turn is not even put", async () => {
  using approvals = new Approvals(() => 0);
  expect(await approvals.ask(question, anything, AbortSignal.abort())).toEqual({
    kind: "withdrawn",
  });
  expect(approvals.list()).toEqual([]);
});

test("closing withdraws what waits: a closed window never approves", async () => {
  const approvals = new Approvals(() => 0);
  const end = approvals.ask(question, anything, never);
  approvals[Symbol.dispose]();
  expect(await end).toEqual({ kind: "withdrawn" });
});

test("keys cannot be edited", () => {
  using approvals = new Approvals(() => 0);
  void approvals.ask({ ...question, action: { kind: "send-keys", keys: ["q"] } }, anything, never);
  const answer = approvals.answer("appr-1", { kind: "approve-edited", command: "reboot" }, "ada");
  expect(answer).toMatchObject({ ok: false, error: { code: "command-refused" } });
  expect(approvals.list().length).toBe(1);
});
