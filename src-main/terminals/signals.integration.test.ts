import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { ShellWorld } from "../../e2e/world/shells.ts";

test.each([
  // Has a handler for SIGALRM that does nothing: all that such a signal does is to interrupt a write.
  { shell: "fish", signal: "ALRM", typed: "true", pidOf: "echo $fish_pid", pauseSeconds: 0 },
  // Runs a trap as soon as it parses anything, be it a prompt.
  {
    shell: "bash",
    signal: "USR1",
    typed: "trap 't=1' USR1",
    pidOf: "echo $$",
    pauseSeconds: 0.001,
  },
] as const)(
  "$shell: no mark is lost where signals interrupt the shell all the time",
  async ({ shell, signal, typed, pidOf, pauseSeconds }) => {
    await using world = new ShellWorld({ shell });
    const open = await world.open();
    await open.enter(typed);
    const pid = (await open.run(pidOf)).output.trim();
    const pause = pauseSeconds === 0 ? ":" : `read -t ${pauseSeconds} -u 3`;
    const storm = spawn(
      "bash",
      ["-c", `exec 3<> <(:); while kill -${signal} ${pid}; do ${pause}; done`],
      { stdio: "ignore" },
    );
    const ended = once(storm, "exit");
    try {
      for (let n = 0; n < 15; n += 1) {
        const command = `seq ${n} ${n}; sh -c 'exit ${n}'`;
        const end = { state: "finished", output: `${n}\n`, exitCode: n };
        expect(await open.run(command)).toMatchObject(end);
      }
    } finally {
      storm.kill();
      await ended;
    }
  },
);
