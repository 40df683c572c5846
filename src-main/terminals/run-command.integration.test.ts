import { expect, test } from "vitest";
import { knownShells, ShellWorld } from "../../e2e/world/shells.ts";

for (const shell of knownShells) {
  test(`${shell}: commands run to their end with exit code, output and directory`, async () => {
    await using world = new ShellWorld({ shell });
    const open = await world.open();
    expect(open.info).toMatchObject({ shell, integration: "marks", state: "ready" });
    expect(open.terminal.system).toEqual("linux");
    const results = [];
    for (const command of [
      "true",
      "false",
      "sh -c 'exit 37'",
      "printf no-newline",
      "echo a; echo b",
      "cd /tmp",
    ]) {
      const { state, exitCode, output, directoryAfter } = await open.run(command);
      results.push([command, state, exitCode, output, directoryAfter]);
    }
    expect(results).toEqual([
      ["true", "finished", 0, "", world.home],
      ["false", "finished", 1, "", world.home],
      ["sh -c 'exit 37'", "finished", 37, "", world.home],
      ["printf no-newline", "finished", 0, "no-newline", world.home],
      ["echo a; echo b", "finished", 0, "a\nb\n", world.home],
      ["cd /tmp", "finished", 0, "", "/tmp"],
    ]);
  });
}
