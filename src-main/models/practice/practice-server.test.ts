import { request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Secret } from "../../base/secret.ts";
import { streamChat } from "../chat-completions.ts";
import type { ModelMessage, ModelPart, ModelTool } from "../message.ts";
import { type Practice, startPractice } from "./practice-server.ts";
import { questions } from "./questions.ts";

let practice: Practice;

beforeEach(async () => {
  practice = await startPractice({ now: () => new Date("2026-11-20T20:00:00Z") });
});

afterEach(() => practice[Symbol.asyncDispose]());

const tool = (name: string): ModelTool => ({ name, description: name, parameters: {} });
const bothTools = [tool("run_shell"), tool("open_terminal")];

async function ask(messages: ModelMessage[], tools = bothTools): Promise<ModelPart[]> {
  using key = Secret.fromText(practice.token);
  const parts: ModelPart[] = [];
  for await (const part of streamChat({
    profile: { baseUrl: practice.baseUrl, model: "practice" },
    key,
    messages,
    tools,
    signal: AbortSignal.timeout(10_000),
    requestSeconds: 10,
  })) {
    const last = parts.at(-1);
    if (part.type === "text-delta" && last?.type === "text-delta") last.text += part.text;
    else parts.push({ ...part });
  }
  return parts;
}

const person = (content: string): ModelMessage => ({ role: "user", content });
const finish = (reason: string) => ({
  type: "finish",
  reason,
  usage: { inputTokens: 0, outputTokens: 0 },
});

function called(name: string, input: object, result: string): ModelMessage[] {
  const call = { id: `call_${name}_${result.length}`, name, arguments: JSON.stringify(input) };
  return [
    { role: "assistant", content: "", toolCalls: [call] },
    { role: "tool", toolCallId: call.id, content: result },
  ];
}

const ran = (command: string, output: string, facts = "state: finished\nexit code: 0") =>
  called(
    "run_shell",
    { command, reason: "…" },
    `${facts}\nterminal: term-1 (root@local)\noutput:\n${output}`,
  );

const textOf = (parts: ModelPart[]) =>
  parts.flatMap((part) => (part.type === "text-delta" ? part.text : [])).join("");

for (const { about, example, propose } of questions) {
  test(`"${example}" is answered with a proposal that says what it is`, async () => {
    expect(await ask([person(example)])).toEqual([
      {
        type: "text-delta",
        text: `Practice, no language model: this looks like a question about ${about}. A command can tell.`,
      },
      {
        type: "tool-call",
        id: expect.stringMatching(/^call_/),
        name: "run_shell",
        arguments: JSON.stringify(propose(example)),
      },
      finish("tool-calls"),
    ]);
  });
}

test("the answer quotes a figure of the real output", async () => {
  const output = "Filesystem Size Used Avail Use% Mounted on\n/dev/vda 252G 25G 78G 24% /";
  expect(await ask([person("how much disk is free?"), ...ran("df -hP", output)])).toEqual([
    {
      type: "text-delta",
      text: "`/` has **78G free** of 252G (24 % used). No file system is nearly full.",
    },
    finish("stop"),
  ]);
});

test("a second question in the same conversation is looked up anew", async () => {
  const parts = await ask([
    person("how much disk is free?"),
    ...ran("df -hP", "/dev/vda 252G 25G 78G 24% /"),
    { role: "assistant", content: "78G", toolCalls: [] },
    person("and memory?"),
  ]);
  expect(parts[1]).toMatchObject({ type: "tool-call", name: "run_shell" });
});

for (const [what, result, said] of [
  [
    "a denial with a comment",
    "denied by the person: nothing was run. The person said: not on this host\nDo not try another way to do the same; follow the person's comment, or ask.",
    'said: "not on this host". Nothing was run.',
  ],
  [
    "a denial without",
    "denied by the person: nothing was run.\nDo not try another way to do the same; follow the person's comment, or ask.",
    "You denied the command, so nothing was run",
  ],
  [
    "an expired question",
    "expired: nobody answered in time and nothing was run. This is not a no.",
    "expired: nobody answered in time",
  ],
  [
    "a failure",
    "failed: The terminal was lost. What ran in it last is unknown.\nNothing was run.",
    "The terminal was lost.",
  ],
  [
    "a running command",
    "state: running (not finished; look again)\noutput:\n(no output)",
    "still running",
  ],
  ["a lost run", "state: lost (the terminal was lost)\noutput:\n", "How far it came is not known"],
  [
    "a state nobody knows",
    "state: unknown (nobody knows)\noutput:\n",
    "It is not known whether the command ran",
  ],
  [
    "a failed command",
    "state: finished\nexit code: 127\noutput:\nbash: df: command not found",
    "ended with exit code 127. I cannot read an answer out of what it printed:\n\n```\nbash: df: command not found\n```",
  ],
  [
    "no output",
    "state: finished\nexit code: 1\noutput:\n(no output)",
    "ended with exit code 1 and printed nothing",
  ],
] as const) {
  test(`${what} is reported as it is`, async () => {
    const parts = await ask([
      person("disk?"),
      ...called("run_shell", { command: "df -hP" }, result),
    ]);
    expect(textOf(parts)).toContain(said);
    expect(parts.at(-1)).toEqual(finish("stop"));
  });
}

test("output that was cut is said to be", async () => {
  const output = "/dev/vda 252G 25G 78G 24% /\n[… 900 characters left out: read them …]\nend";
  expect(textOf(await ask([person("disk?"), ...ran("df -hP", output)]))).toContain(
    "this rests on its beginning and its end",
  );
});

test("without a terminal one is opened first, once, and then the command is proposed", async () => {
  const none =
    "failed: This terminal is not open any more. No terminal is open: open one with open_terminal.\nNothing was run.";
  const history = [person("disk?"), ...called("run_shell", { command: "df -hP" }, none)];
  expect(await ask(history)).toMatchObject([
    { type: "text-delta" },
    { type: "tool-call", name: "open_terminal", arguments: expect.stringContaining("host-local") },
    { type: "finish" },
  ]);
  const opened = called("open_terminal", {}, "terminal: term-1 (root@local)\nstate: ready");
  expect(await ask([...history, ...opened])).toMatchObject([
    { type: "tool-call", name: "run_shell", arguments: expect.stringContaining("df -hP") },
    { type: "finish" },
  ]);
  const again = called("run_shell", { command: "df -hP" }, none);
  expect(textOf(await ask([...history, ...opened, ...again]))).toContain("Nothing was run");
});

test("what is not recognised gets a plain word about what this is and what it understands", async () => {
  const text = textOf(await ask([person("write me a poem")]));
  expect(text).toContain("no language model, only fixed rules");
  for (const { about, example } of questions) expect(text).toContain(`- ${about}: "${example}"`);
});

test("without run_shell the command is named, not called", async () => {
  const parts = await ask([person("disk?")], []);
  expect(parts.map(({ type }) => type)).toEqual(["text-delta", "finish"]);
  expect(textOf(parts)).toContain("`df -hP` would tell");
});

test("the test of a profile gets its one word", async () => {
  expect(textOf(await ask([person("Answer with the one word: ready")], []))).toBe("ready");
});

function send(
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const url = new URL(practice.baseUrl);
    const sent = request(
      {
        host: url.hostname,
        port: url.port,
        path,
        method: body === undefined ? "GET" : "POST",
        headers,
      },
      (response) => {
        let text = "";
        response.on("data", (piece) => {
          text += piece;
        });
        response.on("end", () => resolve([response.statusCode ?? 0, text]));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

test("only who has this start's token and comes from no web page is answered", async () => {
  const authorization = `Bearer ${practice.token}`;
  const status = async (headers: Record<string, string>, path = "/v1/models", body?: string) =>
    (await send(path, headers, body))[0];
  expect(await status({ authorization })).toBe(200);
  expect(await status({})).toBe(401);
  expect(await status({ authorization: "Bearer wrong" })).toBe(401);
  expect(await status({ authorization, origin: "http://evil.example" })).toBe(403);
  expect(await status({ authorization, host: "evil.example" })).toBe(403);
  expect(await status({ authorization }, "/")).toBe(404);
  expect(await status({ authorization }, "/v1/chat/completions", "{")).toBe(400);
  await using other = await startPractice();
  expect(other.token).not.toBe(practice.token);
});

test("a client that wants no stream gets the same answer in one piece", async () => {
  const [status, text] = await send(
    "/v1/chat/completions",
    { authorization: `Bearer ${practice.token}`, "content-type": "application/json" },
    JSON.stringify({ messages: [{ role: "user", content: "Answer with the one word: ready" }] }),
  );
  expect([status, JSON.parse(text).choices]).toEqual([
    200,
    [{ index: 0, message: { role: "assistant", content: "ready" }, finish_reason: "stop" }],
  ]);
});
