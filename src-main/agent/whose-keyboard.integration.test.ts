import { expect, test } from "vitest";
import { ChatOnShells } from "../../e2e/world/chat-on-shells.ts";
import { isRunning } from "../../e2e/world/shells.ts";
import { must } from "./in-memory-chat.ts";
import { finish, runs, says } from "./in-memory-parts.ts";

const soon = () => AbortSignal.timeout(60_000);

test("a half-typed line stands: the agent waits, the pane says why, in time the model hears it, and the line is intact", async () => {
  await using world = await ChatOnShells.open(
    { shell: "bash" },
    { keyboardSeconds: 1 },
    [runs("c1", "echo agent"), finish("tool-calls")],
    [says("You are typing."), finish()],
  );
  const { shell } = world;
  shell.type("rm -rf /var/tm");
  await shell.until(() => shell.text().includes("rm -rf /var/tm"), "the echo");
  using _yes = world.answering();
  const id = await world.ask("say it");
  await expect.poll(() => shell.info.agentWaits?.reason).toBe("half-typed");
  expect(shell.info.agentWaits?.command).toBe("echo agent");
  await world.chat.ended(id);
  expect(world.model.toolAnswers[0]).toMatch(
    /^failed: The keyboard of the terminal was not free, so nothing was sent\. It waited [\d.]+ m?s: a half-typed line stands there/,
  );
  expect(shell.info).toMatchObject({ agentWaits: null, driver: "person" });
  expect(shell.text()).toMatch(/rm -rf \/var\/tm\s*$/);
  expect(shell.text()).not.toContain("agent\n");
});

for (const shell of ["bash", "zsh", "fish", "dash"] as const) {
  test(`${shell}: one click clears the half-typed line and hands the keyboard back`, async () => {
    await using world = await ChatOnShells.open(
      { shell },
      {},
      [runs("c1", "echo agent"), finish("tool-calls")],
      [says("Done."), finish()],
    );
    world.shell.type("rm -rf /var/tm");
    await world.shell.until(() => world.shell.text().includes("rm -rf /var/tm"), "the echo");
    // fish misses a ^C that comes while it still colours the line.
    if (shell === "fish") await world.shell.until(() => /tm\r/.test(world.shell.raw()), "colours");
    using _yes = world.answering();
    const id = await world.ask("say it");
    await expect.poll(() => world.shell.info.agentWaits?.reason).toBe("half-typed");
    // Without the person's word for it the line stays.
    must(await world.shell.terminal.handBack(false));
    expect(world.shell.info.agentWaits?.reason).toBe("half-typed");
    must(await world.shell.terminal.handBack(true));
    await world.chat.ended(id);
    expect(world.model.toolAnswers[0]).toMatch(/^state: finished\nexit code: 0[\s\S]*\nagent\n?$/);
    // What was half typed can still be read.
    expect(world.shell.text()).toContain("rm -rf /var/tm");
  });
}

test("what the person types during the agent's command goes to the program, and the model is told", async () => {
  await using world = await ChatOnShells.open(
    { shell: "bash" },
    {},
    [runs("c1", "read -r x; echo got $x"), finish("tool-calls")],
    [says("Thanks."), finish()],
  );
  const { shell } = world;
  using _yes = world.answering();
  const id = await world.ask("ask me");
  // Before the shell has begun it the line would be for the shell's own editor.
  await shell.until(() => shell.terminal.shell.place === "command", "the command");
  expect(shell.info.driver).toBe("agent");
  expect(shell.info.running?.runId).toMatch(/^run-/);
  shell.type("hello\r");
  expect(shell.info.driver).toBe("person");
  await world.chat.ended(id);
  expect(world.model.toolAnswers[0]).toContain("keyboard: the person typed while it ran");
  expect(world.model.toolAnswers[0]).toContain("got hello");
});

test("in tmux's copy mode the agent waits and is not lost in it; one click leaves the mode", async () => {
  await using world = await ChatOnShells.open(
    { shell: "bash", tmux: true },
    {},
    [runs("c1", "echo agent"), finish("tool-calls")],
    [says("Done."), finish()],
  );
  const { shell, shells } = world;
  const pane = shells.execute("tmux list-panes -a -F '#{pane_id}'").trim();
  shells.execute(`tmux copy-mode -t '${pane}'`);
  await expect.poll(() => shell.terminal.isElsewhere).toBe(true);
  using _yes = world.answering();
  const id = await world.ask("say it");
  await expect.poll(() => shell.info.agentWaits?.reason).toBe("copy-mode");
  must(await shell.terminal.handBack(false));
  await world.chat.ended(id);
  expect(world.model.toolAnswers[0]).toMatch(/^state: finished\nexit code: 0[\s\S]*\nagent\n?$/);
});

test("while 50 MB of the person's flood by the agent waits, then its command runs as written", async () => {
  await using world = await ChatOnShells.open(
    { shell: "bash", tmux: true },
    {},
    [runs("c1", "echo agent"), finish("tool-calls")],
    [says("Done."), finish()],
  );
  const { shell } = world;
  const flood = "head -c 50000000 /dev/zero | tr '\\0' 'x' | fold -w 99";
  // It may be over before the agent comes to its command: the line is not.
  shell.type(`${flood}; until [ -e seen ]; do sleep 0.05; done\r`);
  await shell.until(() => shell.terminal.shell.place === "command", "the flood");
  using _yes = world.answering();
  const id = await world.ask("say it");
  await expect.poll(() => shell.info.agentWaits?.reason).toBe("program");
  world.shells.write("seen", "");
  await world.chat.ended(id);
  expect(world.model.toolAnswers[0]).toMatch(/^state: finished\nexit code: 0[\s\S]*\nagent\n?$/);
});

const placesOf = (processes: readonly { command: string; place: string }[]) =>
  processes.map(({ command, place }) => `${place}: ${command}`).sort();

for (const tmux of [false, true]) {
  test(`Stop says what still runs, and TERM and KILL end just that (tmux: ${tmux})`, async () => {
    await using world = await ChatOnShells.open(
      { shell: "bash", tmux },
      {},
      [
        runs("c1", `sh -c 'trap "" INT; (setsid sleep 411 &); sleep 412'`),
        runs("c2", "echo never"),
        finish("tool-calls"),
      ],
      [says("never asked"), finish()],
    );
    const { shell } = world;
    await shell.enter("sleep 413 &");
    const other = await world.shells.open();
    other.type("sleep 414\r");
    await other.until(() => other.terminal.shell.place === "command", "the other sleep");
    using _yes = world.answering();
    const id = await world.ask("run it");
    await shell.until(() => shell.info.running?.runId != null, "the command");
    const run = world.runs.list().find(({ origin }) => origin === "agent")?.id ?? "run-none";
    const expected = [
      "detached: sleep 411",
      expect.stringMatching(/^foreground: sh -c trap/),
      "foreground: sleep 412",
    ];
    await expect
      .poll(async () => placesOf(must(await world.processes.of(run, soon()))))
      .toEqual(expected);
    must(world.chat.stop(id));
    await world.chat.ended(id);
    const left = await world.item(id, "left-running");
    const [found] = left?.runs ?? [];
    expect(placesOf(found?.processes ?? [])).toEqual(expected);
    // What waited was dropped: nobody is asked, nothing runs, the model is not asked again.
    expect([world.approvals.list(), world.model.requests.length]).toEqual([[], 1]);
    expect(
      (await world.items(id)).flatMap((item) => (item.kind === "tool" ? item.status.state : [])),
    ).toEqual(["working", "stopped"]);
    const processes = found?.processes ?? [];
    const ended = must(
      await world.runs.kill({ id: run, signal: "TERM", processes }, "window", soon()),
    );
    expect(ended).toMatchObject({ done: "TERM sent to 3 processes on this machine.", left: [] });
    expect(processes.filter(({ pid }) => isRunning(pid))).toEqual([]);
    await expect
      .poll(async () => (await world.item(id, "left-running"))?.runs[0])
      .toMatchObject({ processes: [], done: ["TERM sent to 3 processes on this machine."] });
    // The jobs of the person run on.
    expect(other.terminal.shell.place).toBe("command");
    await shell.until(() => shell.terminal.shell.place === "prompt", "the prompt");
    expect((await shell.run("jobs")).output).toContain("sleep 413");
    const by = world.audit.records.filter(({ actor }) => actor === "window");
    expect(by.map(({ kind }) => kind)).toEqual(["proposal", "answer", "start"]);
    other.type("\x03");
    await shell.enter("kill %1");
  });
}

test("a detached child alone is told after Stop, and a program that takes no TERM needs KILL", async () => {
  await using world = await ChatOnShells.open(
    { shell: "bash" },
    {},
    [
      runs("c1", `setsid sh -c 'trap "" TERM; while :; do sleep 0.2; done' & sleep 422`),
      finish("tool-calls"),
    ],
    [says("never asked"), finish()],
  );
  const { shell } = world;
  using _yes = world.answering();
  const id = await world.ask("run it");
  await shell.until(() => shell.info.running?.runId != null, "the command");
  const run = world.runs.list()[0]?.id ?? "run-none";
  // setsid is a job of the shell until it has left its session.
  await expect
    .poll(async () => {
      const all = must(await world.processes.of(run, soon()));
      const isDetached = all.some(({ command }) => command.startsWith("sh -c trap"));
      return isDetached && all.every(({ place }) => place !== "background");
    })
    .toBe(true);
  must(world.chat.stop(id));
  await world.chat.ended(id);
  const processes = (await world.item(id, "left-running"))?.runs[0]?.processes ?? [];
  expect(processes.map(({ command }) => command)).toContainEqual(
    expect.stringMatching(/^sh -c trap "" TERM/),
  );
  expect(new Set(processes.map(({ place }) => place))).toEqual(new Set(["detached"]));
  const term = must(await world.runs.kill({ id: run, signal: "TERM" }, "window", soon()));
  expect(term.left.length).toBeGreaterThan(0);
  const kill = must(await world.runs.kill({ id: run, signal: "KILL" }, "window", soon()));
  expect(kill.left).toEqual([]);
});
