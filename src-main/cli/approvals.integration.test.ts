import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { CliWorld } from "../../e2e/world/cli.ts";
import { dataPaths } from "../base/paths.ts";

const prompt = "s deny and stop: ";
const ask = ["exec", "--model", "practice", "How much disk is free?"];

/** A world whose policy file has every waiting question told to a program, which writes it down. */
function toldWorld() {
  const world = new CliWorld();
  const told = join(world.home, "told");
  const policy = dataPaths({ FAIRLEAD_HOME: join(world.home, "data") }).policy;
  mkdirSync(dirname(policy), { recursive: true, mode: 0o700 });
  writeFileSync(policy, JSON.stringify({ notify: { command: ["tee", "-a", told] } }));
  const notices = () => readFileSync(told, "utf8").replaceAll("}{", "}\n{").split("\n");
  return {
    world,
    notices: () => notices().map((line): Record<string, unknown> => JSON.parse(line)),
    [Symbol.dispose]: () => world[Symbol.dispose](),
  };
}

test("a question is told to a program, and answered from another command line", async () => {
  using told = toldWorld();
  const { world } = told;
  const exec = world.asPerson(...ask);
  await exec.sees(prompt);
  await vi.waitFor(() => expect(told.notices()).toHaveLength(1), 60_000);
  const [asked] = told.notices();
  expect(asked).toMatchObject({
    event: "asked",
    command: expect.stringContaining("df "),
    end: null,
  });
  const id = String(asked?.["id"]);
  const listed = await world.run("approvals", "list");
  expect(listed.output).toMatch(new RegExp(`^${id}  normal  .*df `));
  expect(await world.run("approvals", "approve", id, "--comment", "go on")).toMatchObject({
    code: 0,
  });
  expect(await exec.exitCode).toBe(0);
  expect(exec.shown()).toContain("The question was withdrawn.");
  expect(exec.shown()).toMatch(/free/);
  const entries = world.auditEntries();
  expect(entries.find(({ kind }) => kind === "answer")).toMatchObject({
    actor: "command line",
    detail: { kind: "approve", comment: "go on" },
  });
  expect(told.notices().at(-1)).toMatchObject({ event: "closed", id, end: "approved" });
  expect(entries.filter(({ kind }) => kind === "notification")).toHaveLength(2);
  expect((await world.run("approvals", "list")).output).toBe("");
});
