import fc from "fast-check";
import { expect, test } from "vitest";
import type { ApprovalAnswer } from "../../shared/contract/approvals.ts";
import { failure } from "../../shared/errors.ts";
import type { ModelPart } from "../models/message.ts";
import { ChatWorld, callsAndAnswers } from "./in-memory-chat.ts";
import { calls, finish, says } from "./in-memory-parts.ts";

const call = fc.oneof(
  fc
    .record({
      id: fc.constantFrom("a", "b", ""),
      command: fc.constantFrom("df", "exit 1", "\u0007"),
    })
    .map(({ id, command }) => calls(id, "run_shell", { command, reason: "r" })),
  fc.constant(calls("t", "time", {})),
  fc.constant(calls("k", "send_keys", { keys: ["q"], reason: "r" })),
  fc.string().map((text) => calls("g", "run_shell", text)),
  fc.constant(calls("n", "no_such_tool", {})),
);
const end = fc.oneof(
  { weight: 5, arbitrary: fc.constant<ModelPart[]>([finish()]) },
  fc.constant<ModelPart[]>([]),
  fc.constant<ModelPart[]>([{ type: "finish", reason: "length", usage: null }]),
  fc.constant<ModelPart[]>([{ type: "failed", error: failure("model-failed") }]),
);
const modelAnswer = fc
  .tuple(fc.array(fc.string().map(says), { maxLength: 2 }), fc.array(call, { maxLength: 3 }), end)
  .map(([words, made, ending]) => [...words, ...made, ...ending]);
const personAnswer = fc.constantFrom<ApprovalAnswer>(
  { kind: "approve" },
  { kind: "approve-edited", command: "ls" },
  { kind: "approve-edited", command: "\u0007" },
  { kind: "deny", comment: "no" },
  { kind: "deny-and-stop", comment: "" },
);

test("whatever a model says and a person answers: nothing runs unapproved, every call is answered, every turn ends once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(modelAnswer, { minLength: 1, maxLength: 4 }),
      fc.array(personAnswer, { minLength: 1, maxLength: 6 }),
      fc.option(fc.nat(6)),
      async (scripts, answers, stopAt) => {
        await using world = await ChatWorld.make(...scripts);
        world.limits = { maximumIterations: 6 };
        const { audit, terminal } = world;
        const id = await world.newConversation();
        let asked = 0;
        using _person = world.approvals.changed.on(() => {
          const [question] = world.approvals.list();
          if (question === undefined) return;
          asked += 1;
          if (asked === stopAt) world.chat.stop(id);
          const answer = answers[asked % answers.length] ?? { kind: "approve" };
          const taken = world.approvals.answer(question.id, answer, "ada");
          if (!taken.ok) world.approvals.answer(question.id, { kind: "deny", comment: "" }, "ada");
        });
        for (const round of ["one", "two"]) {
          await world.chat.send(id, round, "term-1");
          await world.chat.ended(id);
        }
        const items = await world.items(id);
        const { calls: made, answers: given } = callsAndAnswers(await world.messages(id));
        expect(given).toEqual(made);
        expect(items.filter(({ kind }) => kind === "end").length).toBe(2);
        expect(items.at(-1)?.kind).toBe("end");
        const open = items.filter(
          (item) => item.kind === "tool" && /asking|working|unknown/.test(item.status.state),
        );
        expect(open).toEqual([]);
        const approved = audit.records.filter(
          ({ kind, detail }) => kind === "answer" && String(detail["kind"]).startsWith("approve"),
        );
        const starts = audit.records.filter(({ kind }) => kind === "start");
        const approvedIds = new Set(approved.map(({ request }) => request));
        expect(starts.every(({ request }) => approvedIds.has(request))).toBe(true);
        expect(terminal.ran.length + terminal.keys.length).toBe(starts.length);
        expect(terminal.ran.every((command) => ["df", "(exit 1)", "ls"].includes(command))).toBe(
          true,
        );
      },
    ),
    { numRuns: 40 },
  );
});
