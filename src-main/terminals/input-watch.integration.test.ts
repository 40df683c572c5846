import { expect, test } from "vitest";
import { OpenShell, ShellWorld } from "../../e2e/world/shells.ts";
import { ok } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";

test("a question that stood there when the app was closed is told again when it is back", async () => {
  await using world = new ShellWorld({ shell: "bash", tmux: true });
  const open = await world.open();
  const command = "read -rsp 'Password: ' word; echo over";
  const runId = newId("run");
  await open.terminal.runCommand(
    { runId, command },
    { started: () => Promise.resolve(ok(undefined)) },
    AbortSignal.timeout(60_000),
  );
  await open.until(() => open.info.needsInput?.kind === "password", "the question");
  const terminals = await world.restart();
  await terminals.restore();
  const terminal = terminals.get(open.info.id);
  if (terminal === undefined) throw new Error("the terminal is gone");
  const again = new OpenShell(terminal);
  await again.until(() => again.info.needsInput?.kind === "password", "the question again");
  expect(terminals.run(runId)?.state).toBe("needs-input");
  again.type("x\r");
  await again.until(() => terminals.run(runId)?.state === "finished", "the end");
  expect(again.info.needsInput).toBeNull();
});
