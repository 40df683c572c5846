import { expect, test } from "vitest";
import type { ToolStatus } from "../../../shared/contract/chat.ts";
import type { FleetRow } from "../../../shared/contract/fleet.ts";
import { callEnd, isTelling } from "./call-end.ts";

const statuses: Record<string, ToolStatus> = {
  asking: { state: "asking", approvalId: "appr-1" },
  denied: { state: "denied", comment: "" },
  failed: { state: "failed", sentence: "" },
};

/** How a call counts whose item says this; `rows`: of its run on many hosts. */
function ended(
  tool: string,
  state: "asking" | "working" | "done" | "failed" | "denied" | "unknown",
  exitCode: number | null,
  rows?: readonly Pick<FleetRow, "exitCode" | "state">[],
): string {
  const status = statuses[state] ?? ({ state } as ToolStatus);
  const fleetOf = () => (rows === undefined ? undefined : { rows });
  return callEnd({ tool, status, exitCode, fleetId: "fleet-1" }, fleetOf)?.kind ?? "not yet";
}

const row = (exitCode: number | null, state: FleetRow["state"] = "finished") => ({
  exitCode,
  state,
});

for (const [name, end, expected] of [
  ["a command with exit code 0", ended("run_shell", "done", 0), "well"],
  ["another exit code", ended("run_shell", "done", 1), "badly"],
  ["an end without an exit code", ended("run_shell", "done", null), "open"],
  ["a file that was written", ended("write_file", "done", null), "well"],
  ["a file that was not", ended("write_file", "failed", null), "open"],
  ["a no", ended("run_shell", "denied", null), "open"],
  ["what nobody knows", ended("run_shell", "unknown", null), "unknown"],
  ["a command that runs", ended("run_shell", "working", null), "not yet"],
  ["a question", ended("run_shell", "asking", null), "not yet"],
  ["all hosts with 0", ended("run_on_hosts", "done", null, [row(0), row(0)]), "well"],
  ["one host with 1", ended("run_on_hosts", "done", null, [row(0), row(1)]), "badly"],
  ["one host lost", ended("run_on_hosts", "done", null, [row(0), row(null, "lost")]), "badly"],
  ["one host left out", ended("run_on_hosts", "done", null, [row(null, "not-run")]), "badly"],
  ["hosts that are forgotten", ended("run_on_hosts", "done", null), "open"],
] as const) {
  test(`${name}: ${expected}`, () => {
    expect(end).toBe(expected);
  });
}

test("looking, asking, keys and names that objects have say nothing about a step", () => {
  const tools = ["read_file", "ask_person", "send_keys", "capture_pane", "plan", "constructor"];
  expect(tools.filter((tool) => isTelling({ tool }))).toEqual([]);
});
