import { expect, test } from "vitest";
import { knownShells, OpenShell, ShellWorld } from "../../e2e/world/shells.ts";
import { newId } from "../base/new-id.ts";
import { politeMs } from "./wait-reason.ts";

/** A command of the agent that must still wait after the shell had time to do something wrong. */
function propose(open: OpenShell, command: string, signal = AbortSignal.timeout(60_000)) {
  const state = { started: 0, sent: false };
  const hooks = {
    started: async () => {
      state.started += 1;
      return { ok: true, value: undefined } as const;
    },
  };
  const runId = newId("run");
  const sent = open.terminal.runCommand({ runId, command }, hooks, signal).then((result) => {
    state.sent = result.ok;
    return result;
  });
  return { state, sent, runId };
}

const isHalfTyped = (open: OpenShell) => open.info.agentWaits?.reason === "half-typed";

/** The agent has seen what the person has on the line, and has had the time in which it would have gone on. */
async function leftAlone(open: OpenShell): Promise<void> {
  await open.until(() => isHalfTyped(open), "the agent to wait");
  const seenAt = performance.now();
  await open.until(() => performance.now() - seenAt > politeMs, "its patience to end");
}

for (const shell of ["bash", "zsh", "fish", "dash", "ash"] as const) {
  test(`${shell}: a half-typed line stays as it is; the agent waits until it is gone`, async () => {
    await using world = new ShellWorld({ shell });
    const open = await world.open();
    open.type("echo half-ty");
    await open.until(() => open.text().includes("half-ty"), "the echo");
    const { state, sent } = propose(open, "echo agent");
    await leftAlone(open);
    expect([state.started, state.sent]).toEqual([0, false]);
    expect(open.info.driver).toEqual("person");
    open.type("ped\r");
    const result = await sent;
    if (!result.ok) throw new Error(result.error.code);
    const run = await result.value.finished;
    expect([run.exitCode, result.value.output(), state.started]).toEqual([0, "agent\n", 1]);
    expect(open.text()).toMatch(/half-typed\n[\s\S]*half-typed\n[\s\S]*agent/);
    expect(open.info.driver).toEqual("person");
  });
}

for (const shell of ["bash", "zsh", "fish"] as const) {
  for (const [name, key] of [
    ["^U", "\x15"],
    ["^C", "\x03"],
    ["rubbing it out", "\x7f".repeat(8)],
  ] as const) {
    test(`${shell}: after ${name} the line is free, and the shell says so itself`, async () => {
      await using world = new ShellWorld({ shell });
      const open = await world.open();
      open.type("rm -rf x");
      await open.until(() => open.text().includes("rm -rf x"), "the echo");
      const { sent, state } = propose(open, "echo agent");
      await open.until(() => isHalfTyped(open), "the agent to wait");
      open.type(key.slice(0, 3));
      if (key.length > 3) {
        await leftAlone(open);
        expect(state.started).toEqual(0);
      }
      open.type(key.slice(3));
      // fish misses a ^C that comes while it still colours the line, and for a moment after that: it is pressed again.
      const pressAgain = () => shell === "fish" && name === "^C" && isHalfTyped(open);
      await open.until(() => {
        if (pressAgain()) open.type(key);
        return state.started > 0;
      }, "the free line");
      const result = await sent;
      if (!result.ok) throw new Error(result.error.code);
      await result.value.finished;
      expect(result.value.output()).toEqual("agent\n");
    });
  }

  test(`${shell}: the agent waits for a program of the person`, async () => {
    await using world = new ShellWorld({ shell });
    const open = await world.open();
    open.type("cat\r");
    await open.until(() => open.terminal.shell.place === "command", "cat");
    expect(open.info.running).toEqual({ runId: null, command: "cat" });
    const { sent, state } = propose(open, "echo agent");
    open.type("to cat\r");
    await open.until(() => open.text().split("to cat").length === 3, "cat's answer");
    expect(state.started).toEqual(0);
    open.type("\x04");
    const result = await sent;
    if (!result.ok) throw new Error(result.error.code);
    await result.value.finished;
    expect(result.value.output()).toEqual("agent\n");
  });

  test(`${shell}: keys typed ahead are found on the next line and kept`, async () => {
    await using world = new ShellWorld({ shell });
    const open = await world.open();
    open.type("sleep 0.5\r");
    await open.until(() => open.terminal.shell.place === "command", "sleep");
    open.type("echo typed ahead");
    const { sent, state } = propose(open, "echo agent");
    await open.until(() => open.terminal.shell.place === "prompt", "the prompt");
    await leftAlone(open);
    expect(state.started).toEqual(0);
    open.type("\r");
    const result = await sent;
    if (!result.ok) throw new Error(result.error.code);
    await result.value.finished;
    expect(open.text()).toMatch(/typed ahead\n[\s\S]*typed ahead\n[\s\S]*agent/);
  });
}

test("a waiting command is not run when it is stopped, and its run says so", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  open.type("echo half");
  const stop = new AbortController();
  const { sent, runId, state } = propose(open, "touch ran", stop.signal);
  await open.until(() => world.terminals.run(runId)?.state === "waiting", "it to wait");
  await leftAlone(open);
  stop.abort();
  expect(await sent).toMatchObject({ ok: false, error: { code: "aborted" } });
  expect(world.terminals.run(runId)?.state).toEqual("not-run");
  expect([state.started, world.kept.keptRuns.size]).toEqual([0, 0]);
});

test("a start that cannot be recorded sends nothing", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  const runId = newId("run");
  const sent = await open.terminal.runCommand(
    { runId, command: "touch ran" },
    {
      started: async () => ({
        ok: false,
        error: { code: "audit-unwritable", sentence: "" },
      }),
    },
    AbortSignal.timeout(60_000),
  );
  expect(sent).toMatchObject({ ok: false, error: { code: "audit-unwritable" } });
  expect(world.terminals.run(runId)?.state).toEqual("not-run");
  const { output } = await open.run("ls ran 2>/dev/null; echo $?");
  expect(output).toEqual("2\n");
});

test("the record says running before the first byte is sent", async () => {
  await using world = new ShellWorld({ shell: "zsh" });
  const open = await world.open();
  const runId = newId("run");
  let seen: unknown = null;
  const sent = await open.terminal.runCommand(
    { runId, command: "echo a" },
    {
      started: async () => {
        seen = [world.kept.keptRuns.get(runId)?.record, open.text().includes("echo a")];
        return { ok: true, value: undefined };
      },
    },
    AbortSignal.timeout(60_000),
  );
  expect(sent.ok).toEqual(true);
  expect(seen).toMatchObject([{ run: { state: "running" }, expectedCount: 1 }, false]);
});

test("commands of several callers take turns", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  const runs = await Promise.all(["sleep 0.3; echo 1", "echo 2", "echo 3"].map((c) => open.run(c)));
  expect(runs.map((run) => run.output)).toEqual(["1\n", "2\n", "3\n"]);
});

test("keys that a person types while a command is delivered go to the program", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  const running = open.run('read -r line; echo "got $line"');
  await open.until(() => open.info.running !== null, "the command");
  open.type("hello\r");
  expect((await running).output).toContain("got hello\n");
  expect(open.info.driver).toEqual("person");
});

test("an emulator's own answers do not take the driver; with the command's end it is the person's again", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  const running = open.run("until [ -e go ]; do sleep 0.02; done");
  await open.until(() => open.info.running !== null, "the command");
  open.type("\x1b[12;3R\x1b[?1;2c\x1b[I");
  expect(open.info.driver).toEqual("agent");
  world.write("go", "");
  await running;
  expect(open.info.driver).toEqual("person");
});

test("an emulator's answers during a delivery do not get onto the command's line", async () => {
  await using world = new ShellWorld({ shell: "bash", tmux: false });
  const open = await world.open();
  const { sent, state } = propose(open, "echo 'just this'");
  const delivered = { result: null as Awaited<typeof sent> | null };
  void sent.then((result) => {
    delivered.result = result;
  });
  while (delivered.result === null) {
    if (state.started > 0) open.type("\x1b[12;3R");
    await new Promise(setImmediate);
  }
  const { result } = delivered;
  if (!result.ok) throw new Error(result.error.code);
  const { exitCode } = await result.value.finished;
  // Answers that were held go out once the command runs; the kernel may echo them before or after its output.
  expect([exitCode, result.value.output()]).toEqual([0, expect.stringContaining("just this\n")]);
});

test("nothing is typed into a shell whose line editor is switched off", async () => {
  await using world = new ShellWorld({ shell: "bash", files: { ".bashrc": "set +o emacs\n" } });
  const open = await world.open();
  expect(await propose(open, "echo agent").sent).toMatchObject({
    error: { code: "terminal-not-ready", detail: "its line editor is off" },
  });
  await open.enter("set -o emacs");
  expect(open.text()).not.toContain("27;7");
  expect(await open.run("echo agent")).toMatchObject({ output: "agent\n" });
});

test("^C of the agent ends a command as stopped", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  world.write("line", "now\n");
  const { sent } = propose(open, "tail -f line");
  const result = await sent;
  if (!result.ok) throw new Error(result.error.code);
  // Earlier, between its C mark and the program, bash itself takes a ^C and goes on; so does a shell that starts another
  // program, which is why the one that writes is the one that waits.
  await open.until(() => result.value.output() === "now\n", "the program");
  await open.terminal.sendKeys(["C-c"]);
  expect(await result.value.finished).toMatchObject({ state: "stopped", exitCode: 130 });
});

test("a command that asks for input says so, and goes on when it has it", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  const { sent } = propose(open, "read -rsp 'Password: ' x; echo; echo $x | wc -c");
  const result = await sent;
  if (!result.ok) throw new Error(result.error.code);
  await open.until(() => result.value.run().state === "needs-input", "needs-input");
  open.type("secret\r");
  expect(await result.value.finished).toMatchObject({ state: "finished", exitCode: 0 });
  expect(result.value.output()).toMatch(/^Password:\s*\n7\n$/);
});

test("a full-screen program needs input; what it draws is not output", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  const { sent } = propose(open, "printf 'a\\033[?1049h[menu]'; read x; printf '\\033[?1049lb\\n'");
  const result = await sent;
  if (!result.ok) throw new Error(result.error.code);
  await open.until(() => result.value.run().state === "needs-input", "needs-input");
  open.type("\r");
  expect(await result.value.finished).toMatchObject({ state: "finished", exitCode: 0 });
  expect(result.value.output()).toEqual("ab\n");
});

for (const shell of knownShells) {
  test(`${shell}: a shell within is foreign and prints none of our marks; then all is well again`, async () => {
    await using world = new ShellWorld({ shell });
    const open = await world.open();
    const before = open.terminal.fingerprint();
    const marks = () => open.raw().split(`fl=${open.terminal.nonce}`).length;
    open.type("env PS1='inner> ' bash --norc\r");
    await open.until(() => /^inner>/m.test(open.text()), "the inner shell");
    const count = marks();
    open.type("echo inside\r");
    await open.until(() => /inside\n[\s\S]*inside\n/.test(open.text()), "its answer");
    expect(marks()).toEqual(count);
    const isKnown = shell !== "dash" && shell !== "ash";
    if (isKnown) {
      expect(open.info.integration).toEqual("foreign");
      expect(open.terminal.fingerprint()).not.toEqual(before);
      expect(await propose(open, "ls").sent).toMatchObject({ error: { code: "command-refused" } });
    }
    await open.enter("exit");
    expect(open.info.integration).toEqual("marks");
    expect(open.terminal.fingerprint()).toEqual(before);
    expect(await open.run("echo back")).toMatchObject({ output: "back\n", exitCode: 0 });
  });
}

test("a shell that ends is closed, and what ran in it is lost", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  const open = await world.open();
  const { sent } = propose(open, "sh -c 'kill -9 $PPID; sleep 5'");
  const result = await sent;
  if (!result.ok) throw new Error(result.error.code);
  expect(await result.value.finished).toMatchObject({ state: "lost", exitCode: null });
  expect(open.info).toMatchObject({ state: "closed", running: null });
  const { id } = open.info;
  await world.terminals.newShell(id);
  await open.until(() => open.terminal.shell.place === "prompt", "a new shell");
  expect(await open.run("echo new")).toMatchObject({ output: "new\n" });
});

test("a command for a shell that has not started yet is checked again when it has", async () => {
  await using world = new ShellWorld({ shell: "dash", files: { ".profile": "sleep 0.2\n" } });
  const opened = await world.terminals.open("host-local", { columns: 80, rows: 24 });
  const terminal = opened.ok ? world.terminals.get(opened.value.id) : undefined;
  if (terminal === undefined) throw new Error("no terminal");
  const open = new OpenShell(terminal);
  expect(terminal.prepare("exit 3")).toEqual("( exit 3 )");
  expect(terminal.checkCommand("echo a\necho b")).toEqual([]);
  const [first, second] = await Promise.all([
    propose(open, "echo a").sent,
    propose(open, "echo a\necho b").sent,
  ]);
  expect(first.ok).toEqual(true);
  expect(second).toMatchObject({ error: { code: "command-refused" } });
});

for (const shell of ["bash", "zsh", "dash"] as const) {
  test(`${shell}: a line that is not complete after all needs input, and ^C ends it`, async () => {
    await using world = new ShellWorld({ shell });
    const open = await world.open();
    await open.run("alias unfinished='echo \"'");
    const result = await propose(open, "unfinished").sent;
    if (!result.ok) throw new Error(result.error.code);
    await open.until(() => result.value.run().state === "needs-input", "needs-input");
    await open.terminal.sendKeys(["C-c"]);
    const { state } = await result.value.finished;
    expect(["not-run", "stopped"]).toContain(state);
    expect(await open.run("echo on")).toMatchObject({ output: "on\n", exitCode: 0 });
  });
}
