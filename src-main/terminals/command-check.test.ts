import { expect, test } from "vitest";
import { checkCommand, proposedCommand } from "./command-check.ts";

const bash = { endsOnError: false, integration: "marks", pastes: true, shell: "bash" } as const;
const sentences = (...of: Parameters<typeof checkCommand>) =>
  checkCommand(...of).map(({ sentence }) => sentence);

test("a shell that has not said what it is counts as bash", () => {
  const starting = { ...bash, integration: "starting", shell: "unknown" } as const;
  expect(checkCommand(starting, "uptime")).toEqual([]);
  expect(proposedCommand(starting, "exit 3")).toBe(proposedCommand(bash, "exit 3"));
  expect(sentences({ ...bash, shell: "unknown" }, "uptime")).toEqual([
    expect.stringContaining("does not know this shell"),
  ]);
});

test("nothing is sent to what runs inside the shell", () => {
  expect(sentences({ ...bash, integration: "foreign" }, "uptime")).toEqual([
    expect.stringContaining("Something runs inside this shell"),
  ]);
});

test("where a failing command would end the shell, only the way out is taken", () => {
  const strict = { ...bash, endsOnError: true };
  expect(sentences(strict, "false")).toEqual([expect.stringContaining("set -e")]);
  expect(sentences(strict, "set +e; false")).toEqual([expect.stringContaining("set -e")]);
  expect(checkCommand(strict, "set +e")).toEqual([]);
});
