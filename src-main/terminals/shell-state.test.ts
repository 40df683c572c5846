import { expect, test } from "vitest";
import type { Claim, Mark } from "./marks.ts";
import { ShellState } from "./shell-state.ts";

const intro = (shell: "bash" | "dash", version = "5.2.15"): Mark => ({
  kind: "intro",
  shell,
  version,
  system: "linux",
});
const prompt: Mark[] = [{ kind: "prompt-start", edits: true }, { kind: "prompt-end" }];
const begins: Mark = { kind: "command-start", count: 1 };
const ends: Mark = { kind: "command-end", exitCode: 0, count: 1, ours: true };
const on = (kind: "bracketed-paste" | "alternate-screen"): Claim => ({ kind, on: true });

function after(...steps: (Mark | Claim | string)[]): ShellState {
  const state = new ShellState();
  for (const step of steps) {
    if (typeof step === "string") state.typed(Buffer.from(step));
    else state.take(step);
  }
  return state;
}

test.each([
  ["nothing yet", [], "starting", "clean"],
  ["a prompt", [intro("bash"), ...prompt], "prompt", "clean"],
  ["a key", [intro("bash"), ...prompt, "l"], "prompt", "typed"],
  ["a key and ^U", [intro("bash"), ...prompt, "l", "\x15"], "prompt", "perhaps"],
  [
    "Enter and the next prompt",
    [intro("bash"), ...prompt, "ls\r", begins, ends, ...prompt],
    "prompt",
    "clean",
  ],
  [
    "the prompt drawn anew",
    [intro("bash"), ...prompt, "l", { kind: "prompt-end" }],
    "prompt",
    "typed",
  ],
  [
    "the shell says: empty",
    [intro("bash"), ...prompt, "l", { kind: "line", length: 0, answer: "asked" }],
    "prompt",
    "clean",
  ],
  [
    "the shell says: not empty",
    [intro("bash"), ...prompt, { kind: "line", length: 3, answer: "asked" }],
    "prompt",
    "typed",
  ],
  [
    "typed ahead",
    [intro("bash"), ...prompt, "x\r", begins, "ls", ends, ...prompt],
    "prompt",
    "perhaps",
  ],
  [
    "an answer to a program",
    [intro("bash"), ...prompt, "x\r", begins, "y\r", ends, ...prompt],
    "prompt",
    "clean",
  ],
  [
    "typed ahead in dash",
    [
      intro("dash"),
      ...prompt,
      "q",
      { kind: "command-end", exitCode: 0, count: 2, ours: false },
      ...prompt,
    ],
    "prompt",
    "clean",
  ],
  [
    "more lines wanted",
    [intro("bash"), ...prompt, "if\r", { kind: "continuation" }],
    "continuation",
    "typed",
  ],
  [
    "hooks lost: the prompt alone",
    [intro("bash"), ...prompt, "x\r", begins, { kind: "prompt-end" }],
    "prompt",
    "clean",
  ],
] as const)("%s", (_title, steps, place, line) => {
  const state = after(...(steps as readonly (Mark | Claim | string)[]));
  expect([state.place, state.line]).toEqual([place, line]);
});

test.each([
  ["a line editor inside a command", [begins, on("bracketed-paste")], "foreign"],
  ["a prompt inside a command", [begins, { kind: "other-shell" }], "foreign"],
  [
    "an editor on the alternate screen",
    [begins, on("alternate-screen"), on("bracketed-paste")],
    "marks",
  ],
  ["the shell's own line editor", [on("bracketed-paste")], "marks"],
  ["back at the prompt", [begins, on("bracketed-paste"), ends, ...prompt], "marks"],
] as const)("%s is %s", (_title, steps, integration) => {
  const state = after(intro("bash"), ...prompt, ...(steps as readonly (Mark | Claim)[]));
  expect(state.integration).toEqual(integration);
});

test.each([
  ["3.2.57(1)-release", false],
  ["4.3.48(1)-release", false],
  ["4.4.20(1)-release", true],
  ["5.2.15(1)-release", true],
])("bash %s takes bracketed paste: %s", (version, pastes) => {
  expect(after(intro("bash", version)).pastes).toEqual(pastes);
});

test("a shell that was left and found again is asked before anything is typed", () => {
  const state = new ShellState();
  const report = {
    directory: "/tmp",
    count: 4,
    outcome: 0,
    place: "prompt",
    exitCodes: new Map(),
  } as const;
  state.resume({ shell: "zsh", system: "linux", pastes: true, pid: null }, report);
  expect(state).toMatchObject({
    shell: "zsh",
    system: "linux",
    integration: "marks",
    place: "prompt",
    line: "perhaps",
    directory: "/tmp",
    count: 4,
  });
  state.missed({ ...report, place: "command", outcome: "running" });
  expect([state.place, state.outcome]).toEqual(["command", "running"]);
});

test("a shell without a line editor is let alone as soon as anything appears at its prompt", () => {
  const state = after(intro("dash"), ...prompt);
  state.outputAtPrompt(Buffer.from("\x1b[6n"));
  expect(state.line).toEqual("clean");
  state.outputAtPrompt(Buffer.from("l"));
  expect(state.line).toEqual("typed");
});

test("a shell that counts its prompts draws the last one anew for a new size: its command still runs", () => {
  const prompted = (count: number): Mark[] => [
    { kind: "command-end", exitCode: 0, count, ours: false },
    ...prompt,
  ];
  const state = after(intro("dash"), ...prompted(0));
  state.entered();
  expect(state.place).toBe("command");
  for (const mark of prompted(0)) state.take(mark);
  expect(state.place).toBe("command");
  for (const mark of prompted(1)) state.take(mark);
  expect(state.place).toBe("prompt");
});
