import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Host, plainWay } from "../../shared/contract/hosts.ts";
import { failure } from "../../shared/errors.ts";
import { type HostId, localHostId } from "../../shared/ids.ts";
import { fail, ok } from "../../shared/result.ts";
import { Inventory } from "./inventory.ts";

let home: string;
let stored: Map<HostId, Host>;
let writable: boolean;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "fairlead-inventory-"));
  mkdirSync(join(home, ".ssh"));
  stored = new Map();
  writable = true;
});
afterEach(() => rmSync(home, { recursive: true }));

async function open(environment: Record<string, string> = {}): Promise<Inventory> {
  let clock = 1_000;
  const opened = await Inventory.open({
    environment: { HOME: home, ...environment },
    now: () => (clock += 1),
    storage: {
      list: async () => ok([...stored.values()]),
      put: async (host) => {
        if (!writable) return fail(failure("store-unwritable"));
        stored.set(host.id, host);
        return ok(undefined);
      },
      delete: async (id) => {
        stored.delete(id);
        return ok(undefined);
      },
    },
  });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}
const names = (inventory: Inventory) => inventory.list().map((host) => host.name);

test("a host needs an address alone", async () => {
  using inventory = await open();
  const added = await inventory.add({ address: "web" }, "person");
  if (!added.ok) throw new Error(added.error.detail);
  expect(added.value).toEqual({
    id: added.value.id,
    kind: "ssh",
    name: "web",
    address: "web",
    port: 22,
    user: "",
    authentication: { kind: "password" },
    ...plainWay,
    group: "",
    tags: [],
    notes: "",
    favourite: false,
    colour: null,
    source: "person",
    createdAt: 1_001,
  });
  expect([...stored.values()]).toEqual([added.value]);
});

const drafts: [address: string, expected: Partial<Host> | string][] = [
  ["root@web:2222", { user: "root", address: "web", port: 2_222, name: "web" }],
  ["[::1]:2222", { address: "::1", port: 2_222 }],
  ["fe80::1%eth0", { address: "fe80::1%eth0", port: 22 }],
  ["jo@corp.example@web", { user: "jo@corp.example", address: "web" }],
  ["münchen.example", { address: "münchen.example" }],
  ["-oProxyCommand=x", "an address must not start with a dash"],
  ["web;reboot", "the address holds a character that no address has"],
  ["two words", "the address holds a character that no address has"],
  ["we*b", "the address holds a character that no address has"],
  ["-l@web", "a user name must not start with a dash"],
  ["a\u202eb@web", "a user name must not hold spaces or control characters"],
  ["web:70000", "the port must be 1 to 65535"],
];
for (const [address, expected] of drafts) {
  test(`${JSON.stringify(address)} is ${typeof expected === "string" ? "refused" : "taken apart"}`, async () => {
    using inventory = await open();
    const added = await inventory.add({ address }, "person");
    if (typeof expected === "string") {
      expect(added).toEqual(fail(failure("input-invalid", expected)));
    } else {
      expect(added).toMatchObject({ ok: true, value: expected });
    }
  });
}

test("the way to log in follows what is there: agent, then a usual key, then a password", async () => {
  const kind = async (environment?: Record<string, string>) => {
    using inventory = await open(environment);
    const added = await inventory.add({ address: "web" }, "person");
    return added.ok && added.value.authentication;
  };
  const before = await kind();
  writeFileSync(join(home, ".ssh", "id_rsa"), "");
  expect([before, await kind(), await kind({ SSH_AUTH_SOCK: "/run/agent" })]).toEqual([
    { kind: "password" },
    { kind: "key", path: "~/.ssh/id_rsa" },
    { kind: "agent" },
  ]);
});

test("the local machine is first, keeps what is noted about it, and nothing else", async () => {
  {
    using inventory = await open();
    await inventory.add({ address: "web" }, "person");
    await inventory.update(localHostId, {
      name: "my desk",
      notes: "mind the cat",
      address: "evil",
      user: "root2",
    });
  }
  using again = await open();
  expect([names(again), again.get(localHostId)?.notes, again.get(localHostId)?.address]).toEqual([
    ["my desk", "web"],
    "mind the cat",
    "localhost",
  ]);
  expect(await again.remove(localHostId)).toEqual(
    fail(failure("input-invalid", "the local machine cannot be removed")),
  );
});

test("hosts are changed, found and removed, and every change is said once", async () => {
  using inventory = await open();
  let said = 0;
  inventory.changed.on(() => {
    said += 1;
  });
  const added = await inventory.add({ address: "web", name: "Web" }, "command-line");
  if (!added.ok) throw new Error("not added");
  const { id } = added.value;
  await inventory.update(id, { port: 23, tags: ["production"] });
  const found = inventory.find("Web");
  const bad = await inventory.update(id, { address: "-x" });
  await inventory.remove(id);
  expect([found, bad.ok, inventory.get(id), await inventory.remove(id), said, stored.size]).toEqual(
    [
      [{ ...added.value, port: 23, tags: ["production"] }],
      false,
      undefined,
      fail(failure("host-unknown", id)),
      3,
      0,
    ],
  );
});

test("what cannot be written is not there", async () => {
  using inventory = await open();
  writable = false;
  expect([await inventory.add({ address: "web" }, "person"), inventory.list().length]).toEqual([
    fail(failure("store-unwritable")),
    1,
  ]);
});

test("hosts of ssh_config are offered until they are here, and never twice", async () => {
  writeFileSync(
    join(home, ".ssh", "config"),
    "Host web\n  HostName 10.0.0.1\n  User root\n  IdentityFile ~/.ssh/web\nHost db\n  ProxyCommand nc x\nHost bad\n  HostName -x\nHost *\n  Port 2222\n",
  );
  using inventory = await open();
  const offered = await inventory.importable();
  const imported = await inventory.importFromSshConfig(["web", "db", "bad", "nobody"]);
  expect(offered).toEqual([
    {
      ...plainWay,
      ...{ alias: "web", address: "10.0.0.1", port: 2_222, user: "root" },
      identityFile: "~/.ssh/web",
    },
    { ...plainWay, alias: "db", address: "db", port: 2_222, user: "", identityFile: null },
  ]);
  expect(imported).toMatchObject({
    ok: true,
    value: [
      {
        name: "web",
        source: "ssh-config",
        authentication: { kind: "key", path: "~/.ssh/web" },
        notes: "",
      },
      {
        name: "db",
        notes: 'ssh_config reaches this host by "ProxyCommand nc x"; Fairlead connects directly.',
      },
    ],
  });
  expect([await inventory.importable(), await inventory.importFromSshConfig(["web"])]).toEqual([
    [],
    ok([]),
  ]);
});

test("importing takes the jump hosts along, and forwards the agent only where a person agreed", async () => {
  writeFileSync(
    join(home, ".ssh", "config"),
    "Host web\n  ProxyJump inner\n  ForwardAgent yes\nHost inner\n  ProxyJump ops@gate:23\n  ForwardAgent yes\nHost db\n  ProxyJump old\nHost old\n  HostName 10.0.0.7\n",
  );
  using inventory = await open();
  const old = await inventory.add({ address: "10.0.0.7", name: "the old one" }, "person");
  const offered = await inventory.importable();
  const imported = await inventory.importFromSshConfig(["web", "db"], ["web", "db"]);
  if (!imported.ok || !old.ok) throw new Error("not imported");
  const ways = imported.value.map(({ name, jump, forwardAgent }) => {
    const over = jump === null ? null : inventory.get(jump)?.name;
    return [name, over, forwardAgent];
  });
  expect([offered.map(({ alias, jump }) => [alias, jump]), ways]).toEqual([
    [
      ["web", "inner"],
      ["inner", "ops@gate:23"],
      ["db", "the old one"],
      ["ops@gate:23", null],
    ],
    [
      ["ops@gate:23", null, false],
      ["inner", "ops@gate:23", false],
      ["web", "inner", true],
      ["db", "the old one", false],
    ],
  ]);
});

test("a circle of jump hosts is refused with its names; a host that others need is not removed", async () => {
  using inventory = await open();
  const add = async (name: string, jump: HostId | null) => {
    const added = await inventory.add({ address: name, jump }, "person");
    if (!added.ok) throw new Error(added.error.sentence);
    return added.value.id;
  };
  const bastion = await add("bastion", null);
  const inner = await add("inner", bastion);
  const web = await add("web", inner);
  const sentence = (result: Awaited<ReturnType<typeof inventory.update>>) =>
    result.ok ? "saved" : result.error.sentence;
  expect([
    sentence(await inventory.update(bastion, { jump: web })),
    sentence(await inventory.update(web, { jump: web })),
    sentence(await inventory.update(web, { jump: localHostId })),
    sentence(await inventory.update(web, { jump: "host-gone" })),
    await inventory.remove(inner),
    sentence(await inventory.update(web, { jump: null })),
    await inventory.remove(inner),
  ]).toEqual([
    "bastion → web → inner → bastion goes in a circle. Choose another jump host.",
    "web → web goes in a circle. Choose another jump host.",
    "This computer is where every way begins, so it is no jump host.",
    "This host is not in the inventory. Add it first.",
    fail({
      code: "host-needed",
      sentence: "web is reached over inner. Give it another way first.",
    }),
    "saved",
    ok(undefined),
  ]);
});

test("5,000 hosts open and list", async () => {
  {
    using inventory = await open();
    await inventory.add({ address: "h0" }, "person");
  }
  const [first] = stored.values();
  if (first === undefined) throw new Error("it was not stored");
  for (let index = 1; index < 5_000; index += 1) {
    const name = `h${index}`;
    const id: HostId = `host-${name}`;
    stored.set(id, { ...first, id, name, address: name });
  }
  using again = await open();
  expect([again.list().length, again.find("h4999").length]).toEqual([5_001, 1]);
});
