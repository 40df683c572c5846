import type { Program, Rule } from "./program.ts";
import { privileged } from "./rule-forms.ts";

const changesNetwork = "changes the network settings of the machine";
const changed = { effect: "privilege", because: changesNetwork } as const;
const acts = privileged(changesNetwork);
const words: Rule = { style: "words", operands: "text" };
const listed: Rule = { alone: "read", commands: { "show list ls l": words } };

const kernel: readonly Program[] = [
  {
    names: "tc",
    style: "single-dash",
    flags:
      "-s -stats -statistics -d -details -p -pretty -j -json -r -raw -g -graph -o -oneline -iec -N -Numeric -t -timestamp -V -Version",
    values: "-n -netns",
    attached: "-c -color",
    commands: { "qdisc class filter chain action actions": listed, monitor: words },
    examples: {
      reads: ["tc qdisc show dev eth0", "tc -s qdisc", "tc -s class show dev eth0"],
      acts: [
        "tc qdisc add dev eth0 root netem loss 10%",
        "tc -s qdisc del dev eth0 root",
        "tc -b /tmp/x",
        "tc filter replace dev eth0 x",
      ],
    },
  },
  {
    names: "bridge",
    style: "single-dash",
    flags:
      "-s -stats -statistics -d -details -p -pretty -j -json -o -oneline -t -timestamp -N -Numeric -compressvlans -V -Version",
    values: "-n -netns",
    attached: "-c -color",
    commands: { "link fdb mdb vni": listed, vlan: listed, monitor: words },
    examples: {
      reads: ["bridge link", "bridge -s vlan show", "bridge fdb show dev eth0"],
      acts: [
        "bridge link set dev eth0 cost 4",
        "bridge fdb add 00:11:22:33:44:55 dev x",
        "bridge -b x",
      ],
    },
  },
  {
    names: "brctl",
    commands: {
      "show showmacs showstp": words,
      "addbr delbr addif delif stp setageing": acts,
    },
    examples: {
      reads: ["brctl show", "brctl show br0", "brctl showmacs br0"],
      acts: ["brctl addbr br0", "brctl delif br0 eth0", "brctl stp br0 off"],
    },
  },
  {
    names: "iw",
    operands: "text",
    check: (given) => {
      const line = given.map((word) => word ?? "?").join(" ");
      return /^(dev|list|phy|event( -[tfr])*|reg get|help.*|features|dev \S+ (info|link|scan dump|station dump|station get \S+|survey dump|get power_save)|phy \S+ (info|channels|reg get))$/.test(
        line,
      )
        ? null
        : changed;
    },
    flags: "-t -f -r --debug --version",
    examples: {
      reads: ["iw dev", "iw list", "iw dev wlan0 link", "iw reg get"],
      acts: ["iw dev wlan0 del", "iw reg set US", "iw dev wlan0 connect x", "iw dev wlan0 scan"],
    },
  },
  {
    names: "rfkill",
    alone: "read",
    flags: "-J --json -n --noheadings -r --raw --output-all",
    values: "-o --output",
    commands: { list: { operands: "text" }, "block unblock toggle": acts },
    examples: {
      reads: ["rfkill", "rfkill list", "rfkill -J list wifi"],
      acts: ["rfkill block wifi", "rfkill unblock all", "rfkill toggle 0"],
    },
  },
];

const setsWith = (most: number) => (given: readonly (string | null)[]) =>
  given.filter((word) => word === null || !word.startsWith("-")).length > most ? changed : null;

const connections: Rule = {
  alone: "read",
  flags: "-a --active",
  values: "--order",
  commands: {
    "show s": { flags: "-a --active", values: "--order", operands: "text" },
    monitor: { operands: "text" },
    "up down add modify edit delete clone reload load import export migrate": acts,
  },
};

const managers: readonly Program[] = [
  {
    names: "nmcli",
    flags: "-t --terse -p --pretty -o --overview -v --version -h --help",
    values: "-f --fields -g --get-values -m --mode -e --escape -w --wait -c --colors",
    globals: true,
    alone: "read",
    commands: {
      "general g": {
        alone: "read",
        commands: {
          "status permissions": {},
          "hostname logging": { operands: "text", check: setsWith(0) },
          reload: acts,
        },
      },
      "networking n": {
        alone: "read",
        commands: { connectivity: { operands: "text", check: setsWith(0) }, "on off": acts },
      },
      "radio r": {
        alone: "read",
        commands: { "all wifi wwan": { operands: "text", check: setsWith(0) } },
      },
      "connection con c": connections,
      "device dev d": {
        alone: "read",
        commands: {
          "status show lldp monitor": { operands: "text" },
          wifi: {
            alone: "read",
            commands: {
              list: { style: "words", operands: "text" },
              "show-password": { secret: true, style: "words", operands: "text" },
              "connect hotspot rescan": acts,
            },
          },
          "set up connect down disconnect modify delete reapply checkpoint": acts,
        },
      },
      "monitor m": {},
    },
    examples: {
      reads: [
        "nmcli",
        "nmcli device status",
        "nmcli -t -f NAME,UUID con show --active",
        "nmcli con show eth0",
        "nmcli d",
        "nmcli dev wifi list",
        "nmcli general status",
        "nmcli radio wifi",
        "nmcli device wifi show-password",
      ],
      acts: [
        "nmcli con up eth0",
        "nmcli -t dev disconnect eth0",
        "nmcli radio wifi off",
        "nmcli con show --show-secrets x",
        "nmcli general hostname new",
        "nmcli networking off",
      ],
    },
  },
  {
    names: "netplan",
    flags: "--debug -h --help",
    commands: {
      get: { operands: "text", secret: true, because: "shows passwords of networks" },
      "status info": { operands: "text", flags: "-a --all --verbose --json --yaml --diff" },
      "apply try generate set migrate rebind": acts,
      ip: { commands: { leases: { operands: "name" } } },
    },
    examples: {
      reads: ["netplan status --all", "netplan --debug info"],
      acts: [
        "netplan apply",
        "netplan --debug try",
        "netplan set x=y",
        "netplan get",
        "netplan get --root-dir=/x",
      ],
    },
  },
  {
    names: "wg",
    alone: "read",
    commands: {
      show: {
        operands: "text",
        check: (given) =>
          given.some((word) => word === null || /^(private-key|preshared-keys|dump)$/.test(word))
            ? { effect: "read", secret: true, because: "shows private keys" }
            : null,
      },
      showconf: { secret: true, because: "shows private keys", operands: "name" },
      "genkey genpsk": { secret: true, because: "makes a private key" },
      "set setconf addconf syncconf": acts,
    },
    examples: {
      reads: ["wg", "wg show", "wg show wg0 private-key"],
      acts: ["wg set wg0 peer x remove", "wg setconf wg0 /x", "wg syncconf wg0 /x"],
    },
  },
  {
    names: "lldpctl lldpcli",
    flags: "-a -d -v -h",
    values: "-f --format",
    alone: "read",
    commands: { "show sh": words, "configure unconfigure update pause resume": acts },
    examples: {
      reads: ["lldpctl", "lldpcli show neighbors", "lldpctl -f json"],
      acts: ["lldpcli configure system hostname x", "lldpcli pause", "lldpcli -c /tmp/x"],
    },
  },
  {
    names: "ovs-vsctl",
    flags: "-V --version -h --help --no-wait --oneline",
    attached: "-t --timeout",
    values: "-f --format -d --data",
    commands: {
      "show list-br list-ports list-ifaces br-exists port-to-br iface-to-br get-controller get-fail-mode get-manager":
        {
          operands: "text",
          check: (given) => (given.some((word) => word === null || word === "--") ? changed : null),
        },
      "add-br del-br add-port del-port set remove clear set-controller emer-reset": acts,
    },
    examples: {
      reads: ["ovs-vsctl show", "ovs-vsctl list-br", "ovs-vsctl list-ports br0"],
      acts: ["ovs-vsctl del-br br0", "ovs-vsctl show -- del-br br0", "ovs-vsctl --db=tcp:x show"],
    },
  },
  {
    names: "vnstat",
    flags:
      "-5 -h -d -m -y -t -q -s --hours --days --months --years --top --short --oneline --style",
    values: "-i --iface",
    attached: "--json --xml",
    operands: "text",
    examples: {
      reads: ["vnstat", "vnstat -d", "vnstat -i eth0 --json"],
      acts: ["vnstat --remove -i eth0", "vnstat --add -i eth0", "vnstat -u"],
    },
  },
];

/** Programs that show and set up queues, bridges, radios and network managers. */
export const networkSetupPrograms: readonly Program[] = [...kernel, ...managers];
