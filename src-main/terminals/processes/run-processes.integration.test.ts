import { expect, test } from "vitest";
import { isRunning, type OpenShell, ShellWorld } from "../../../e2e/world/shells.ts";
import type { RunProcess } from "../../../shared/contract/runs.ts";
import type { RunId } from "../../../shared/ids.ts";
import { ok } from "../../../shared/result.ts";
import { newId } from "../../base/new-id.ts";
import { RunProcesses } from "./run-processes.ts";

const soon = () => AbortSignal.timeout(60_000);

/** Starts a command of the agent's and leaves it running. */
async function start(open: OpenShell, command: string): Promise<RunId> {
  const runId = newId("run");
  const hooks = { started: async () => ok(undefined) };
  const sent = await open.terminal.runCommand({ runId, command }, hooks, soon());
  if (!sent.ok) throw new Error(sent.error.sentence);
  return runId;
}

function desk(world: ShellWorld) {
  const { target, terminals } = world;
  const processes = new RunProcesses({ targets: { get: () => ok(target) }, terminals });
  const of = async (id: RunId): Promise<RunProcess[]> => {
    const found = await processes.of(id, soon());
    if (!found.ok) throw new Error(found.error.sentence);
    return found.value;
  };
  return { processes, of };
}

const shown = (all: RunProcess[]) => all.map(({ command, place }) => `${place}: ${command}`).sort();

for (const [shell, tmux] of [
  ["bash", false],
  ["bash", true],
  ["zsh", false],
  ["fish", false],
  ["ash", true],
] as const) {
  test(`${shell}${tmux ? " in tmux" : ""}: what a command started is told, wherever it went, and nothing else`, async () => {
    await using world = new ShellWorld({ shell, tmux });
    const open = await world.open();
    await open.enter("sleep 311 &");
    const { of, processes } = desk(world);
    // One that ignores ^C, one in the background, one that has left the session.
    const script = 'trap "" INT; (setsid sleep 313 &); sleep 312 & sleep 314';
    const run = await start(open, `sh -c '${script}'`);
    await expect
      .poll(async () => shown(await of(run)))
      .toEqual([
        "detached: sleep 313",
        expect.stringContaining("foreground: sh -c trap"),
        "foreground: sleep 312",
        "foreground: sleep 314",
      ]);
    const all = await of(run);
    const wrong = all.map(({ pid }) => ({ pid, start: "1" }));
    expect(await processes.signal(run, "KILL", wrong, soon())).toMatchObject({
      ok: true,
      value: { sent: [], kept: [], gone: all.map(({ pid }) => pid) },
    });
    const sent = await processes.signal(run, "KILL", all, soon());
    expect(sent.ok && sent.value.sent.length).toBe(4);
    await expect.poll(() => all.filter(({ pid }) => isRunning(pid))).toEqual([]);
    expect(await of(run)).toEqual([]);
    // The person's job is theirs.
    expect(world.execute("pgrep -fx 'sleep 311' | wc -l").trim()).not.toBe("0");
    await open.until(() => open.terminal.shell.place === "prompt", "the prompt");
    await open.enter("kill %1");
  });
}

test("after its end what a command has left behind is told, and what the person starts then is not", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  const { of, processes } = desk(world);
  const run = await start(open, "sleep 321 & (setsid sleep 322 &)");
  await open.until(() => world.terminals.run(run)?.state === "finished", "the end");
  // What is started right after the end may still be the run's.
  const endedAt = world.terminals.run(run)?.endedAt ?? 0;
  await open.until(() => Date.now() > endedAt + 600, "its time to be over");
  await open.enter("sleep 323 &");
  // Where a process has not become its program yet, it still has the shell's name.
  await expect
    .poll(async () => shown(await of(run)))
    .toEqual(["background: sleep 321", "detached: sleep 322"]);
  const left = await of(run);
  await processes.signal(run, "TERM", left, soon());
  await expect.poll(() => of(run)).toEqual([]);
  await open.enter("kill %2");
});
