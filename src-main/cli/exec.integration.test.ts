import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { CliWorld } from "../../e2e/world/cli.ts";
import { ScriptedModel } from "../../e2e/world/model.ts";
import { runs, says } from "../../e2e/world/model-turns.ts";

const prompt = "s deny and stop: ";
const ask = ["exec", "--model", "practice", "How much disk is free?"];

test("a person approves on a terminal: the command runs and the answer quotes it", async () => {
  using world = new CliWorld();
  const exec = world.asPerson(...ask);
  await exec.sees(prompt);
  expect(exec.shown()).toContain("df ");
  exec.type("y\r");
  expect(await exec.exitCode).toBe(0);
  expect(exec.shown()).toMatch(/free/);
  expect(world.auditKinds()).toEqual(
    expect.arrayContaining(["proposal", "answer", "start", "result"]),
  );
  expect(world.auditEntries().find(({ kind }) => kind === "answer")?.actor).toBe("command line");
});

test("a person denies: nothing runs", async () => {
  using world = new CliWorld();
  const exec = world.asPerson(...ask);
  await exec.sees(prompt);
  exec.type("s\r");
  expect(await exec.exitCode).toBe(4);
  expect(world.auditKinds()).not.toContain("start");
});

test("where nobody can be asked nothing runs: exit code 3", async () => {
  using world = new CliWorld();
  const { code, output, errors } = await world.run(...ask);
  expect([code, output]).toEqual([3, ""]);
  expect(errors).toContain("nobody can be asked here, so nothing was run.");
  expect(world.auditKinds()).not.toContain("start");
});

test("where nobody can be asked what the mode allows runs all the same", async () => {
  using world = new CliWorld({ FAIRLEAD_APPROVALS_MODE: "read-only" });
  const { code, output } = await world.run(...ask);
  expect([code, output]).toEqual([0, expect.stringContaining("free")]);
  expect(world.auditEntries().find(({ kind }) => kind === "answer")?.actor).toBe("policy");
});

type Started = ReturnType<CliWorld["asPerson"]>;

for (const [what, end] of [
  ["Ctrl+C", (exec: Started) => exec.type("\u0003")],
  ["SIGTERM", (exec: Started) => exec.kill("SIGTERM")],
] as const) {
  test(`${what} at the question stops the turn in order: nothing runs`, async () => {
    using world = new CliWorld();
    const exec = world.asPerson(...ask);
    await exec.sees(prompt);
    end(exec);
    expect(await exec.exitCode).toBe(130);
    expect(exec.shown()).toMatch(/Stopped\.\s*$/);
    expect(world.auditKinds()).not.toContain("start");
  });
}

test("a command of several lines is edited in the person's editor on the same terminal, then runs", async () => {
  await using model = await ScriptedModel.start();
  model.script(runs("printf one\nprintf two"), says("Done."));
  using world = new CliWorld({
    FAIRLEAD_BASE_URL: model.baseUrl,
    FAIRLEAD_MODEL: "scripted",
    EDITOR: "$HOME/editor",
  });
  writeFileSync(
    join(world.home, "editor"),
    `#!/bin/sh
[ -t 0 ] && [ -t 1 ] && printf 'editing %s: ' "\${1##*/}" && read -r how && sed -i "$how" "$1"
`,
    { mode: 0o700 },
  );
  const exec = world.asPerson("exec", "--no-color", "Say two things.");
  await exec.sees(prompt);
  exec.type("e\r");
  await exec.sees("editing command.sh: ");
  exec.type("s/two/three/\r");
  await exec.sees("Edited. Now it would run:");
  expect(exec.shown().split("Edited.")[1]).toContain("    printf one\r\n    printf three\r\n");
  await vi.waitFor(() => expect(exec.shown().split(prompt)).toHaveLength(3), 60_000);
  exec.type("y\r");
  expect(await exec.exitCode).toBe(0);
  expect(exec.shown()).toContain("Done.");
  const result = model.requests.at(-1)?.body.messages?.find(({ role }) => role === "tool");
  expect(result?.content).toContain("onethree");
});
