import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FleetWorld } from "../../e2e/world/fleet-world.ts";
import { type RecordedRequest, ScriptedModel } from "../../e2e/world/model.ts";
import * as turns from "../../e2e/world/model-turns.ts";
import { Sshd } from "../../e2e/world/sshd.ts";
import { canMakeAccounts } from "../../e2e/world/sshd-accounts.ts";
import { until } from "../../e2e/world/until.ts";
import type { ChatItem } from "../../shared/contract/chat.ts";
import type { Run } from "../../shared/contract/terminals.ts";
import {
  type ConversationId,
  type HostId,
  localHostId,
  type TerminalId,
} from "../../shared/ids.ts";

/**
 * More than the two seconds within which Stop ends a turn takes on a busy machine, in ms, and less than anything that is
 * stopped here would take by itself: the two seconds are held by the tests of its parts.
 */
const mostMs = 10_000;

/** What the model answers to the question with this text, however often it is asked. */
const answers = new Map<string, turns.ModelTurn>();
/** Questions in the order in which the model was asked. */
const asked: string[] = [];
const answer = ({ body }: RecordedRequest): turns.ModelTurn => {
  const text = body.messages?.findLast(({ role }) => role === "user")?.content ?? "";
  const title = [...answers.keys()].find((known) => text.includes(known)) ?? "";
  asked.push(title);
  return answers.get(title) ?? turns.refuses(400, `not expected: ${text}`);
};

let model: ScriptedModel;
let world: FleetWorld;
/** A host that answers until a test has it fall silent. */
let other: Sshd;
let otherId: HostId;

beforeAll(async () => {
  model = await ScriptedModel.start();
  model.script(...Array.from({ length: 100 }, () => answer));
  const environment = { FAIRLEAD_BASE_URL: model.baseUrl, FAIRLEAD_MODEL: "scripted" };
  world = await FleetWorld.open(3, { environment });
  other = await Sshd.start(canMakeAccounts ? { accounts: [{ name: "ada" }] } : {});
  other.authorize(world.key);
  otherId = await world.add({ address: other.address, port: other.port, name: "silent" });
});
afterAll(async () => {
  other?.resume();
  await world?.[Symbol.asyncDispose]();
  await other?.[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

async function openTerminal(hostId: HostId): Promise<TerminalId> {
  const { id } = await world.client.terminals.open({ hostId, size: { columns: 90, rows: 30 } });
  await until("a prompt", async () => {
    const all = await world.client.terminals.list();
    const { integration, state } = all.find((one) => one.id === id) ?? {};
    return integration === "marks" && state === "ready" ? true : null;
  });
  return id;
}

/** A question to the agent that is to be stopped. */
type Asked = { what: string; id: ConversationId; terminal: TerminalId };

const itemOf = async <Kind extends ChatItem["kind"]>({ id }: Asked, kind: Kind) =>
  (await world.app.items(id)).findLast((one) => one.kind === kind) as
    | Extract<ChatItem, { kind: Kind }>
    | undefined;

const status = async (question: Asked) => (await itemOf(question, "tool"))?.status.state ?? "none";

/** The question about what the agent means to do, once it is there. */
async function approval({ id }: Asked) {
  for await (const { approvals } of await world.client.approvals.events()) {
    const found = approvals.find(({ conversationId }) => conversationId === id);
    if (found !== undefined) return found;
  }
  throw new Error("nobody is asked");
}

async function approve(question: Asked): Promise<void> {
  const { id } = await approval(question);
  await world.client.approvals.answer({ id, answer: { kind: "approve" } });
}

/** The agent's command. */
async function runOf({ terminal }: Asked): Promise<Run | undefined> {
  const runs = await world.client.terminals.runs({ id: terminal });
  return runs.findLast(({ origin }) => origin === "agent");
}

/** Approves, and resolves when the command has said so itself. */
async function printed(question: Asked, text: string): Promise<void> {
  await approve(question);
  await until(`“${text}” of the command`, async () => {
    const run = await runOf(question);
    return run?.excerpt.includes(text) ? true : null;
  });
}

const requested = ({ what }: Asked) =>
  until("the request", () => (asked.includes(what) ? true : null));

type Case = {
  what: string;
  model: turns.ModelTurn;
  where?: () => HostId;
  before?: () => void;
  underWay: (question: Asked) => Promise<unknown>;
  /** After the turn is over. */
  after?: (question: Asked) => Promise<unknown>;
};

const cases: Case[] = [
  {
    what: "the model is streaming",
    model: turns.keepsSending([], { choices: [{ index: 0, delta: { content: "and " } }] }),
    underWay: (question) =>
      until("text", async () => ((await itemOf(question, "agent"))?.text ? true : null)),
  },
  {
    what: "a model request has no answer at all",
    model: turns.silent,
    underWay: requested,
  },
  {
    what: "a model request was answered with headers and not one byte",
    model: turns.hangsAfter([]),
    underWay: requested,
  },
  {
    what: "the model asks for a pause before it is tried again",
    model: turns.refuses(503, "busy", { "retry-after": "20" }),
    underWay: requested,
  },
  {
    what: "a question is open",
    model: turns.runs("touch ~/was-approved"),
    underWay: approval,
  },
  {
    what: "a tool waits for a command",
    model: turns.runs("echo be''gun; sleep 600; touch ~/went-on"),
    underWay: (question) => printed(question, "begun"),
  },
  {
    what: "a command has this moment begun",
    model: turns.runs("sleep 601; touch ~/went-on"),
    underWay: async (question) => {
      await approve(question);
      await until("the run", async () => ((await runOf(question))?.startedAt ? true : null));
    },
  },
  {
    what: "a tool waits over SSH for a command that takes no ^C",
    where: () => world.ids[0] ?? localHostId,
    model: turns.runs(`sh -c 'trap "" INT; echo be""gun; sleep 602'`),
    underWay: (question) => printed(question, "begun"),
    after: async (question) => {
      const [left] = (await itemOf(question, "left-running"))?.runs ?? [];
      // On a busy machine the host may not have said in time what still runs.
      expect(left?.command).toContain("sleep 602");
      const runId = left?.runId ?? "run-none";
      await world.client.runs.kill({ id: runId, signal: "KILL" });
    },
  },
  {
    what: "a host has fallen silent under a command",
    where: () => otherId,
    model: turns.runs("echo be''gun; sleep 603"),
    underWay: async (question) => {
      await printed(question, "begun");
      other.pause();
    },
    after: async (question) => {
      expect((await itemOf(question, "left-running"))?.runs).toMatchObject([
        { processes: null, problem: expect.stringContaining("did not say in time") },
      ]);
      // The ^C arrives with the rest.
      other.resume();
      await until("its end", async () => ((await runOf(question))?.endedAt ? true : null));
    },
  },
  {
    what: "a file is read on a host that has fallen silent",
    model: turns.calls([
      {
        name: "read_file",
        arguments: { path: "/etc/hostname", host: "silent", reason: "to look" },
      },
    ]),
    where: () => otherId,
    before: () => other.pause(),
    underWay: requested,
    after: async () => other.resume(),
  },
  {
    what: "many hosts run a command",
    model: turns.calls([
      {
        name: "run_on_hosts",
        arguments: {
          hosts: ["web-1", "web-2", "web-3"],
          command:
            'trap "" TERM; echo begun >>"$HOME/on-hosts"; until [ -e "$HOME/may-end" ]; do sleep 0.1; done',
          reason: "to wait",
          parallel: 2,
        },
      },
    ]),
    underWay: async (question) => {
      await approve(question);
      await until("two hosts", () => (world.lines("on-hosts").length === 2 ? true : null));
    },
    after: async (question) => {
      expect(await itemOf(question, "tool")).toMatchObject({
        output: expect.stringContaining("web-3"),
      });
      writeFileSync(join(world.sshd.home, "may-end"), "");
      const { fleetId } = (await itemOf(question, "tool")) ?? {};
      const { rows } = await world.over(fleetId ?? "fleet-none");
      expect(rows.map(({ state }) => state).sort()).toEqual(["finished", "finished", "not-run"]);
      expect(world.lines("on-hosts")).toHaveLength(2);
    },
  },
];

describe("Stop ends the turn at once while", () => {
  for (const { after, before, model: turn, underWay, what, where } of cases) {
    test(what, async () => {
      const { client } = world;
      answers.set(what, turn);
      const terminal = await openTerminal(where?.() ?? localHostId);
      before?.();
      const { id } = await client.chat.create();
      const question = { what, id, terminal };
      const gone = new AbortController();
      const events = await client.chat.events({ id }, { signal: gone.signal });
      const over = (async () => {
        for await (const { type } of events) if (type === "turn-ended") return performance.now();
        throw new Error("no end is told");
      })();
      await client.chat.send({ id, text: what, terminalId: terminal });
      await underWay(question);
      const count = asked.length;
      const pressedAt = performance.now();
      await client.chat.stop({ id });
      const ms = (await over) - pressedAt;
      gone.abort();
      expect(ms).toBeLessThan(mostMs);
      expect(await itemOf(question, "end")).toMatchObject({ reason: "stopped" });
      expect(await status(question)).not.toBe("asking");
      expect(await status(question)).not.toBe("failed");
      expect(asked.length).toBe(count);
      await after?.(question);
    });
  }
});
