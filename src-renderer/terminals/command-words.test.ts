import { expect, test } from "vitest";
import { commandWords } from "./command-words.ts";

const noon = new Date(2026, 10, 21, 12, 3).getTime();

test("a command is told by its exit code, how long it took and when it began, as far as that is known", () => {
  const ended = { state: "failed", exitCode: 3, startedAt: noon, endedAt: noon + 200 } as const;
  expect(commandWords(ended)).toMatch(/^exit 3, 0\.2 s, 12:03/);
  expect(commandWords({ ...ended, startedAt: null })).toMatch(/^exit 3, 12:03/);
  expect(commandWords({ ...ended, state: "running" })).toMatch(/^running since 12:03/);
});
