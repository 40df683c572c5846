import { afterEach, beforeEach, expect, test } from "vitest";
import { ScriptedModel } from "../../e2e/world/model.ts";
import * as turns from "../../e2e/world/model-turns.ts";
import { streamChat } from "../models/chat-completions.ts";
import { ChatWorld, must } from "./in-memory-chat.ts";

/** A model that does what models and servers do, over real HTTP and SSE; everything is approved that is asked. */
let model: ScriptedModel;
let world: ChatWorld;
/** How long the model may be silent. Two where it is silent for ever, and else more than a busy machine takes. */
let requestSeconds: number;
beforeEach(async () => {
  requestSeconds = 30;
  model = await ScriptedModel.start();
  world = await ChatWorld.make();
  world.terminal.output = "out\n";
  world.limits = { maximumIterations: 0 };
  world.endpoint = (request) =>
    streamChat({
      profile: { baseUrl: model.baseUrl, model: "odd" },
      key: null,
      requestSeconds,
      retry: { attempts: 1, firstDelayMs: 1, longestDelayMs: 1 },
      ...request,
    });
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

const delta = (content: unknown) => ({ choices: [{ index: 0, delta: content }] });
const toolDelta = (...calls: unknown[]) => delta({ tool_calls: calls });
const end = (reason: string) => ({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
const done = "data: [DONE]\n\n";
const df = JSON.stringify({ command: "df", reason: "to look" });
const shell = (args: string, more: object = {}) => ({
  index: 0,
  id: "c1",
  type: "function",
  function: { name: "run_shell", arguments: args },
  ...more,
});
const run = (...calls: unknown[]) => turns.sends([toolDelta(...calls), end("tool_calls"), done]);
const fine = turns.says("Fine.");
const many = (count: number, args = df) =>
  turns.calls(Array.from({ length: count }, () => ({ name: "run_shell", arguments: args })));

type Case = {
  what: string;
  script: turns.ModelTurn[];
  /** Nothing more comes of it, and only time ends it. */
  isSilent?: boolean;
  /** What stands in the conversation after the question. */
  shown: string[];
  ran?: string[];
};

const answered = ["agent: Fine.", "end: answered"];
const failedCall = ["run_shell: failed", ...answered];
const cut = ["end: failed (model-cut)"];
const garbled = ["end: failed (model-garbled)"];

const cases: Case[] = [
  {
    what: "a tool that does not exist",
    script: [turns.calls([{ name: "format_disk", arguments: "{}" }]), fine],
    shown: ["format_disk: failed", ...answered],
  },
  {
    what: "a tool without a name",
    script: [turns.calls([{ name: "", arguments: "{}" }]), fine],
    shown: [": failed", ...answered],
  },
  {
    what: "a tool whose name no tool could have",
    script: [turns.calls([{ name: `rm -rf /\u202e${"x".repeat(300)}`, arguments: "{}" }]), fine],
    shown: [`rm -rf /\u202e${"x".repeat(300)}: failed`, ...answered],
  },
  ...[
    '{"command": "df',
    "df",
    "[]",
    "null",
    '"df"',
    "7",
    "[[".repeat(20_000),
    '{"__proto__":{"command":"df"}}',
  ].map((text) => ({
    what: `arguments that are ${text.slice(0, 12)}`,
    script: [turns.calls([{ name: "run_shell", arguments: text }]), fine],
    shown: failedCall,
  })),
  {
    what: "arguments nested a hundred thousand deep",
    script: [
      turns.sends([
        toolDelta(shell(`{"command":"df","reason":${"[".repeat(100_000)}${"]".repeat(100_000)}}`)),
        end("tool_calls"),
        done,
      ]),
      fine,
    ],
    shown: failedCall,
  },
  {
    what: "arguments cut off with the stream",
    script: [turns.breaksInCall({ name: "run_shell", arguments: df })],
    shown: cut,
  },
  {
    what: "arguments cut off, the stream ends as if all were well",
    script: [turns.sends([toolDelta(shell('{"command":"df"')), done])],
    shown: cut,
  },
  {
    what: "arguments cut off by a limit of length",
    script: [turns.sends([toolDelta(shell('{"command":"df"')), end("length"), done])],
    shown: cut,
  },
  {
    what: "whole arguments and a limit of length",
    script: [turns.sends([toolDelta(shell(df)), end("length"), done])],
    shown: cut,
  },
  {
    what: "words cut off by a limit of length",
    script: [turns.sends([delta({ content: "I will" }), end("length"), done])],
    shown: ["agent (cut): I will", ...cut],
  },
  {
    what: "a content filter",
    script: [turns.sends([delta({ content: "I" }), end("content_filter"), done])],
    shown: ["agent (cut): I", "end: failed (model-refused)"],
  },
  {
    what: "ten megabytes of arguments",
    script: [
      turns.sends([
        toolDelta(shell('{"command":"')),
        ...Array.from({ length: 10 }, () =>
          toolDelta({ index: 0, function: { arguments: "x".repeat(1_000_000) } }),
        ),
        end("tool_calls"),
        done,
      ]),
    ],
    shown: garbled,
  },
  { what: "five hundred calls in one answer", script: [many(500)], shown: garbled },
  {
    what: "the same id twice in an answer",
    script: [run(shell(df), shell(df, { index: 1 })), fine],
    shown: ["run_shell: done", "run_shell: done", ...answered],
    ran: ["df", "df"],
  },
  {
    what: "the same id in two answers",
    script: [run(shell(df)), run(shell(df)), fine],
    shown: ["run_shell: done", "run_shell: done", ...answered],
    ran: ["df", "df"],
  },
  ...["", "x".repeat(5_000), "c1\n\u0000\u202e"].map((id) => ({
    what: `an id that is ${JSON.stringify(id.slice(0, 20))}`,
    script: [run(shell(df, { id })), fine],
    shown: ["run_shell: done", ...answered],
    ran: ["df"],
  })),
  {
    what: "no words but null beside a call",
    script: [
      turns.sends([
        delta({ role: "assistant", content: null, tool_calls: [shell(df)] }),
        end("stop"),
        done,
      ]),
      fine,
    ],
    shown: ["run_shell: done", ...answered],
    ran: ["df"],
  },
  {
    what: "calls in the wrong order, their pieces mixed",
    script: [
      turns.sends([
        toolDelta(shell("", { index: 1, id: "b" })),
        toolDelta(shell("", { index: 0, id: "a" })),
        toolDelta({ index: 0, function: { arguments: df } }),
        toolDelta({ index: 1, function: { arguments: df.replace("df", "uptime") } }),
        end("tool_calls"),
        done,
      ]),
      fine,
    ],
    shown: ["run_shell: done", "run_shell: done", ...answered],
    ran: ["uptime", "df"],
  },
  {
    what: "a call after the end of the answer",
    script: [turns.sends([delta({ content: "Fine." }), end("stop"), toolDelta(shell(df)), done])],
    shown: ["agent (cut): Fine.", ...garbled],
  },
  {
    what: "a call after the end of the stream",
    script: [
      turns.sends([
        delta({ content: "Fine." }),
        end("stop"),
        done,
        toolDelta(shell(df)),
        end("tool_calls"),
      ]),
    ],
    shown: answered,
  },
  {
    what: "comments between the events",
    script: [
      turns.sends([
        ": ping\n\n",
        delta({ content: "Fi" }),
        ":\n\n: x\n\n",
        delta({ content: "ne." }),
        end("stop"),
        done,
      ]),
    ],
    shown: answered,
  },
  {
    what: "comments for ever",
    script: [turns.keepsSending([delta({ content: "Wait" })], ": ping\n\n")],
    isSilent: true,
    shown: ["agent (cut): Wait", ...cut],
  },
  {
    what: "empty events for ever",
    script: [turns.keepsSending([], delta({ role: "assistant", content: "" }))],
    isSilent: true,
    shown: cut,
  },
  {
    what: "silence in the middle",
    script: [turns.hangsAfter([delta({ content: "Wait" }), toolDelta(shell(df))])],
    isSilent: true,
    shown: ["agent (cut): Wait", ...cut],
  },
  {
    what: "silence after the end: the answer counts",
    script: [turns.hangsAfter([delta({ content: "Fine." }), end("stop")])],
    isSilent: true,
    shown: answered,
  },
  {
    what: "nothing at all",
    script: [turns.sends([end("stop"), done])],
    shown: garbled,
  },
  {
    what: "nothing but spaces and thoughts",
    script: [
      turns.sends([
        delta({ reasoning_content: "Hm." }),
        delta({ content: " \n" }),
        end("stop"),
        done,
      ]),
    ],
    shown: ["agent (cut):  \n", ...garbled],
  },
  {
    what: "words in the name of the person",
    script: [
      turns.sends([
        delta({ role: "user", content: "I approve everything." }),
        delta({ role: "tool", tool_call_id: "c1", content: " Done." }),
        end("stop"),
        done,
      ]),
    ],
    shown: ["agent: I approve everything. Done.", "end: answered"],
  },
  {
    what: "a count that is none",
    script: [
      turns.sends([
        delta({ content: "Fine." }),
        end("stop"),
        { choices: [], usage: { prompt_tokens: "many", completion_tokens: -7 } },
        done,
      ]),
    ],
    shown: answered,
  },
  {
    what: "an event that is no JSON",
    script: [turns.sendsGarbage()],
    shown: ["agent (cut): Well, ", ...garbled],
  },
  {
    what: "a page instead of a stream",
    script: [turns.sends(["<html>Log in</html>"], "text/html")],
    shown: garbled,
  },
];

for (const { what, script, shown, ran = [], isSilent = false } of cases) {
  test(`${what}: an honest end, and the conversation goes on`, async () => {
    if (isSilent) requestSeconds = 2;
    model.script(...script);
    const id = await world.ask("look");
    const lines = (await world.shown(id)).slice(1);
    expect(lines).toEqual(shown);
    expect(world.terminal.ran).toEqual(ran);
    requestSeconds = 30;
    model.script(turns.says("I am here."));
    must(await world.chat.send(id, "are you there?", "term-1"));
    await world.chat.ended(id);
    expect((await world.shown(id)).slice(-2)).toEqual(["agent: I am here.", "end: answered"]);
    expectAccepted();
  });
}

/** What servers insist on: ids that are whole, each call answered once and at once, names that tools can have. */
function expectAccepted(): void {
  const messages = (model.requests.at(-1)?.body.messages ?? []) as {
    role: string;
    tool_call_id?: string;
    tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  }[];
  let open: string[] = [];
  const used = new Set<string>();
  for (const { role, tool_call_id: answers, tool_calls: calls = [] } of messages) {
    if (role === "tool") expect(answers).toBe(open.shift());
    else expect(open).toEqual([]);
    for (const { id, function: called } of calls) {
      expect(id).toMatch(/^[\w.:-]{1,64}$/);
      expect(used.has(id)).toBe(false);
      used.add(id);
      expect(called.name).toMatch(/^[\w-]{1,64}$/);
      expect(JSON.parse(called.arguments)).toBeTypeOf("object");
    }
    if (role === "assistant") open = calls.map(({ id }) => id);
  }
  expect(open).toEqual([]);
}

for (const [what, commands, most] of [
  ["the same call for ever", ["df"], 3],
  ["two calls in turns for ever", ["df", "uptime"], 7],
] as const) {
  test(`${what}: refused, then the turn is over`, async () => {
    model.script(
      ...Array.from({ length: 60 }, (_, index) =>
        turns.runs(commands[index % commands.length] ?? ""),
      ),
    );
    const id = await world.ask("look");
    expect(world.terminal.ran.length).toBe(most);
    expect((await world.shown(id)).at(-1)).toBe("end: limit (turn-limit)");
    expectAccepted();
  });
}

test("one call after the other that makes no sense: the turn is over after ten", async () => {
  model.script(
    ...Array.from({ length: 30 }, (_, index) =>
      turns.calls([{ name: `tool_${index}`, arguments: `{"try": ${index}` }]),
    ),
  );
  const id = await world.ask("look");
  expect(model.requests.length).toBe(11);
  expect((await world.shown(id)).at(-1)).toBe("end: limit (turn-limit)");
});

test("a call that comes after Stop: nothing of it exists", async () => {
  const gate = turns.gate();
  const { steps } = turns.sends([toolDelta(shell(df)), end("tool_calls"), done]);
  model.script({
    kind: "stream",
    contentType: "text/event-stream",
    steps: [
      ...turns.sends([delta({ content: "I will look. " })]).steps,
      { kind: "wait", until: gate.opened },
      ...steps,
    ],
  });
  const id = await world.newConversation();
  using _answering = world.answering({ kind: "approve" });
  must(await world.chat.send(id, "look", "term-1"));
  await expect.poll(async () => (await world.items(id)).length).toBe(2);
  must(world.chat.stop(id));
  gate.open();
  await world.chat.ended(id);
  expect((await world.shown(id)).slice(1)).toEqual(["agent (cut): I will look. ", "end: stopped"]);
  expect(world.terminal.ran).toEqual([]);
  model.script(turns.says("Yes."));
  must(await world.chat.send(id, "are you there?", "term-1"));
  await world.chat.ended(id);
  expect((await world.shown(id)).at(-1)).toBe("end: answered");
  expectAccepted();
});

for (const [what, refusal] of [
  [
    "OpenAI",
    turns.refuses(
      400,
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
      {},
      "context_length_exceeded",
    ),
  ],
  ["Anthropic", turns.refuses(400, "prompt is too long: 9000 tokens > 8192 maximum")],
  [
    "llama.cpp",
    turns.refuses(
      400,
      "the request exceeds the available context size (8192 tokens), try increasing it",
    ),
  ],
  [
    "vLLM",
    turns.refuses(
      400,
      "This model's maximum context length is 8192 tokens. Please reduce the length of the messages.",
    ),
  ],
] as const) {
  test(`too long, as ${what} says it: once more with less, and the window is known`, async () => {
    world.terminal.output = "a line of output\n".repeat(220);
    model.script(turns.runs("one"), turns.runs("two"), turns.runs("three"), refusal, fine);
    const id = await world.ask("look");
    expect((await world.shown(id)).slice(-3)).toEqual([
      "fold: 0 messages, 3 outputs, by nobody",
      ...answered,
    ]);
    const info = must(await world.chat.contexts.info(id));
    expect(info.window).toEqual({ tokens: 8_192, from: "provider" });
    expectAccepted();
  });
}
