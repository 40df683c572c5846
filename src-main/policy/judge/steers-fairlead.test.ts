import { expect, test } from "vitest";
import type { ShellContext } from "../command-judgement.ts";
import { judgeCommand } from "../judge-command.ts";

const context: ShellContext = {
  shell: "bash",
  changes: [],
  directory: "/root",
  home: "/root",
  protectedPaths: [],
};

for (const [command, isDenied] of [
  ["fairlead approvals approve appr-1", true],
  ["fairlead approvals deny appr-1 --stop", true],
  ["sudo -u ada /usr/bin/fairlead --no-color approvals approve appr-1", true],
  ["bash -c 'fairlead approvals approve appr-1'", true],
  ["echo $(fairlead secrets set webhook)", true],
  ["fairlead exec --dangerously-auto-approve hello", true],
  ["fairlead serve", true],
  ["fairlead approvals list", false],
  ["fairlead audit verify", false],
  ["fairlead --version", false],
] as const) {
  test(`${command}: ${isDenied ? "the agent does not answer itself" : "is not denied"}`, () => {
    expect(judgeCommand(command, context).denied !== null).toBe(isDenied);
  });
}
