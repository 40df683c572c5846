import { expect, test } from "vitest";
import { ToolCallGatherer } from "./tool-call-gatherer.ts";
import type { ToolCallDelta } from "./wire.ts";

function gather(deltas: ToolCallDelta[], taken: string[] = []) {
  const gatherer = new ToolCallGatherer(taken);
  for (const delta of deltas) gatherer.push(delta);
  return gatherer.calls();
}

const call = (name: string, text: string) => ({ name, arguments: text });
const made = expect.stringMatching(/^call_[0-9a-f]{24}$/);

test("pieces go to the call with their index, also when they alternate", () => {
  const calls = gather([
    { index: 0, id: "a", function: call("run_shell", "") },
    { index: 1, id: "b", function: call("time", "") },
    { index: 0, function: { arguments: '{"x"' } },
    { index: 1, function: { arguments: "{" } },
    { index: 0, function: { arguments: ":1}" } },
    { index: 1, function: { arguments: "}" } },
  ]);
  expect(calls).toEqual([
    { id: "a", ...call("run_shell", '{"x":1}') },
    { id: "b", ...call("time", "{}") },
  ]);
});

test("ids that are missing or the same are made unique", () => {
  const deltas = [
    { index: 0, id: "call_0", function: call("time", "{}") },
    { index: 1, id: "call_0", function: call("time", "{}") },
    { index: 2, function: call("time", "{}") },
  ];
  const calls = gather(deltas);
  expect(calls.map(({ id }) => id)).toEqual(["call_0", made, made]);
  expect(new Set(calls.map(({ id }) => id)).size).toBe(3);
});

test("an id that an earlier message of the conversation has is not used again", () => {
  expect(gather([{ index: 0, id: "call_0", function: call("time", "{}") }], ["call_0"])).toEqual([
    { id: made, ...call("time", "{}") },
  ]);
});

test("a server that calls every call number 0 is understood", () => {
  const calls = gather([
    { index: 0, id: "a", function: call("time", "{}") },
    { index: 0, id: "b", function: call("list_hosts", "{}") },
  ]);
  expect(calls).toEqual([
    { id: "a", ...call("time", "{}") },
    { id: "b", ...call("list_hosts", "{}") },
  ]);
});

test("a server that numbers nothing is understood", () => {
  const calls = gather([
    { id: "a", function: call("run_shell", '{"x"') },
    { function: { arguments: ":1}" } },
    { id: "b", function: call("time", "{}") },
  ]);
  expect(calls).toEqual([
    { id: "a", ...call("run_shell", '{"x":1}') },
    { id: "b", ...call("time", "{}") },
  ]);
});

test("a server that repeats id and name with every piece is understood", () => {
  const calls = gather([
    { index: 0, id: "a", function: call("run_shell", '{"x"') },
    { index: 0, id: "a", function: call("run_shell", ":1}") },
  ]);
  expect(calls).toEqual([{ id: "a", ...call("run_shell", '{"x":1}') }]);
});
