import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runNotifyCommand } from "./notify-command.ts";

const never = new AbortController().signal;
const environment = { PATH: process.env["PATH"] ?? "" };

test("the program gets the notice on its standard input, and its words reach it as they are", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-notify-"));
  using _folder = { [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
  const file = join(folder, "$(touch pwned); x");
  const input = JSON.stringify({ command: "rm -rf '$HOME' `id`" });
  const told = await runNotifyCommand({ argv: ["tee", "--", file], environment, input }, never);
  expect(told.ok).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(input);
});

for (const [what, argv, because] of [
  ["a program that fails", ["false"], "exit code 1"],
  ["a program that does not exist", ["/nonexistent/program"], "ENOENT"],
] as const) {
  test(`${what} is told apart`, async () => {
    const told = await runNotifyCommand({ argv, environment, input: "{}" }, never);
    expect(told).toMatchObject({ error: { detail: expect.stringContaining(because) } });
  });
}

test("a program that reads nothing is no failure, and one that does not end is given up with the app", async () => {
  const input = "x".repeat(1_000_000);
  expect((await runNotifyCommand({ argv: ["true"], environment, input }, never)).ok).toBe(true);
  const over = new AbortController();
  const telling = runNotifyCommand({ argv: ["sleep", "600"], environment, input }, over.signal);
  over.abort();
  expect((await telling).ok).toBe(false);
});
