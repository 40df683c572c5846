import type { Program } from "./program.ts";
import { runs } from "./rule-forms.ts";

const writesFile = (because: string) =>
  ({ effect: "change", value: "required", operand: "write", because }) as const;

const captures: readonly Program[] = [
  {
    names: "tcpdump",
    flags:
      "-n -N -v -e -q -A -x -X -l -t -p -S -K -L -D -U -O -f -b -d -u -# --count --number --list-interfaces --version -h --help --print",
    values: "-i --interface -c -s --snapshot-length -T -y -Q --direction -B -j --time-stamp-type",
    options: {
      "-r": { effect: "read", value: "required", operand: "read" },
      "-F": { effect: "read", value: "required", operand: "read" },
      "-w": writesFile("writes what it hears into a file"),
      "-z": { effect: "run", value: "required", because: "runs a program on its files" },
      "-m": { effect: "unknown", value: "required", because: "loads a module" },
      "-W -C -G": { effect: "change", value: "required", because: "writes several files" },
    },
    operands: "text",
    examples: {
      reads: [
        "tcpdump -nn -i eth0 port 53 -c 10",
        "tcpdump -nnvvXSs 1514 -i any",
        "tcpdump -D",
        "tcpdump -r dump.pcap tcp",
        "tcpdump -tttt -i eth0 'host 10.0.0.1 and port 80'",
      ],
      acts: [
        "tcpdump -i eth0 -w /tmp/x",
        "tcpdump -nw/tmp/x",
        "tcpdump -z /tmp/run.sh -G 1 -w x",
        "tcpdump -nni eth0 -zreboot",
        "tcpdump -Z root -i eth0",
      ],
    },
  },
  {
    names: "tshark",
    flags: "-n -V -x -q -Q -l -D -L -S -p -2 -P -v --version -h --help",
    values: "-i -c -z -f -Y -R -T -e -E -s -N -t -u -d -j -J -O --display-filter --interface",
    options: {
      "-r": { effect: "read", value: "required", operand: "read" },
      "-w": writesFile("writes what it hears into a file"),
      "-X": { effect: "run", value: "required", because: "runs an extension script" },
    },
    operands: "text",
    examples: {
      reads: ["tshark -i eth0 -c 5", "tshark -r x.pcap -Y http", "tshark -D", "tshark -nni any"],
      acts: ["tshark -w /tmp/x", "tshark -X lua_script:x.lua", "tshark -nw/tmp/x -i eth0"],
    },
  },
  {
    names: "iperf3 iperf",
    network: true,
    flags: "-u -R -V -J -4 -6 -Z -d -v -h --udp --reverse --verbose --json --bidir --version",
    values:
      "-p --port -t --time -n -b --bandwidth --bitrate -P --parallel -i --interval -w -l -M -f",
    options: {
      "-c --client": { effect: "read", value: "required", operand: "url" },
      "-s --server -D --daemon": { effect: "change", because: "waits for connections" },
    },
    examples: {
      reads: ["iperf3 -c host", "iperf3 -c host -t 5 -R", "iperf3 -uVc host -b10M"],
      acts: ["iperf3 -s", "iperf3 -sD", "iperf3 -c host --logfile /etc/x", "iperf3 -c host -F /x"],
    },
  },
];

const channels: readonly Program[] = [
  {
    names: "telnet",
    network: true,
    flags: "-4 -6 -8 -E -K -L -N",
    operands: ["url", "text"],
    examples: {
      reads: ["telnet host 25", "telnet -4 host 443", "telnet -E localhost 80"],
      acts: ["telnet -n /tmp/trace host", "telnet -l root host", "telnet -4nx host"],
    },
  },
  {
    names: "socat",
    ...runs("joins two channels: files, programs or connections", { network: true }),
    examples: {
      reads: [],
      acts: ["socat - TCP:host:80", "socat TCP-LISTEN:1 EXEC:/bin/sh", "socat -u FILE:/x STDOUT"],
    },
  },
];

/** Programs that listen to, measure and open connections. */
export const networkTrafficPrograms: readonly Program[] = [...captures, ...channels];
