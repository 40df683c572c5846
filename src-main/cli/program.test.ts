import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { failure } from "../../shared/errors.ts";
import { fail } from "../../shared/result.ts";
import { claimInstance } from "../runtime/instance-lock.ts";
import { localDoorServer } from "../runtime/local-door.ts";
import { cliWorld } from "./cli-world.ts";
import { parseDestination } from "./destination.ts";
import { parseDuration } from "./duration.ts";
import { exitCodes } from "./exit-codes.ts";
import { visible, visibleProse } from "./visible.ts";

const commands = [
  [],
  ["serve"],
  ["exec"],
  ["hosts"],
  ["hosts", "add"],
  ["hosts", "list"],
  ["hosts", "remove"],
  ["hosts", "test"],
  ["approvals"],
  ["approvals", "list"],
  ["approvals", "approve"],
  ["approvals", "deny"],
  ["secrets"],
  ["secrets", "list"],
  ["secrets", "set"],
  ["secrets", "remove"],
  ["audit"],
  ["audit", "verify"],
  ["audit", "tail"],
  ["audit", "export"],
  ["audit", "show"],
  ["policy"],
  ["policy", "check"],
  ["policy", "explain"],
  ["policy", "show"],
  ["doctor"],
];

for (const command of commands) {
  test(`fairlead ${[...command, "--help"].join(" ")} shows usage and every exit code`, async () => {
    using world = cliWorld();
    const { code, output, shown } = await world.run([...command, "--help"]);
    expect([code, shown]).toEqual([0, ""]);
    expect(output).toContain(["Usage: fairlead", ...command].join(" "));
    for (const { code: each, means } of Object.values(exitCodes)) {
      expect(output).toContain(`${each}  ${means}`);
    }
  });
}

test("--version is the version and nothing else", async () => {
  using world = cliWorld();
  expect(await world.run(["--version"])).toEqual({ code: 0, output: "1.2.3\n", shown: "" });
});

for (const args of [
  ["nonsense"],
  ["--nonsense"],
  ["exec"],
  ["exec", "--nonsense", "x"],
  ["exec", " "],
  ["exec", "--local", "--ssh", "a", "x"],
  ["exec", "--identity", "k", "x"],
  ["exec", "--ssh", "a b", "x"],
  ["exec", "--timeout", "soon", "x"],
  ["exec", "--timeout", "0s", "x"],
  ["serve", "--port", "x"],
  ["serve", "--port", "70000"],
  ["hosts"],
  ["hosts", "add"],
  ["hosts", "add", "-oProxyCommand=x"],
  ["hosts", "add", "a:99999"],
  ["hosts", "add", "a", "--identity", "k", "--password"],
  ["hosts", "add", "a", "--keepalive", "x"],
  ["audit", "tail", "--limit", "x"],
  ["policy"],
  ["policy", "check", "--mode", "some"],
  ["policy", "check", "--preset", "mild"],
  ["policy", "check", "--shell", "powershell"],
  ["policy", "explain"],
]) {
  test(`fairlead ${args.join(" ")} is not understood: exit code 2 and nothing on standard output`, async () => {
    using world = cliWorld();
    const { code, output, shown } = await world.run(args);
    expect([code, output]).toEqual([2, ""]);
    expect(shown).not.toBe("");
  });
}

test("hosts are added, listed and removed, each as text and as JSON", async () => {
  using world = cliWorld();
  const added = await world.run([
    "hosts",
    "add",
    "root@db.example:2222",
    "--name",
    "db",
    "--tag",
    "prod",
    "eu",
    "--json",
  ]);
  const host = JSON.parse(added.output);
  expect(host).toMatchObject({
    name: "db",
    address: "db.example",
    user: "root",
    port: 2222,
    tags: ["prod", "eu"],
    source: "command-line",
  });
  const text = await world.run(["hosts", "list"]);
  expect(text.output.split("\n")[1]).toBe(`db  root@db.example:2222  ${host.id}  prod eu`);
  const json = await world.run(["hosts", "list", "--json"]);
  expect(
    json.output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).name),
  ).toEqual(["this machine", "db"]);
  expect(await world.run(["hosts", "add", "x", "--name", "db"])).toMatchObject({
    code: 2,
    output: "",
  });
  expect((await world.run(["hosts", "remove", "db"])).output).toBe(
    `Removed db  root@db.example:2222  ${host.id}  prod eu\n`,
  );
  expect(await world.run(["hosts", "remove", "db"])).toEqual({
    code: 1,
    output: "",
    shown: 'There is no host "db". fairlead hosts list shows what there is.\n',
  });
});

test("a host behind another one names it, and says what else is special about its connection", async () => {
  using world = cliWorld();
  await world.run(["hosts", "add", "192.0.2.1", "--name", "gate"]);
  const way = ["--jump", "gate", "--forward-agent", "--keepalive", "30", "--compression"];
  const added = await world.run([
    "hosts",
    "add",
    "root@10.0.0.5",
    "--name",
    "web",
    ...way,
    "--json",
  ]);
  const [, gate, web] = world.hosts;
  expect(JSON.parse(added.output)).toMatchObject({
    jump: gate?.id,
    forwardAgent: true,
    keepaliveSeconds: 30,
    compression: true,
  });
  expect((await world.run(["hosts", "list"])).output.split("\n")[2]).toBe(
    `web  root@10.0.0.5:22  over gate  ${web?.id}`,
  );
  expect(await world.run(["hosts", "add", "b", "--jump", "nobody"])).toMatchObject({
    code: 1,
    shown: 'There is no host "nobody". fairlead hosts list shows what there is.\n',
  });
});

test("a name that is not unique is no name", async () => {
  using world = cliWorld();
  await world.run(["hosts", "add", "one", "--name", "a"]);
  await world.run(["hosts", "add", "two", "--name", "b"]);
  for (const host of world.hosts) if (host.kind === "ssh") host.name = "web";
  const { code, shown } = await world.run(["hosts", "remove", "web"]);
  expect(code).toBe(2);
  expect(shown).toContain('Several hosts are called "web"; use an id:');
});

test("a command goes through the process that has the data folder", async () => {
  using world = cliWorld();
  using holder = cliWorld();
  const claimed = await claimInstance(world.paths, world.environment, new AbortController().signal);
  if (!claimed.ok || claimed.value.kind !== "holder") throw new Error("not the holder");
  await using instance = claimed.value.instance;
  await instance.listen(localDoorServer(holder.services, () => null));
  await world.run(["hosts", "add", "there"]);
  expect(holder.hosts.map(({ name, source }) => [name, source])).toEqual([
    ["this machine", "built-in"],
    ["there", "command-line"],
  ]);
  expect(world.hosts.map(({ name }) => name)).toEqual(["this machine"]);
  const asked = await world.run(["exec", "--dangerously-auto-approve", "disk?"]);
  expect([asked.code, asked.output]).toEqual([0, "ran unasked\n"]);
  const unasked = await world.run(["exec", "disk?"]);
  expect([unasked.code, unasked.output]).toEqual([3, ""]);
});

for (const [what, answer] of [
  ["a host key", { kind: "host-key", keyType: "ssh-ed25519", fingerprint: "SHA256:abc" }],
  ["a password", { kind: "password", retry: false }],
] as const) {
  test(`a connection that asks for ${what} where nobody can be asked ends with exit code 3`, async () => {
    using world = cliWorld();
    world.services.questions.list = () => [
      { id: "ques-1", hostId: "host-local", hostName: "db", endpoint: "root@db:22", ask: answer },
    ];
    const { code, output, shown } = await world.run(["hosts", "test", "this machine"]);
    expect([code, output]).toEqual([3, ""]);
    expect(shown).toContain("Connecting to root@db:22 needs a person's answer");
  });
}

test("a host key is shown and accepted only by yes, a password is not shown", async () => {
  using world = cliWorld();
  const given: unknown[] = [];
  let finish: () => void = () => undefined;
  const { services, emitters } = world;
  await world.run(["hosts", "add", "gate"]);
  const [here, gate] = world.hosts;
  if (here === undefined || gate === undefined) throw new Error("no host");
  here.jump = gate.id;
  const question = { hostId: "host-local", hostName: "db", endpoint: "root@db:22" } as const;
  let asking: ReturnType<typeof services.questions.list> = [];
  services.questions.list = () => asking;
  services.questions.answer = (_id, answer) => {
    given.push(answer);
    asking =
      given.length === 1
        ? [{ ...question, id: "ques-2", ask: { kind: "password", retry: false } }]
        : [];
    emitters.questions.emit();
    if (given.length === 2) finish();
    return { ok: true, value: undefined };
  };
  services.targets.test = () => {
    asking = [
      {
        ...question,
        hostId: gate.id,
        id: "ques-1",
        ask: { kind: "host-key", keyType: "ssh-ed25519", fingerprint: "SHA256:abc" },
      },
    ];
    emitters.questions.emit();
    return new Promise((resolve) => {
      const hops = [{ name: "gate", latencyMs: 3.2 }];
      const value = { latencyMs: 12.4, server: "OpenSSH_9.2", tmux: "3.3a", hops };
      finish = () => resolve({ ok: true, value });
    });
  };
  let typed = 0;
  const { code, output, shown } = await world.run(
    ["hosts", "test", "this machine"],
    (text, type) => {
      if (typed === 0 && text.includes("Type yes to accept it: ")) {
        typed = 1;
        type("yes\r");
      }
      if (typed === 1 && text.includes("Password of root@db:22: ")) {
        typed = 2;
        type("hunter22\r");
      }
    },
  );
  expect([code, output]).toEqual([
    0,
    "over gate: 3 ms\nthis machine: OpenSSH_9.2, tmux 3.3a, 12 ms\n",
  ]);
  expect(given).toEqual([
    { kind: "accept" },
    { kind: "secret", secret: "hunter22", remember: false },
  ]);
  expect(shown).toContain("SHA256:abc");
  expect(shown).not.toContain("hunter22");
});

test("the audit is verified and shown without anything running", async () => {
  using world = cliWorld();
  expect(await world.run(["audit", "verify"])).toEqual({
    code: 0,
    output:
      "The audit is consistent, origin not proven: 0 entries.\nOrigin not proven: there is nothing to prove yet.\n",
    shown: "",
  });
  mkdirSync(world.paths.home, { recursive: true });
  writeFileSync(world.paths.audit, '{"not":"an entry"}\n');
  const broken = await world.run(["audit", "verify"]);
  expect([broken.code, broken.output]).toEqual([6, ""]);
  expect(broken.shown).toContain("The audit is broken at entry 1");
  const json = await world.run(["audit", "verify", "--json"]);
  expect([json.code, JSON.parse(json.output).intact]).toEqual([6, false]);
  const tail = await world.run(["audit", "tail", "--json"]);
  expect([tail.code, tail.output]).toEqual([0, '{"not":"an entry"}\n']);
});

test("a failure of the core is a sentence and exit code 1", async () => {
  using world = cliWorld();
  world.services.chat.create = () => fail(failure("model-missing"));
  expect(await world.run(["exec", "disk?"])).toEqual({
    code: 1,
    output: "",
    shown: "No model is set up. Choose one in the settings.\n",
  });
});

test("durations", () => {
  expect(["90", "90s", "1.5m", "1h30m", "500ms"].map(parseDuration)).toEqual([
    90_000, 90_000, 90_000, 5_400_000, 500,
  ]);
  expect(["", "s", "1x", "-1s", "1 s"].map(parseDuration)).toEqual([null, null, null, null, null]);
});

test("destinations", () => {
  expect(
    ["db", "root@db", "root@db:22", "10.0.0.1:2222", "[::1]:22", "fe80::1%eth0", "me@::1"].map(
      parseDestination,
    ),
  ).toEqual([
    { user: null, address: "db", port: null },
    { user: "root", address: "db", port: null },
    { user: "root", address: "db", port: 22 },
    { user: null, address: "10.0.0.1", port: 2222 },
    { user: null, address: "::1", port: 22 },
    { user: null, address: "fe80::1%eth0", port: null },
    { user: "me", address: "::1", port: null },
  ]);
});

test("nothing in a text can hide or steer the terminal", () => {
  expect(visible("a\u001b[2Jb\u202ec\u200bd\te\r\nf")).toBe(
    "a⟨U+001B⟩[2Jb⟨U+202E⟩c⟨U+200B⟩d⟨U+0009⟩e⟨U+000D⟩\nf",
  );
  expect(visible("r\u043c \u2013rf “x” Документы")).toBe(
    "r\u043c⟨U+043C⟩ \u2013⟨U+2013⟩rf “⟨U+201C⟩x”⟨U+201D⟩ Документы",
  );
  expect(visible("plain text, ünïcode 日本")).toBe("plain text, ünïcode 日本");
  expect(visibleProse("it’s\t“x” – fine\u001b[2J\u202e\r")).toBe(
    "it’s\t“x” – fine⟨U+001B⟩[2J⟨U+202E⟩⟨U+000D⟩",
  );
});
