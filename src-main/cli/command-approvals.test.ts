import { afterEach, beforeEach, expect, test } from "vitest";
import type { Approval } from "../../shared/contract/approvals.ts";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { claimInstance } from "../runtime/instance-lock.ts";
import { localDoorServer } from "../runtime/local-door.ts";
import { cliWorld } from "./cli-world.ts";

const approval: Approval = {
  id: "appr-1",
  conversationId: "conv-1",
  turnId: "turn-1",
  itemId: "item-1",
  action: { kind: "run-shell", command: "reboot\u001b[2J" },
  target: {
    terminalId: "term-1",
    hostId: "host-web",
    hostName: "web-1",
    user: "root",
    directory: null,
    fingerprint: "f",
  },
  reason: "it hangs",
  judgement: {
    verdict: "ask",
    class: "destructive",
    reasons: ["It restarts the machine."],
    parts: [],
    mode: "ask",
    preset: "balanced",
    production: true,
    taint: [],
    typedName: "web-1",
    offer: null,
  },
  urgency: "high",
  step: null,
  createdAt: 0,
  expiresAt: 60_000,
};

let world: ReturnType<typeof cliWorld>;
let owned: AsyncDisposableStack;
let answers: unknown[];

beforeEach(() => {
  owned = new AsyncDisposableStack();
  world = owned.use(cliWorld());
  answers = [];
});
afterEach(() => owned.disposeAsync());

/** Another process that holds the data folder, with one question that waits. */
async function hold(): Promise<void> {
  const holder = owned.use(cliWorld());
  holder.services.approvals = {
    ...holder.services.approvals,
    list: () => [approval],
    answer: (id, answer, actor) => {
      if (id !== approval.id) return fail(failure("approval-unknown"));
      if (answer.kind === "approve" && answer.typedName !== "web-1") {
        return fail(failure("typed-name-wrong"));
      }
      answers.push({ id, answer, actor });
      return ok(undefined);
    },
  };
  const never = new AbortController().signal;
  const claimed = await claimInstance(world.paths, world.environment, never);
  if (!claimed.ok || claimed.value.kind !== "holder") throw new Error("not the holder");
  const instance = owned.use(claimed.value.instance);
  await instance.listen(localDoorServer(holder.services, () => null));
}

test("what waits is listed, one line each, and nothing in it steers the terminal", async () => {
  await hold();
  expect(await world.run(["approvals", "list"])).toEqual({
    code: 0,
    output: "appr-1  high  root@web-1  destructive  1970-01-01T00:01:00.000Z  reboot⟨U+001B⟩[2J\n",
    shown: "",
  });
  const { output } = await world.run(["approvals", "list", "--json"]);
  expect(JSON.parse(output)).toEqual(approval);
});

test("an answer goes in by the same door as a window's, with who gave it", async () => {
  await hold();
  const approve = ["approvals", "approve", "appr-1", "--comment", "go on"];
  expect(await world.run(approve)).toMatchObject({
    code: 1,
    shown: "The name that was typed is not the host's name, so nothing was approved.\n",
  });
  expect((await world.run([...approve, "--name", "web-1"])).code).toBe(0);
  expect((await world.run(["approvals", "deny", "appr-1", "--comment", "no"])).code).toBe(0);
  expect((await world.run(["approvals", "deny", "appr-1", "--stop"])).code).toBe(0);
  const by = { id: "appr-1", actor: "command line" };
  expect(answers).toEqual([
    { ...by, answer: { kind: "approve", comment: "go on", typedName: "web-1" } },
    { ...by, answer: { kind: "deny", comment: "no" } },
    { ...by, answer: { kind: "deny-and-stop", comment: "" } },
  ]);
});

test("a question that was answered already is said so", async () => {
  await hold();
  expect(await world.run(["approvals", "deny", "appr-2"])).toMatchObject({
    code: 1,
    shown: "This question was answered already or has expired.\n",
  });
  expect((await world.run(["approvals", "deny", "not-an-id"])).code).toBe(2);
});

test("where Fairlead does not run nothing waits, and nothing is started for it", async () => {
  const nothing = "Fairlead is not running with this data folder, so no question waits.\n";
  expect(await world.run(["approvals", "list"])).toEqual({ code: 0, output: "", shown: nothing });
  expect(await world.run(["approvals", "approve", "appr-1"])).toEqual({
    code: 1,
    output: "",
    shown: nothing,
  });
});
