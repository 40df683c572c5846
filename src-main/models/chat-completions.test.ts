import { createServer } from "node:net";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { ScriptedModel } from "../../e2e/world/model.ts";
import {
  breaksAfter,
  breaksInCall,
  calls,
  endsEarly,
  gate,
  type ModelTurn,
  refuses,
  says,
  sends,
  sendsGarbage,
  waits,
} from "../../e2e/world/model-turns.ts";
import { failure } from "../../shared/errors.ts";
import { Secret } from "../base/secret.ts";
import { type ChatRequest, streamChat } from "./chat-completions.ts";
import type { ModelMessage, ModelPart, ModelTool } from "./message.ts";

let owned: AsyncDisposableStack;
let model: ScriptedModel;

beforeEach(async () => {
  owned = new AsyncDisposableStack();
  model = owned.use(await ScriptedModel.start());
});

afterEach(() => owned.disposeAsync());

const never = new AbortController().signal;
const retry = { attempts: 3, firstDelayMs: 1, longestDelayMs: 50 };
const question: ModelMessage = { role: "user", content: "how full is the disk?" };
const runShell: ModelTool = {
  name: "run_shell",
  description: "Runs a command.",
  parameters: { type: "object", properties: { command: { type: "string" } } },
};

function request(changes: Partial<ChatRequest> = {}): ChatRequest {
  return {
    profile: { baseUrl: model.baseUrl, model: "scripted" },
    key: null,
    messages: [question],
    tools: [runShell],
    signal: never,
    requestSeconds: 10,
    retry,
    ...changes,
  };
}

async function collect(changes: Partial<ChatRequest> = {}): Promise<ModelPart[]> {
  const parts: ModelPart[] = [];
  for await (const part of streamChat(request(changes))) {
    const last = parts.at(-1);
    if (part.type === "text-delta" && last?.type === "text-delta") last.text += part.text;
    else parts.push({ ...part });
  }
  return parts;
}

const finish = (reason: string, usage: unknown = null) => ({ type: "finish", reason, usage });

test("text comes in pieces and ends with the reason and the tokens used", async () => {
  model.script(says("The disk is fine.", { usage: { input: 12, output: 4 } }));
  const parts = [];
  for await (const part of streamChat(request())) parts.push(part);
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.flatMap((part) => (part.type === "text-delta" ? part.text : [])).join("")).toBe(
    "The disk is fine.",
  );
  expect(parts.at(-1)).toEqual(finish("stop", { inputTokens: 12, outputTokens: 4 }));
});

test("tool calls are put together from their pieces", async () => {
  const first = {
    id: "call_a",
    name: "run_shell",
    arguments: { command: "df -h", reason: "disk" },
  };
  const second = { id: "call_b", name: "run_shell", arguments: '{"command": "free' };
  model.script(calls([first, second], { text: "I look." }));
  expect(await collect()).toEqual([
    { type: "text-delta", text: "I look." },
    { ...first, type: "tool-call", arguments: JSON.stringify(first.arguments) },
    { ...second, type: "tool-call" },
    finish("tool-calls"),
  ]);
});

test("the request holds model, messages and tools, and no header beyond what is needed", async () => {
  process.env["OPENAI_CUSTOM_HEADERS"] = "x-leak: 1";
  process.env["OPENAI_ORG_ID"] = "org-of-somebody";
  process.env["OPENAI_BASE_URL"] = "http://127.0.0.1:9/elsewhere";
  try {
    model.script(says("Yes."));
    using key = Secret.fromText("sk-test-0123456789");
    await collect({ key });
  } finally {
    for (const name of ["CUSTOM_HEADERS", "ORG_ID", "BASE_URL"])
      delete process.env[`OPENAI_${name}`];
  }
  const { host, "content-length": _length, ...headers } = model.requests[0]?.headers ?? {};
  expect(model.baseUrl).toBe(`http://${host}/v1`);
  expect(headers).toEqual({
    accept: "application/json",
    authorization: "Bearer sk-test-0123456789",
    connection: "keep-alive",
    "content-type": "application/json",
    "user-agent": "Fairlead",
  });
  expect(model.requests[0]).toMatchObject({
    method: "POST",
    path: "/v1/chat/completions",
    body: {
      model: "scripted",
      messages: [question],
      tools: [{ type: "function", function: runShell }],
      stream: true,
      stream_options: { include_usage: true },
    },
  });
});

test("without a key no Authorization header leaves, whatever OPENAI_API_KEY says", async () => {
  process.env["OPENAI_API_KEY"] = "sk-of-somebody-else";
  try {
    model.script(says("Yes."));
    await collect();
  } finally {
    delete process.env["OPENAI_API_KEY"];
  }
  expect(model.requests[0]?.headers.authorization).toBeUndefined();
});

test("a conversation goes back as it was; arguments that are no JSON object are wrapped", async () => {
  model.script(says("Yes."));
  await collect({
    messages: [
      question,
      {
        role: "assistant",
        content: "",
        toolCalls: [
          { id: "call_1", name: "run_shell", arguments: '{"command":"df"}' },
          { id: "call_2", name: "run_shell", arguments: '{"command":' },
          { id: "call_3", name: "time", arguments: "" },
        ],
      },
      { role: "tool", toolCallId: "call_1", content: "ok" },
    ],
  });
  const call = (id: string, name: string, text: string) => ({
    id,
    type: "function",
    function: { name, arguments: text },
  });
  expect(model.requests[0]?.body.messages?.slice(1)).toEqual([
    {
      role: "assistant",
      content: null,
      tool_calls: [
        call("call_1", "run_shell", '{"command":"df"}'),
        call("call_2", "run_shell", '{"unreadable":"{\\"command\\":"}'),
        call("call_3", "time", "{}"),
      ],
    },
    { role: "tool", tool_call_id: "call_1", content: "ok" },
  ]);
});

const three = (turn: ModelTurn) => [turn, turn, turn];

for (const [what, script, code, requests] of [
  ["401", [refuses(401)], "model-unauthorized", 1],
  ["403", [refuses(403)], "model-unauthorized", 1],
  ["400", [refuses(400)], "model-refused", 1],
  ["404", [refuses(404)], "model-refused", 1],
  ["a redirect", [refuses(307, "", { location: "http://127.0.0.1:9/" })], "model-refused", 1],
  ["429 again and again", three(refuses(429)), "model-refused", 3],
  ["500 again and again", three(refuses(500)), "model-failed", 3],
  ["a spent quota", [refuses(429, "no credit", {}, "insufficient_quota")], "model-refused", 1],
  ["503 with a long Retry-After", [refuses(503, "", { "retry-after": "60" })], "model-failed", 1],
  ["501", [refuses(501)], "model-failed", 1],
  ["a connection that breaks at once", [breaksAfter("")], "model-cut", 1],
  ["a connection that breaks in the text", [breaksAfter("The disk ")], "model-cut", 1],
  [
    "a connection that breaks in a tool call",
    [breaksInCall({ name: "run_shell", arguments: { command: "rm -r /tmp/x" } })],
    "model-cut",
    1,
  ],
  ["a stream that just ends", [endsEarly("The disk ")], "model-cut", 1],
  ["an event that is no JSON", [sendsGarbage()], "model-garbled", 1],
  ["chunks of another shape", [sends([{ choices: "none" }])], "model-garbled", 1],
  ["a number as chunk", [sends([42])], "model-garbled", 1],
  ["a web page", [sends(["<html></html>"], "text/html")], "model-garbled", 1],
  ["an error as event", [sends([{ error: { message: "overloaded" } }])], "model-failed", 1],
] as const) {
  test(`${what} -> ${code} after ${requests} request(s), and no tool call`, async () => {
    model.script(...script);
    const parts = await collect();
    expect(parts.filter((part) => part.type !== "text-delta")).toEqual([
      { type: "failed", error: { ...failure(code), detail: expect.any(String) } },
    ]);
    expect(model.requests.length).toBe(requests);
  });
}

test("a failure that passes is not seen", async () => {
  model.script(refuses(500), refuses(429, "slow down", { "retry-after": "0" }), says("Yes."));
  expect(await collect()).toEqual([{ type: "text-delta", text: "Yes." }, finish("stop")]);
});

test("an endpoint that does not know stream_options is asked without", async () => {
  model.script(refuses(400, "Unrecognized request argument: stream_options"), says("Yes."));
  expect(await collect()).toEqual([{ type: "text-delta", text: "Yes." }, finish("stop")]);
  expect(model.requests[1]?.body).not.toHaveProperty("stream_options");
});

test("a port where nobody listens -> model-unreachable, with Node's own words", async () => {
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, "127.0.0.1", resolve));
  const { port } = free.address() as { port: number };
  await new Promise((resolve) => free.close(resolve));
  const profile = { baseUrl: `http://127.0.0.1:${port}/v1`, model: "scripted" };
  const detail = `connect ECONNREFUSED 127.0.0.1:${port}`;
  expect(await collect({ profile })).toEqual([
    { type: "failed", error: failure("model-unreachable", detail) },
  ]);
});

test("an endpoint that does not answer in time -> model-unreachable, asked once", async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  owned.defer(() => void silent.close());
  const { port } = silent.address() as { port: number };
  const profile = { baseUrl: `http://127.0.0.1:${port}/v1`, model: "scripted" };
  expect(await collect({ profile, requestSeconds: 0.05 })).toEqual([
    {
      type: "failed",
      error: failure("model-unreachable", "the endpoint was silent for 0.05 s"),
    },
  ]);
});

test("an endpoint that falls silent within its answer -> model-cut", async () => {
  // Its time stands still until the words are there, however long they take on a busy machine.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  model.script(waits(gate().opened));
  const parts = [];
  for await (const part of streamChat(request({ requestSeconds: 10 }))) {
    parts.push(part);
    if (parts.length === 2) vi.advanceTimersByTime(10_000);
  }
  expect(parts).toEqual([
    { type: "text-delta", text: "One " },
    { type: "text-delta", text: "moment. " },
    { type: "failed", error: failure("model-cut", "the endpoint was silent for 10 s") },
  ]);
});

test("an aborted stream ends as aborted, never as finished", async () => {
  const controller = new AbortController();
  model.script(waits(gate().opened));
  const parts = [];
  for await (const part of streamChat(request({ signal: controller.signal }))) {
    parts.push(part);
    if (parts.length === 2) controller.abort();
  }
  expect(parts.at(-1)).toEqual({ type: "failed", error: failure("aborted") });
});

test("a stop while waiting for the next attempt ends the wait", async () => {
  const controller = new AbortController();
  model.script(refuses(500, "busy", { "retry-after": "20" }));
  const parts = collect({
    signal: controller.signal,
    retry: { attempts: 3, firstDelayMs: 1, longestDelayMs: 30_000 },
  });
  await model.requested(1);
  controller.abort();
  expect(await parts).toEqual([{ type: "failed", error: failure("aborted") }]);
});

test("a key quoted by the endpoint is taken out of the detail", async () => {
  using key = Secret.fromText("sk-secret-value");
  model.script(refuses(401, "Incorrect API key provided: sk-secret-value"));
  expect(await collect({ key })).toEqual([
    {
      type: "failed",
      error: failure("model-unauthorized", "401 Incorrect API key provided: [redacted]"),
    },
  ]);
});

test("a limit of tokens in the middle of a tool call is a cut", async () => {
  const call = { index: 0, id: "call_1", function: { name: "run_shell", arguments: '{"com' } };
  model.script(
    sends([
      { choices: [{ delta: { tool_calls: [call] } }] },
      { choices: [{ delta: {}, finish_reason: "length" }] },
    ]),
  );
  expect(await collect()).toMatchObject([{ type: "failed", error: { code: "model-cut" } }]);
});
