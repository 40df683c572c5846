import { expect, test } from "vitest";
import type { Judgement } from "../../shared/contract/policy.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Approvals, type EditCheck, type QuestionEvent } from "./approvals.ts";
import { aQuestion } from "./in-memory-question.ts";

const question = aQuestion;
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

const judged = (more: Partial<Judgement>): Judgement => ({ ...question.judgement, ...more });
const codeOf = (answered: Result<void, FairleadError>) =>
  answered.ok ? "ok" : answered.error.code;

test("a tool's own time limit counts where it is sooner than the setting, never where it is later", () => {
  for (const [setting, own, until] of [
    [60, 10, 11_000],
    [60, 600, 61_000],
    [0, 10, 11_000],
    [60, null, 61_000],
    [0, null, null],
  ] as const) {
    using approvals = new Approvals(
      () => setting,
      () => 1_000,
    );
    void approvals.ask({ ...question, timeoutSeconds: own }, anything, never);
    expect(approvals.list()[0]?.expiresAt).toBe(until);
    expect(approvals.list()[0]).not.toHaveProperty("timeoutSeconds");
  }
});

test("what hurries stands first, then the oldest; questions of a step stand together", () => {
  using approvals = new Approvals(() => 0);
  for (const [id, urgency, step] of [
    ["appr-1", "low", null],
    ["appr-2", "normal", "1/2 stop"],
    ["appr-3", "normal", null],
    ["appr-4", "high", null],
    ["appr-5", "normal", "1/2 stop"],
    ["appr-6", "low", "1/2 stop"],
  ] as const) {
    void approvals.ask({ ...question, id, urgency, step }, anything, never);
  }
  const order = approvals.list().map(({ id }) => id.slice(5));
  expect(order).toEqual(["4", "2", "5", "6", "3", "1"]);
});

test("the host's name must be typed where the policy asks for it, and a wrong one leaves the question open", async () => {
  using approvals = new Approvals(() => 0);
  const guarded = { ...question, judgement: judged({ typedName: "web-1", production: true }) };
  const end = approvals.ask(guarded, anything, never);
  for (const typedName of [undefined, "", "web-2", "WEB-1"]) {
    const more = typedName === undefined ? {} : { typedName };
    const answered = approvals.answer("appr-1", { kind: "approve", ...more }, "ada");
    expect(codeOf(answered)).toBe("typed-name-wrong");
  }
  expect(approvals.list().length).toBe(1);
  expect(codeOf(approvals.answer("appr-1", { kind: "approve", typedName: " web-1 " }, "ada"))).toBe(
    "ok",
  );
  expect(await end).toMatchObject({ kind: "answered", answer: { kind: "approve" } });
});

test("no name is needed to deny", async () => {
  using approvals = new Approvals(() => 0);
  const guarded = { ...question, judgement: judged({ typedName: "web-1" }) };
  const end = approvals.ask(guarded, anything, never);
  expect(codeOf(approvals.answer("appr-1", { kind: "deny", comment: "" }, "ada"))).toBe("ok");
  expect(await end).toMatchObject({ answer: { kind: "deny" } });
});

test("an edit is judged for itself: denied it is refused, destructive it needs the name, milder it does not", () => {
  using approvals = new Approvals(() => 0);
  const judgements: Record<string, Judgement> = {
    "rm -rf /": judged({ verdict: "deny", reasons: ["It removes everything."] }),
    "rm -r /srv": judged({ class: "destructive", typedName: "web-1" }),
    ls: judged({ class: "read-only" }),
  };
  const check = (command: string): EditCheck => ({
    refusals: [],
    judgement: judgements[command] ?? null,
  });
  const guarded = { ...question, judgement: judged({ typedName: "web-1" }) };
  void approvals.ask(guarded, check, never);
  const answer = (command: string) =>
    approvals.answer("appr-1", { kind: "approve-edited", command }, "ada");
  expect(answer("rm -rf /")).toMatchObject({
    error: { code: "command-refused", detail: "It removes everything." },
  });
  expect(approvals.check("appr-1", "rm -rf /")).toMatchObject({
    refusals: [{ sentence: "It removes everything." }],
    judgement: { verdict: "deny" },
  });
  expect(codeOf(answer("rm -r /srv"))).toBe("typed-name-wrong");
  expect(codeOf(answer("ls"))).toBe("ok");
});

test("what is not offered cannot be remembered", () => {
  using approvals = new Approvals(() => 0);
  const choice = { scope: { kind: "host", hostId: "host-web" }, days: 7 } as const;
  void approvals.ask(question, anything, never);
  expect(codeOf(approvals.answer("appr-1", { kind: "approve", remember: choice }, "ada"))).toBe(
    "input-invalid",
  );
  const offered = { ...question, id: "appr-2", judgement: judged({ offer: "df" }) } as const;
  void approvals.ask(offered, anything, never);
  expect(codeOf(approvals.answer("appr-2", { kind: "approve", remember: choice }, "ada"))).toBe(
    "ok",
  );
});

test("who tells elsewhere hears of every question and of its end, once", async () => {
  using approvals = new Approvals(() => 0);
  const told: string[] = [];
  using _listening = approvals.events.on((event: QuestionEvent) =>
    told.push(`${event.type} ${event.approval.id} ${event.type === "asked" ? "" : event.end.kind}`),
  );
  const stop = new AbortController();
  void approvals.ask(question, anything, stop.signal);
  void approvals.ask({ ...question, id: "appr-2" }, anything, never);
  approvals.answer("appr-2", { kind: "approve" }, "ada");
  approvals.answer("appr-2", { kind: "approve" }, "ada");
  stop.abort();
  expect(told).toEqual([
    "asked appr-1 ",
    "asked appr-2 ",
    "closed appr-2 answered",
    "closed appr-1 withdrawn",
  ]);
});
