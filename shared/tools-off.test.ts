import { expect, test } from "vitest";
import { toolsOff } from "./tools-off.ts";

test("a tool is off as soon as one place switches it off, and the strongest place is named", () => {
  const off = toolsOff({
    policy: ["send_keys"],
    model: ["send_keys", "run_shell"],
    conversation: ["run_shell", "time", "send_keys"],
  });
  expect(Object.fromEntries(off)).toEqual({
    send_keys: "policy",
    run_shell: "model",
    time: "conversation",
  });
  expect(toolsOff({ policy: [], model: [], conversation: [] }).size).toBe(0);
});
