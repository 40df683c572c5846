import { expect, test } from "vitest";
import { knownShells, type OpenShell, ShellWorld } from "../../e2e/world/shells.ts";

/** Asked for by an agent, and how it ends as it is then proposed: with its parentheses. */
const dangerous: readonly (readonly [asked: string, proposed: string, exitCode: number])[] = [
  ["set -euo pipefail; false", "( set -euo pipefail; false )", 1],
  ["set -e\r\nfalse\r\necho no", "( set -e\nfalse\necho no )", 1],
  ["exit 3", "( exit 3 )", 3],
  ["exec true", "( exec true )", 0],
  ["trap '' INT", "( trap '' INT )", 0],
  ["trap 'exit' ERR; false", "( trap 'exit' ERR; false )", 1],
  ["false || exit 4", "( false || exit 4 )", 4],
  ["f() { exit 5; }; f", "( f() { exit 5; }; f )", 5],
  ["eval 'exit 6'", "( eval 'exit 6' )", 6],
];

const oneLine = (text: string) => text.replaceAll("\n", "; ");

/** What the person's cursor stands behind. */
const lastLine = (open: OpenShell) => open.text().trimEnd().split("\n").at(-1) ?? "";

for (const shell of ["bash", "zsh", "dash", "ash"] as const) {
  test(`${shell}: nothing that is proposed ends the shell; it keeps its directory, variables and aliases for both`, async () => {
    await using world = new ShellWorld({ shell, environment: { HISTSIZE: "1000" } });
    const open = await world.open();
    const isTyped = shell === "dash" || shell === "ash";
    const shellPid = (await open.run("echo $$")).output;
    for (const [asked, proposed, exitCode] of dangerous) {
      // dash knows neither pipefail nor ERR, and takes single lines.
      if (shell === "dash" && /pipefail|ERR/.test(asked)) continue;
      const command = open.terminal.prepare(isTyped ? oneLine(asked.replaceAll("\r", "")) : asked);
      expect(command).toEqual(isTyped ? oneLine(proposed) : proposed);
      expect(open.terminal.checkCommand(command)).toEqual([]);
      const run = await open.run(command);
      const isUnknownTrap = shell === "ash" && asked.includes("ERR");
      if (!isUnknownTrap)
        expect([command, run.exitCode, run.output]).toEqual([command, exitCode, ""]);
    }
    expect(open.terminal.checkCommand("kill -9 $$")).toHaveLength(1);
    await open.run("cd /tmp; export A=1");
    await open.run("alias hi='echo hello'");
    await open.enter('echo "$PWD $A"; hi; cd /usr; export B=2');
    expect(open.text()).toMatch(/^\/tmp 1\nhello$/m);
    expect(await open.run('echo "$PWD $A $B"; hi; echo $$')).toMatchObject({
      output: `/usr 1 2\nhello\n${shellPid}`,
      exitCode: 0,
      directoryBefore: "/usr",
    });
  });
}

test("fish: what would end it is refused, since it has no parentheses for that", async () => {
  await using world = new ShellWorld({ shell: "fish" });
  const open = await world.open();
  for (const command of ["exit 3", "exec true", "false; or exit"]) {
    expect(open.terminal.checkCommand(open.terminal.prepare(command))).toHaveLength(1);
  }
  await open.run("cd /tmp; set -gx A 1; alias hi='echo hello'");
  await open.enter('echo "$PWD $A"; hi; cd /usr');
  expect(open.text()).toMatch(/^\/tmp 1\nhello$/m);
  expect(await open.run("pwd; false")).toMatchObject({ output: "/usr\n", exitCode: 1 });
});

for (const shell of ["bash", "zsh"] as const) {
  test(`${shell}: a person's own set -e does not end the shell with the agent's command, and stays`, async () => {
    const rc = { ".bashrc": "set -e\n", ".zshrc": "PS1='%# '\nset -e\n" };
    await using world = new ShellWorld({ shell, files: rc });
    const open = await world.open();
    expect(await open.run("false")).toMatchObject({ state: "finished", exitCode: 1 });
    expect(await open.run("sh -c 'exit 3'; cd /tmp")).toMatchObject({ exitCode: 0 });
    await open.enter("! true");
    await open.enter('echo "set: $-"');
    expect(open.text()).toMatch(/^set: \w*e\w*$/m);
    open.type("false\r");
    await open.until(() => open.info.state === "closed", "the end that the person asked for");
  });
}

for (const shell of ["dash", "ash"] as const) {
  test(`${shell}: with set -e nothing is sent but its end, since nothing could keep the shell alive`, async () => {
    await using world = new ShellWorld({ shell });
    const open = await world.open();
    await open.enter("set -e");
    expect(open.terminal.checkCommand("ls")[0]?.sentence).toContain("Run “set +e” first");
    expect(await open.run("set +e")).toMatchObject({ state: "finished", exitCode: 0 });
    expect(await open.run("false")).toMatchObject({ state: "finished", exitCode: 1 });
    expect(await open.run("echo on")).toMatchObject({ output: "on\n" });
  });
}

for (const [title, rc] of [
  ["PROMPT_COMMAND", "readonly PROMPT_COMMAND='told=yes; false'\n"],
  ["PS1", "readonly PS1='mine> '\n"],
  ["both", "readonly PS1='mine> ' PROMPT_COMMAND='told=yes'\nset -u\n"],
] as const) {
  test(`bash: what an administrator made read-only stays, and ends are seen all the same: ${title}`, async () => {
    await using world = new ShellWorld({ shell: "bash", files: { ".bashrc": rc } });
    const open = await world.open();
    expect(await open.run("sh -c 'exit 37'")).toMatchObject({ state: "finished", exitCode: 37 });
    expect(await open.run("cd /tmp; echo a!b")).toMatchObject({
      output: "a!b\n",
      directoryAfter: "/tmp",
    });
    await open.enter("echo typed; echo !!");
    expect(await open.run('echo "${told-no} ${PS1%mine*}"; false')).toMatchObject({ exitCode: 1 });
    expect(open.text()).not.toMatch(/readonly|__fl_|133;/);
    if (title !== "PROMPT_COMMAND") expect(open.text()).toContain("\nmine> cd /tmp; echo a!b\n");
    if (title !== "PS1") expect(open.text()).toMatch(/^yes/m);
  });
}

for (const shell of knownShells) {
  if (shell === "dash") continue; // It has no history to go back to.
  test(`${shell}: Up goes back to what the person typed and what was approved, and nothing else`, async () => {
    await using world = new ShellWorld({ shell, environment: { HISTSIZE: "1000" } });
    const open = await world.open();
    await open.run("echo first");
    await open.enter("echo second");
    const third = shell === "fish" ? "true; and echo third" : open.terminal.prepare("exit 3");
    await open.run(third);
    for (const line of [third, "echo second", "echo first", "echo first"]) {
      open.type("\x1b[A");
      await open.until(() => lastLine(open).endsWith(line), `“${line}” after Up`);
    }
  });
}
