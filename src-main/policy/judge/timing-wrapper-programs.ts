import type { Finding, Program } from "../programs/program.ts";
import { script, write } from "./wrapper-options.ts";

const changesRunning = (words: readonly (string | null)[], least: number): Finding | null => {
  const at = words.findIndex((word) => word !== null && /^-\w*p/.test(word));
  return at === -1 || words.length <= least
    ? null
    : { effect: "change", because: "it changes how a running process is scheduled" };
};

/** Programs that run a command at another pace, for some time or under a lock. */
export const timingWrapperPrograms: readonly Program[] = [
  {
    names: "nice",
    style: "posix",
    numeric: true,
    values: "-n --adjustment",
    operands: "command",
    examples: { reads: ["nice", "nice -n 10 ls", "nice -19 ls"], acts: ["nice rm x"] },
  },
  {
    names: "ionice",
    style: "posix",
    flags: "-t --ignore",
    values: "-c -n -p --class --classdata --pid",
    operands: "command",
    check: (words) =>
      words.some((word) => word !== null && /^(-\w*p|--pid)/.test(word)) &&
      words.some((word) => word !== null && /^(-[tp\d]*[cn]|--class)/.test(word))
        ? { effect: "change", because: "it changes how a running process is scheduled" }
        : null,
    examples: {
      reads: ["ionice -c3 ls", "ionice -c 2 -n 7 du -sh /var", "ionice -p 12"],
      acts: ["ionice -c3 -p 12", "ionice -c3 rm x"],
    },
  },
  {
    names: "chrt",
    style: "posix",
    flags: "-a -b -f -i -o -r -R -v -m -p --max --pid",
    operands: ["text", "command"],
    check: (words) => changesRunning(words, 2),
    examples: {
      reads: ["chrt -m", "chrt -b 0 ls", "chrt -p 12"],
      acts: ["chrt -f -p 10 12", "chrt -f 10 rm x"],
    },
  },
  {
    names: "taskset",
    style: "posix",
    flags: "-a -c -p --cpu-list --pid --all-tasks",
    operands: ["text", "command"],
    check: (words) => changesRunning(words, 2),
    examples: {
      reads: ["taskset -c 0 ls", "taskset -p 12"],
      acts: ["taskset -p 3 12", "taskset 1 rm x"],
    },
  },
  {
    names: "nohup",
    effect: "change",
    because: "lets it run on and may write nohup.out",
    style: "posix",
    operands: "command",
    examples: { reads: ["nohup --help"], acts: ["nohup ls", "nohup rm x"] },
  },
  {
    names: "timeout gtimeout",
    style: "posix",
    flags: "-v -f -p --foreground --preserve-status --verbose",
    values: "-k -s --kill-after --signal",
    operands: ["text", "command"],
    examples: {
      reads: ["timeout 5 ls", "timeout -k 1 -s KILL 5s df -h"],
      acts: ["timeout 5 rm x", "timeout $x ls"],
    },
  },
  {
    names: "time gtime",
    style: "posix",
    flags: "-p -v -l -a --portability --verbose",
    values: "-f --format",
    options: { "-o --output": write },
    operands: "command",
    examples: {
      reads: ["/usr/bin/time -v ls"],
      acts: ["/usr/bin/time -o x ls", "/usr/bin/time rm x"],
    },
  },
  {
    names: "stdbuf",
    style: "posix",
    values: "-i -o -e --input --output --error",
    operands: "command",
    examples: { reads: ["stdbuf -oL ls"], acts: ["stdbuf -o0 rm x"] },
  },
  {
    names: "setsid",
    style: "posix",
    flags: "-c -f -w --ctty --fork --wait",
    operands: "command",
    examples: { reads: ["setsid -w ls"], acts: ["setsid rm x"] },
  },
  {
    names: "flock",
    flags: "-s -x -e -n -u -o -F --shared --exclusive --nonblock --unlock --close --verbose",
    values: "-w -E --timeout --conflict-exit-code",
    options: { "-c --command": script },
    operands: ["write", "command"],
    examples: {
      reads: ["flock --version"],
      acts: ["flock /tmp/l ls", "flock -n /tmp/l -c 'rm x'"],
    },
  },
];
