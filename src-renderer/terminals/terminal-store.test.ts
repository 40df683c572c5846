import { expect, test } from "vitest";
import type { Run, TerminalInfo } from "../../shared/contract/terminals.ts";
import { applyTerminalEvent, type TerminalsStore } from "./terminal-store.ts";

const terminal = (name: string, changes: Partial<TerminalInfo> = {}): TerminalInfo => ({
  id: `term-${name}`,
  channel: 1,
  hostId: "host-local",
  hostName: "local",
  name: null,
  user: "ada",
  title: "",
  directory: "/home/ada",
  shell: "bash",
  integration: "marks",
  agentForwarded: false,
  durability: "plain",
  panel: "term-a",
  tmuxSession: null,
  state: "ready",
  stateReason: null,
  nextTryAt: null,
  remedy: null,
  driver: "person",
  driverSince: 0,
  agentWaits: null,
  recording: null,
  running: null,
  needsInput: null,
  size: { columns: 80, rows: 24 },
  openedAt: 0,
  ...changes,
});

const run = (number: number): Run => ({
  id: `run-${number}`,
  terminalId: "term-a",
  hostId: "host-local",
  command: "true",
  origin: "agent",
  state: "finished",
  startedAt: 0,
  endedAt: 1,
  exitCode: 0,
  directoryBefore: null,
  directoryAfter: null,
  outputBytes: 0,
  outputRange: { from: 0, to: 0 },
  commandText: "known",
  approval: null,
  fingerprint: null,
  durationMs: null,
  excerpt: "",
});

const empty: TerminalsStore = {
  loaded: false,
  terminals: new Map(),
  fresh: new Set(),
  runs: new Map(),
  focused: null,
  plane: "connected",
  failure: null,
};

const listed = (...terminals: TerminalInfo[]) => ({ type: "terminals-listed" as const, terminals });

test("terminals of the first list are not fresh; one that appears later is", () => {
  const first = applyTerminalEvent(empty, listed(terminal("a")));
  const second = applyTerminalEvent(first, { type: "terminal-changed", terminal: terminal("b") });
  const third = applyTerminalEvent(second, {
    type: "terminal-changed",
    terminal: terminal("a", { directory: "/tmp" }),
  });
  expect(third).toEqual({
    ...empty,
    loaded: true,
    terminals: new Map([
      ["term-a", terminal("a", { directory: "/tmp" })],
      ["term-b", terminal("b")],
    ]),
    fresh: new Set(["term-b"]),
  });
});

test("a terminal that is gone is neither listed, fresh nor focused", () => {
  const opened = applyTerminalEvent(applyTerminalEvent(empty, listed()), {
    type: "terminal-changed",
    terminal: terminal("a"),
  });
  const removed = { type: "terminal-removed" as const, id: terminal("a").id };
  expect(applyTerminalEvent({ ...opened, focused: "term-a" }, removed)).toEqual({
    ...empty,
    loaded: true,
  });
});

test("after a reconnect the new list stands, and the focus only where its terminal still is", () => {
  const before = {
    ...applyTerminalEvent(empty, listed(terminal("a"), terminal("b"))),
    focused: "term-b" as const,
  };
  expect(applyTerminalEvent(before, listed(terminal("b"))).focused).toBe("term-b");
  expect(applyTerminalEvent(before, listed(terminal("a"))).focused).toBeNull();
});

test("the oldest records of commands are forgotten", () => {
  let state = empty;
  for (let number = 0; number < 502; number += 1) {
    state = applyTerminalEvent(state, { type: "run-changed", run: run(number) });
  }
  expect([state.runs.size, state.runs.has("run-1"), state.runs.has("run-2")]).toEqual([
    500,
    false,
    true,
  ]);
});
