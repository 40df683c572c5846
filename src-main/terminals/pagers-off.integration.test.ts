import { expect, test } from "vitest";
import { type KnownShell, ShellWorld } from "../../e2e/world/shells.ts";

/** Commands of a person that say how a variable is: its value, and whether programs get it. */
const look = (name: string) => `printf '<%s:%s>\\n' "$${name}" "$(env | grep -c '^${name}=')"`;

/** Lines by which a person sets variables that programs do not get. */
const unexported: Record<string, string> = {
  bash: "GIT_PAGER='mine  twice'",
  zsh: "GIT_PAGER='mine  twice'",
  fish: "set -g GIT_PAGER 'mine  twice'",
};
const exported: Record<string, string> = {
  bash: "export MANPAGER=most",
  zsh: "export MANPAGER=most",
  fish: "set -gx MANPAGER most",
};

for (const shell of ["bash", "zsh", "fish"] satisfies KnownShell[]) {
  test(`${shell}: no pager for the agent's command, and the person's own as they were`, async () => {
    await using world = new ShellWorld({ shell, environment: { PAGER: "less -S" } });
    const open = await world.open();
    const said = () => [...open.text().matchAll(/^<(.*)>$/gm)].map(([, text = ""]) => text);
    const seen = async (line: string) => {
      const before = said().length;
      await open.enter(line);
      await open.until(() => said().length > before, "what it is");
      return said().at(-1);
    };
    await open.enter(unexported[shell] ?? "");

    const agents = await open.run("env | grep -c 'PAGER=cat$'; echo $GIT_PAGER $SYSTEMD_PAGER");
    expect(agents.output).toBe("12\ncat cat\n");
    expect([
      await seen(look("PAGER")),
      await seen(look("GIT_PAGER")),
      await seen(look("AWS_PAGER")),
    ]).toEqual(["less -S:1", "mine  twice:0", ":0"]);

    // What a command sets itself stays.
    await open.run(exported[shell] ?? "");
    expect(await seen(look("MANPAGER"))).toBe("most:1");
    // A command that is taken back leaves nothing, and neither does one that fails or is interrupted.
    await open.run("false");
    expect(await seen(look("PAGER"))).toBe("less -S:1");
    expect((await open.run("env")).output).not.toContain("__fl");
  });
}

test("git log pages for the person, and not for the agent", async () => {
  await using world = new ShellWorld({ shell: "bash" });
  world.execute(
    "cd ~ && git init -q && for i in $(seq 60); do git -c user.name=a -c user.email=a@b commit -q --allow-empty -m commit-$i; done",
  );
  const open = await world.open({ columns: 80, rows: 24 });
  const { output, exitCode } = await open.run("git log");
  expect([exitCode, output.split("commit-").length]).toEqual([0, 61]);
  open.type("git log\r");
  await open.until(() => open.text().trimEnd().endsWith(":"), "the person's pager");
  open.type("q");
  await open.until(() => open.terminal.shell.place === "prompt", "the prompt");
});

test("a readonly pager stays, and the shell's marks with it", async () => {
  for (const [shell, lines] of [
    ["bash", ["readonly PAGER=less", "set -u"]],
    ["zsh", ["readonly PAGER=less", "set -u"]],
  ] as const) {
    await using world = new ShellWorld({ shell });
    const open = await world.open();
    for (const line of lines) await open.enter(line);
    expect(await open.run("echo $PAGER $GIT_PAGER")).toMatchObject({
      ...{ exitCode: 0, output: "less cat\n" },
    });
    // The command makes one of ours readonly: it stays, and the prompt comes all the same.
    expect((await open.run("readonly GIT_PAGER; false")).exitCode).toBe(1);
    expect((await open.run("echo on")).output).toBe("on\n");
  }
});
