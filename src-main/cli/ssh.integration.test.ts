import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CliWorld } from "../../e2e/world/cli.ts";
import { makeKey, type TestKey } from "../../e2e/world/ssh-keys.ts";
import { Sshd } from "../../e2e/world/sshd.ts";

let sshd: Sshd;
let key: TestKey;

beforeAll(async () => {
  sshd = await Sshd.start();
  key = makeKey(sshd.directory, "id");
  sshd.authorize(key);
});
afterAll(() => sshd[Symbol.asyncDispose]());

const destination = () => ["--ssh", sshd.endpoint, "--identity", key.path];

test("an unknown host key where nobody can be asked: exit code 3, the key is named, nothing ran", async () => {
  using world = new CliWorld();
  const { code, output, errors } = await world.run(
    ...["exec", "--model", "practice", "--dangerously-auto-approve"],
    ...destination(),
    "Who is logged in?",
  );
  expect([code, output]).toEqual([3, ""]);
  expect(errors).toContain(sshd.hostKey().fingerprint);
  expect(world.auditKinds()).not.toContain("start");
});

test("a person accepts the key once; from then on a script gets through, and sees the real machine", async () => {
  using world = new CliWorld();
  const first = world.asPerson("hosts", "test", "web");
  expect(await first.exitCode).toBe(1);
  const added = await world.run(
    "hosts",
    "add",
    sshd.endpoint,
    "--name",
    "web",
    "--identity",
    key.path,
  );
  expect(added).toMatchObject({ code: 0, errors: "" });
  const tested = world.asPerson("hosts", "test", "web");
  await tested.sees("Type yes to accept it: ");
  expect(tested.shown()).toContain(sshd.hostKey().fingerprint);
  tested.type("yes\r");
  expect(await tested.exitCode).toBe(0);
  const json = JSON.parse((await world.run("hosts", "test", "web", "--json")).output);
  expect(json).toMatchObject({ server: expect.stringContaining("OpenSSH") });
  const asked = await world.run(
    ...["exec", "--model", "practice", "--dangerously-auto-approve", "--host", "web", "--json"],
    "How much disk is free?",
  );
  expect(asked.code).toBe(0);
  const last = JSON.parse(asked.output.trim().split("\n").at(-1) ?? "");
  expect(last).toMatchObject({ type: "exec-ended", exitCode: 0, reason: "answered" });
  const verified = await world.run("audit", "verify");
  expect(verified.code).toBe(0);
});

test("a key that changed is refused with a sentence", async () => {
  using world = new CliWorld();
  await world.run("hosts", "add", sshd.endpoint, "--name", "web", "--identity", key.path);
  const accepted = world.asPerson("hosts", "test", "web");
  await accepted.sees("Type yes to accept it: ");
  accepted.type("yes\r");
  expect(await accepted.exitCode).toBe(0);
  sshd.changeHostKeys();
  await sshd.restart();
  const { code, errors } = await world.run("hosts", "test", "web");
  expect(code).toBe(1);
  expect(errors).toContain("The host key is not the one on record.");
});

test("a port where nobody listens is a sentence and exit code 1", async () => {
  using world = new CliWorld();
  const { code, output, errors } = await world.run(
    ...["exec", "--model", "practice", "--ssh", "127.0.1.1:9"],
    "x",
  );
  expect([code, output]).toEqual([1, ""]);
  expect(errors).toContain("refused the connection");
});

test("the recorded host key of the test is gone with its world", () => {
  const known = spawnSync("ssh-keygen", ["-F", `[${sshd.address}]:${sshd.port}`], {
    encoding: "utf8",
  });
  expect(known.stdout).toBe("");
});
