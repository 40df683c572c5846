import { expect, test } from "vitest";
import type { FleetRow } from "../../shared/contract/fleet.ts";
import { filteredRows, groupsOf } from "./fleet-groups.ts";

function row(name: string, more: Partial<FleetRow> = {}): FleetRow {
  return {
    hostId: `host-${name}`,
    hostName: name,
    user: "root",
    address: "192.0.2.1:22",
    production: false,
    runId: `run-${name}`,
    isCanary: false,
    state: "finished",
    exitCode: 0,
    startedAt: 1,
    endedAt: 2,
    problem: null,
    asked: false,
    terminalId: null,
    outputLength: 5,
    lastLine: "same",
    digest: "usual",
    ...more,
  };
}

const waiting = (name: string): FleetRow =>
  row(name, { state: "waiting", exitCode: null, digest: null, lastLine: "" });
const needsYou = (name: string): FleetRow => ({ ...waiting(name), state: "needs-you" });
const failed = (name: string, problem: string): FleetRow => ({
  ...waiting(name),
  state: "failed",
  problem,
});

const drawn = (rows: readonly FleetRow[], order: "size" | "name" | "state" = "size") =>
  groupsOf(rows, order).map((group) => [
    group.identical,
    ...group.rows.map(({ hostName }) => hostName),
  ]);

test("one result is one group, the largest first, names in it as people count", () => {
  const rows = [
    row("web-10"),
    row("web-9", { digest: "odd", exitCode: 3 }),
    row("web-2"),
    row("web-1"),
  ];
  expect(drawn(rows)).toEqual([
    [true, "web-1", "web-2", "web-10"],
    [true, "web-9"],
  ]);
});

test("what has no result stands behind what has one, however many there are", () => {
  const rows = [waiting("web-3"), waiting("web-4"), row("web-5")];
  expect(drawn(rows)).toEqual([
    [true, "web-5"],
    [false, "web-3", "web-4"],
  ]);
});

test("hosts that need a person come before everything, the largest group included", () => {
  const rows = [row("web-1"), row("web-2"), waiting("web-3"), needsYou("web-9")];
  expect(drawn(rows)[0]).toEqual([false, "web-9"]);
});

test("hosts that failed for different reasons are different groups", () => {
  const rows = [failed("web-1", "refused"), failed("web-2", "silent"), failed("web-3", "refused")];
  expect(drawn(rows)).toEqual([
    [false, "web-1", "web-3"],
    [false, "web-2"],
  ]);
});

test("by name and by state", () => {
  const rows = [
    waiting("web-1"),
    row("web-2"),
    row("web-3", { digest: "odd", exitCode: 1 }),
    row("web-4"),
  ];
  const first = (order: "name" | "state") => drawn(rows, order).map(([, name]) => name);
  expect(first("name")).toEqual(["web-1", "web-2", "web-3"]);
  expect(first("state")).toEqual(["web-2", "web-3", "web-1"]);
});

test("the filter looks at name, address, last line and problem, and at the state's word", () => {
  const rows = [
    row("web-1", { address: "198.51.100.7:22" }),
    row("db-1", { lastLine: "READY" }),
    failed("db-2", "no route"),
  ];
  const names = (text: string, word = "") =>
    filteredRows(rows, { text, word }).map(({ hostName }) => hostName);
  expect(names(" WEB ")).toEqual(["web-1"]);
  expect(names("198.51")).toEqual(["web-1"]);
  expect(names("ready")).toEqual(["db-1"]);
  expect(names("route")).toEqual(["db-2"]);
  expect(names("", "exit 0")).toEqual(["web-1", "db-1"]);
  expect(names("db", "failed, not run")).toEqual(["db-2"]);
});
