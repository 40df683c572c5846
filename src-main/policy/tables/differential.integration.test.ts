import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { watchRun } from "../../../e2e/world/watched-run.ts";
import { judgeCommand } from "../judge-command.ts";
import { everydayCommands } from "./everyday-commands.ts";
import { everydayHosts } from "./everyday-hosts.ts";
import { everydayServices } from "./everyday-services.ts";
import { everydayStacks } from "./everyday-stacks.ts";
import { everydaySystem } from "./everyday-system.ts";

const context = {
  shell: "bash",
  changes: [],
  directory: "/tmp",
  home: "/root",
  protectedPaths: [],
} as const;

/** Commands that look on without end are ended after this. */
const limitMs = 1_000;
const atOnce = 12;

/** They name the machine they ask, or ask the resolver for a name that stands in the command. */
const asksByName =
  /^(?:fuser|kubectl|helm|ping|traceroute|dig|host|nslookup|getent a?hosts|hostname|chronyc|who|w|last)\b/;

const loopback = /inet_addr\("127\.|inet_pton\(AF_INET6, "::1"/;
const namesLoopback = /\blocalhost\b|\b127\.0\.0\.1\b/;

/** What a program keeps for itself wherever it runs; nothing else of what it does is let pass. */
const ownFiles: readonly (readonly [RegExp, RegExp])[] = [
  [/^top\b/, /^mkdir\("[^"]*\/\.config(?:\/procps)?"/],
  [/^apt(?:-cache)?\b/, /"\/var\/(?:cache\/apt|lib\/apt)\//],
  [/^npm\b/, /"[^"]*\/(?:node-compile-cache|\.npm)\b/],
  // Now and then it asks for a newer version of itself.
  [/^npm\b/, /^connect\(/],
  [/^(?:cargo|rustc|rustup)\b/, /"\/tmp\/home\/\.(?:rustup|cargo)\b/],
  // Folders of their own that they make when they run for the first time.
  [/^ansible\b/, /"(?:\/tmp\/home\/\.ansible\b|\/var\/lib\/libuuid\/clock\.txt)/],
  [/^gpg\b/, /"\/tmp\/home\/\.gnupg\b/],
  [/^tmux\b/, /^mkdir\("\/tmp\/tmux-\d+"/],
  // Files that are opened for writing to be locked while they are read.
  [/^faillock\b/, /"\/var\/run\/faillock\/\w+", O_RDWR/],
  [/^podman\b/, /"(?:\/var\/lib\/containers|\/run\/(?:containers|libpod|lock))\b/],
  [/^lslogins\b/, /"\/etc\/\.pwd\.lock"/],
  // The database that the command names is opened for writing; only statements that read are let through.
  [/^sqlite3\b.* (?:app\.db|db\.sqlite)\b/, /"[^"]*\/(?:app\.db|db\.sqlite)", O_RDWR/],
  // Folders of temporary files that they delete again.
  [/^kubectl diff\b/, /"\/tmp\/(?:LIVE|MERGED)-/],
  [/^java\b/, /"\/tmp\/hsperfdata_\w+|AT_FDCWD, "\d+", O_RDWR/],
  // The way to the kernel, where it is missing.
  [/^dmsetup\b/, /"\/dev(?:\/mapper(?:\/control)?)?"/],
  // It learns which addresses it would listen on; nothing is sent.
  [/^sshd\b/, /^connect\(.*(?:"::"|"0\.0\.0\.0")/],
  // Every Java program counts what it does in a file of its own, named by its process.
  [/^jar\b/, /hsperfdata_|"\d+"/],
];

const isOwn = (command: string, deed: string): boolean =>
  (deed.startsWith("connect(") && asksByName.test(command)) ||
  (loopback.test(deed) && namesLoopback.test(command)) ||
  ownFiles.some(([program, file]) => program.test(command) && file.test(deed));

const shellWords =
  /^(?:for|while|until|if|cd|echo|printf|test|type|command|time|true|alias|declare|set|umask|jobs|dirs|help|ulimit|history)$/;

/** What begins with a program that this machine lacks would tell nothing. */
function canRun(command: string): boolean {
  const name = /^[a-z][\w.-]*(?= |$)/.exec(command)?.[0];
  if (name === undefined || shellWords.test(name)) return true;
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .some((place) => existsSync(join(place, name)));
}

const allowed = [
  ...everydayCommands,
  ...everydaySystem,
  ...everydayServices,
  ...everydayHosts,
  ...everydayStacks,
]
  .filter(canRun)
  .filter((command) => {
    const { class: kind, network, secret } = judgeCommand(command, context);
    return kind === "read-only" && !network && !secret;
  });

test("what runs by itself writes no file, sends no signal and connects to nothing it does not name", async () => {
  const waiting = [...allowed];
  const found: string[] = [];
  let ran = 0;
  const work = async () => {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      const { exitCode, deeds } = await watchRun(command, limitMs);
      if (exitCode !== 127) ran += 1;
      const bad = deeds.filter((deed) => !isOwn(command, deed));
      if (bad.length > 0) found.push(`${command}: ${bad.slice(0, 3).join("; ")}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  expect(found).toEqual([]);
  // Not every program is on every machine; enough of them are.
  expect(ran).toBeGreaterThan(100);
}, 180_000);

test("the watch sees what it is there to see", async () => {
  const script = "echo x > /tmp/y; rm /tmp/y; kill -9 1; touch /etc/x";
  const { deeds } = await watchRun(script, 20_000);
  expect(deeds.map((deed) => deed.replace(/\(.*/, ""))).toEqual([
    "openat",
    "unlinkat",
    "kill",
    "openat",
    "utimensat",
  ]);
});
