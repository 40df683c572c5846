import type { Program } from "./program.ts";
import { givenWords, gives } from "./rule-forms.ts";

const journalAct = (because: string) => ({ effect: "privilege", because }) as const;
const shrinks = {
  effect: "destroy",
  value: "attached",
  because: "deletes old log entries",
} as const;

const journalctl: Program = {
  names: "journalctl",
  flags:
    "-h --help --version --no-pager -k --dmesg -f --follow -e --pager-end -r --reverse -x --catalog -a --all -q --quiet -m --merge -l --full --no-full --no-tail --utc --no-hostname --system --user --show-cursor --disk-usage --list-boots --header --verify --list-catalog --dump-catalog -N --fields --truncate-newline --list-invocations --list-namespaces",
  // The value of -n and -b may be missing; where it is the next word it stands among the operands, which do nothing.
  attached: "-n --lines -b --boot --case-sensitive",
  values:
    "-u --unit --user-unit -p --priority -t --identifier -T --exclude-identifier -S --since -U --until -o --output --output-fields -g --grep -c --cursor --after-cursor -F --field --facility --namespace --invocation",
  options: {
    "-D": { effect: "read", value: "required", operand: "name" },
    "--directory": { effect: "read", value: "required", operand: "name" },
    "-i": { effect: "read", value: "required", operand: "read" },
    "--file": { effect: "read", value: "required", operand: "read" },
    "--vacuum-size": shrinks,
    "--vacuum-time": shrinks,
    "--vacuum-files": shrinks,
    "--rotate": journalAct("starts new log files"),
    "--flush": journalAct("moves the log to disk"),
    "--sync": journalAct("writes the log to disk"),
    "--relinquish-var": journalAct("stops logging to disk"),
    "--smart-relinquish-var": journalAct("stops logging to disk"),
    "--setup-keys": journalAct("creates sealing keys"),
    "--update-catalog": journalAct("rebuilds the message catalog"),
    "--cursor-file": {
      effect: "change",
      value: "required",
      operand: "write",
      because: "writes its position into a file",
    },
  },
  numeric: true,
  operands: "name",
  examples: {
    reads: [
      "journalctl",
      "journalctl -xe",
      "journalctl -xeu nginx",
      'journalctl -u nginx --since "1 hour ago" -n 100 --no-pager',
      "journalctl -n100 -o json",
      "journalctl -p err -b",
      "journalctl -b -1 -k",
      "journalctl -b-1",
      "journalctl -fu sshd",
      "journalctl --disk-usage",
      "journalctl --list-boots",
      "journalctl _PID=1 --output=short-iso",
      "journalctl -S today -U now -g 'oom|killed'",
      "journalctl /usr/sbin/sshd",
    ],
    acts: [
      "journalctl --vacuum-size=1G",
      "journalctl -n --vacuum-time=1s",
      "journalctl -u nginx --rotate",
      "journalctl --flush --no-pager",
      "journalctl --cursor-file=/etc/x",
      "journalctl --cursor-file /etc/x -n 5",
      "journalctl --sync",
    ],
  },
};

const logrotate: Program = {
  names: "logrotate",
  flags: "-d --debug -v --verbose -f --force --version --help -?",
  operands: "read",
  check: (words) =>
    gives(givenWords(words), "-d --debug --version --help")
      ? null
      : { effect: "destroy", because: "rotates and deletes log files and runs their scripts" },
  examples: {
    reads: ["logrotate -d /etc/logrotate.conf", "logrotate --version", "logrotate -dv /etc/x"],
    acts: [
      "logrotate /etc/logrotate.conf",
      "logrotate -f /etc/logrotate.conf",
      "logrotate -s -d /etc/logrotate.conf",
      "logrotate -vf x",
      "logrotate -- -d",
      "logrotate -d -l /etc/x /etc/logrotate.conf",
    ],
  },
};

const logger: Program = {
  names: "logger",
  effect: "change",
  because: "writes into the system log",
  flags: "-i -s --stderr -e --skip-empty --help -V --version",
  values: "-t --tag -p --priority --id --size",
  operands: "text",
  examples: {
    reads: [],
    acts: ["logger hello", "logger -t x -p user.err message", "logger -n evil.example hello"],
  },
};

/** Programs that show and turn over logs. */
export const logsPrograms: readonly Program[] = [journalctl, logrotate, logger];
