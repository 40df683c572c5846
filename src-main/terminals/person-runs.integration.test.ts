import { describe, expect, test } from "vitest";
import { type KnownShell, type OpenShell, ShellWorld } from "../../e2e/world/shells.ts";
import type { Run } from "../../shared/contract/terminals.ts";

const files = {
  ".bashrc": "PS1='$ '\nHISTCONTROL=ignoreboth\n",
  ".bash_history": "echo from another time\n",
  ".zshrc": "PS1='%# '\nsetopt hist_ignore_space\nHISTSIZE=100\n",
};

const open = (shell: KnownShell, tmux = false) =>
  new ShellWorld({ shell, files, tmux, outputs: "outputs" });

function runsOf(world: ShellWorld, shell: OpenShell): Run[] {
  const runs = world.terminals.runs(shell.terminal.id);
  if (!runs.ok) throw new Error(runs.error.code);
  return runs.value;
}

const told = ({ command, commandText, exitCode, state }: Run) => [
  commandText === "known" ? command : commandText,
  state,
  exitCode,
];

describe.each(["bash", "zsh", "fish"] as const)("what a person types in %s", (shell) => {
  test("is on record with its text, its output and its end", async () => {
    await using world = open(shell);
    const pane = await world.open();
    const status = shell === "fish" ? "echo $status" : "false; echo $?";
    await pane.enter(" echo a-secret");
    await pane.enter("echo one; echo 100% zwei é");
    await pane.enter("echo one; echo 100% zwei é");
    await pane.enter(" echo another-secret");
    await pane.enter("sh -c 'exit 3'");
    await pane.enter("");
    await pane.enter("cd /tmp");
    await pane.run("echo agent");
    await pane.enter(status);
    const multiple = shell === "fish" ? "begin\recho x\rend" : "for n in 1 2; do\recho $n\rdone";
    await pane.enter(multiple);
    await expect
      .poll(() => runsOf(world, pane).filter(({ state }) => state === "finished"))
      .toHaveLength(9);
    const runs = runsOf(world, pane);
    expect(runs.map(told)).toEqual([
      ["private", "finished", 0],
      ["echo one; echo 100% zwei é", "finished", 0],
      ["echo one; echo 100% zwei é", "finished", 0],
      ["private", "finished", 0],
      ["sh -c 'exit 3'", "finished", 3],
      ["cd /tmp", "finished", 0],
      ["echo agent", "finished", 0],
      [status, "finished", 0],
      [expect.stringMatching(/^(begin|for n in 1 2; do)\s+echo/), "finished", 0],
    ]);
    expect(runs.map(({ origin }) => origin)).toEqual(
      runs.map(({ command }) => (command === "echo agent" ? "agent" : "person")),
    );
    const [, second] = runs;
    expect(second).toMatchObject({ excerpt: "one\n100% zwei é\n", directoryBefore: world.home });
    expect(second?.fingerprint).toBe(pane.terminal.fingerprint());
    expect(runs.at(5)).toMatchObject({ directoryBefore: world.home, directoryAfter: "/tmp" });
    for (const { durationMs } of runs) expect(durationMs).toBeGreaterThanOrEqual(0);
    await expect.poll(() => world.kept.keptRuns.size).toBe(runs.length);
    const commands = [...world.kept.keptRuns.values()].map(({ record }) => record.run.command);
    expect(commands.join()).not.toContain("secret");
  });
});

describe.each(["dash", "ash"] as const)("what a person types in %s", (shell) => {
  test("is on record without its text", async () => {
    await using world = open(shell);
    const pane = await world.open();
    await pane.enter("echo one");
    await pane.enter("");
    await pane.run("echo agent");
    await pane.enter("sh -c 'echo two; exit 3'");
    const runs = runsOf(world, pane);
    expect(runs.map(told)).toEqual([
      ["untold", "finished", 0],
      ["echo agent", "finished", 0],
      ["untold", "finished", 3],
    ]);
    expect(runs.map(({ excerpt }) => excerpt)).toEqual(["one\n", "agent\n", "two\n"]);
  });
});

test("what a person types at a question of a program is never a command's text", async () => {
  await using world = open("bash");
  const pane = await world.open();
  pane.type("read -rs pass; read -re line; echo got $#\r");
  await pane.until(() => pane.terminal.shell.place === "command", "the question");
  pane.type("hunter2-hunter2\rhunter3-hunter3\r");
  await pane.until(() => pane.terminal.shell.place === "prompt", "the prompt");
  await pane.enter("history -s hunter4-hunter4; true");
  await pane.enter(" : hidden");
  const commands = runsOf(world, pane).map(({ command, commandText }) => [command, commandText]);
  expect(commands).toEqual([
    ["read -rs pass; read -re line; echo got $#", "known"],
    ["history -s hunter4-hunter4; true", "known"],
    ["", "private"],
  ]);
});

test("asking bash for the text leaves no trace in the shell", async () => {
  await using world = open("bash");
  const pane = await world.open();
  await pane.enter("set -x");
  await pane.enter("true | false");
  await pane.enter("echo ps=${PIPESTATUS[*]} last=$! code=$?");
  await pane.enter("set +x; env | grep -c __fl; history | grep -c __fl");
  const runs = runsOf(world, pane).map(({ excerpt }) => excerpt);
  expect(runs[2]).toContain("ps=0 1 last= code=1");
  expect(runs[3]).toMatch(/\n0\n1\n$/); // This line itself;
  expect(pane.raw()).not.toContain("+ __fl");
});

test("what others put into bash's history is not taken for what was typed", async () => {
  await using world = open("bash");
  const pane = await world.open();
  await pane.enter("set +o history");
  await pane.enter("echo off");
  await pane.enter(`set -o history; PROMPT_COMMAND+=('history -s "elsewhere $RANDOM"')`);
  await pane.enter(" echo hidden");
  await pane.enter(`echo ${"x".repeat(5_000)}`);
  expect(runsOf(world, pane).map(told)).toEqual([
    ["set +o history", "finished", 0],
    ["private", "finished", 0],
    ["private", "finished", 0],
    ["private", "finished", 0],
    ["long", "finished", 0],
  ]);
});

test("commands beyond the last 80 are folded into what is remembered, over a restart too", async () => {
  await using world = open("bash", true);
  const pane = await world.open();
  await pane.enter("ls /no/such/folder");
  await pane.enter("touch made-here");
  await pane.run("true");
  for (let number = 0; number < 80; number += 1) await pane.enter(": ".concat(String(number)));
  const { id } = pane.terminal;
  const apart = runsOf(world, pane).map(({ command }) => command);
  expect(apart.slice(0, 2)).toEqual(["true", ": 0"]);
  expect(apart).toHaveLength(81);
  // What has ended is written before it is folded.
  await expect.poll(() => world.terminals.memory(id)).toMatch(/^3 earlier commands, 1 failed/);
  const memory = world.terminals.memory(id);
  expect(memory).toMatch(/- exit 2: ls \/no\/such\/folder: .*No such file/);
  expect(memory).toContain(`- ${world.home}/made-here`);
  const again = await world.restart();
  await again.restore();
  expect(again.memory(id)).toBe(memory);
  expect(again.runs(id)).toMatchObject({ ok: true, value: { length: 81 } });
  await again.close(id);
  expect([again.memory(id), again.runs(id)]).toMatchObject(["", { value: [{ command: "true" }] }]);
});

test("a long output is there to the last line, of the person's command and of the agent's", async () => {
  await using world = open("bash");
  const pane = await world.open();
  await pane.enter("seq 200000");
  await pane.run("seq 200001 400000");
  const runs = runsOf(world, pane);
  const total = 1_288_895;
  await expect.poll(() => runsOf(world, pane)[0]?.outputRange.to).toBe(total);
  await expect.poll(() => runsOf(world, pane)[1]?.outputRange.to).toBe(1_400_000);
  const part = (at: number, from: number) =>
    world.terminals.runOutput(runs[at]?.id ?? "run-x", from, 14);
  expect(await part(0, total - 14)).toMatchObject({ value: { text: "199999\n200000\n", total } });
  expect(await part(1, 700_000)).toMatchObject({ value: { text: "300001\n300002\n" } });
  expect(runs[0]?.excerpt).toMatch(/^1\n2\n.*about \d+ bytes left out.*\n200000\n$/s);
});
