import { expect, test } from "vitest";
import { toolsOff } from "./tools-off.ts";

test("a tool is off as soon as one place switches it off, and the strongest place is named", () => {
  const off = toolsOff({
    policy: ["send_keys"],
    settings: ["web_search"],
    model: ["send_keys", "run_shell", "web_search"],
    conversation: ["run_shell", "time", "send_keys"],
  });
  expect(Object.fromEntries(off)).toEqual({
    send_keys: "policy",
    web_search: "settings",
    run_shell: "model",
    time: "conversation",
  });
  expect(toolsOff({ policy: [], settings: [], model: [], conversation: [] }).size).toBe(0);
});
