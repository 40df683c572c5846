import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeKey } from "../../e2e/world/ssh-keys.ts";
import { acceptHostKey, sshServices, type TestServices } from "../../e2e/world/ssh-services.ts";
import { Sshd } from "../../e2e/world/sshd.ts";
import type { Host, HostStatus } from "../../shared/contract/hosts.ts";
import { failure } from "../../shared/errors.ts";
import { localHostId } from "../../shared/ids.ts";
import { fail, ok } from "../../shared/result.ts";
import { Inventory } from "../hosts/inventory.ts";
import { LocalTarget } from "./local-target.ts";
import { Targets } from "./targets.ts";

const never = new AbortController().signal;
let home: string;
let sshd: Sshd;
let inventory: Inventory;
let services: TestServices;
let targets: Targets;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "fairlead-targets-"));
  sshd = await Sshd.start();
  const opened = await Inventory.open({
    environment: { HOME: home },
    storage: {
      list: async () => ok([]),
      put: async () => ok(undefined),
      delete: async () => ok(undefined),
    },
  });
  if (!opened.ok) throw new Error(opened.error.code);
  inventory = opened.value;
  services = sshServices(home, acceptHostKey);
  targets = new Targets({
    ...services,
    inventory,
    environment: { HOME: home, PATH: process.env["PATH"] },
    local: () => new LocalTarget({ ...process.env, HOME: home }),
  });
});
afterEach(async () => {
  await targets[Symbol.asyncDispose]();
  await sshd[Symbol.asyncDispose]();
  rmSync(home, { recursive: true });
});

async function added(): Promise<Host> {
  const key = makeKey(home, "id");
  sshd.authorize(key);
  const host = await inventory.add(
    {
      address: sshd.endpoint,
      name: "web",
      authentication: { kind: "key", path: key.path },
    },
    "person",
  );
  if (!host.ok) throw new Error(host.error.detail);
  return host.value;
}

test("a test connects, says what answered, and leaves nothing open", async () => {
  const host = await added();
  const tested = await targets.test(host.id, never);
  expect(tested).toEqual(
    ok({
      latencyMs: expect.any(Number),
      server: expect.stringMatching(/^OpenSSH_\S+.*, host key SHA256:/),
      tmux: expect.stringMatching(/^\d+\.\d+/),
      hops: [],
    }),
  );
  expect(targets.statuses().map((status) => status.state)).toEqual(["connected", "idle"]);
  await expect.poll(() => sshd.connections()).toBe(0);
});

test("the test of the local machine needs no connection", async () => {
  expect(await targets.test(localHostId, never)).toMatchObject({
    ok: true,
    value: { latencyMs: 0, server: "this machine" },
  });
});

test("a failed test says why, and an unknown host is one", async () => {
  const host = await added();
  await sshd.stop();
  expect([await targets.test(host.id, never), await targets.test("host-x", never)]).toMatchObject([
    { ok: false, error: { code: "connection-refused" } },
    fail(failure("host-unknown", "host-x")),
  ]);
});

test("one target per host; a new name keeps it, a new address makes another and what runs goes on", async () => {
  const host = await added();
  const first = targets.get(host.id);
  if (!first.ok) throw new Error(first.error.code);
  const running = first.value.exec("read x; echo $x", never);
  await inventory.update(host.id, { name: "other" });
  const same = targets.get(host.id);
  const channel = await first.value.openExec("cat", never);
  if (!channel.ok) throw new Error(channel.error.code);
  await inventory.update(host.id, { port: 1 });
  const next = targets.get(host.id);
  const echoed = new Promise<string>((resolve) =>
    channel.value.onData((bytes) => resolve(Buffer.from(bytes).toString())),
  );
  channel.value.write(Buffer.from("alive"));
  expect([
    same.ok && same.value === first.value,
    next.ok && next.value === first.value,
    await echoed,
  ]).toEqual([true, false, "alive"]);
  expect((await running).ok).toBe(true);
});

test("states are told as they change, and a removed host is hung up on", async () => {
  const host = await added();
  const states: HostStatus["state"][] = [];
  targets.statusChanged.on((status) => states.push(status.state));
  const target = targets.get(host.id);
  if (!target.ok) throw new Error(target.error.code);
  await target.value.connect(never);
  const before = targets.statuses()[1]?.state;
  await inventory.remove(host.id);
  await expect.poll(() => sshd.connections()).toBe(0);
  expect([before, states, targets.get(host.id).ok, targets.statuses().length]).toEqual([
    "connected",
    ["connecting", "connected"],
    false,
    1,
  ]);
});
