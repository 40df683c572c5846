import { expect, test } from "vitest";
import { ok } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import type { Traffic } from "./recording/traffic.ts";
import { ShellState } from "./shell-state.ts";
import { TerminalInput } from "./terminal-input.ts";

function typing() {
  const shell = new ShellState();
  shell.take({ kind: "intro", shell: "dash", version: "", system: "linux" });
  shell.take({ kind: "prompt-start", edits: true });
  shell.take({ kind: "prompt-end" });
  const told: string[] = [];
  const traffic = new Emitter<Traffic>();
  traffic.on((passed) => told.push(passed.type === "typed" ? `by ${passed.by}` : passed.type));
  const now = { takesKeys: true };
  const input = new TerminalInput({
    shell: () => shell,
    watch: { needs: null, isBegun: false, typed: () => told.push("watched") },
    traffic,
    now: () => 1_000,
    fingerprint: () => "f",
    takesKeys: () => now.takesKeys,
    isReady: () => true,
    write: (bytes) => {
      told.push(JSON.stringify(Buffer.from(bytes).toString()));
      return Promise.resolve(ok(undefined));
    },
    learnSecret: (value) => told.push(`secret ${value}`),
    enters: () => told.push("enters"),
    interrupts: () => told.push("interrupts"),
    personTyped: () => told.push("person typed"),
    changed: () => told.push("changed"),
  });
  return { input, now, shell, told };
}

test("a person's key takes the keyboard, and all who need it know before it goes out", () => {
  const { input, shell, told } = typing();
  input.keyboard.take("agent");
  input.fromPerson(Buffer.from("ls"));
  expect(told).toEqual(["watched", "by person", '"ls"', "person typed", "changed"]);
  expect([input.keyboard.driver, shell.line]).toEqual(["person", "typed"]);
  told.length = 0;
  input.fromPerson(Buffer.from("\r"));
  expect(told[0]).toBe("enters");
});

test("an emulator's answer goes through and is nobody's key", () => {
  const { input, shell, told } = typing();
  input.keyboard.take("agent");
  input.fromPerson(Buffer.from("\x1b[5;1R"));
  expect(told).toEqual(['"\\u001b[5;1R"']);
  expect([input.keyboard.driver, shell.line]).toEqual(["agent", "clean"]);
});

test("^C is told to what runs, whoever presses it", async () => {
  const { input, told } = typing();
  input.fromPerson(Buffer.from("\x03"));
  expect(told.filter((word) => word === "interrupts")).toHaveLength(1);
  await input.fromAgent(["C-c"]);
  expect(told.filter((word) => word === "interrupts")).toHaveLength(2);
  expect(input.keyboard.driver).toBe("agent");
});

test("where keys would arrive who knows when, none are taken", async () => {
  const { input, now, told } = typing();
  now.takesKeys = false;
  input.fromPerson(Buffer.from("ls"));
  expect(await input.fromAgent(["Enter"])).toMatchObject({
    ok: false,
    error: { code: "terminal-lost" },
  });
  expect(told).toEqual([]);
});

test("while a command is put on the line nothing answers a question", async () => {
  const { input, told } = typing();
  using _held = input.keyboard.hold();
  const begin = () => Promise.reject(new Error("no secret may be fetched"));
  expect(await input.fill(1, begin)).toMatchObject({ ok: false, error: { code: "prompt-gone" } });
  expect(told).toEqual([]);
});

test("giving the keyboard back cancels a line only where that is wanted", () => {
  const { input, told } = typing();
  input.handBack(false);
  expect(told).toEqual(["changed"]);
  input.handBack(true);
  expect(told.slice(1)).toEqual(["watched", "by person", '"\\u0003"', "changed"]);
  expect(input.keyboard.driver).toBe("agent");
});
