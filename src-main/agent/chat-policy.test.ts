import { afterEach, expect, test } from "vitest";
import type { ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { ActToJudge } from "../policy/act.ts";
import { ChatWorld } from "./in-memory-chat.ts";
import { calls, finish, runs, says } from "./in-memory-parts.ts";

let world: ChatWorld;
afterEach(() => world[Symbol.asyncDispose]());

const commandOf = ({ action }: ActToJudge) => (action.kind === "run-shell" ? action.command : "");

/** Commands that begin with "cat" or "ls" only read, in a mode in which that is free. */
function readsAreFree(): void {
  world.policy.mode = "read-only";
  world.policy.classOf = (act) => (/^(cat|ls)\b/.test(commandOf(act)) ? "read-only" : "change");
}

/** The taint that each command was judged with when it was proposed. */
const taints = () =>
  new Map(world.policy.judged.map((act) => [commandOf(act), act.taint.join("; ")]));

test("what a command printed taints what follows in the turn, and the card says where it came from", async () => {
  world = await ChatWorld.make(
    [runs("c1", "cat /tmp/notes"), finish()],
    [runs("c2", "systemctl stop nginx"), finish()],
    [says("done"), finish()],
  );
  readsAreFree();
  const asked: unknown[] = [];
  using _asked = world.approvals.events.on(({ approval }) => asked.push(approval.judgement.taint));
  await world.ask("what do the notes say?");
  expect(taints()).toEqual(
    new Map([
      ["cat /tmp/notes", ""],
      ["systemctl stop nginx", "output of `cat /tmp/notes` on web-1"],
    ]),
  );
  expect(asked[0]).toEqual(["output of `cat /tmp/notes` on web-1"]);
  expect(world.audit.records.findLast(({ kind }) => kind === "proposal")?.detail).toMatchObject({
    judgement: { taint: ["output of `cat /tmp/notes` on web-1"] },
  });
});

test("tainted, nothing that does more than read runs by itself, also in the mode all", async () => {
  world = await ChatWorld.make(
    [runs("c1", "cat x"), runs("c2", "ls"), runs("c3", "reboot"), finish()],
    [says("done"), finish()],
  );
  readsAreFree();
  await world.ask("look", { kind: "deny", comment: "" }, { mode: "all" });
  expect(world.terminal.ran).toEqual(["cat x", "ls"]);
});

test("a screen taints, the time and the list of hosts do not, nor does a command that prints nothing", async () => {
  world = await ChatWorld.make(
    [calls("c1", "time", {}), calls("c2", "list_hosts", {}), runs("c3", "one"), finish()],
    [calls("c4", "capture_pane", {}), runs("c5", "two"), finish()],
    [says("done"), finish()],
  );
  world.terminal.output = "\n";
  await world.ask("look");
  expect(taints()).toEqual(
    new Map([
      ["one", ""],
      ["two", "screen of term-1 on web-1"],
    ]),
  );
});

test("the person's next message begins anew; going on with a stopped turn does not", async () => {
  world = await ChatWorld.make(
    [runs("c1", "cat x"), finish()],
    [runs("c2", "one"), finish()],
    [runs("c3", "two"), finish()],
    [says("ok"), finish()],
    [runs("c4", "three"), finish()],
    [says("ok"), finish()],
  );
  readsAreFree();
  const id = await world.ask("look", { kind: "deny-and-stop", comment: "" });
  using _denying = world.answering({ kind: "deny", comment: "" });
  await world.chat.retry(id, "term-1");
  await world.chat.ended(id);
  await world.chat.send(id, "go on", "term-1");
  await world.chat.ended(id);
  const from = "output of `cat x` on web-1";
  expect(taints()).toEqual(
    new Map([
      ["cat x", ""],
      ["one", from],
      ["two", from],
      ["three", ""],
    ]),
  );
});

test("a tool that the policy switches off is not offered, and refused when it is called", async () => {
  world = await ChatWorld.make(
    [calls("c1", "send_keys", { keys: ["q"], reason: "r" }), finish()],
    [says("ok"), finish()],
  );
  world.toolsOff.push("send_keys");
  const id = await world.ask("quit it");
  expect(world.terminal.keys).toEqual([]);
  expect((await world.items(id))[1]).toMatchObject({
    status: { state: "failed", sentence: expect.stringContaining("switched off by the policy") },
  });
  expect(world.model.offered.at(-1)).not.toContain("send_keys");
  expect(world.model.offered.at(-1)).toContain("run_shell");
});

test("what the policy denies is refused without a question, and is no reason to try another way", async () => {
  world = await ChatWorld.make([runs("c1", "mkfs /dev/sda"), finish()], [says("ok"), finish()]);
  world.policy.denies = () => "It formats a disk.";
  const id = await world.ask("clean up");
  expect((await world.items(id))[1]).toMatchObject({
    status: { state: "failed", sentence: "It formats a disk." },
  });
  expect(world.model.toolAnswers[0]).toContain("nobody was asked. It formats a disk.");
  expect(world.model.toolAnswers[0]).toContain("Do not try another way");
});

test("nobody answered in time is told apart from a no, and is no reason to try another way", async () => {
  world = await ChatWorld.make(
    [runs("c1", "reboot", { timeout: "20ms" }), finish()],
    [says("ok"), finish()],
  );
  const id = await world.newConversation();
  await world.chat.send(id, "fix it", "term-1");
  await world.chat.ended(id);
  expect((await world.shown(id))[1]).toBe("run_shell: expired");
  expect(world.model.toolAnswers[0]).toContain("nobody answered in time");
  expect(world.model.toolAnswers[0]).toContain("Do not try another way");
  expect(world.audit.records[1]?.detail).toEqual({ kind: "expired" });
});

test("where nobody can be asked what the mode allows runs, and the first thing that asks ends the turn", async () => {
  world = await ChatWorld.make([runs("c1", "ls"), runs("c2", "reboot"), finish()]);
  readsAreFree();
  const id = await world.ask("look", { kind: "approve" }, { canAsk: false });
  expect(world.terminal.ran).toEqual(["ls"]);
  expect((await world.shown(id)).slice(1)).toEqual([
    "run_shell: done",
    "run_shell: failed",
    "end: failed (not-interactive)",
  ]);
});

const question = { question: "May I restart nginx at noon?", about: "restart of a service" };

for (const [answer, told] of [
  [{ kind: "approve" }, "answer: yes"],
  [{ kind: "approve", comment: "after 12:10" }, "answer: yes\nThe person said: after 12:10"],
  [{ kind: "deny", comment: "not today" }, "answer: no\nThe person said: not today"],
] as const satisfies [ApprovalAnswer, string][]) {
  test(`the agent asks the person: ${told.replace("\n", ", ")}`, async () => {
    world = await ChatWorld.make(
      [calls("c1", "ask_person", { ...question, urgency: "high" }), finish()],
      [says("I see."), finish()],
    );
    const asked: unknown[] = [];
    using _asked = world.approvals.events.on(({ approval }) => asked.push(approval));
    // Also where everything runs by itself a question is the person's.
    const id = await world.ask("plan it", answer, { mode: "all" });
    expect(asked[0]).toMatchObject({
      action: { kind: "ask-person", question: question.question },
      reason: "restart of a service",
      urgency: "high",
      judgement: { verdict: "ask", typedName: null },
    });
    expect(world.model.toolAnswers).toEqual([told]);
    expect((await world.items(id))[1]).toMatchObject({ status: { state: "done" }, answer });
    expect(world.audit.records.map(({ actor, kind }) => `${kind} by ${actor}`)).toEqual([
      "proposal by agent",
      "answer by ada",
    ]);
    expect(world.terminal.ran).toEqual([]);
  });
}

test("asked without waiting: the turn goes on, and a later look has the answer", async () => {
  const later = Promise.withResolvers<ReturnType<typeof calls>>();
  world = await ChatWorld.make(
    [calls("c1", "ask_person", { ...question, wait: false }), finish()],
    [later.promise, finish()],
    [says("ok"), finish()],
  );
  const id = await world.newConversation();
  await world.chat.send(id, "plan it", "term-1");
  await expect.poll(() => world.model.requests.length).toBe(2);
  const [asked] = world.approvals.list();
  if (asked === undefined) throw new Error("nothing was asked");
  expect(world.model.toolAnswers[0]).toContain(`question: ${asked.id}\nanswer: not yet.`);
  later.resolve(calls("c2", "ask_person", { id: asked.id }));
  await expect.poll(async () => (await world.shown(id)).length).toBe(3);
  world.approvals.answer(asked.id, { kind: "deny", comment: "no" }, "ada");
  await world.chat.ended(id);
  expect(world.model.toolAnswers[1]).toBe("answer: no\nThe person said: no");
  expect((await world.items(id))[1]).toMatchObject({ answer: { kind: "deny" } });
});

test("what nobody has answered when the turn ends is withdrawn", async () => {
  world = await ChatWorld.make(
    [calls("c1", "ask_person", { ...question, wait: false }), finish()],
    [says("I have asked."), finish()],
  );
  const id = await world.newConversation();
  await world.chat.send(id, "plan it", "term-1");
  await world.chat.ended(id);
  expect(world.approvals.list()).toEqual([]);
  expect(world.audit.records.at(-1)?.detail).toEqual({ kind: "withdrawn" });
});

test("a question where nobody can be asked ends the turn, and one that cannot be recorded is not put", async () => {
  world = await ChatWorld.make([calls("c1", "ask_person", question), finish()]);
  const id = await world.ask("plan it", { kind: "approve" }, { canAsk: false });
  expect((await world.shown(id)).at(-1)).toBe("end: failed (not-interactive)");
  world.audit.refuses.add("proposal");
  const other = await world.ask("plan it");
  expect((await world.shown(other)).at(-1)).toBe("end: failed (audit-unwritable)");
});
