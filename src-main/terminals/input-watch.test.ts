import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ownWorkMs } from "../../e2e/world/own-work.ts";
import { recognisePrompt } from "../../shared/prompts/recognise-prompt.ts";
import { InputWatch, type InputWatchParts } from "./input-watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch(parts: Partial<InputWatchParts> = {}) {
  const told: (string | null)[] = [];
  const made: InputWatch = new InputWatch({
    runs: () => "known",
    command: () => "",
    screen: () => "",
    redact: (text) => text.replaceAll("geheim", "[redacted]"),
    changed: () => void told.push(made.needs?.kind ?? null),
    ...parts,
  });
  return {
    watch: made,
    told,
    print: (text: string) => made.printed(Buffer.from(text)),
    type: (text: string) => made.typed(Buffer.from(text)),
  };
}

test("a question is told after a silence, and is over with the next output", () => {
  const { watch: made, print, told } = watch();
  print("\x1b[1m[sudo] password for ada: \x1b[0m");
  expect(made.asksForSecret).toBe(true);
  vi.advanceTimersByTime(399);
  expect(made.needs).toBeNull();
  vi.advanceTimersByTime(1);
  expect(made.needs).toEqual({
    ...{ question: 1, kind: "password", guess: true, program: "sudo" },
    ...{ text: "[sudo] password for ada:", user: "ada", host: null, path: null, answers: [] },
  });
  print("\r\nSorry, try again.\r\n[sudo] password for ada: ");
  expect(made.needs).toBeNull();
  vi.advanceTimersByTime(400);
  expect(made.needs?.question).toBe(2);
  expect(told).toEqual(["password", null, "password"]);
});

test("output that goes on asks nothing", () => {
  const { print, told } = watch();
  for (let at = 0; at < 50; at += 1) {
    print("Password: ");
    vi.advanceTimersByTime(300);
  }
  expect(told).toEqual([]);
});

test("stars for typed keys leave the question standing; the line's end does not", () => {
  const { watch: made, print, type } = watch();
  print("Password: ");
  vi.advanceTimersByTime(400);
  type("abc");
  print("***\b \b•");
  expect(made.needs?.kind).toBe("password");
  print("\r\n");
  expect(made.needs).toBeNull();
});

test("a question is told redacted and cut", () => {
  const { watch: made, print } = watch();
  print(`${"x".repeat(250)} geheim password: `);
  vi.advanceTimersByTime(400);
  expect(made.needs?.text).toHaveLength(200);
  print("\ngeheim password: ");
  vi.advanceTimersByTime(400);
  expect(made.needs?.text).toBe("[redacted] password:");
});

test("a pager that shows nothing for a while is known once it shows something", () => {
  let screen = "\n\n";
  const { watch: made, print } = watch({ screen: () => screen });
  made.mark({ kind: "alternate-screen", on: true });
  vi.advanceTimersByTime(5_000);
  expect(made.needs).toMatchObject({ kind: "full-screen", program: null, text: "" });
  screen = "LS(1)\nManual page ls(1) line 1 (press h for help or q to quit)";
  print("LS(1)");
  vi.advanceTimersByTime(400);
  expect(made.needs).toMatchObject({ kind: "pager", program: "man" });
});

test("a full-screen program is told at once, and what it is in a moment", () => {
  const { watch: made, print, told } = watch({ screen: () => "LS(1)\n/var/log/syslog (END)" });
  made.mark({ kind: "alternate-screen", on: true });
  expect(made.needs).toMatchObject({ kind: "full-screen", guess: false, text: "" });
  print("\x1b[Htext");
  vi.advanceTimersByTime(400);
  expect(made.needs).toMatchObject({ kind: "pager", guess: false, text: "/var/log/syslog (END)" });
  print("more text");
  expect(made.needs?.kind).toBe("pager");
  made.mark({ kind: "alternate-screen", on: false });
  expect(told).toEqual(["full-screen", "pager", null]);
});

test.each([
  ["vim /etc/hosts", "editor"],
  ["cd /etc && sudo nano hosts", "editor"],
  ["crontab -e", "editor"],
  ["less /var/log/syslog", "pager"],
  ["man ls", "pager"],
  ["top", "full-screen"],
  ["cat lesson", "full-screen"],
])("the screen of %j is that of: %s", (command, kind) => {
  const { watch: made } = watch({ command: () => command, screen: () => "~\n~" });
  made.mark({ kind: "alternate-screen", on: true });
  made.mark({ kind: "bracketed-paste", on: true });
  vi.advanceTimersByTime(400);
  expect(made.needs?.kind).toBe(kind);
  made.mark({ kind: "bracketed-paste", on: false });
  expect(made.needs?.kind).toBe(kind);
});

test("a line editor is an interpreter's, unless it asks for a secret", () => {
  const { watch: made, print } = watch();
  made.mark({ kind: "bracketed-paste", on: true });
  expect(made.needs).toMatchObject({ kind: "repl", guess: false });
  print("shop=# ");
  vi.advanceTimersByTime(400);
  expect(made.needs).toMatchObject({ kind: "repl", program: "psql", text: "shop=#" });
  print("\nEnter new password for user: ");
  vi.advanceTimersByTime(400);
  expect(made.needs).toMatchObject({ kind: "password", guess: true });
  made.mark({ kind: "command-end", exitCode: 0, count: 1, ours: true });
  expect(made.needs).toBeNull();
});

test("a program that wants the keypad's keys is one without a screen of its own", () => {
  const { watch: made, print } = watch({ screen: () => "a\nb\n:" });
  made.mark({ kind: "application-cursor", on: true });
  expect(made.needs?.kind).toBe("full-screen");
  print("a\r\nb\r\n:");
  vi.advanceTimersByTime(400);
  expect(made.needs).toMatchObject({ kind: "pager", program: "less" });
  made.mark({ kind: "application-cursor", on: false });
  expect(made.needs).toBeNull();
});

test("the shell that wants more lines says so itself", () => {
  const { watch: made } = watch();
  made.mark({ kind: "continuation" });
  expect(made.needs).toMatchObject({ kind: "more-lines", guess: false });
  made.mark({ kind: "prompt-start", edits: true });
  expect(made.needs).toBeNull();
});

test("keys that are not shown for a while are hidden; keys that are shown are not", () => {
  const { watch: made, print, type } = watch();
  type("a");
  vi.advanceTimersByTime(299);
  print("a");
  vi.advanceTimersByTime(300);
  expect(made.needs).toBeNull();
  type("b");
  vi.advanceTimersByTime(300);
  expect(made.needs).toMatchObject({ kind: "hidden", guess: true, text: "" });
  expect(made.asksForSecret).toBe(true);
  print("\r\n");
  expect(made.needs).toBeNull();
  type("\x1b[A\r\x03");
  vi.advanceTimersByTime(300);
  expect(made.needs).toBeNull();
});

test("nothing is asked at the shell's own prompt; a shell that tells nothing counts for secrets only", () => {
  const atPrompt = watch({ runs: () => "no" });
  atPrompt.print("Password: ");
  atPrompt.type("x");
  atPrompt.watch.mark({ kind: "bracketed-paste", on: true });
  vi.advanceTimersByTime(1_000);
  expect(atPrompt.told).toEqual([]);
  const unknown = watch({ runs: () => "perhaps" });
  unknown.print("Continue? [Y/n] ");
  unknown.type("x");
  vi.advanceTimersByTime(1_000);
  expect(unknown.told).toEqual([]);
  unknown.print("\nPassword: ");
  vi.advanceTimersByTime(1_000);
  expect(unknown.told).toEqual(["password"]);
});

test.each([
  ["spaces", " ".repeat(1e6)],
  ["brackets", "[".repeat(1e6)],
  ["brackets that close", "[y/".repeat(3e5) + "n]".repeat(1e5)],
  ["one word", "password".repeat(1e5)],
  ["words and a colon", `${"password ".repeat(1e5)}:`],
  ["quotes", "Enter passphrase for key '".repeat(4e4)],
  ["sudo", "[sudo] ".repeat(2e5)],
  ["dots", "press any key . ".repeat(6e4)],
  ["lines", "lines 1-2 ".repeat(1e5)],
  ["line ends", "\n".repeat(1e6)],
  ["hidden characters", "\u200b".repeat(1e6)],
])("a line of a million characters costs no more than its end: %s", (_, text) => {
  recognisePrompt("x");
  const ms = ownWorkMs(() => {
    for (let times = 0; times < 20; times += 1) recognisePrompt(text);
  });
  expect(ms / 20).toBeLessThan(20);
});
