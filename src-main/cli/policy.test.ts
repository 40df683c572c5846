import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { type Host, plainWay } from "../../shared/contract/hosts.ts";
import { HostRecords } from "../store/host-records.ts";
import { openStore } from "../store/store.ts";
import { checkedLines } from "./check-lines.ts";
import { cliWorld } from "./cli-world.ts";

type World = ReturnType<typeof cliWorld>;

function writePolicy(world: World, text: string): void {
  mkdirSync(world.paths.home, { recursive: true });
  writeFileSync(world.paths.policy, text);
}

const check = async (world: World, input: string, ...options: string[]) => {
  const result = await world.run(["policy", "check", ...options], undefined, undefined, input);
  return { ...result, lines: result.output.split("\n").filter((line) => line !== "") };
};

const answers = (lines: string[]) =>
  lines.map((line) => {
    const { id, verdict, class: kind, reasons } = JSON.parse(line);
    return [id, verdict, kind, reasons[0]];
  });

test("plain lines are answered in a line each, JSON lines as JSON, and --json makes all of them JSON", async () => {
  using world = cliWorld();
  const input = 'a\u202eb\n\n{"id":"two","cmd":"x\\u200b"}\n{"cmd":"\\n"}\n';
  const { code, lines, shown } = await check(world, input);
  expect([code, shown]).toEqual([0, ""]);
  expect(lines[0]).toMatch(/^deny .* {2}a⟨U\+202E⟩b {2}# The command contains a character/);
  expect(answers(lines.slice(1)).map(([id, verdict]) => [id, verdict])).toEqual([
    ["two", "deny"],
    [4, "deny"],
  ]);
  const all = await check(world, input, "--json");
  expect(answers(all.lines).map(([id, verdict]) => [id, verdict])).toEqual([
    [1, "deny"],
    ["two", "deny"],
    [4, "deny"],
  ]);
  expect(existsSync(world.paths.database)).toBe(false);
});

test("a line that is meant as JSON and is none is never allowed", async () => {
  using world = cliWorld();
  const { lines } = await check(
    world,
    '{"id":1,"cmd":"ls\n{"id":2}\n{"id":3,"cmd":7}\n',
    "--mode",
    "all",
  );
  expect(answers(lines).map(([id, verdict]) => [id, verdict])).toEqual([
    [1, "ask"],
    [2, "ask"],
    [3, "ask"],
  ]);
});

test("lists and limits of the policy file count", async () => {
  using world = cliWorld();
  writePolicy(
    world,
    `{
      // comments may stand here
      "commands": { "deny": ["reboot", { "pattern": "halt **", "hosts": ["db1"] }] },
      "longestCommand": 20,
    }`,
  );
  const input = "sudo /sbin/reboot\nhalt -p\ntrue; if true; then reboot; fi\n";
  const here = await check(world, input, "--json", "--mode", "all");
  expect(answers(here.lines).map(([, verdict, , reason]) => [verdict, reason])).toMatchObject([
    ["deny", "The policy file denies “reboot”."],
    ["allow", expect.anything()],
    ["deny", "The policy file denies “reboot”."],
  ]);
  const there = await check(world, input, "--json", "--host", "db1");
  expect(answers(there.lines)[1]?.slice(1, 2)).toEqual(["deny"]);
});

test("a mistake in the file is named with its line, and nothing runs by itself", async () => {
  using world = cliWorld();
  writePolicy(world, '{\n  "preset": "mild"\n}\n');
  const { code, lines, shown } = await check(world, "ls\n", "--json", "--mode", "all");
  expect([code, answers(lines)[0]?.[1]]).toEqual([0, "ask"]);
  expect(shown).toContain(`${world.paths.policy}:2: preset: Invalid option`);
  const show = await world.run(["policy", "show"]);
  expect([show.code, show.shown]).toEqual([1, expect.stringContaining(":2: preset: Invalid")]);
});

test("the tags of a host in the inventory count; an unknown host is no host", async () => {
  using world = cliWorld();
  const host: Host = {
    id: "host-db",
    kind: "ssh",
    name: "db",
    address: "192.0.2.1",
    port: 22,
    user: "root",
    authentication: { kind: "agent" },
    ...plainWay,
    group: "",
    tags: ["prod"],
    notes: "",
    favourite: false,
    colour: null,
    source: "person",
    createdAt: 1,
  };
  mkdirSync(world.paths.home, { recursive: true });
  const store = await openStore(world.paths.database);
  if (!store.ok) throw new Error(store.error.detail);
  await new HostRecords(store.value).put(host);
  const { lines } = await check(world, "touch x\n", "--json", "--host", "db", "--mode", "all");
  expect(answers(lines)[0]).toMatchObject([
    1,
    "ask",
    expect.anything(),
    expect.stringContaining("production"),
  ]);
  await store.value[Symbol.asyncDispose]();
  expect(await check(world, "ls\n", "--host", "nowhere")).toMatchObject({
    code: 1,
    output: "",
    shown: 'There is no host "nowhere". fairlead hosts list shows what there is.\n',
  });
});

test("explain shows verdict and reasons; show the policy, each also as JSON", async () => {
  using world = cliWorld();
  writePolicy(
    world,
    '{ "mode": "read-only", "preset": "strict", "commands": { "allow": ["id"] } }',
  );
  const text = await world.run(["policy", "explain", "touch x", "--mode", "none"]);
  expect([text.code, text.output.split("\n")[0]]).toEqual([
    0,
    expect.stringMatching(/^deny \(.*; mode none, preset strict\)$/),
  ]);
  const json = await world.run(["policy", "explain", "touch x", "--preset", "hardened", "--json"]);
  expect(JSON.parse(json.output)).toMatchObject({ command: "touch x", preset: "hardened" });
  const shown = await world.run(["policy", "show"]);
  expect(shown.output).toContain("mode    read-only\npreset  strict: read-only allow, change ask");
  expect(shown.output).toContain("allow  id\n");
  const all = JSON.parse((await world.run(["policy", "show", "--json"])).output);
  expect(all).toMatchObject({
    mode: "read-only",
    preset: "strict",
    file: { path: join(world.paths.home, "policy.json"), present: true, problem: null },
    rules: { commands: { allow: [{ pattern: "id" }] } },
  });
});

test("reads run by themselves by default; what is asked and denied says why", async () => {
  using world = cliWorld();
  const commands = [
    "ls -la /var/log",
    "ps aux | grep ssh",
    "touch x",
    "rm -rf /",
    "cat /etc/shadow",
  ];
  const { lines } = await check(world, `${commands.join("\n")}\n`, "--json");
  expect(answers(lines).map(([, verdict, kind]) => [verdict, kind])).toEqual([
    ["allow", "read-only"],
    ["allow", "read-only"],
    ["ask", "change"],
    ["deny", "destructive"],
    ["ask", "read-only"],
  ]);
  for (const shell of ["fish", "unknown"]) {
    const other = await check(world, "ls\n", "--json", "--shell", shell);
    expect(answers(other.lines)[0]?.slice(1, 3)).toEqual(["ask", "unknown"]);
  }
});

test("explain shows what runs something before what it runs, each with its rule", async () => {
  using world = cliWorld();
  const { output } = await world.run(["policy", "explain", 'sudo sh -c "ls | wc" && df']);
  const tree = output.split("\n").filter((line) => / {2}/.test(line));
  expect(tree.filter((_, index) => index % 2 === 0)).toEqual([
    '  sudo sh -c "ls | wc"',
    '    sh -c "ls | wc"',
    "      ls",
    "      wc",
    "  df",
  ]);
  expect(tree[1]).toMatch(/^ {4}privileged: .*\[wrapper sudo\]$/);
});

test("a line is answered before the next one comes", async () => {
  const stream = new PassThrough();
  const lines = checkedLines(stream, new AbortController().signal);
  stream.write("ls\n");
  expect((await lines.next()).value).toEqual({ id: 1, json: false, command: "ls" });
  stream.write('{"id":"x","cmd":"a\\nb"}\n');
  expect((await lines.next()).value).toEqual({ id: "x", json: true, command: "a\nb" });
  stream.end();
  expect((await lines.next()).done).toBe(true);
});

test("the data folder is out of reach, by whatever path", async () => {
  using world = cliWorld();
  mkdirSync(world.paths.home, { recursive: true });
  symlinkSync(world.paths.home, join(world.folder, "link"));
  world.environment["FAIRLEAD_HOME"] = join(world.folder, "link");
  const { lines } = await check(
    world,
    [world.paths.home, join(world.folder, "link"), "~/home", "$HOME/link"]
      .map((home) => `echo x > ${home}/policy.json\n`)
      .join(""),
    "--json",
    "--mode",
    "all",
    "--preset",
    "permissive",
  );
  expect(answers(lines).map(([, verdict]) => verdict)).toEqual(["deny", "deny", "deny", "deny"]);
});
