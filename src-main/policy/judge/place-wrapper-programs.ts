import type { Program } from "../programs/program.ts";
import { privilege, run, write } from "./wrapper-options.ts";

/** Programs that run a command somewhere else: on another machine, in a namespace, under observation, in another shell. */
export const placeWrapperPrograms: readonly Program[] = [
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
    names: "fish csh tcsh pwsh powershell nu xonsh elvish",
    effect: "run",
    because: "runs commands that are not judged here",
    style: "posix",
    flags: "-c",
    operands: "text",
    examples: { reads: ["fish --version"], acts: ["fish -c ls", "pwsh x", "csh"] },
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
];
