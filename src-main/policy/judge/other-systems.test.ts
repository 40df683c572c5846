import { describe, expect, test } from "vitest";
import type { CommandClass } from "../../../shared/contract/policy.ts";
import type { ShellContext, SystemName } from "../command-judgement.ts";
import { judgeCommand } from "../judge-command.ts";

const context: ShellContext = {
  shell: "zsh",
  changes: [],
  directory: "/srv",
  home: "/Users/bob",
  protectedPaths: [],
};

const classOf = (command: string, system?: SystemName): CommandClass =>
  judgeCommand(command, { ...context, ...(system && { system }) }).class;

describe.each([
  ["ls -la /var/log", "read-only"],
  ["cat /etc/hosts | grep -v '^#' | sort | uniq -c", "read-only"],
  ["find . -name '*.log' -mtime -1 | xargs wc -l", "read-only"],
  ["sed -n '10,20p' f", "read-only"],
  ["awk -F: '{print $1}' /etc/passwd", "read-only"],
  ["ps aux", "read-only"],
  ["cd /tmp && pwd && echo a", "read-only"],
  ["git log --oneline -10", "read-only"],
  ["docker ps -a", "read-only"],
  ["env LC_ALL=C ls", "read-only"],
  ["[ -f a ] && test -d b", "read-only"],
  ['for f in *; do head -1 "$f"; done', "read-only"],
  ["system_profiler SPHardwareDataType", "read-only"],
  // What Linux does not have either way.
  ["date", "unknown"],
  ["hostname -s", "unknown"],
  ["mount", "unknown"],
  ["top -b -n 1", "unknown"],
  ["route -n", "unknown"],
  ["free -m", "unknown"],
  ["systemctl status nginx", "unknown"],
  ["timeout 5 ls", "unknown"],
  ["find . -exec md5sum {} +", "unknown"],
  ["ls $(hostname)", "unknown"],
  ["bash -c 'ss -tln'", "unknown"],
  // Where one option differs.
  ["ps -ef", "unknown"],
  ["sed -l 5 '1w/tmp/x' f", "unknown"],
  ["sed -i .bak s/a/b/ f", "unknown"],
  ["awk --sandbox 'BEGIN { print 1 }'", "unknown"],
  ["sort -S 10M f", "unknown"],
  ["ps $x", "unknown"],
  // What it does besides stays known.
  ["mkfs.ext4 /dev/sda", "destructive"],
  ["sudo rm -rf /", "destructive"],
] as const)("%s", (command, expected) => {
  test("elsewhere", () => expect(classOf(command, "other")).toEqual(expected));
});

test.each(["date", "hostname -s", "ps -ef", "free -m", "timeout 5 ls", "sort -S 10M f"])(
  "%s is what it is on Linux",
  (command) => {
    expect(classOf(command)).toEqual("read-only");
    expect(classOf(command, "linux")).toEqual("read-only");
  },
);

test.each([
  ["other", "this shell runs on another system"],
  ["unknown", "nobody knows yet what this shell runs on"],
] as const)("the reason says why where the system is %s", (system, words) => {
  const { parts } = judgeCommand("free -m", { ...context, system });
  expect(parts.map(({ because }) => because)).toEqual([
    `What is known of “free” is of Linux, and ${words}.`,
  ]);
});
