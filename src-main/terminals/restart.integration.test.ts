import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isRunning, OpenShell, ShellWorld } from "../../e2e/world/shells.ts";
import type { RunId } from "../../shared/ids.ts";
import { newId } from "../base/new-id.ts";
import { privateKeys } from "./shells/private-keys.ts";
import type { Terminals } from "./terminals.ts";

const ready = async () => ({ ok: true, value: undefined }) as const;

async function start(open: OpenShell, command: string): Promise<RunId> {
  const runId: RunId = newId("run");
  const sent = await open.terminal.runCommand(
    { runId, command },
    { started: ready },
    AbortSignal.timeout(60_000),
  );
  if (!sent.ok) throw new Error(sent.error.code);
  return runId;
}

/** Puts a command on record as begun, as a crash before its Enter leaves it. */
async function begun(
  world: ShellWorld,
  { info: { hostId, id: terminalId } }: OpenShell,
  command: string,
  expectedCount: number,
): Promise<RunId> {
  const runId: RunId = newId("run");
  await world.kept.runs.put({
    run: {
      id: runId,
      terminalId,
      hostId,
      command,
      origin: "agent",
      state: "running",
      startedAt: 1,
      endedAt: null,
      exitCode: null,
      directoryBefore: null,
      directoryAfter: null,
      outputBytes: 0,
      outputRange: { from: 0, to: 0 },
      commandText: "known",
      approval: null,
      fingerprint: null,
      durationMs: null,
      excerpt: "",
    },
    expectedCount,
  });
  return runId;
}

/** A shell is there and at its prompt: of one that has ended the last place is still known. */
const isAtPrompt = (open: OpenShell) => () =>
  open.info.state === "ready" && open.terminal.shell.place === "prompt";

/** The terminal of before, in a new Fairlead. */
async function found(terminals: Terminals): Promise<OpenShell> {
  await terminals.restore();
  const [info] = terminals.list();
  const terminal = info === undefined ? undefined : terminals.get(info.id);
  if (terminal === undefined) throw new Error("no terminal came back");
  return new OpenShell(terminal);
}

for (const shell of ["bash", "zsh", "fish"] as const) {
  test(`${shell} in tmux: the same shell comes back, ready for the next command`, async () => {
    await using world = new ShellWorld({ shell, tmux: true });
    const before = await world.open();
    await before.run("cd /tmp");
    await before.run(shell === "fish" ? "set kept yes" : "kept=yes");
    const { fingerprint, id } = { fingerprint: before.terminal.fingerprint(), id: before.info.id };
    const open = await found(await world.restart());
    expect(open.info).toMatchObject({
      id,
      shell,
      integration: "marks",
      durability: "tmux",
      state: "ready",
      directory: "/tmp",
    });
    expect(open.terminal.fingerprint()).toEqual(fingerprint);
    expect(open.terminal.system).toEqual("linux");
    expect(open.text()).toContain("cd /tmp");
    expect(await open.run('echo "$kept $PWD"')).toMatchObject({ output: "yes /tmp\n" });
  });

  test(`${shell} in tmux: a command that ended meanwhile is finished with its exit code`, async () => {
    await using world = new ShellWorld({ shell, tmux: true });
    const before = await world.open();
    const { tmuxSession, id } = before.info;
    const wait = "until [ -e go ]; do sleep 0.02; done";
    world.write("script", `${wait}; echo x > ending; exit 7\n`);
    const runId = await start(before, "sh script");
    const terminals = await world.restart();
    world.write("go", "");
    // The shell has the terminal again, and the last thing it showed is its prompt.
    const program = `tmux display-message -p -t =${tmuxSession}:${id} '#{pane_current_command}'`;
    await expect
      .poll(() => existsSync(join(world.home, "ending")) && world.execute(program).trim())
      .toBe(shell);
    const open = await found(terminals);
    // Where the prompt was not yet there, it is followed to it.
    await open.until(() => terminals.run(runId)?.state === "finished", "the end");
    expect(terminals.run(runId)).toMatchObject({ exitCode: 7 });
    expect(await open.run("echo on")).toMatchObject({ output: "on\n" });
  });

  test(`${shell} in tmux: several that ended meanwhile are finished, each with its exit code`, async () => {
    await using world = new ShellWorld({ shell, tmux: true });
    const before = await world.open();
    const ids: RunId[] = [];
    const codes = [1, 0, 42, 255, 0, 3, 0, 127, 9, 7];
    for (const code of codes) ids.push((await before.run(`sh -c 'exit ${code}'`)).id);
    // The prompt tells the codes once more; it comes after the end.
    await before.until(isAtPrompt(before), "the last prompt");
    const runs = await world.restart();
    // None of the ends has reached the disk, as a crash at the worst moment leaves it.
    for (const { record, output } of [...world.kept.keptRuns.values()]) {
      const run = { ...record.run, state: "running", endedAt: null, exitCode: null } as const;
      world.kept.keptRuns.set(run.id, { record: { ...record, run }, output });
    }
    const open = await found(runs);
    expect(ids.map((id) => runs.run(id)?.exitCode)).toEqual([null, null, ...codes.slice(2)]);
    expect(new Set(ids.map((id) => runs.run(id)?.state))).toEqual(new Set(["finished"]));
    expect(await open.run("echo on")).toMatchObject({ output: "on\n" });
  });

  test(`${shell} in tmux: a command that still runs is followed to its end`, async () => {
    await using world = new ShellWorld({ shell, tmux: true });
    const runId = await start(await world.open(), "cat; sh -c 'exit 9'");
    const terminals = await world.restart();
    const open = await found(terminals);
    expect(terminals.run(runId)).toMatchObject({ state: "running", exitCode: null });
    expect(open.info.running).toMatchObject({ runId });
    open.type("\x04");
    await open.until(() => terminals.run(runId)?.state === "finished", "the end");
    expect(terminals.run(runId)).toMatchObject({ exitCode: 9, directoryAfter: world.home });
  });

  test(`${shell} in tmux: what the person runs meanwhile is not taken for the agent's`, async () => {
    await using world = new ShellWorld({ shell, tmux: true });
    const before = await world.open();
    await before.run("true");
    before.type("echo half");
    await before.until(() => before.text().includes("echo half"), "the echo");
    // On record as begun, but nothing of it was sent: as a crash right after the record leaves it.
    const runId = await begun(world, before, "touch ran", 2);
    await before.enter("");
    const terminals = await world.restart();
    const open = await found(terminals);
    expect(terminals.run(runId)).toMatchObject({ state: "not-run", exitCode: null });
    await open.enter("echo person");
    expect(terminals.run(runId)).toMatchObject({ state: "not-run" });
    expect(await open.run("echo agent")).toMatchObject({ output: "agent\n", exitCode: 0 });
  });
}

for (const shell of ["bash", "zsh", "fish"] as const) {
  test(`${shell} in tmux: a command of the agent's that was left on the line goes, and what the person made of one stays`, async () => {
    await using world = new ShellWorld({ shell, tmux: true });
    const before = await world.open();
    // As a kill -9 between the paste and Enter leaves it.
    const runId = await begun(world, before, "touch ran", 1);
    before.type(`${privateKeys.arm}touch ran`);
    await before.until(() => before.text().includes("touch ran"), "the paste");
    const open = await found(await world.restart());
    expect(world.terminals.run(runId)).toMatchObject({ state: "not-run" });
    expect(await open.run("echo on")).toMatchObject({ output: "on\n", exitCode: 0 });
    await begun(world, open, "touch ran", 2);
    open.type("touch ran mine");
    await open.until(() => open.text().includes("touch ran mine"), "the line");
    const again = await found(await world.restart());
    void again.run("echo agent").catch(() => undefined);
    await expect.poll(() => again.info.agentWaits?.reason).toBe("half-typed");
    expect(again.text()).toMatch(/touch ran mine\s*$/);
    expect(existsSync(join(world.home, "ran"))).toBe(false);
  });
}

for (const shell of ["dash", "ash"] as const) {
  test(`${shell} in tmux: a command that ended meanwhile has its exit code, and one that runs is followed`, async () => {
    await using world = new ShellWorld({ shell, tmux: true });
    const wait = "until [ -e go ]; do sleep 0.02; done";
    world.write("script", `${wait}; exit 7\n`);
    const before = await world.open();
    const runId = await start(before, "sh script");
    await expect.poll(() => world.kept.keptRuns.get(runId)?.record.expectedCount).toBe(1);
    let open = await found(await world.restart());
    expect(world.terminals.run(runId)).toMatchObject({ state: "running" });
    const left = await world.restart();
    world.write("go", "");
    const { id, tmuxSession } = open.info;
    const told = `tmux display-message -p -t =${tmuxSession}:${id} '#{pane_path}'`;
    await expect.poll(() => world.execute(told)).toMatch(/:1:7\s*$/);
    open = await found(left);
    expect(left.run(runId)).toMatchObject({ state: "finished", exitCode: 7 });
    world.write("script", "sleep 0.2; exit 9\n");
    await open.enter("");
    const second = await start(open, "sh script");
    await expect.poll(() => world.kept.keptRuns.get(second)?.record.expectedCount).toBe(3);
    open = await found(await world.restart());
    await open.until(() => world.terminals.run(second)?.state === "finished", "the end");
    expect(world.terminals.run(second)).toMatchObject({ exitCode: 9 });
  });

  test(`${shell} in tmux: nothing is claimed of a command whose Enter is not on record`, async () => {
    await using world = new ShellWorld({ shell, tmux: true });
    const before = await world.open();
    const runId = await start(before, "sleep 0.2");
    const kept = world.kept.keptRuns.get(runId);
    const terminals = await world.restart();
    if (kept === undefined) throw new Error("it is not on record");
    const record = { ...kept.record, expectedCount: null };
    world.kept.keptRuns.set(runId, { ...kept, record });
    await found(terminals);
    expect(terminals.run(runId)).toMatchObject({ state: "unknown" });
  });
}

test("a plain terminal says after a restart that its shell is gone, and a new one is started only when asked for", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const before = await world.open();
  const { id } = before.info;
  await world.terminals.rename(id, "build");
  const runId = await start(before, "sleep 5");
  const terminals = await world.restart();
  const open = await found(terminals);
  expect(open.info).toMatchObject({ id, name: "build", state: "lost", running: null });
  expect(open.info.stateReason).toContain("ended with Fairlead");
  expect(terminals.run(runId)).toMatchObject({ state: "unknown", exitCode: null });
  // To reconnect is not to have another shell.
  await terminals.reconnect(id);
  expect(open.info).toMatchObject({ state: "lost", remedy: "new-shell" });
  await terminals.newShell(id);
  await open.until(isAtPrompt(open), "a new shell's prompt");
  expect(open.info).toMatchObject({ id, name: "build", state: "ready", remedy: null });
  await terminals.close(id);
  await expect.poll(() => world.kept.keptTerminals.size).toEqual(0);
});

for (const tmux of [false, true]) {
  test(`a shell ${tmux ? "in tmux" : "on a PTY"} that was left is forgotten; a new one takes its place when asked for`, async () => {
    await using world = new ShellWorld({ shell: "bash", tmux });
    const open = await world.open();
    const { id } = open.info;
    await world.terminals.rename(id, "again");
    open.type("exit\r");
    await open.until(() => open.info.state === "closed", "the end");
    await expect.poll(() => world.kept.keptTerminals.size).toBe(0);
    await world.terminals.newShell(id);
    await open.until(isAtPrompt(open), "a new shell's prompt");
    expect(open.info).toMatchObject({ id, name: "again", state: "ready" });
    expect(world.kept.keptTerminals.size).toBe(1);
  });
}

test("a name and the last size stay with a terminal in tmux; the name goes when it is taken back", async () => {
  await using world = new ShellWorld({ shell: "bash", tmux: true });
  const { terminal, info } = await world.open();
  const { id } = info;
  await world.terminals.rename(id, "deploy");
  terminal.resize(61, 17);
  const again = await found(await world.restart());
  const size = { columns: 61, rows: 17 };
  expect(again.info).toMatchObject({ id, name: "deploy", state: "ready", size });
  await world.terminals.rename(id, null);
  expect((await found(await world.restart())).info.name).toBeNull();
});

test("a terminal whose tmux is gone is lost, said so, and its command unknown", async () => {
  await using world = new ShellWorld({ shell: "bash", tmux: true });
  const before = await world.open();
  const runId = await start(before, "sleep 60");
  const session = before.info.tmuxSession ?? "";
  const terminals = await world.restart();
  world.execute(`tmux kill-session -t =${session}`);
  const open = await found(terminals);
  expect(open.info).toMatchObject({ state: "lost", running: null, remedy: "new-shell" });
  expect(terminals.run(runId)).toMatchObject({ state: "unknown" });
  expect(world.kept.keptTerminals.size).toEqual(0);
});

test("closing a terminal ends its shell in tmux and forgets it", async () => {
  await using world = new ShellWorld({ shell: "bash", tmux: true });
  const open = await world.open();
  const { id } = open.info;
  expect(world.kept.keptTerminals.size).toEqual(1);
  await open.run("sh -c 'echo $PPID > pid'");
  const pid = Number(readFileSync(join(world.home, "pid"), "utf8"));
  expect((await world.terminals.close(id)).ok).toEqual(true);
  await expect.poll(() => world.kept.keptTerminals.size).toEqual(0);
  await open.until(() => !isRunning(pid), "the shell's end");
});

test("closing a terminal that is not attached ends its shell too", async () => {
  await using world = new ShellWorld({ shell: "bash", tmux: true });
  const before = await world.open();
  await before.run("sh -c 'echo $PPID > pid'");
  const pid = Number(readFileSync(join(world.home, "pid"), "utf8"));
  const terminals = await world.restart();
  const open = await found(terminals);
  expect(isRunning(pid)).toEqual(true);
  expect((await terminals.close(open.info.id)).ok).toEqual(true);
  await open.until(() => !isRunning(pid), "the shell's end");
});

test("tmux clients of the person who type are waited for", async () => {
  await using world = new ShellWorld({ shell: "bash", tmux: true });
  const open = await world.open();
  const { tmuxSession, id } = open.info;
  world.execute(`tmux send-keys -t =${tmuxSession}:${id} 'echo elsewhere'`);
  await open.until(() => open.text().includes("elsewhere"), "their keys");
  const running = open.run("echo agent");
  await open.until(() => open.info.agentWaits?.reason === "half-typed", "the agent to wait");
  expect(open.text()).not.toContain("agent");
  world.execute(`tmux send-keys -t =${tmuxSession}:${id} Enter`);
  expect(await running).toMatchObject({ output: "agent\n", exitCode: 0 });
  expect(open.text()).toMatch(/echo elsewhere\nelsewhere\n/);
});

test("tmux's copy mode is waited for, since it would take the keys", async () => {
  await using world = new ShellWorld({ shell: "bash", tmux: true });
  const open = await world.open();
  const pane = `=${open.info.tmuxSession}:${open.info.id}`;
  world.execute(`tmux copy-mode -t ${pane}`);
  await open.until(() => open.terminal.isElsewhere, "copy mode");
  const running = open.run("echo agent");
  // Keys that were sent now would be the mode's, and nothing of the command would be printed later.
  await open.until(() => open.info.agentWaits?.reason === "copy-mode", "the agent to wait");
  world.execute(`tmux send-keys -t ${pane} -X cancel`);
  expect(await running).toMatchObject({ output: "agent\n", exitCode: 0 });
});

test("a tmux that is too old is not used: the shell is there and says that it is not resumable", async () => {
  await using world = new ShellWorld({ shell: "bash", tmux: true });
  world.write(
    "bin/tmux",
    '#!/bin/sh\n[ "$1" = -V ] && echo tmux 1.8 && exit 0\necho "$*" > "$HOME/used"\nexit 1\n',
  );
  chmodSync(join(world.home, "bin/tmux"), 0o755);
  world.setEnvironment("PATH", `${join(world.home, "bin")}:/usr/sbin:/usr/bin:/sbin:/bin`);
  const { info } = await world.open();
  expect(info).toMatchObject({ durability: "plain", tmuxSession: null, state: "ready" });
  expect(existsSync(join(world.home, "used"))).toBe(false);
});
