import { expect, test } from "vitest";
import type { FleetRow } from "../../shared/contract/fleet.ts";
import { fleetScene } from "../test/fleet-scene.ts";
import { draftOf, emptyForm, problemsOf } from "./fleet-draft.ts";
import { notRunOn, runAgainForm } from "./run-again.ts";

const [shown] = fleetScene(12).fleets;
if (shown === undefined) throw new Error("no run");
const { fleet, rows } = shown;
const states: FleetRow["state"][] = [
  "finished",
  "failed",
  "refused",
  "void",
  "not-run",
  "stopped",
  "lost",
  "unknown",
  "running",
  "waiting",
  "needs-you",
  "connecting",
];
const all = rows.map((row, at) => ({ ...row, state: states[at] ?? "finished" }));

test("only where it was for certain not run: nothing that ended, was ended, is under way or unknown", () => {
  expect(notRunOn(all).map(({ state }) => state)).toEqual(["failed", "void", "not-run"]);
});

test("the same command and plan, for those hosts alone", () => {
  const form = { ...emptyForm, ...runAgainForm({ ...fleet, timeoutSeconds: 90 }, all) };
  expect(problemsOf(form)).toEqual({});
  expect(draftOf(form)).toEqual({
    command: fleet.command,
    hostIds: notRunOn(all).map(({ hostId }) => hostId),
    canary: fleet.canary,
    parallel: fleet.parallel,
    stopOnFailure: fleet.stopOnFailure,
    timeoutSeconds: 90,
  });
});
