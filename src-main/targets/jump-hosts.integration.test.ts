import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { JumpWorld } from "../../e2e/world/jump-world.ts";
import { TestAgent } from "../../e2e/world/ssh-agent.ts";
import { makeKey } from "../../e2e/world/ssh-keys.ts";
import { canMakeAccounts } from "../../e2e/world/sshd-accounts.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";
import type { Target } from "./target.ts";

const never = new AbortController().signal;
let world: JumpWorld;

const said = async (target: Target, script: string): Promise<string> => {
  const result = await target.exec(script, never);
  if (!result.ok) throw new Error(`${result.error.sentence} ${result.error.detail}`);
  return Buffer.from(result.value.standardOutput).toString().trim();
};
const sentence = (result: Result<unknown, FairleadError>) =>
  result.ok ? "connected" : result.error.sentence;

describe.runIf(canMakeAccounts)("a chain of three", () => {
  beforeEach(async () => {
    world = await JumpWorld.start();
  });
  afterEach(() => world[Symbol.asyncDispose]());

  test("each hop asks, checks and logs in for itself, and its connection is shared", async () => {
    const { bastion, inner, web } = world;
    const connected = await world.target("web").connect(never);
    expect(connected).toMatchObject({
      ok: true,
      value: {
        user: web.user,
        key: [web, inner, bastion].map((each) => each.hostKey().fingerprint).join(" over "),
      },
    });
    expect(await said(world.target("web"), "echo $SSH_CONNECTION")).toContain(web.address);
    expect(await said(world.target("inner"), "id -un")).toBe("ops");
    expect(await said(world.target("bastion"), "echo here")).toBe("here");
    const known = readFileSync(join(world.home, ".ssh", "known_hosts"), "utf8")
      .trim()
      .split("\n");
    expect({
      asked: world.asked,
      known: known.map((line) => line.split(" ")[0]),
      states: world.targets.statuses().map(({ state }) => state),
    }).toEqual({
      asked: ["bastion: host-key", "inner: host-key", "inner: password", "web: host-key"],
      known: [bastion, inner, web].map(({ address, port }) => `[${address}]:${port}`),
      states: ["connected", "connected", "connected", "connected"],
    });
    // sshd may still be at the end of the line that only looked whether it answers.
    await expect.poll(() => world.connections()).toEqual([1, 1, 1]);
  });

  test("another key at hop 2 is a hard stop that names it; the last host is not reached for", async () => {
    await world.target("web").connect(never);
    await world.inner.stop();
    world.inner.changeHostKeys();
    await world.inner.restart();
    await expect.poll(() => world.targets.statuses()[3]?.state).toBe("lost");
    const attempts = world.web.log().split("Connection from").length;
    expect(sentence(await world.target("web").connect(never))).toBe(
      "web is reached over bastion → inner: the host key of inner is not the one on record. The connection was refused; check with whoever runs the host.",
    );
    expect(world.web.log().split("Connection from").length).toBe(attempts);
  });

  test("a hop in the middle that wants a key and then a code asks for it, and the last host answers", async () => {
    await using strict = await JumpWorld.start({ innerAsksForCode: true });
    expect(await said(strict.target("web"), "echo $SSH_CONNECTION")).toContain(strict.web.address);
    expect(strict.asked).toEqual([
      "bastion: host-key",
      "inner: host-key",
      "inner: keyboard-interactive",
      "web: host-key",
    ]);
  });

  test("a login that fails on the way names the hop", async () => {
    world.password = "wrong";
    expect(sentence(await world.target("web").connect(never))).toBe(
      "web is reached over bastion → inner: inner did not accept the login. Check the user name and the credential.",
    );
    expect(world.targets.statuses().map(({ state }) => state)).toEqual([
      "connected",
      "connected",
      "failed",
      "failed",
    ]);
  });

  test("a bastion that does not let pass says so, and a last host that is down is told apart", async () => {
    await world.web.stop();
    const down = await world.target("web").connect(never);
    await world.bastion.restart(["AllowTcpForwarding no"]);
    await expect.poll(() => world.targets.statuses()[1]?.state).toBe("lost");
    expect([sentence(down), sentence(await world.target("web").connect(never))]).toEqual([
      "The host refused the connection. Check that sshd runs and the port is right.",
      "web is reached over bastion → inner: bastion does not pass connections on to the next one. AllowTcpForwarding and PermitOpen in its sshd_config decide that.",
    ]);
  });

  test("a hop that breaks breaks what hangs on it, with its name, and the next use comes back in order", async () => {
    await world.target("web").connect(never);
    let lost = 0;
    using _listening = world.target("web").onLost(() => {
      lost += 1;
    });
    world.bastion.killSessions();
    await expect
      .poll(() => world.targets.statuses()[3])
      .toMatchObject({
        state: "lost",
        problem: "web is reached over bastion → inner: the connection to bastion was lost.",
      });
    expect(await said(world.target("web"), "echo back")).toBe("back");
    expect(lost).toBe(1);
    await expect.poll(() => world.connections()).toEqual([1, 1, 1]);
  });

  test("a line that stands still under the hops is noticed, and nothing hangs", async () => {
    await world.target("web").connect(never);
    await world.inventory.update(world.ids.web, { keepaliveSeconds: 1 });
    world.web.killSessions();
    await expect.poll(() => world.targets.statuses()[3]?.state).toBe("lost");
    await world.target("web").connect(never);
    world.bastion.pause();
    await expect.poll(() => world.targets.statuses()[3]?.state).toBe("lost");
    expect(world.targets.statuses()[1]?.state).toBe("connected");
    world.bastion.resume();
    expect(await said(world.target("web"), "echo back")).toBe("back");
  });

  test("a test tells each hop's round trip and leaves open only what others use", async () => {
    const tested = await world.targets.test(world.ids.web, never);
    expect(tested).toMatchObject({
      ok: true,
      value: {
        server: expect.stringMatching(/^OpenSSH.* host key SHA256:[^ ]+$/),
        hops: [
          { name: "bastion", latencyMs: expect.any(Number) },
          { name: "inner", latencyMs: expect.any(Number) },
        ],
      },
    });
    await expect.poll(() => world.connections()).toEqual([0, 0, 0]);
    await said(world.target("bastion"), "true");
    await world.targets.test(world.ids.web, never);
    await expect.poll(() => world.connections()).toEqual([1, 0, 0]);
    await world.target("web").connect(never);
    await world.targets.test(world.ids.web, never);
    await expect.poll(() => world.connections()).toEqual([1, 1, 1]);
  });

  test("another way to the same machine is another target and another identity", async () => {
    const before = world.target("web");
    const long = await before.connect(never);
    await world.inner.restart([`PermitOpen any`]);
    await world.bastion.restart(["PermitOpen any"]);
    await expect.poll(() => world.targets.statuses()[1]?.state).toBe("lost");
    await world.inventory.update(world.ids.web, { jump: world.ids.bastion });
    const short = await world.target("web").connect(never);
    if (!long.ok || !short.ok) throw new Error("not connected");
    expect([world.target("web") === before, long.value.key.split(" over ").length]).toEqual([
      false,
      3,
    ]);
    expect(short.value.key).toBe(
      [world.web, world.bastion].map((each) => each.hostKey().fingerprint).join(" over "),
    );
  });

  test("compression is asked for where it is switched on", async () => {
    await world.web.restart(["LogLevel DEBUG1"]);
    await said(world.target("web"), "true");
    expect(world.web.log()).toContain("compression: none");
    await world.inventory.update(world.ids.web, { compression: true });
    world.web.killSessions();
    await expect.poll(() => world.targets.statuses()[3]?.state).toBe("lost");
    const lines = "seq 20000";
    expect((await said(world.target("web"), lines)).split("\n").length).toBe(20_000);
    expect(world.web.log()).toContain("compression: zlib@openssh.com");
  });
});

describe.runIf(canMakeAccounts)("agent forwarding", () => {
  test("is off until it is on, for this host alone, and off again at once", async () => {
    await using owned = new AsyncDisposableStack();
    const agentHome = mkdtempSync(join(tmpdir(), "fairlead-agent-"));
    owned.defer(() => rmSync(agentHome, { recursive: true }));
    const agent = owned.use(await TestAgent.start(agentHome));
    const key = makeKey(agentHome, "carried");
    agent.add(key.path);
    world = owned.use(await JumpWorld.start({ agentSocket: agent.socket }));
    const list = "ssh-add -l 2>&1; echo $?";
    expect(await said(world.target("web"), list)).toMatch(/authentication agent.*\n2$/);
    await world.inventory.update(world.ids.web, { forwardAgent: true });
    const on = await said(world.target("web"), list);
    const identity = await world.target("web").connect(never);
    if (!identity.ok) throw new Error(identity.error.code);
    const { agentForwarded } = identity.value;
    expect(on).toMatch(new RegExp(`${key.fingerprint.replaceAll("+", "\\+")}.*\n0$`));
    expect(agentForwarded?.()).toBe(true);
    for (const name of ["bastion", "inner"] as const) {
      expect(await said(world.target(name), list)).toMatch(/authentication agent.*\n2$/);
    }
    await world.inventory.update(world.ids.web, { forwardAgent: false });
    expect(await said(world.target("web"), list)).not.toContain(key.fingerprint);
    expect(agentForwarded?.()).toBe(false);
  });

  test("a host that refuses it is used without", async () => {
    await using owned = new AsyncDisposableStack();
    const agentHome = mkdtempSync(join(tmpdir(), "fairlead-agent-"));
    owned.defer(() => rmSync(agentHome, { recursive: true }));
    const agent = owned.use(await TestAgent.start(agentHome));
    world = owned.use(await JumpWorld.start({ agentSocket: agent.socket }));
    await world.web.restart(["AllowAgentForwarding no"]);
    await world.inventory.update(world.ids.web, { forwardAgent: true });
    expect(await said(world.target("web"), "echo in")).toBe("in");
    const identity = await world.target("web").connect(never);
    expect(identity.ok && identity.value.agentForwarded?.()).toBe(false);
  });
});
