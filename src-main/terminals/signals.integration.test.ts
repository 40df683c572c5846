import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { type OpenShell, ShellWorld } from "../../e2e/world/shells.ts";

async function everyEndIsSeen(open: OpenShell): Promise<void> {
  for (let n = 0; n < 15; n += 1) {
    const command = `seq ${n} ${n}; sh -c 'exit ${n}'`;
    const end = { state: "finished", output: `${n}\n`, exitCode: n };
    expect(await open.run(command)).toMatchObject(end);
  }
}

test("fish: no mark is lost where signals interrupt the shell all the time", async () => {
  await using world = new ShellWorld({ shell: "fish" });
  const open = await world.open();
  const { output: pid } = await open.run("echo $fish_pid");
  // It has a handler for SIGALRM that does nothing: all that such a signal does is to interrupt a write.
  const storm = spawn("sh", ["-c", `while kill -ALRM ${pid.trim()}; do :; done`], {
    stdio: "ignore",
  });
  const ended = once(storm, "exit");
  try {
    await everyEndIsSeen(open);
  } finally {
    storm.kill();
    await ended;
  }
});

// A signal in the middle of a write costs bash what it writes, its own prompt too: so this one comes before each C mark.
test("bash: a trap that is due when a command begins breaks no mark", async () => {
  const files = { ".bashrc": "trap 'told=yes' USR1\nPS0='$(kill -USR1 $$)'\n" };
  await using world = new ShellWorld({ shell: "bash", files });
  const open = await world.open();
  await everyEndIsSeen(open);
  expect(await open.run("echo $told")).toMatchObject({ output: "yes\n" });
});
