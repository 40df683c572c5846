import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ShellWorld } from "../../e2e/world/shells.ts";

const flood = "head -c 50000000 /dev/zero | tr '\\0' 'x' | fold -w 99";

for (const tmux of [false, true]) {
  test(`50 MB of output end, are bounded, and leave the shell well (tmux: ${tmux})`, async () => {
    await using world = new ShellWorld({ shell: "bash", tmux });
    const open = await world.open();
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const run = await open.run(`${flood}; echo the end; sh -c 'exit 5'`, 60_000);
    expect(run).toMatchObject({ state: "finished", exitCode: 5 });
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    expect(run.excerpt.length).toBeLessThan(4_100);
    expect(run.output.endsWith("the end\n") || tmux).toEqual(true);
    expect(open.terminal.output.replay(null).bytes.length).toBeLessThan(3 * 1024 * 1024);
    expect(await open.run("echo well")).toMatchObject({ output: "well\n", exitCode: 0 });
  }, 90_000);
}

test("while the plane holds the source up nothing is lost, and it goes on where it was", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  const { output } = open.terminal;
  const begun = Promise.withResolvers<void>();
  const listening = output.onOutput.on(() => {
    if (open.info.running === null) return;
    // At once: a moment later all of it may have come.
    output.pauseSource();
    listening[Symbol.dispose]();
    begun.resolve();
  });
  const run = open.run("seq 1 30000; echo x > all-written");
  await begun.promise;
  const held = output.head();
  // Nobody takes what it writes, so that it cannot go on and sleeps.
  const states = () => world.execute(`ps -o stat= --ppid ${open.terminal.shell.pid} || true`);
  await expect.poll(states).toMatch(/^S/);
  expect(existsSync(join(world.home, "all-written"))).toBe(false);
  expect(output.head() - held).toBeLessThan(100_000);
  output.resumeSource();
  const lines = (await run).output.trimEnd().split("\n");
  expect([lines.length, lines.at(-1)]).toEqual([30_000, "30000"]);
});
