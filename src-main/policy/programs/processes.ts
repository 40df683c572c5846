import type { Finding, OptionRule, Program } from "./program.ts";
import { runs, unjudged } from "./rule-forms.ts";

const ends: OptionRule = { effect: "destroy", because: "ends processes" };
const letters = [..."abBcdDeEfFgGhHiIjJlLmMnNpPqQrRsStTuUvVwWxXyYzZ0123456789"]
  .map((letter) => `-${letter}`)
  .join(" ");

/** "ps auxe" shows the environment of every process; "ps -e" does not. */
export const showsEnvironment = (words: readonly (string | null)[]): Finding | null => {
  const shows = words.some((word, at) => {
    if (word === null) return false;
    if (/^-[a-zA-Z]*E/.test(word)) return true;
    const before = words[at - 1] ?? "";
    if (/^-.*[CgGkoOpqstuU]$|^--[a-z]+$/.test(before)) return false;
    if (at === 1 && /^[a-zA-Z]*[koOpUtq]$/.test(before)) return false;
    return /^[a-zA-Z]*e[a-zA-Z]*$/.test(word);
  });
  return shows
    ? {
        effect: "read",
        because: "shows the environment of processes, with what is secret in it",
        secret: true,
      }
    : null;
};

/** Looking at processes, and ending them. Their use of the machine's resources is in resources.ts. */
export const processesPrograms: readonly Program[] = [
  {
    names: "ps",
    style: "bare",
    flags: `${letters} -A --all --cols --columns --cumulative --deselect --forest --headers --help --info --lines --no-headers
      --no-heading --noheader --noheaders --rows --version --width --signames --context`,
    values:
      "-C -k -o -O --Group --User --format --group --pid --ppid --quick-pid --sid --sort --tty --user",
    operands: "name",
    check: showsEnvironment,
    examples: {
      reads: [
        "ps",
        "ps aux",
        "ps -ef",
        "ps auxf --sort=-%mem",
        "ps -eo pid,cmd --sort=-%cpu",
        "ps axo pid,ppid,comm",
        "ps -o pid= -C chrome",
        "ps -fu joe",
        "ps -p 1 -o comm=",
        "ps -T -p 123",
        "ps -p1234",
        "ps aux --sort -rss",
      ],
      acts: ["ps auxe", "ps eww 1", "ps ax e", "ps aux > list", "ps --kill 1"],
    },
  },
  {
    names: "pstree",
    safeOptions: true,
    flags: `-a -A -c -C -g -G -h -k -l -n -p -s -S -t -T -u -U -V -w -Z --arguments --ascii --compact-not --show-pgids
      --highlight-all --long --numeric-sort --show-pids --show-parents --ns-changes --hide-threads --uid-changes --unicode
      --version --help`,
    values: "-H -N --color --ns-sort --highlight-pid",
    operands: "name",
    examples: {
      reads: ["pstree", "pstree -aps 1", "pstree -p joe"],
      acts: ["pstree > a", "pstree --kill"],
    },
  },
  {
    names: "pgrep pidof",
    safeOptions: true,
    flags: `-a -A -c -f -i -I -j -l -L -m -n -o -q -v -w -x -z -h -V --list-full --count --full --ignore-case --list-name --newest
      --oldest --inverse --lightweight --exact --ignore-ancestors --help --version`,
    values: `-d -F -g -G -H -M -N -O -P -r -s -S -t -u -U --delimiter --pidfile --pgroup --group --older --parent --runstates
      --session --signal --terminal --euid --uid --ns --nslist --cgroup --env`,
    operands: "text",
    examples: {
      reads: [
        "pgrep -af nginx",
        "pgrep -u root sshd",
        "pgrep -c -x bash",
        "pidof sshd",
        "pidof -s -x a.sh",
      ],
      acts: ["pgrep --exec x", "pgrep x > pids"],
    },
  },
  {
    names: "pkill pwait pidwait",
    effect: "destroy",
    because: "ends processes by name",
    informs: "-h -V --help --version",
    operands: "text",
    flags:
      "-a -c -e -f -i -n -o -v -x -I -L --echo --full --exact --newest --oldest --ignore-case --require-handler -H",
    values:
      "-d -F -g -G -O -P -q -s -t -u -U --signal --parent --euid --uid --terminal --pidfile --queue",
    numeric: true,
    examples: {
      reads: ["pkill --help", "pkill --version"],
      acts: ["pkill nginx", "pkill -9 -f a", "pkill -HUP x"],
    },
  },
  {
    names: "kill",
    effect: "destroy",
    because: "ends or signals processes",
    readsWith: "-l -L -0 --list --table",
    informs: "--help --version",
    flags: "-l -L -0 -p -a --table --all --verbose",
    attached: "--list",
    values: "-n -q -s --queue --signal --timeout",
    numeric: true,
    operands: "name",
    examples: {
      reads: ["kill -l", "kill -0 1234", "kill -L", "kill -l 9"],
      acts: [
        "kill 1",
        "kill -9 1234",
        "kill -KILL 1",
        "kill -s KILL 1",
        "kill -9 -1",
        "kill -- -1",
        "kill -9 -0",
        "kill -0 1 -9",
      ],
    },
    // Only the first word can be the signal: "kill -9 -l", "kill -0 1 -9".
    check: (words) =>
      words.slice(1).some((word) => word?.startsWith("-") === true)
        ? { effect: "unknown", because: "which option counts, cannot be told" }
        : null,
  },
  {
    names: "killall skill snice",
    effect: "destroy",
    because: "ends processes by name",
    readsWith: "-l --list",
    informs: "-V -h --help --version",
    flags:
      "-e -g -i -I -l -q -r -v -w -m -c -d --exact --ignore-case --interactive --list --quiet --regexp --verbose --wait --process-group",
    values: "-n -o -s -t -u -y -z --ns --older-than --younger-than --signal --user",
    numeric: true,
    operands: "text",
    examples: {
      reads: ["killall -l", "killall --list", "killall -V"],
      acts: ["killall nginx", "killall -9 x", "killall -HUP x"],
    },
  },
  {
    names: "xkill tcpkill killall5",
    ...unjudged("ends programs or connections"),
    examples: { reads: [], acts: ["xkill", "tcpkill host x"] },
  },
  {
    names: "renice",
    effect: "privilege",
    because: "changes how much processor time processes get",
    informs: "-h -V --help --version",
    flags: "-g -p -u --pgrp --pid --user",
    values: "-n --priority --relative",
    numeric: true,
    operands: "text",
    examples: {
      reads: ["renice --help"],
      acts: ["renice 10 1", "renice -n 5 -p 1", "renice -5 -u joe"],
    },
  },
  {
    names: "top",
    effect: "unknown",
    because: "fills the screen and waits for keys",
    readsWith: "-b --batch-mode --batch -l",
    informs: "-h -v -V --help --version",
    flags: `-1 -b -c -e -H -h -i -I -S -s -v -V -A --apply-defaults --batch-mode --batch --cmdline-toggle --idle-toggle
      --accum-time-toggle --secure-mode --threads-show --single-cpu-toggle`,
    values: `-d -E -l -n -o -O -p -u -U -w -stats --delay --iterations --sort-override --pid --filter-only-euser
      --filter-any-user --width --scale-summary-mem --scale-task-mem`,
    examples: {
      reads: ["top -bn1", "top -b -n 1 -o %MEM", "top -n 1 -b -c", "top -l 1 -n 10", "top -v"],
      acts: ["top", "top -d 1", "top -u root", "top -n 1"],
    },
  },
  {
    names: "htop atop btop glances nmon nethogs iftop bmon gtop bashtop s-tui powertop nvtop",
    ...unjudged("fills the screen and waits for keys"),
    informs: "-V -h --help --version",
    examples: {
      reads: ["htop --version", "glances --help"],
      acts: ["htop", "atop -w file", "btop", "glances -w"],
    },
  },
  {
    names: "lsof",
    // "-D" keeps a cache file, "+D" looks into a directory.
    flags: `-a -b -C -E -h -H -K -l -n -N -O -P -Q -R -t -U -v -V -w -X -Z`,
    attached: "-c -f -F -g -i -L -o -r -s -S -T -x -z -p -u -d -e -k -A -m",
    operands: "name",
    check: (words) =>
      words.some((word) => word === null || /^[-+][a-zA-Z]*D[biru]/.test(word))
        ? { effect: "change", because: "may keep a cache file" }
        : null,
    examples: {
      reads: [
        "lsof",
        "lsof -i :80 -nP",
        "lsof -nP -iTCP -sTCP:LISTEN",
        "lsof -p 123",
        "lsof +D /var/log",
        "lsof -t -u joe",
        "lsof /dev/sda1",
        "lsof +L1",
        "lsof -c nginx -a -i",
      ],
      acts: ["lsof -Db/tmp/x", "lsof -D b", "lsof > a", "lsof +Db"],
    },
  },
  {
    names: "fuser",
    flags:
      "-4 -6 -a -c -f -I -l -m -s -u -v -V --all --inode --ipv4 --ipv6 --list-signals --mount --ismountpoint -M --silent --user --verbose --version",
    values: "-n --namespace",
    options: {
      "-k --kill": ends,
      "-i --interactive -w --writeonly": {
        effect: "destroy",
        because: "ends processes where -k is given",
      },
    },
    operands: "name",
    examples: {
      reads: ["fuser -v /mnt", "fuser 80/tcp", "fuser -vn tcp 80", "fuser -mv /"],
      acts: ["fuser -k /mnt", "fuser -vkm /mnt", "fuser /mnt --kill"],
    },
  },
  {
    names: "pmap pwdx",
    flags: "-x -X -XX -d -q -p -V -h -k --extended --device --quiet --show-path --version --help",
    values: "-A --range",
    options: {
      "-n -N --create-rc --create-rc-to": { effect: "change", because: "writes a configuration" },
      "-c --read-rc -C": { effect: "read" },
    },
    operands: "name",
    examples: {
      reads: ["pmap 1", "pmap -x 1", "pwdx 1"],
      acts: ["pmap -n", "pmap -N x", "pmap 1 > a"],
    },
  },
  {
    names: "ipcs lsipc lsns lslocks lsfd",
    flags: `-a -b -c -e -g -G -h -i -J -l -m -M -n -N -p -P -q -Q -r -s -S -t -T -u -v -V -y -z --all --bytes --creator --global
      --help --human --json --limits --list --newline --noheadings --notruncate --pid --queues --raw --semaphores --shmems
      --summary --threads --time --time-format --tree --version --notrunc --output-all --noinaccessible --shell --export`,
    values: "-o --id --output --type --filter",
    operands: "name",
    examples: {
      reads: ["ipcs", "ipcs -mp", "lsns -t", "lslocks -J"],
      acts: ["ipcs > a", "ipcs --remove 1"],
    },
  },
  {
    names: "ipcrm ipcmk",
    effect: "destroy",
    because: "removes or makes shared memory, queues and semaphores",
    operands: "text",
    attached: "--all",
    values: "-m -M -q -Q -s -S -p",
    flags: "-a -v",
    informs: "-h -V --help --version",
    examples: { reads: ["ipcrm --help"], acts: ["ipcrm -m 1", "ipcrm --all", "ipcrm -a"] },
  },
  {
    names:
      "gdb lldb perf bpftrace dtrace dtruss gcore gstack pstack stap ftrace trace-cmd valgrind",
    ...runs("holds a program and can change it"),
    informs: "--version -V --help -v",
    examples: {
      reads: ["gdb --version", "strace -V"],
      acts: ["gdb -p 1", "strace ls", "perf top"],
    },
  },
];
