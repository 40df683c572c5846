import { expect, test } from "vitest";
import type { Question } from "../../shared/contract/questions.ts";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { Questions } from "./questions.ts";

const password: Omit<Question, "id"> = {
  hostId: "host-a",
  hostName: "a",
  endpoint: "root@a:22",
  ask: { kind: "password", retry: false },
};
const never = new AbortController().signal;
const first = (questions: Questions) => {
  const question = questions.list()[0];
  if (question === undefined) throw new Error("nothing is asked");
  return question.id;
};

test("the first fitting answer counts, and only that one", async () => {
  using questions = new Questions();
  let said = 0;
  questions.changed.on(() => {
    said += 1;
  });
  const asked = questions.ask(password, never);
  const id = first(questions);
  const answer = { kind: "secret", secret: "x", remember: false } as const;
  expect([
    questions.answer(id, { kind: "accept" }),
    questions.answer(id, answer),
    questions.answer(id, answer),
    await asked,
    questions.list(),
    said,
  ]).toEqual([
    fail(failure("input-invalid", "a password question: accept")),
    ok(undefined),
    fail(failure("approval-unknown")),
    answer,
    [],
    2,
  ]);
});

test("an aborted question is cancelled and nobody is asked any more", async () => {
  using questions = new Questions();
  const stop = new AbortController();
  const asked = questions.ask(password, stop.signal);
  stop.abort();
  expect([await asked, questions.list(), await questions.ask(password, stop.signal)]).toEqual([
    { kind: "cancel" },
    [],
    { kind: "cancel" },
  ]);
});

test("disposing cancels what waits", async () => {
  const questions = new Questions();
  const asked = questions.ask(password, never);
  questions[Symbol.dispose]();
  expect(await asked).toEqual({ kind: "cancel" });
});
