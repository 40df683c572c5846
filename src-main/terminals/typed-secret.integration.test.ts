import { expect, test } from "vitest";
import { ShellWorld } from "../../e2e/world/shells.ts";

for (const tmux of [false, true]) {
  test(`a password that a person types at a real prompt is learnt, a command is not (tmux: ${tmux})`, async () => {
    await using world = new ShellWorld({ shell: "bash", tmux });
    const open = await world.open();
    await open.run("echo a command");
    open.type("read -rsp 'Password: ' word; echo \"<${#word}>\"\r");
    await open.until(() => /Password:\s*$/.test(open.text()), "the question");
    open.type("hunter2-long\r");
    await open.until(() => open.text().includes("<12>"), "the answer");
    expect(world.secretsTyped).toEqual(["hunter2-long"]);
  });
}
