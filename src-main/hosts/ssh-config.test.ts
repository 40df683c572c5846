import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readSshConfig } from "./ssh-config.ts";
import type { SshConfigHost } from "./ssh-config-jumps.ts";

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "fairlead-ssh-config-"));
  mkdirSync(join(home, ".ssh", "config.d"), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true }));

const write = (text: string, name = "config") => writeFileSync(join(home, ".ssh", name), text);
const host = (alias: string, change: Partial<SshConfigHost> = {}): SshConfigHost => ({
  alias,
  address: alias,
  port: 22,
  user: "",
  identityFile: null,
  jump: null,
  forwardAgent: false,
  keepaliveSeconds: null,
  compression: false,
  through: null,
  ...change,
});

const tables: [what: string, text: string, hosts: SshConfigHost[]][] = [
  ["no host", "# nothing\n", []],
  [
    "address, user, port, key",
    "Host web\n  HostName 10.0.0.1\n  User root\n  Port 2222\n  IdentityFile ~/.ssh/web\n",
    [host("web", { address: "10.0.0.1", user: "root", port: 2222, identityFile: "~/.ssh/web" })],
  ],
  [
    "equal signs, quotes, case",
    'HOST web\n\thostname="10.0.0.1"\n\tUSER = "two words"\n',
    [host("web", { address: "10.0.0.1", user: "two words" })],
  ],
  [
    "several names on a line",
    "Host a b *.c !d\n  User x\n",
    [host("a", { user: "x" }), host("b", { user: "x" })].map((each) => each),
  ],
  [
    "wildcards are no hosts but count for hosts",
    "Host web\n  Port 23\nHost w*\n  User x\n  Port 24\n",
    [host("web", { user: "x", port: 23 })],
  ],
  [
    "a negated pattern keeps a host out",
    "Host web db\nHost * !db\n  User x\n",
    [host("web", { user: "x" }), host("db")],
  ],
  [
    "the first value counts",
    "User early\nHost web\n  User late\n",
    [host("web", { user: "early" })],
  ],
  [
    "%h is the name",
    "Host web\n  HostName %h.example.org\n  IdentityFile %d/.ssh/%h\n",
    [host("web", { address: "web.example.org", identityFile: "HOME/.ssh/web.example.org" })],
  ],
  ["an impossible port is 22", "Host web\n  Port 99999\n", [host("web")]],
  ["IdentityFile none is none", "Host web\n  IdentityFile none\n", [host("web")]],
  [
    "what Fairlead cannot do is noted",
    "Host a\n  ProxyCommand nc %h %p\n  ProxyJump b\nHost b\n  ProxyCommand none\n  ProxyJump a\n",
    [host("a", { through: "ProxyCommand nc %h %p" }), host("b")],
  ],
  [
    "ProxyJump is the way, also of the jump host itself",
    "Host web\n  ProxyJump inner\nHost inner\n  ProxyJump bastion\nHost bastion\n",
    [host("web", { jump: "inner" }), host("inner", { jump: "bastion" }), host("bastion")],
  ],
  [
    "a list is a chain; a host that goes another way alone is added as it is reached here",
    "Host web\n  ProxyJump bastion,inner\nHost db\n  ProxyJump bastion,other\nHost bastion inner other\n  User x\nHost other\n  ProxyJump bastion\n",
    [
      host("web", { jump: "inner over bastion" }),
      host("db", { jump: "other" }),
      host("bastion", { user: "x" }),
      host("inner", { user: "x" }),
      host("other", { user: "x", jump: "bastion" }),
      host("inner over bastion", { address: "inner", user: "x", jump: "bastion" }),
    ],
  ],
  [
    "user@host:port forms are hosts of their own, with what the file says of the name",
    "Host web\n  ProxyJump ops@gate:2222,ssh://[fe80::1]:23\nHost g*\n  HostName 10.0.0.9\n  User root\n  IdentityFile ~/.ssh/gate\n",
    [
      host("web", { jump: "ssh://[fe80::1]:23 over ops@gate:2222" }),
      host("ops@gate:2222", {
        address: "10.0.0.9",
        port: 2222,
        user: "ops",
        identityFile: "~/.ssh/gate",
      }),
      host("ssh://[fe80::1]:23 over ops@gate:2222", {
        address: "fe80::1",
        port: 23,
        jump: "ops@gate:2222",
      }),
    ],
  ],
  [
    "a way that leads back, and one that cannot be read, are noted",
    "Host a\n  ProxyJump b\nHost b\n  ProxyJump a\nHost c\n  ProxyJump -x\nHost d\n  ProxyJump d\n",
    [
      host("a", { jump: "b" }),
      host("b", { through: "ProxyJump a" }),
      host("c", { through: "ProxyJump -x" }),
      host("d", { through: "ProxyJump d" }),
    ],
  ],
  [
    "agent, keepalive and compression",
    "Host a\n  ForwardAgent yes\n  ServerAliveInterval 2m\n  Compression yes\nHost b\n  ForwardAgent no\n  ServerAliveInterval 0\n  Compression no\nHost c\n  ServerAliveInterval 2h\n",
    [
      host("a", { forwardAgent: true, keepaliveSeconds: 120, compression: true }),
      host("b", { keepaliveSeconds: 0 }),
      host("c"),
    ],
  ],
  [
    "Match by name and user",
    "Host web db\nMatch originalhost web user x\n  Port 1\nMatch host db\n  Port 2\nMatch all\n  User y\n",
    [host("web", { user: "y" }), host("db", { user: "y", port: 2 })],
  ],
  [
    "Match by address, negated",
    "Host web\n  HostName 10.0.0.1\nMatch !host 10.0.0.1\n  Port 1\nMatch host 10.0.0.*\n  Port 2\n",
    [host("web", { address: "10.0.0.1", port: 2 })],
  ],
];

for (const [what, text, hosts] of tables) {
  test(what, async () => {
    write(text);
    const expected = hosts.map((each) => ({
      ...each,
      identityFile: each.identityFile?.replace("HOME", home) ?? null,
    }));
    expect(await readSshConfig(home)).toEqual(expected);
  });
}

test("Match exec runs nothing and matches nothing", async () => {
  const proof = join(home, "ran");
  write(`Match exec "touch ${proof}"\n  User x\nHost web\n`);
  expect([await readSshConfig(home), existsSync(proof)]).toEqual([[host("web")], false]);
});

test("Include: patterns, order, home, and what follows is not the included file's last host", async () => {
  write("Host two\n  Port 2\n", "config.d/2");
  write("Host one\n  Port 1\n", "config.d/1");
  write("Host far\n", "far");
  write("Include config.d/* ~/.ssh/far missing\nUser all\nHost here\n");
  expect(await readSshConfig(home)).toEqual([
    host("one", { port: 1, user: "all" }),
    host("two", { port: 2, user: "all" }),
    host("far", { user: "all" }),
    host("here", { user: "all" }),
  ]);
});

test("Include inside a Host block counts for that host alone", async () => {
  write("Port 7\nHost *\n  User x\n", "part");
  write("Host web\n  Include part\nHost db\n");
  expect(await readSshConfig(home)).toEqual([host("web", { port: 7, user: "x" }), host("db")]);
});

test("files that include each other end", async () => {
  write("Include other\nHost web\n");
  write("Include config\nHost db\n", "other");
  expect((await readSshConfig(home)).map((each) => each.alias).sort()).toEqual(["db", "web"]);
});

test("no file is no host", async () => {
  expect(await readSshConfig(join(home, "nowhere"))).toEqual([]);
});

test("5,000 hosts are no trouble (looking each up in all would take minutes)", async () => {
  const blocks = Array.from(
    { length: 5_000 },
    (_, index) => `Host h${index}\n  HostName 10.0.0.1\n  Port ${index + 1}\n`,
  );
  write(`${blocks.join("")}Host *\n  User all\n`);
  const hosts = await readSshConfig(home);
  expect([hosts.length, hosts.at(-1)]).toEqual([
    5_000,
    host("h4999", { address: "10.0.0.1", port: 5_000, user: "all" }),
  ]);
});
