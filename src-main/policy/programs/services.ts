import type { Program, Rule } from "./program.ts";
import { privileged, runs } from "./rule-forms.ts";

const help = "-h --help --version --no-pager --no-legend";
const overSsh = {
  effect: "unknown",
  value: "required",
  network: true,
  because: "connects to another machine over ssh",
} as const;
const hosts = { "-H": overSsh, "--host": overSsh } as const;

const unitFlags = `${help} -l --full -a --all -q --quiet --plain --failed --user --system -r --recursive --reverse --after --before --no-ask-password --show-types --value --with-dependencies --no-warn`;
const unitValues =
  "-t --type --state -p --property -P -n --lines -o --output --timestamp --legend --what";

const unitRead: Rule = { flags: unitFlags, values: unitValues, options: hosts, operands: "name" };

const systemctl: Program = {
  names: "systemctl",
  ...unitRead,
  alone: "read",
  commands: {
    "status show cat list-units list-unit-files list-timers list-sockets list-dependencies list-jobs list-machines list-automounts list-paths is-active is-enabled is-failed is-system-running help get-default show-environment":
      unitRead,
    "start stop restart reload try-restart reload-or-restart try-reload-or-restart kill freeze thaw isolate reset-failed clean cancel":
      privileged("starts, stops or restarts services"),
    "enable disable mask unmask preset preset-all reenable revert link add-wants add-requires set-default set-property bind mount-image service-log-level service-log-target":
      privileged("changes which services start and how"),
    "poweroff reboot halt kexec soft-reboot rescue emergency default suspend hibernate hybrid-sleep suspend-then-hibernate sleep exit switch-root":
      privileged("changes the power state or run level of the machine"),
    "daemon-reload daemon-reexec set-environment unset-environment import-environment log-level log-target":
      privileged("changes the service manager itself"),
    edit: runs("opens an editor on a unit file"),
  },
  examples: {
    reads: [
      "systemctl",
      "systemctl --failed",
      "systemctl status nginx",
      "systemctl status nginx.service -l --no-pager",
      "systemctl --no-pager -n50 status nginx",
      "systemctl list-units --type=service --state=running --no-pager",
      "systemctl list-units -at service",
      "systemctl --user list-timers --all",
      "systemctl is-active nginx postgresql",
      "systemctl show -p MainPID --value sshd",
      "systemctl cat sshd",
      "systemctl list-dependencies --reverse network.target",
      "systemctl get-default",
    ],
    acts: [
      "systemctl restart nginx",
      "systemctl --no-pager stop nginx",
      "systemctl -q --user disable --now x.timer",
      "systemctl edit nginx",
      "systemctl status nginx -H root@other",
      "systemctl -Hother status nginx",
      "systemctl reboot",
      "systemctl kill -s KILL nginx",
      "systemctl daemon-reload",
    ],
  },
};

/** A slash would leave the folder of the service scripts and run any file. */
const serviceName = /^[A-Za-z0-9@._:-]+$/;

const service: Program = {
  names: "service invoke-rc.d rc-service",
  style: "posix",
  flags: "--status-all --version --help -h -l --list -e --exists",
  operands: ["name", "text"],
  check: (words) => {
    const [name, action] = words;
    if (name?.startsWith("-") && words.length === 1) return null;
    if (name?.match(/^(-e|--exists)$/) && words.length === 2) return null;
    if (words.length === 2 && name?.match(serviceName) && action === "status") return null;
    return { effect: "privilege", because: "starts, stops or restarts services" };
  },
  examples: {
    reads: ["service nginx status", "service --status-all", "rc-service sshd status"],
    acts: [
      "service nginx restart",
      "service nginx stop",
      "service ../../tmp/x status",
      "service --full-restart nginx",
      "invoke-rc.d nginx reload",
      "service nginx status extra",
    ],
  },
};

const sysv: readonly Program[] = [
  {
    names: "initctl",
    alone: "unknown",
    flags: "--help --version --system -q --quiet -v --verbose",
    commands: {
      "list status version show-config": { operands: "name", flags: "--help -e --enumerate" },
      "start stop restart reload emit reload-configuration": privileged(
        "starts, stops or restarts services",
      ),
    },
    examples: {
      reads: ["initctl list", "initctl status ssh", "initctl --system version"],
      acts: ["initctl stop ssh", "initctl -q restart ssh", "initctl emit shutdown"],
    },
  },
  {
    names: "rc-status",
    flags:
      "-a --all -c --crashed -l --list -m --manual -r --runlevel -s --servicelist -u --unused -C --nocolor -h --help -V --version -S --supervised -f --format",
    operands: "name",
    examples: {
      reads: ["rc-status", "rc-status -a", "rc-status default"],
      acts: ["rc-status --unknown-option", "rc-status -z", "rc-status -aX"],
    },
  },
  {
    names: "rc-update",
    alone: "read",
    flags: "-a --all -v --verbose -h --help -V --version -C --nocolor",
    commands: {
      show: { operands: "name", flags: "-v --verbose -a --all" },
      "add del delete": privileged("changes which services start"),
      "-u --update": privileged("changes which services start"),
    },
    examples: {
      reads: ["rc-update", "rc-update show", "rc-update -v show default"],
      acts: ["rc-update add nginx default", "rc-update del nginx", "rc-update -v add x"],
    },
  },
  {
    names: "chkconfig",
    flags: "--list --help --version",
    values: "--type",
    operands: "name",
    check: (words) =>
      words.length <= 1 || (words[0] === "--list" && words.length === 2)
        ? null
        : { effect: "privilege", because: "changes which services start" },
    examples: {
      reads: ["chkconfig", "chkconfig --list", "chkconfig --list nginx"],
      acts: ["chkconfig nginx on", "chkconfig --add nginx", "chkconfig --del nginx"],
    },
  },
  {
    names: "update-rc.d insserv",
    ...privileged("changes which services start"),
    examples: {
      reads: [],
      acts: ["update-rc.d nginx defaults", "update-rc.d -f nginx remove", "insserv -r nginx"],
    },
  },
  {
    names: "telinit",
    ...privileged("changes the run level of the machine"),
    examples: { reads: [], acts: ["telinit 1", "telinit q", "telinit --no-wall 6"] },
  },
];

const launchctl: Program = {
  names: "launchctl",
  commands: {
    "list print print-disabled blame hostinfo manageruid managername managerpid version help": {
      operands: "name",
    },
    "load unload start stop kickstart bootstrap bootout enable disable kill remove submit reboot limit config setenv unsetenv":
      privileged("starts, stops or changes services"),
    "asuser bsexec": runs("runs a command in another place"),
  },
  examples: {
    reads: ["launchctl list", "launchctl print system/com.openssh.sshd", "launchctl list com.x"],
    acts: [
      "launchctl unload /x.plist",
      "launchctl kickstart -k system/x",
      "launchctl asuser 501 rm x",
    ],
  },
};

const supervisorctl: Program = {
  names: "supervisorctl",
  commands: {
    "status avail pid version tail maintail": {
      style: "words",
      operands: "name",
    },
    "start stop restart reload reread update add remove clear shutdown signal": privileged(
      "starts, stops or restarts services",
    ),
    fg: runs("opens a program"),
  },
  flags: "-h --help",
  examples: {
    reads: ["supervisorctl status", "supervisorctl status worker:*", "supervisorctl tail -100 web"],
    acts: [
      "supervisorctl restart all",
      "supervisorctl -c /tmp/x.conf status",
      "supervisorctl",
      "supervisorctl shutdown",
    ],
  },
};

/** Programs that start and stop services and what they tell about them. */
export const servicesPrograms: readonly Program[] = [
  systemctl,
  service,
  ...sysv,
  launchctl,
  supervisorctl,
];
