import { execFile, execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { questions } from "./questions.ts";

/** What a shell says about a command that it cannot read. */
const misread = /syntax|parse error|no matches|unexpected|missing end|Unknown command line/i;

const shells = [
  ["bash", ["-c"]],
  ["zsh", ["-c"]],
  ["fish", ["-c"]],
  ["dash", ["-c"]],
  ["busybox", ["ash", "-c"]],
] as const;

/** What a shell says about a program that this machine does not have. */
const missing = /not found|Unknown command|No such file/i;

/** Heavy on a large machine, or long; a small folder and a second show the same. */
const asked = (example: string) =>
  example.replace("/var", "/etc/ssl").replace("long command", "long command of 1 s");

/** What it printed to its end, whatever its exit code. */
function ran(program: string, args: string[]): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ stdout, stderr });
    });
    child.stdin?.end();
  });
}

for (const [shell, flags] of shells) {
  test(`every proposal runs in ${shell}, and its output is answered where its programs are there`, async () => {
    const all = questions.map(async ({ about, example, propose, answer }) => {
      const { command } = propose(asked(example));
      const run = await ran(shell, [...flags, command]);
      expect([about, run.stderr.match(misread)]).toEqual([about, null]);
      const output = `${run.stdout}${run.stderr}`.trim();
      const answered = answer(output, { now: new Date() }) !== null;
      return answered || missing.test(output) ? [] : [{ about, output }];
    });
    expect((await Promise.all(all)).flat()).toEqual([]);
  });
}

test("the figure of the disk answer is the one df prints", () => {
  const disk = questions.find(({ about }) => about === "free disk space");
  const output = execFileSync("df", ["-hP"], { encoding: "utf8" });
  const [, free = ""] =
    /\*\*(\S+) free\*\*/.exec(disk?.answer(output, { now: new Date() }) ?? "") ?? [];
  expect(output.split(/\s+/)).toContain(free);
});
