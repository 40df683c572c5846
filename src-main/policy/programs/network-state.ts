import type { Finding, Program, Rule } from "./program.ts";
import { privileged } from "./rule-forms.ts";

const changesNetwork = "changes addresses, routes or interfaces of the machine";
const changed = { effect: "privilege", because: changesNetwork } as const satisfies Finding;
const acts = privileged(changesNetwork);
const words: Rule = { style: "words", operands: "text" };

const shown = "show sh list lst ls l";
const object: Rule = {
  alone: "read",
  commands: {
    [shown]: words,
    "add del delete set change replace append flush restore save up down": acts,
  },
};

const ip: Program = {
  names: "ip",
  style: "single-dash",
  alone: "read",
  flags:
    "-4 -6 -0 -B -M -br -brief -s -stats -statistics -d -details -j -json -p -pretty -o -oneline -h -human -human-readable -iec -t -timestamp -ts -tshort -N -Numeric -r -resolve -V -Version -help --brief --json",
  values: "-f -family -n -netns -l -loops",
  attached: "-c -color",
  commands: {
    "address addr a": { ...object, commands: { ...object.commands, s: words } },
    // Here "s" is short for "set".
    "link l tuntap maddress maddr mroute tunnel tunl rule ru token vrf nexthop tcp_metrics tcpmetrics macsec ntable ila":
      object,
    "neighbour neighbor neigh n route r ro mptcp": {
      ...object,
      commands: { ...object.commands, s: words, get: words, "endpoint limits": acts },
    },
    netns: {
      alone: "read",
      commands: {
        "list list-id ls show identify pids monitor": words,
        "add del delete set attach": acts,
        exec: { style: "posix", operands: ["text", "command"] },
      },
    },
    xfrm: {
      commands: {
        "policy p": { alone: "read", commands: { [shown]: words } },
        state: { style: "words", secret: true, operands: "text" },
      },
    },
    monitor: words,
    help: words,
  },
  examples: {
    reads: [
      "ip a",
      "ip -br a",
      "ip addr show dev eth0",
      "ip -4 -o addr show scope global",
      "ip r",
      "ip -6 route show table all",
      "ip route get 8.8.8.8",
      "ip -s -s link show eth0",
      "ip -s link",
      "ip -c=never neigh",
      "ip rule list",
      "ip netns list",
      "ip -j -p addr",
      "ip -n blue addr",
      "ip xfrm state",
    ],
    acts: [
      "ip addr add 10.0.0.1/24 dev eth0",
      "ip a a 10.0.0.1/24 dev eth0",
      "ip -4 link set eth0 down",
      "ip route del default",
      "ip r flush table main",
      "ip -b /tmp/commands",
      "ip -batch /tmp/commands",
      "ip netns exec blue reboot",
      "ip netns add blue",
      "ip -all netns exec rm x",
    ],
  },
};

const tooMany =
  (most: number) =>
  (given: readonly (string | null)[]): Finding | null =>
    given.filter((word) => word === null || !word.startsWith("-")).length > most ? changed : null;

const sockets: readonly Program[] = [
  {
    names: "ss",
    flags:
      "-n --numeric -r --resolve -a --all -l --listening -B --bound-inactive -o --options -e --extended -m --memory -p --processes -T --threads -i --info -s --summary -4 --ipv4 -6 --ipv6 -0 --packet -t --tcp -u --udp -w --raw -x --unix -d --dccp -S --sctp -M --mptcp --tipc --vsock --xdp -b --bpf -z --contexts -Z --context -H --no-header -O --oneline -Q --no-queues --tos --cgroup --tipcinfo --inet-sockopt -h --help -V --version -E --events",
    values: "-f --family -A --query --socket",
    options: {
      "-K --kill": { effect: "destroy", because: "cuts connections" },
      "-D --diag": {
        effect: "change",
        value: "required",
        operand: "write",
        because: "writes what it found into a file",
      },
      "-F --filter": { effect: "read", value: "required", operand: "read" },
    },
    operands: "text",
    examples: {
      reads: [
        "ss",
        "ss -tulpn",
        "ss -s",
        "ss -tan state established",
        "ss -tnp '( dport = :443 or sport = :443 )'",
        "ss -lntp sport = :22",
        "ss -A inet -f inet",
        "ss --listening --tcp --numeric --processes",
      ],
      acts: [
        "ss -K dst 10.0.0.1",
        "ss -tnK dst 10.0.0.1",
        "ss --kill state established",
        "ss -D/tmp/x",
        "ss -a --diag=/etc/x",
      ],
    },
  },
  {
    names: "netstat",
    flags:
      "-t -u -l -n -p -a -r -i -s -e -c -o -v -W -w -x -g -M -F -C -4 -6 -N -S -U -Z -L -m -b -h -V --tcp --udp --listening --numeric --numeric-hosts --numeric-ports --numeric-users --programs --program --all --route --interfaces --statistics --extend --continuous --timers --verbose --wide --raw --unix --groups --masquerade --fib --cache --symbolic --inet --inet6 --help --version",
    values: "-A --protocol -f -I",
    operands: "text",
    safeOptions: true,
    examples: {
      reads: ["netstat -tulpn", "netstat -rn", "netstat -s", "netstat -anp --inet", "netstat -i"],
      acts: ["netstat --unheard-of", "netstat -tulpnk", "netstat -y"],
    },
  },
];

const interfaces: readonly Program[] = [
  {
    names: "ifconfig",
    style: "single-dash",
    flags: "-a -s -v -l -u -d -m",
    operands: "name",
    // With -a a word is done to all of them where it names no family.
    check: (words) =>
      words.some((word) => word !== null && /^-[alud]/.test(word)) &&
      words.some((word) => word !== null && !/^(-.*|inet6?|ether|link)$/.test(word))
        ? changed
        : tooMany(1)(words),
    examples: {
      reads: ["ifconfig", "ifconfig -a", "ifconfig eth0"],
      acts: [
        "ifconfig eth0 down",
        "ifconfig eth0 10.0.0.1 netmask 255.0.0.0",
        "ifconfig -v eth0 up",
        "ifconfig -a down",
      ],
    },
  },
  {
    names: "iwconfig",
    operands: "name",
    flags: "--version --help -h -v",
    check: tooMany(1),
    examples: {
      reads: ["iwconfig", "iwconfig wlan0", "iwconfig --version"],
      acts: ["iwconfig wlan0 essid x", "iwconfig wlan0 txpower off", "iwconfig wlan0 mode monitor"],
    },
  },
  {
    names: "route",
    flags: "-n -e -v -F -C -4 -6 --numeric --extend --verbose --fib --cache --inet --inet6 -V -h",
    values: "-A",
    alone: "read",
    commands: { get: words, "add del delete flush change monitor": acts },
    examples: {
      reads: ["route", "route -n", "route -n get default", "route -ee"],
      acts: [
        "route add default gw 10.0.0.1",
        "route -n del default",
        "route -A inet6 add ::/0 dev x",
      ],
    },
  },
  {
    names: "arp",
    flags: "-a -n -v -e -l --verbose --numeric --all -V -h",
    values: "-i --device -H -t --hw-type",
    operands: "host",
    options: {
      "-d --delete": changed,
      "-s --set": changed,
      "-f --file": { ...changed, value: "attached", operand: "read" },
    },
    examples: {
      reads: ["arp", "arp -an", "arp -n -i eth0", "arp 10.0.0.1"],
      acts: [
        "arp -d 10.0.0.1",
        "arp -nd 10.0.0.1",
        "arp -s 10.0.0.1 00:11:22:33:44:55",
        "arp -f/x",
      ],
    },
  },
  {
    names: "ethtool",
    style: "single-dash",
    flags:
      "-i --driver -k --show-features --show-offload -S --statistics -g --show-ring -a --show-pause -c --show-coalesce -l --show-channels -n -u --show-nfc --show-ntuple -T --show-time-stamping -x --show-rxfh-indir --show-rxfh -P --show-permaddr -m --module-info --dump-module-eeprom --show-eee --show-fec --show-priv-flags --show-phys --show-tunnels --phy-statistics --json -I --include-statistics -h --help --version",
    operands: ["name", "text"],
    examples: {
      reads: ["ethtool eth0", "ethtool -i eth0", "ethtool -S eth0", "ethtool --show-ring eth0"],
      acts: [
        "ethtool -s eth0 speed 100",
        "ethtool -K eth0 gro off",
        "ethtool -r eth0",
        "ethtool -t eth0 offline",
        "ethtool --change eth0 wol d",
      ],
    },
  },
];

/** Programs that show and change addresses, routes, sockets and interfaces. */
export const networkStatePrograms: readonly Program[] = [ip, ...sockets, ...interfaces];
