import { expect, test } from "vitest";
import { type FleetRow, fleetRow } from "../../../shared/contract/fleet.ts";
import type { Run } from "../../../shared/contract/terminals.ts";
import { terminalId } from "../../../shared/ids.ts";
import type { FleetRecord } from "../../store/fleet-records.ts";
import { rowAsAfterCrash, settledFleet } from "./after-crash.ts";

const row = (more: Partial<FleetRow>): FleetRow =>
  fleetRow.parse({
    hostId: "host-1",
    hostName: "web-1",
    user: "ada",
    address: "192.0.2.1:22",
    production: false,
    runId: "run-1",
    isCanary: false,
    state: "running",
    exitCode: null,
    startedAt: null,
    endedAt: null,
    problem: null,
    outputLength: 0,
    lastLine: "",
    digest: null,
    ...more,
  });

const record = (state: FleetRecord["fleet"]["state"], rows: FleetRow[]): FleetRecord => ({
  fleet: { state, stopped: null, endedAt: null, createdAt: 5 } as FleetRecord["fleet"],
  rows,
});

const run = (more: Partial<Run>) =>
  ({ state: "finished", startedAt: 1, endedAt: 2, exitCode: 0, excerpt: "up", ...more }) as Run;

test("a run that was over is as it was", () => {
  const done = record("done", [row({ state: "finished" })]);
  expect(settledFleet(done, () => undefined)).toBe(done);
});

test("of each host it is said what is known, and nothing is run again", () => {
  const states = (of: Run | undefined, before: FleetRow["state"] = "running") =>
    settledFleet(record("running", [row({ state: before })]), () => of).rows[0]?.state;
  expect(states(undefined)).toBe("not-run");
  expect(states(run({ state: "waiting" }))).toBe("not-run");
  expect(states(run({ state: "finished" }))).toBe("finished");
  expect(states(run({ state: "lost" }))).toBe("lost");
  expect(states(run({ state: "running" }))).toBe("unknown");
  expect(states(run({ state: "finished" }), "refused")).toBe("refused");
  expect(settledFleet(record("asking", []), () => undefined).fleet).toMatchObject({
    state: "interrupted",
    endedAt: 5,
    stopped: expect.stringContaining("nothing of it is run again"),
  });
});

test("what goes on in a terminal is unknown to whoever reads the record after a crash", () => {
  const inTerminal = row({ terminalId: terminalId.parse("term-1"), state: "needs-you" });
  expect(rowAsAfterCrash(inTerminal).state).toBe("unknown");
  const ended = row({ terminalId: terminalId.parse("term-1"), state: "finished" });
  expect(rowAsAfterCrash(ended)).toBe(ended);
  const elsewhere = row({ state: "running" });
  expect(rowAsAfterCrash(elsewhere)).toBe(elsewhere);
});
