import type { Program } from "../programs/program.ts";
import { placeWrapperPrograms } from "./place-wrapper-programs.ts";
import { textWrapperPrograms } from "./text-wrapper-programs.ts";
import { timingWrapperPrograms } from "./timing-wrapper-programs.ts";
import { run, script, write } from "./wrapper-options.ts";

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
    values: "-d -E -I -L -n -P -s --delimiter --max-args --max-chars --max-procs",
    attached: "-e -i -l --eof --max-lines --replace",
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
    names: "unbuffer catchsegv fakeroot setarch linux32 linux64 chpst softlimit cpulimit choom",
    effect: "run",
    because: "runs a command in a way that is not judged here",
    style: "words",
    operands: "text",
    examples: { reads: [], acts: ["fakeroot ls", "choom -p 1"] },
  },
  ...timingWrapperPrograms,
  ...placeWrapperPrograms,
  ...textWrapperPrograms,
  {
    names: "numactl",
    effect: "run",
    because: "runs a command in a way that is not judged here",
    informs: "-H --hardware -s --show",
    style: "words",
    operands: "text",
    examples: { reads: ["numactl --hardware", "numactl -s"], acts: ["numactl -N0 ls", "numactl"] },
  },
];
