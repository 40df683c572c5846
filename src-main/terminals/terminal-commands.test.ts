import { expect, test } from "vitest";
import type { TerminalState } from "../../shared/contract/terminals.ts";
import { hostId, runId, terminalId } from "../../shared/ids.ts";
import { ok } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import type { Traffic } from "./recording/traffic.ts";
import { ShellState } from "./shell-state.ts";
import { TerminalCommands } from "./terminal-commands.ts";
import { TerminalInput } from "./terminal-input.ts";

function commands(name: "bash" | "dash" = "bash") {
  const shell = new ShellState();
  shell.take({ kind: "intro", shell: name, version: "5.2", system: "linux" });
  shell.take({ kind: "prompt-start", edits: true });
  shell.take({ kind: "prompt-end" });
  const now: { state: TerminalState; attached: boolean } = { state: "ready", attached: true };
  const told: string[] = [];
  const input = new TerminalInput({
    shell: () => shell,
    watch: { needs: null, isBegun: false, typed: () => undefined },
    traffic: new Emitter<Traffic>(),
    now: () => 10_000,
    fingerprint: () => "f",
    takesKeys: () => now.attached,
    isReady: () => now.state === "ready",
    write: () => Promise.resolve(ok(undefined)),
    learnSecret: () => undefined,
    enters: () => undefined,
    interrupts: () => undefined,
    personTyped: () => undefined,
    changed: () => undefined,
  });
  const made = new TerminalCommands({
    terminal: { id: terminalId.parse("term-1"), hostId: hostId.parse("host-1") },
    shell: () => shell,
    input,
    standing: () => ({ state: now.state, reason: null, nextTryAt: null }),
    isAttached: () => now.attached,
    isElsewhere: () => false,
    isDisposed: () => false,
    fingerprint: () => "f",
    begin: () => Promise.resolve(ok(undefined)),
    redact: (text) => text,
    openLog: null,
    now: () => 10_000,
    runChanged: (run) => told.push(`${run.origin} ${run.state}`),
    changed: () => told.push("changed"),
  });
  const mark = (...given: Parameters<typeof made.mark>) => {
    shell.take(given[0]);
    made.mark(...given);
  };
  return { input, made, mark, now, shell, told };
}

test("a person's command is on record while it runs, and shown without being the agent's", () => {
  const { made, mark, now, told } = commands();
  expect(made.running).toBeNull();
  mark({ kind: "command-text", how: "known", text: "make" });
  mark({ kind: "command-start", count: 0 });
  expect(made.running).toEqual({ runId: null, command: "make" });
  now.attached = false;
  expect(made.running).toBeNull();
  made.lost();
  expect(told).toEqual(["person running", "person lost"]);
});

test("in a shell that says nothing before it runs a line, the person's Enter begins it", () => {
  const { made, told } = commands("dash");
  made.entered();
  expect(told).toEqual(["person running"]);
});

test("the agent's command waits for the reason that holds now, and can be taken back", async () => {
  const { input, made, now, shell } = commands();
  expect([made.waits, made.waitReason()]).toEqual([null, null]);
  now.state = "stalled";
  const command = { runId: runId.parse("run-1"), command: "uptime" };
  const started = () => Promise.reject(new Error("nothing may be sent"));
  const sent = made.agent.runCommand(command, { started }, new AbortController().signal);
  expect(made.waits).toEqual({ ...command, since: 10_000, reason: "silent" });
  now.state = "ready";
  shell.typed(Buffer.from("ls"));
  expect(made.waitReason()).toBe("half-typed");
  shell.line = "clean";
  input.keyboard.input(Buffer.from("x"));
  expect(made.waitReason()).toBe("half-typed");
  expect(made.agent.withdraw(command.runId)).toBe(true);
  expect(await sent).toMatchObject({ ok: false, error: { code: "command-withdrawn" } });
  expect(made.waits).toBeNull();
});
