import type { Finding, OptionRule, Program } from "../programs/program.ts";

const run = (because: string): OptionRule => ({ effect: "run", value: "required", because });
const privilege = (because: string): OptionRule => ({
  effect: "privilege",
  value: "required",
  because,
});
const write: OptionRule = {
  effect: "change",
  value: "required",
  operand: "write",
  because: "writes into a file",
};
const script: OptionRule = { effect: "read", value: "required", operand: "script" };
const inner: OptionRule = { effect: "read", value: "required", operand: "command" };
const path: OptionRule = { effect: "read", value: "required", operand: "name" };

const changesRunning = (words: readonly (string | null)[], least: number): Finding | null => {
  const at = words.findIndex((word) => word !== null && /^-\w*p/.test(word));
  return at === -1 || words.length <= least
    ? null
    : { effect: "change", because: "it changes how a running process is scheduled" };
};

/** Programs that run a command which their own words give: the command is judged in their place. */
export const wrapperPrograms: readonly Program[] = [
  {
    names: "sudo",
    effect: "privilege",
    because: "runs it with the rights of another user",
    readsWith: "-l --list -v --validate",
    informs: "-V --version -h --help -k -K",
    style: "posix",
    flags:
      "-A -b -E -H -k -l -n -P -S -v --list --validate --non-interactive --preserve-env --set-home --stdin",
    values: "-g -p -T -U -u --user --group --prompt --other-user",
    attached: "--preserve-env",
    options: {
      "-i -s --login --shell": { effect: "run", because: "starts a shell" },
      "-e --edit": { effect: "run", because: "starts an editor" },
      "-C -D -R -r -t --chdir --chroot --close-from": run("changes where or how it runs"),
    },
    operands: ["assignment", "command"],
    examples: {
      reads: ["sudo -l", "sudo -v", "sudo -ln", "sudo --version"],
      acts: [
        "sudo ls",
        "sudo -u bob id",
        "sudo -i",
        "sudo",
        "sudo -e /etc/hosts",
        "sudo PATH=/x ls",
      ],
    },
  },
  {
    names: "doas",
    effect: "privilege",
    because: "runs it with the rights of another user",
    style: "posix",
    flags: "-n",
    values: "-u",
    options: {
      "-s": { effect: "run", because: "starts a shell" },
      "-C": run("reads another configuration"),
    },
    operands: "command",
    examples: { reads: [], acts: ["doas ls", "doas -s", "doas -u bob id"] },
  },
  {
    names: "pkexec",
    effect: "privilege",
    because: "runs it with the rights of another user",
    style: "posix",
    flags: "--disable-internal-agent --keep-cwd",
    values: "--user",
    operands: "command",
    examples: { reads: ["pkexec --version"], acts: ["pkexec ls", "pkexec --user bob id"] },
  },
  {
    names: "su runuser",
    effect: "privilege",
    because: "runs it with the rights of another user",
    flags: "-l -m -p -P -f --login --preserve-environment --pty",
    values: "-g -G -u --group --supp-group --user",
    options: {
      "-c --command --session-command": script,
      "-s --shell": run("chooses another shell"),
    },
    operands: "unknown",
    examples: {
      reads: ["su --version"],
      acts: ["su", "su -", "su - bob -c ls", "runuser -u bob -- ls"],
    },
  },
  {
    names: "env",
    style: "posix",
    flags: "-i -0 -v - --ignore-environment --null --debug --list-signal-handling",
    values: "-u --unset",
    options: {
      "-S --split-string": run("splits a string into a command"),
      "-C --chdir": run("runs it in another directory"),
      "-P": run("looks for the program elsewhere"),
    },
    operands: ["assignment", "command"],
    examples: {
      reads: ["env", "env -0", "env LC_ALL=C ls", "env -i ls", "env -u FOO ls"],
      acts: [
        "env rm x",
        "env PATH=/tmp ls",
        "env LD_PRELOAD=/tmp/x.so ls",
        "env -S 'rm x'",
        "env -i sh -c 'rm x'",
      ],
    },
  },
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
    values: "-c -n -p -P -u --class --classdata --pid",
    operands: "command",
    check: (words) => changesRunning(words, 2),
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
    names: "watch",
    style: "posix",
    flags:
      "-b -c -C -d -e -g -t -w -x -p --beep --color --differences --errexit --chgexit --no-title --exec --precise --no-wrap",
    values: "-n --interval",
    attached: "--differences",
    operands: "text",
    examples: {
      reads: ["watch -n 1 df -h", "watch 'ls | wc -l'", "watch -x ls"],
      acts: ["watch rm x", "watch -n1 'ls; rm x'", "watch -x rm x", "watch $x"],
    },
  },
  {
    names: "xargs gxargs",
    style: "posix",
    flags: "-0 -r -t -x --null --no-run-if-empty --verbose --exit",
    values:
      "-d -E -I -L -n -P -s --delimiter --max-args --max-chars --max-lines --max-procs --replace",
    attached: "-e -i -l --eof",
    options: {
      "-p --interactive": { effect: "read" },
      "-a --arg-file": { effect: "read", value: "required", operand: "read" },
    },
    operands: "command",
    examples: {
      reads: [
        "ls | xargs",
        "ls | xargs -n1 echo",
        "find /var/log -name '*.log' | xargs wc -l",
        "find . -print0 | xargs -0 grep -l x",
      ],
      acts: [
        "ls | xargs rm",
        "ls | xargs cat",
        "ls | xargs sh -c",
        "ls | xargs -I{} sh -c 'cat {}'",
        "ls | xargs sort",
        "ls | xargs -I % % x",
      ],
    },
  },
  {
    names: "parallel",
    effect: "run",
    because: "runs commands that are put together while it runs",
    style: "words",
    operands: "text",
    examples: { reads: [], acts: ["parallel rm ::: a b", "parallel"] },
  },
  {
    names: "strace ltrace",
    informs: "--version -V -h --help",
    effect: "run",
    because: "follows and may slow down or disturb what it runs",
    style: "posix",
    flags:
      "-c -C -d -D -f -F -ff -h -i -k -n -N -q -qq -r -t -tt -ttt -T -v -V -w -x -xx -y -yy -z -Z -S --version",
    values: "-a -I -O -P -s -b",
    options: {
      "-o --output": write,
      "-e --trace": { effect: "read", value: "required" },
      "-p --attach": privilege("stops and follows a running process"),
      "-u --user": privilege("runs it as another user"),
      "-E --env": run("changes its environment"),
    },
    operands: "command",
    check: (words) =>
      words.some((word) => word === null || /inject|fault/.test(word))
        ? { effect: "unknown", because: "it tampers with what the program does" }
        : null,
    examples: {
      reads: ["strace --version"],
      acts: ["strace rm x", "strace -o x ls", "strace -p 1", "strace -e inject=all ls"],
    },
  },
  {
    names: "nsenter",
    effect: "privilege",
    because: "runs it inside other namespaces",
    style: "posix",
    flags:
      "-a -m -u -i -n -p -U -C -T -F -Z --all --mount --uts --ipc --net --pid --user --cgroup --time --no-fork",
    values: "-t -S -G --target --setuid --setgid",
    attached: "--mount --uts --ipc --net --pid --user --cgroup --time",
    operands: "command",
    examples: {
      reads: ["nsenter --version"],
      acts: ["nsenter -t 1 -a ls", "nsenter -t 1 -m rm x"],
    },
  },
  {
    names: "chroot",
    effect: "privilege",
    because: "runs it in another root directory",
    style: "posix",
    values: "--userspec --groups",
    flags: "--skip-chdir",
    operands: ["name", "command"],
    examples: { reads: ["chroot --version"], acts: ["chroot /mnt ls", "chroot /mnt"] },
  },
  {
    names: "unshare",
    effect: "privilege",
    because: "runs it in namespaces of its own",
    style: "posix",
    flags:
      "-m -u -i -n -p -U -C -T -f -r -c --fork --mount --uts --ipc --net --pid --user --map-root-user",
    attached: "--mount-proc --kill-child --mount --net --pid",
    operands: "command",
    examples: { reads: ["unshare --version"], acts: ["unshare -r ls", "unshare -n rm x"] },
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
  {
    names: "script",
    effect: "change",
    because: "writes all that is shown into a file",
    flags: "-a -e -f -q --append --return --flush --quiet",
    options: { "-c --command": script, "-t -T -O -I -B": write },
    operands: "write",
    examples: {
      reads: ["script --version"],
      acts: ["script", "script -c ls x", "script -qc 'rm x' /dev/null"],
    },
  },
  {
    names: "at batch",
    effect: "run",
    because: "runs commands later",
    readsWith: "-l",
    informs: "-V",
    flags: "-l -m -M -v",
    values: "-q",
    options: {
      "-c": { effect: "unknown" },
      "-d -r": { effect: "destroy", because: "deletes jobs" },
      "-f": run("reads commands from a file"),
    },
    operands: "text",
    examples: { reads: ["at -l", "at -V"], acts: ["at now", "echo rm x | at now", "at -f x now"] },
  },
  {
    names: "systemd-run",
    effect: "privilege",
    because: "starts it as a unit of the system",
    style: "posix",
    flags:
      "-d -G -P -q -r -S -t --user --system --scope --wait --collect --pty --pipe --quiet --no-block --no-ask-password --same-dir --send-sighup",
    values:
      "-u -p --unit --property --description --slice --uid --gid --nice --working-directory --service-type",
    options: {
      "-E --setenv --on-active --on-calendar --on-boot": run("changes how or when it runs"),
      "-H --host -M --machine": run("runs it elsewhere"),
    },
    operands: "command",
    examples: {
      reads: ["systemd-run --version"],
      acts: ["systemd-run ls", "systemd-run --user --scope rm x"],
    },
  },
  {
    names: "systemd-inhibit",
    effect: "privilege",
    because: "keeps the machine from going to sleep",
    style: "posix",
    values: "--what --who --why --mode",
    readsWith: "--list",
    flags: "--list --no-legend --no-pager",
    operands: "command",
    examples: { reads: ["systemd-inhibit --list"], acts: ["systemd-inhibit ls"] },
  },
  {
    names: "busybox toybox",
    style: "posix",
    flags: "--list --list-full",
    operands: "command",
    examples: {
      reads: ["busybox ls", "busybox --list"],
      acts: ["busybox rm x", "busybox sh", "busybox wget x", "busybox --install"],
    },
  },
  {
    names:
      "unbuffer catchsegv fakeroot setarch linux32 linux64 chpst softlimit cpulimit numactl choom",
    effect: "run",
    because: "runs a command in a way that is not judged here",
    style: "words",
    operands: "text",
    examples: { reads: [], acts: ["fakeroot ls", "choom -p 1"] },
  },
  {
    names: "find gfind",
    style: "single-dash",
    flags: `-H -L -P -O0 -O1 -O2 -O3 -a -and -o -or -not -daystart -depth -d -follow -ignore_readdir_race -noignore_readdir_race
      -mount -xdev -noleaf -nowarn -warn -empty -executable -readable -writable -nogroup -nouser -true -false -print -print0
      -ls -prune -quit -help -version --help --version`,
    values: `-maxdepth -mindepth -regextype -amin -atime -cmin -ctime -mmin -mtime -fstype -gid -group -uid -user -ilname
      -iname -inum -ipath -iregex -iwholename -links -lname -name -path -perm -regex -size -type -used -wholename -xtype
      -printf -context -Bmin -Btime -flags`,
    options: {
      "-newer -anewer -cnewer -samefile -newermm -neweraa -newercc -newerma -newermc -neweram -newerac -newerca -newercm":
        path,
      "-newermt -newerat -newerct -newerBt": { effect: "read", value: "required" },
      "-files0-from": {
        effect: "unknown",
        value: "required",
        because: "reads where to look from a file",
      },
      "-delete": { effect: "destroy", because: "deletes what it finds" },
      "-fprint -fprint0 -fls": write,
      "-fprintf": { effect: "unknown", value: "required", because: "writes into a file" },
      "-exec -execdir -ok -okdir": inner,
    },
    operands: "name",
    examples: {
      reads: [
        "find . -name '*.log'",
        "find /etc -type f -perm -o+w -ls",
        "find /var/log -size +100M -exec ls -lh {} \\;",
        "find /var/log -name '*.gz' -exec zgrep -l x {} +",
        "find . \\( -name a -o -name b \\) ! -newer c -print0",
        "find . -type d -name node_modules -prune -o -print",
      ],
      acts: [
        "find . -delete",
        "find . -exec rm {} \\;",
        "find . -execdir ./x {} +",
        "find . -fprint x",
        "find . -fls x",
        "find . -exec sh -c 'rm \"$1\"' _ {} \\;",
        "find . -exec sh -c 'cat {}' \\;",
        "find $x -name y",
        "find . -exec {} \\;",
        "find . -ok rm {} \\;",
        "find . -exec ls {}",
      ],
    },
  },
  {
    names: "sed gsed",
    flags:
      "-n -E -r -s -u -z --quiet --silent --regexp-extended --separate --unbuffered --null-data --posix --debug --sandbox",
    values: "-l --line-length",
    options: {
      "-e --expression": { effect: "read", value: "required", operand: "sed", replacesFirst: true },
      "-f --file": { ...run("reads its program from a file"), replacesFirst: true },
      "-i --in-place": {
        effect: "change",
        value: "attached",
        because: "edits the files themselves",
      },
    },
    operands: ["sed", "read"],
    examples: {
      reads: [
        "sed -n '1,20p' f",
        "sed 's/a/b/g' f",
        "sed -n '/start/,/end/p' f",
        "sed -e 's/a/b/' -e '/x/d' f",
        "sed '$!N;P;D' f",
        "sed -E 's#(a|b)#<\\1>#gI;s/x/y/2p' f",
        "sed '/^#/d; /^$/d' /etc/fstab",
        "sed -n '5{p;q}' f",
        "sed 'y/abc/xyz/' f",
        "ls | sed 5q",
      ],
      acts: [
        "sed -i s/a/b/ f",
        "sed -i.bak s/a/b/ f",
        "sed --in-place s/a/b/ f",
        "sed -n 'w out' f",
        "sed 's/a/b/w out' f",
        "sed 's/a/b/e' f",
        "sed '1e id' f",
        "sed e f",
        "sed -f x f",
        'sed "$x" f',
        "sed -ni p f",
        "sed '1!{s/a/b/w x\n}' f",
        "sed 'r /etc/shadow' f",
        "sed 's/x/y/;W o' f",
      ],
    },
  },
  {
    names: "awk gawk mawk nawk original-awk",
    style: "posix",
    flags:
      "-b -c -C -g -h -I -k -n -N -O -P -r -s -S -t -V --posix --traditional --re-interval --sandbox --csv --version --characters-as-bytes",
    values: "-F -v --assign --field-separator",
    options: {
      "-e --source": { effect: "read", value: "required", operand: "awk", replacesFirst: true },
      "-f -E -i -l --file --exec --include --load": run("reads its program from a file"),
      "-o -p -d --pretty-print --profile --dump-variables": {
        effect: "change",
        value: "attached",
        because: "writes into a file",
      },
      "-D --debug -L --lint": { effect: "unknown", value: "attached" },
    },
    operands: ["awk", "read"],
    examples: {
      reads: [
        "awk '{print $1}' f",
        "awk -F: '{print $1}' /etc/passwd",
        "awk '$3 > 50 {print $0}' f",
        "awk 'NR>1 && $5+0 > 80 {print $6, $5}' f",
        "awk '{a[$1]++} END {for (k in a) print k, a[k]}' f",
        "awk '/a|b/ {printf \"%s\\n\", $2}' f",
        "awk -v n=3 'NR==n' f",
        'awk \'{print ($1 > 2) ? "x" : "y"}\' f',
        "awk '!seen[$0]++' f",
        "awk '{sum += $1} END {print sum/NR}' f",
        "awk 'length($0) > 80' f",
        "awk '{ if ($1 > 3) { print $2 } }' f",
      ],
      acts: [
        "awk 'BEGIN {system(\"id\")}'",
        "awk '{print > \"x\"}' f",
        "awk '{print $1 >> \"x\"}' f",
        "awk '{print | \"sh\"}' f",
        "awk 'BEGIN {\"id\" | getline x}'",
        "awk 'BEGIN {while ((getline l < \"/etc/shadow\") > 0) print l}'",
        "awk -f x f",
        "awk '@load \"filefuncs\"; BEGIN {}'",
        'awk \'BEGIN { f = "system"; @f("id") }\'',
        'awk "$x" f',
        'awk \'BEGIN {print "x" |& "sh"}\'',
        'awk \'BEGIN { printf("x") > "y" }\'',
        "awk 'BEGIN{ARGV[1]=\"/etc/shadow\";ARGC=2}{print}'",
      ],
    },
  },
  {
    names: "ssh",
    effect: "unknown",
    because: "runs it on another machine",
    network: true,
    informs: "-V",
    style: "posix",
    flags: "-4 -6 -A -a -C -f -G -g -K -k -M -N -n -q -s -T -t -tt -v -vv -vvv -X -x -Y -y",
    values: "-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -P -Q -R -S -W -w",
    operands: ["host", "text"],
    examples: { reads: [], acts: ["ssh host", "ssh host ls", "ssh -p 22 u@host 'rm -rf /'"] },
  },
  {
    names: "sh bash dash ash zsh ksh mksh rbash",
    effect: "run",
    because: "runs commands that are not judged here",
    style: "posix",
    operands: "unknown",
    examples: {
      reads: [
        "sh -c ls",
        "bash -c 'df -h; free -m'",
        "bash --version",
        "bash <<'E'\nls\nE",
        "bash -n script.sh",
      ],
      acts: [
        "sh",
        "bash x.sh",
        "sh -c 'rm x'",
        "curl x | sh",
        'bash -c "$x"',
        "echo ls | bash",
        "bash <<E\nrm x\nE",
        "bash <<< 'rm x'",
        "bash -i",
        "sh -s x",
      ],
    },
  },
  {
    names: "fish csh tcsh pwsh powershell nu xonsh elvish",
    effect: "run",
    because: "runs commands that are not judged here",
    style: "posix",
    flags: "-c",
    operands: "text",
    examples: { reads: ["fish --version"], acts: ["fish -c ls", "pwsh x", "csh"] },
  },
];
