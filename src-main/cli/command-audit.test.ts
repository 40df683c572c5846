import { appendFileSync, mkdirSync } from "node:fs";
import { expect, test } from "vitest";
import { generateAudit } from "../audit/audit-generator.ts";
import { cliWorld } from "./cli-world.ts";

/** A world with an audit of a hundred entries: an act of four each, on five hosts in turn. */
function auditWorld() {
  const world = cliWorld();
  mkdirSync(world.paths.home, { recursive: true });
  generateAudit(world.paths.audit, 100);
  return world;
}

const numbers = (output: string) =>
  output
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).sequence);

test("tail shows the last entries, each on a line of its own, or those that the filter lets through", async () => {
  using world = auditWorld();
  const { code, output } = await world.run(["audit", "tail", "--limit", "2"]);
  expect([code, output]).toEqual([
    0,
    `     99  2026-01-01T00:01:39.000Z  agent  start  root@build-7 (host-build-7) term-1  df -h
    100  2026-01-01T00:01:40.000Z  fairlead  result  root@build-7 (host-build-7) term-1  finished, exit code 0, 0.2 s
`,
  ]);
  const tail = async (...filter: string[]) =>
    numbers((await world.run(["audit", "tail", "--json", ...filter])).output);
  expect(await tail("--kind", "result", "--host", "web-1")).toEqual([4, 24, 44, 64, 84]);
  expect(await tail("--actor", "window", "--limit", "2")).toEqual([94, 98]);
  expect(await tail("--verdict", "deny")).toEqual([29]);
  expect(await tail("--since", "2026-01-01T00:01:38Z", "--until", "2026-01-01T00:01:40Z")).toEqual([
    98, 99,
  ]);
  expect(await tail("--kind", "acts", "--text", "UPTIME", "--limit", "2")).toEqual([93, 95]);
});

test("show gives an entry with all of its act", async () => {
  using world = auditWorld();
  const { code, output } = await world.run(["audit", "show", "42", "--json"]);
  expect([code, numbers(output)]).toEqual([0, [41, 42, 43, 44]]);
  const text = await world.run(["audit", "show", "42"]);
  expect(text.output.split("\n").filter((line) => /^[> ] +\d+ /.test(line))).toHaveLength(4);
  expect(text.output).toContain(">      42  ");
  expect(text.output).toContain('"kind": "approve"');
  expect(await world.run(["audit", "show", "101"])).toEqual({
    code: 1,
    output: "",
    shown: "There is no sound entry 101.\n",
  });
});

test("export writes what the filter lets through, in the format that was asked for", async () => {
  using world = auditWorld();
  const all = await world.run(["audit", "export"]);
  expect(numbers(all.output)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  const csv = await world.run(["audit", "export", "--format", "csv", "--verdict", "deny"]);
  expect(csv.output.split("\r\n")).toEqual([
    expect.stringMatching(/^sequence,at,/),
    expect.stringMatching(/^29,2026-01-01T00:00:29.000Z,ada,agent,proposal,item-7,/),
    "",
  ]);
  const text = await world.run(["audit", "export", "--format", "text", "--kind", "refusal"]);
  expect(text.output).toBe("");
});

test("a line that is no entry is shown as it is by tail, and by nothing else", async () => {
  using world = auditWorld();
  appendFileSync(world.paths.audit, "never\u001b[2J mind\n");
  const tail = await world.run(["audit", "tail", "--limit", "1"]);
  expect(tail.output).toBe("never⟨U+001B⟩[2J mind\n");
  expect(
    (await world.run(["audit", "tail", "--limit", "1", "--kind", "result", "--json"])).output,
  ).toContain('"sequence":100,');
  expect(numbers((await world.run(["audit", "export"])).output)).toHaveLength(100);
});

for (const args of [
  ["tail", "--since", "yesterday"],
  ["tail", "--verdict", "perhaps"],
  ["export", "--format", "xml"],
  ["show"],
  ["show", "0"],
  ["show", "x"],
]) {
  test(`audit ${args.join(" ")} is not understood`, async () => {
    using world = cliWorld();
    const { code, output } = await world.run(["audit", ...args]);
    expect([code, output]).toEqual([2, ""]);
  });
}
