import { expect, test } from "vitest";
import type { Run } from "../../shared/contract/terminals.ts";
import { failure } from "../../shared/errors.ts";
import { readCallResult } from "../models/practice/call-result.ts";
import { describeRun } from "../tools/run-text.ts";
import { failureText, notRunText, outcomeText } from "./call-texts.ts";

// Practice reads what the tools write: these texts are the agreement between the two.

const run: Run = {
  id: "run-1",
  terminalId: "term-1",
  hostId: "host-local",
  command: "df -hP",
  origin: "agent",
  state: "finished",
  startedAt: 1,
  endedAt: 2,
  exitCode: 0,
  directoryBefore: "/root",
  directoryAfter: "/root",
  outputBytes: 5,
  outputRange: { from: 0, to: 0 },
  commandText: "known",
  approval: null,
  fingerprint: null,
  durationMs: null,
  excerpt: "",
};
const terminal = { id: run.terminalId, user: "root", hostName: "local" };

test("practice reads a finished run", () => {
  expect(readCallResult(describeRun(run, terminal, "78G\n"))).toEqual({
    kind: "ran",
    state: "finished",
    exitCode: 0,
    output: "78G\n",
    cut: false,
  });
});

test("practice reads a run without output, and one that was cut", () => {
  const running: Run = { ...run, state: "needs-input", exitCode: null };
  expect(readCallResult(describeRun(running, terminal, ""))).toEqual({
    kind: "ran",
    state: "needs-input",
    exitCode: null,
    output: "",
    cut: false,
  });
  const long = describeRun(run, terminal, "line\n".repeat(5_000));
  expect(readCallResult(long)).toMatchObject({ kind: "ran", cut: true });
});

test("practice reads a denial with its comment", () => {
  const denied = (comment: string) =>
    readCallResult(outcomeText({ state: "denied", comment, stop: false }));
  expect(denied("not here")).toEqual({ kind: "denied", comment: "not here" });
  expect(denied(" ")).toEqual({ kind: "denied", comment: "" });
});

test("practice takes everything else for not run", () => {
  for (const text of [
    notRunText,
    outcomeText({ state: "expired" }),
    outcomeText({ state: "refused", because: "no", refusals: [] }),
    failureText(failure("terminal-unknown", "No terminal is open: open one with open_terminal.")),
  ]) {
    expect(readCallResult(text)).toEqual({ kind: "not-run", text });
  }
});
