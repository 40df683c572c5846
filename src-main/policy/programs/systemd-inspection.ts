import type { Finding, Program } from "./program.ts";
import { privileged, runs } from "./rule-forms.ts";

const common = "-h --help --version --no-pager --no-legend --no-ask-password -l --full -a --all";

/** cat-config shows any file below the directories of settings. */
const showsAnyFile = (words: readonly (string | null)[]): Finding | null =>
  words.some((word) => word === null || /shadow|sudoers|passw|ssl|pki|ssh|\.\./.test(word))
    ? { effect: "read", secret: true, because: "shows a file that may hold secrets" }
    : null;

const inspection: readonly Program[] = [
  {
    names: "systemd-analyze",
    flags: `${common} --user --system --global --order --require --quiet -q`,
    values:
      "--fuzz --from-pattern --to-pattern --man --iterations --base-time --json --recursive-errors",
    alone: "read",
    globals: true,
    commands: {
      "time blame critical-chain dump plot dot unit-paths unit-files exit-status capability syscall-filter filesystems calendar timestamp timespan cat-config security verify architectures smbios11 has-tpm2 pcrs srk fdstore":
        {
          flags: "--tldr",
          operands: "name",
          check: showsAnyFile,
        },
      "log-level log-target service-watchdogs set-log-level set-log-target condition malloc inspect-elf image-policy":
        privileged("changes the service manager or looks into it"),
    },
    examples: {
      reads: [
        "systemd-analyze",
        "systemd-analyze blame",
        "systemd-analyze critical-chain nginx.service",
        "systemd-analyze --user time",
        "systemd-analyze calendar daily",
      ],
      acts: [
        "systemd-analyze cat-config /etc/shadow",
        "systemd-analyze cat-config ../shadow",
        "systemd-analyze log-level debug",
        "systemd-analyze set-log-level debug",
        "systemd-analyze -H other blame",
        "systemd-analyze --root=/x verify a",
      ],
    },
  },
  {
    names: "busctl",
    flags: `${common} --system --user --unique --acquired --activatable --list -q --quiet -j --show-machine`,
    values: "--json --match",
    alone: "read",
    globals: true,
    commands: {
      "list status tree introspect get-property": { operands: "text" },
      "call set-property emit wait": privileged("calls other programs over the bus"),
      "monitor capture": privileged("listens to all messages on the bus"),
    },
    examples: {
      reads: [
        "busctl list",
        "busctl --user tree org.x",
        "busctl get-property org.x /x i p",
        "busctl status",
      ],
      acts: [
        "busctl call a b c d",
        "busctl set-property a b c d s x",
        "busctl --address=x list",
        "busctl monitor",
      ],
    },
  },
  {
    names: "coredumpctl",
    flags: `${common} -1 -r --reverse -q --quiet --all`,
    values: "-n -F --field -S --since -U --until -D --directory --json",
    alone: "read",
    globals: true,
    options: {
      "-o --output": {
        effect: "change",
        value: "required",
        operand: "write",
        because: "writes the dump into a file",
      },
    },
    commands: {
      "list info": { operands: "name" },
      dump: {
        effect: "change",
        because: "prints or writes the memory of a program",
        operands: "name",
      },
      "debug gdb": runs("opens a debugger"),
    },
    examples: {
      reads: [
        "coredumpctl",
        "coredumpctl list nginx",
        "coredumpctl info 123",
        "coredumpctl -1 info",
        "coredumpctl list --since today",
      ],
      acts: [
        "coredumpctl gdb",
        "coredumpctl dump -o /etc/x",
        "coredumpctl --debugger=/tmp/x debug",
        "coredumpctl info -o/x",
      ],
    },
  },
  {
    names: "machinectl",
    flags: `${common} -q --quiet --value`,
    values: "-p --property -n --lines -o --output --max-addresses",
    alone: "read",
    globals: true,
    commands: {
      "list status show list-images image-status show-image": { operands: "name" },
      "start poweroff reboot enable disable terminate kill stop bind copy-to copy-from clone rename read-only remove set-limit clean pull-tar pull-raw import-tar import-raw export-tar export-raw":
        privileged("starts, stops or changes machines"),
      "login shell": runs("opens a shell in a machine"),
    },
    examples: {
      reads: ["machinectl", "machinectl list", "machinectl status web", "machinectl list-images"],
      acts: [
        "machinectl shell web",
        "machinectl stop web",
        "machinectl -q remove web",
        "machinectl -H x list",
      ],
    },
  },
  {
    names: "systemd-cgtop systemd-path systemd-delta",
    flags: `${common} -k -c -v -r -n -b -p -t -m -i -1 --batch --raw --order --chroot --private-users --list --cvm --recursive --diff -q`,
    values: "-d --delay --iterations --depth --suffix --type -u --unit --user-unit",
    operands: "name",
    examples: {
      reads: ["systemd-cgtop -b --iterations=1", "systemd-path", "systemd-delta --type=overridden"],
      acts: ["systemd-cgtop -H other", "systemd-cgtop --machine=x", "systemd-path --z"],
    },
  },
  {
    names: "systemd-cgls systemd-detect-virt",
    flags: `${common} -k -c -v -r -q --container --vm --chroot --private-users --list --cvm`,
    values: "-u --unit --user-unit",
    operands: "name",
    examples: {
      reads: ["systemd-cgls", "systemd-cgls -u nginx.service --no-pager", "systemd-detect-virt -c"],
      acts: ["systemd-cgls --machine=x", "systemd-detect-virt --z", "systemd-cgls -M x"],
    },
  },
  {
    names: "bootctl",
    flags: `${common} -p --print-esp-path -x --print-boot-path -q --quiet`,
    values: "--json",
    alone: "read",
    commands: {
      "status list is-installed": { flags: `${common} -q --quiet`, values: "--json" },
      "install update remove set-default set-oneshot set-timeout random-seed unlink cleanup reboot-to-firmware":
        privileged("changes how the machine starts"),
    },
    examples: {
      reads: ["bootctl", "bootctl status", "bootctl list --no-pager"],
      acts: ["bootctl install", "bootctl set-default x", "bootctl --esp-path=/x install"],
    },
  },
  {
    names: "systemd-tmpfiles systemd-sysusers",
    ...privileged("creates and deletes files or users"),
    examples: {
      reads: [],
      acts: ["systemd-tmpfiles --clean", "systemd-tmpfiles --create x", "systemd-sysusers"],
    },
  },
  {
    names: "oomctl userdbctl portablectl",
    flags: `${common}`,
    alone: "read",
    values: "--json",
    commands: {
      "list dump user group users-in-group groups-of-user inspect is-attached": {
        flags: common,
        operands: "name",
      },
      "attach detach reattach set-limit read-only remove": privileged("attaches services"),
    },
    examples: {
      reads: ["oomctl", "userdbctl user root", "portablectl list"],
      acts: ["portablectl attach x", "userdbctl ssh-authorized-keys x", "portablectl -H x list"],
    },
  },
];

/** Programs of systemd that look into the service manager, its bus, dumps and machines. */
export const systemdInspectionPrograms: readonly Program[] = inspection;
