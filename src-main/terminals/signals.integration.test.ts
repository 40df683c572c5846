import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { ShellWorld } from "../../e2e/world/shells.ts";

test("fish: no mark is lost where a signal interrupts what the shell writes", async () => {
  await using world = new ShellWorld({ shell: "fish" });
  const open = await world.open();
  const { output: pid } = await open.run("echo $fish_pid");
  // fish has a handler for SIGALRM that does nothing: all that such a signal does is to interrupt a write.
  const storm = spawn("bash", ["-c", `while kill -ALRM ${pid.trim()}; do :; done`], {
    stdio: "ignore",
  });
  const ended = once(storm, "exit");
  try {
    for (let n = 0; n < 20; n += 1) {
      const command = `seq ${n} ${n}; sh -c 'exit ${n}'`;
      expect(await open.run(command)).toMatchObject({
        state: "finished",
        output: `${n}\n`,
        exitCode: n,
      });
    }
  } finally {
    storm.kill();
    await ended;
  }
});
