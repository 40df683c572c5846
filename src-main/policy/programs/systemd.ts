import type { Finding, OptionRule, Program, Rule } from "./program.ts";
import { givenWords, privileged, runs } from "./rule-forms.ts";

const common = "-h --help --version --no-pager --no-legend --no-ask-password -l --full -a --all";
const overSsh: OptionRule = {
  effect: "unknown",
  value: "required",
  network: true,
  because: "connects to another machine over ssh",
};

/** The form they all share: some subcommands show, the others set. */
const control = (
  names: string,
  shows: string,
  sets: Record<string, Rule>,
  examples: Program["examples"],
  more: { flags?: string; values?: string; commands?: Record<string, Rule> } = {},
): Program => {
  const read: Rule = {
    flags: `${common} ${more.flags ?? ""}`,
    values: `-p --property -P ${more.values ?? ""}`,
    operands: "name",
  };
  return {
    names,
    ...read,
    options: { "-H --host": overSsh },
    globals: true,
    alone: "read",
    commands: { [shows]: read, ...more.commands, ...sets },
    examples,
  };
};

/** Shows without a value, sets with one: where more than `most` words follow. */
const showsUpTo = (most: number, because: string): Rule => ({
  operands: "text",
  check: (words): Finding | null =>
    givenWords(words).operands.length > most ? { effect: "privilege", because } : null,
});

const setsHost = "changes the name of the machine";
const setsResolver = "changes how names are looked up";

const settings: readonly Program[] = [
  control(
    "timedatectl",
    "status show list-timezones timesync-status show-timesync",
    {
      "set-time set-timezone set-ntp set-local-rtc ntp-servers revert":
        privileged("changes the clock"),
    },
    {
      reads: [
        "timedatectl",
        "timedatectl status",
        "timedatectl show -p NTP --value",
        "timedatectl timesync-status",
      ],
      acts: [
        "timedatectl set-ntp true",
        "timedatectl -H other status",
        "timedatectl --no-pager set-timezone UTC",
      ],
    },
    { flags: "--value --monitor" },
  ),
  control(
    "hostnamectl",
    "status show",
    { "set-hostname set-icon-name set-chassis set-deployment set-location": privileged(setsHost) },
    {
      reads: ["hostnamectl", "hostnamectl status", "hostnamectl --static", "hostnamectl hostname"],
      acts: [
        "hostnamectl set-hostname x",
        "hostnamectl hostname x",
        "hostnamectl --static hostname x",
      ],
    },
    {
      flags: "--static --transient --pretty -j",
      values: "--json",
      commands: { "hostname icon-name chassis deployment location": showsUpTo(0, setsHost) },
    },
  ),
  control(
    "localectl",
    "status list-locales list-keymaps list-x11-keymap-models list-x11-keymap-layouts list-x11-keymap-variants list-x11-keymap-options",
    { "set-locale set-keymap set-x11-keymap": privileged("changes language and keyboard") },
    {
      reads: ["localectl", "localectl list-locales", "localectl status --no-pager"],
      acts: [
        "localectl set-locale C",
        "localectl --no-convert set-keymap de",
        "localectl set-x11-keymap us",
      ],
    },
  ),
  control(
    "loginctl",
    "list-sessions session-status show-session list-users user-status show-user list-seats seat-status show-seat",
    {
      "activate lock-session unlock-session lock-sessions unlock-sessions terminate-session kill-session enable-linger disable-linger terminate-user kill-user attach flush-devices terminate-seat":
        privileged("ends, locks or changes sessions"),
    },
    {
      reads: [
        "loginctl",
        "loginctl list-sessions",
        "loginctl show-session 1 -p Type --value",
        "loginctl user-status me",
      ],
      acts: [
        "loginctl terminate-user me",
        "loginctl enable-linger me",
        "loginctl --no-pager kill-session 1",
      ],
    },
    { flags: "--value -j", values: "-n --lines -o --output --json" },
  ),
  control(
    "resolvectl systemd-resolve",
    "status statistics show-cache show-server-state",
    {
      "flush-caches reset-statistics reset-server-features revert log-level":
        privileged(setsResolver),
      "query service openpgp tlsa": {
        flags: "--cache --legend",
        values: "-t --type -c --class -i --interface -p --protocol",
        attached: "--legend --cname --search --validate",
        operands: "host",
      },
      "dns domain default-route llmnr mdns dnsovertls dnssec nta": showsUpTo(1, setsResolver),
    },
    {
      reads: [
        "resolvectl",
        "resolvectl status eth0",
        "resolvectl query example.com",
        "resolvectl statistics",
        "resolvectl dns",
        "systemd-resolve --status",
      ],
      acts: ["resolvectl dns eth0 8.8.8.8", "resolvectl flush-caches", "resolvectl revert eth0"],
    },
    { flags: "--status --statistics -4 -6", values: "-i --interface --json" },
  ),
  control(
    "networkctl",
    "list status lldp label cat",
    {
      "up down renew forcerenew reconfigure reload delete mask unmask persistent-storage":
        privileged("changes interfaces"),
      edit: runs("opens an editor"),
    },
    {
      reads: [
        "networkctl",
        "networkctl status eth0",
        "networkctl list --no-legend",
        "networkctl -a status",
      ],
      acts: ["networkctl down eth0", "networkctl reload", "networkctl edit x"],
    },
    { flags: "-s --stats", values: "-n --lines --json" },
  ),
];

/** What systemd's programs tell of and set on a machine: clock, names, sessions, networks. */
export const systemdPrograms: readonly Program[] = settings;
