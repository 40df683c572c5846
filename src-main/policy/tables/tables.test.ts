import { expect, test } from "vitest";
import { ownWorkMs } from "../../../e2e/world/own-work.ts";
import type { ShellContext } from "../command-judgement.ts";
import { judgeCommand } from "../judge-command.ts";
import { everydayCommands } from "./everyday-commands.ts";
import { everydayHosts } from "./everyday-hosts.ts";
import { everydayServices } from "./everyday-services.ts";
import { everydayStacks } from "./everyday-stacks.ts";
import { everydaySystem } from "./everyday-system.ts";
import { unsafeAdministration } from "./unsafe-administration.ts";
import { unsafeChains } from "./unsafe-chains.ts";
import { unsafeClusters } from "./unsafe-clusters.ts";
import { unsafeCommands } from "./unsafe-commands.ts";
import { unsafeNetworks } from "./unsafe-networks.ts";
import { unsafePrograms } from "./unsafe-programs.ts";
import { unsafeShell } from "./unsafe-shell.ts";
import { unsafeTexts } from "./unsafe-texts.ts";
import { unsafeWrappers } from "./unsafe-wrappers.ts";

const everyday = [
  ...everydayCommands,
  ...everydaySystem,
  ...everydayServices,
  ...everydayHosts,
  ...everydayStacks,
];
const unsafe = [
  ...unsafeCommands,
  ...unsafeAdministration,
  ...unsafePrograms,
  ...unsafeShell,
  ...unsafeWrappers,
  ...unsafeChains,
  ...unsafeTexts,
  ...unsafeClusters,
  ...unsafeNetworks,
];

const bash: ShellContext = {
  shell: "bash",
  changes: [],
  directory: "/srv",
  home: "/home/kim",
  protectedPaths: [],
};

/** Whether it would run by itself in the mode read-only with the preset balanced. */
function runsByItself(command: string, context = bash): boolean {
  const judged = judgeCommand(command, context);
  return (
    judged.class === "read-only" && !judged.network && !judged.secret && judged.denied === null
  );
}

test("the tables are as large as they should be, and hold nothing twice", () => {
  expect(new Set(everyday).size).toBe(everyday.length);
  expect(new Set(unsafe).size).toBe(unsafe.length);
  expect(everyday.length).toBeGreaterThanOrEqual(1_200);
  expect(unsafe.length).toBeGreaterThanOrEqual(1_700);
});

test.each(["bash", "zsh", "dash", "fish", "unknown"] as const)(
  "nothing unsafe runs by itself in %s",
  (shell) => {
    const context = { ...bash, shell };
    expect(unsafe.filter((command) => runsByItself(command, context))).toEqual([]);
  },
);

test.each([
  "printf '%d' 'path[$(rm x)]'",
  "printf '%s %d' x \"$y\"",
  "shift 'path[$(rm x)]'",
  "exit 'path[$(rm x)]'",
  "return 'path[$(rm x)]'",
  "read -t PATH < x",
  "read x < f; echo $path[x]",
  'echo "$path[$x]"',
  "cat =(rm x)",
  "ls *(e:'rm x':)",
  "echo ${(e)x}",
  "repeat 3 rm x",
  "< /etc/shadow",
  "cat /etc/sh(a)dow",
  'sed -n "$((1e20))p" f',
  "dpkg -S $(which x)",
  'docker logs "$a[@]"',
  'docker logs "${=a}"',
  'docker logs "${(s: :)a}"',
])("asks in zsh, which reads it in its own way: %s", (command) => {
  expect(runsByItself(command, { ...bash, shell: "zsh" })).toBe(false);
});

test.each([
  ["bash", 0.03],
  ["zsh", 0.05],
  ["dash", 0.05],
] as const)("nearly all everyday commands run by themselves in %s", (shell, most) => {
  const asked = everyday.filter((command) => !runsByItself(command, { ...bash, shell }));
  expect(asked.length / everyday.length, asked.join("\n")).toBeLessThan(most);
});

test.each([
  ["ls", "ls -l"],
  ["time", "time ls"],
  ["if", "if true; then ls; fi"],
  ["[[", "[[ -f x ]]"],
  ["/bin/ls", "/bin/ls"],
])("what a shell knows as an alias or a function asks: %s", (name, command) => {
  expect(runsByItself(command)).toBe(true);
  const changes = [{ kind: "shadowed", name }] as const;
  expect(runsByItself(command, { ...bash, changes })).toBe(false);
});

test("none of them holds anything up", () => {
  const commands = [...everyday, ...unsafe];
  for (const command of commands) judgeCommand(command, bash); // Programs are checked when they are first met.
  const times = commands.map((command) => ownWorkMs(() => judgeCommand(command, bash)));
  times.sort((one, other) => one - other);
  expect(times[Math.floor(times.length * 0.99)]).toBeLessThan(20);
});
