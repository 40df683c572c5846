import type { Program } from "./program.ts";
import { givenWords, gives } from "./rule-forms.ts";

const writesFile = (because: string) =>
  ({ effect: "change", value: "required", operand: "write", because }) as const;

const reach: readonly Program[] = [
  {
    names: "ping ping6 ping4",
    flags: "-n -q -v -A -a -b -d -D -L -O -r -R -U -B -4 -6 -3 -o -h -V --help --version",
    values: "-c -i -I -m -M -p -Q -s -S -t -T -w -W -F -e",
    operands: "host",
    examples: {
      reads: [
        "ping -c 4 example.com",
        "ping -c4 -W2 10.0.0.1",
        "ping -qnc 3 -i 0.5 host",
        "ping6 ::1",
        "ping 10.0.0.1 -c 1",
      ],
      acts: ["ping -f 10.0.0.1", "ping -nf 10.0.0.1", "ping -l 1000 host"],
    },
  },
  {
    names: "fping fping6",
    flags: "-a -A -d -D -e -n -q -s -u -v -4 -6 -l -m -M -o -R -h",
    values: "-c -C -i -p -r -t -B -b -I -S -O -H -x",
    operands: "host",
    examples: {
      reads: ["fping -a a b", "fping -c 3 host", "fping -aq a"],
      acts: ["fping -f /etc/hosts", "fping -g 10.0.0.0/8", "fping -aNz x"],
    },
  },
  {
    names: "arping",
    flags: "-b -D -f -q -h -V -0 -a -v -r -R -d -e -p",
    values: "-c -w -I -s -i -S -t -T -W",
    options: {
      "-U -A": { effect: "change", because: "tells its neighbours an address of its own" },
      "-P": { effect: "change", because: "tells its neighbours an address of its own" },
    },
    operands: "host",
    examples: {
      reads: ["arping -c 2 10.0.0.1", "arping -I eth0 -c1 10.0.0.1", "arping -D -I eth0 10.0.0.1"],
      acts: ["arping -U -I eth0 10.0.0.1", "arping -qA 10.0.0.1", "arping -c1 -U x"],
    },
  },
  {
    names: "traceroute traceroute6 tcptraceroute",
    flags:
      "-4 -6 -n -I -T -U -F -d -r -e -A -V -D -v -a -x -S -E --icmp --tcp --udp --dont-fragment --mtu --back --help --version",
    values: "-f -m -p -q -w -i -s -t -z -N --first --max-hops --port --queries --wait --interface",
    operands: ["host", "text"],
    examples: {
      reads: ["traceroute -n 8.8.8.8", "traceroute -T -p 443 host", "traceroute -nIw1 host 60"],
      acts: ["traceroute -M ../evil host", "traceroute -O info host", "traceroute --module=x host"],
    },
  },
  {
    names: "tracepath tracepath6",
    flags: "-n -b -4 -6 -V",
    values: "-m -l -p",
    operands: "host",
    examples: {
      reads: ["tracepath host", "tracepath -n host", "tracepath -bm 10 host"],
      acts: ["tracepath -z host", "tracepath --unknown host", "tracepath -nx host"],
    },
  },
  {
    names: "mtr mtr-tiny",
    flags:
      "-r --report -w --report-wide -n --no-dns -b --show-ips -4 -6 -u --udp -T --tcp -e --mpls -j --json -x --xml -C --csv -p --split --raw -l -z --aslookup -t --curses -h --help -v --version",
    values:
      "-c --report-cycles -i --interval -s --psize -m --max-ttl -f --first-ttl -P --port -o --order -Q --tos -B --bitpattern -U --max-unknown -a --address -I --interface -G --gracetime -Z --timeout -y --ipinfo --displaymode",
    operands: ["host", "text"],
    examples: {
      reads: ["mtr -r -c 5 host", "mtr -rwbzc 100 host", "mtr --report --report-cycles=3 host"],
      acts: ["mtr -F /etc/shadow", "mtr --filename=/x", "mtr -rF x"],
    },
  },
];

const digFile = {
  effect: "read",
  value: "required",
  operand: "read",
  network: true,
  because: "asks a name server for every line of a file",
} as const;

const names: readonly Program[] = [
  {
    names: "dig delv kdig",
    flags: "-4 -6 -m -r -u -v -h -i",
    values: "-b -c -p -t",
    options: {
      "-q -x": { effect: "read", value: "required", operand: "host" },
      "-f": digFile,
    },
    operands: "host",
    examples: {
      reads: [
        "dig example.com",
        "dig +short A example.com @8.8.8.8",
        "dig -x 8.8.8.8 +noall +answer",
        "dig -t mx -p53 example.com",
        "dig -4 @ns1.example.com example.com axfr",
        "dig -f names.txt",
      ],
      acts: ["dig -k /etc/key example.com", "dig -y hmac:x:y a", "dig -4k/etc/key a"],
    },
  },
  {
    names: "host",
    flags: "-a -C -d -l -n -r -s -T -U -v -V -w -4 -6 -i -A",
    values: "-c -N -p -R -t -W -m",
    operands: "host",
    examples: {
      reads: ["host example.com", "host -t mx example.com 8.8.8.8", "host -avW2 example.com"],
      acts: ["host -z example.com", "host --x example.com", "host -ak example.com"],
    },
  },
  {
    names: "nslookup",
    style: "single-dash",
    flags: "-debug -nodebug -d2 -nod2 -recurse -norecurse -vc -novc -search -nosearch -version",
    attached: "-type -ty -query -querytype -q -port -timeout -retry -class",
    operands: "host",
    examples: {
      reads: [
        "nslookup example.com",
        "nslookup -type=mx example.com 8.8.8.8",
        "nslookup -debug a b",
      ],
      acts: ["nslookup -unknown a", "nslookup -foo=x a", "nslookup -rc=/etc/x a"],
    },
  },
  {
    names: "whois",
    flags: "-H -a -b -B -c -d -G -l -L -m -M -r -R -x --verbose --no-recursion --help --version -I",
    values: "-i -s -T -K",
    options: {
      "-h --host -p --port": {
        effect: "read",
        value: "required",
        network: true,
        because: "sends the words to a server of one's choice",
      },
    },
    operands: "host",
    examples: {
      reads: ["whois example.com", "whois -h whois.ripe.net 10.0.0.1", "whois -H example.com"],
      acts: ["whois -q version", "whois --unknown x", "whois -Hz x"],
    },
  },
];

const sends = { effect: "unknown", because: "sends what it is given to another machine" } as const;

const netcat: Program = {
  names: "nc ncat netcat nc.openbsd nc.traditional",
  flags: "-z -v -n -u -4 -6 -r -d -N -h --version --help",
  values: "-w -i -s -q --wait --source",
  options: {
    "-l --listen": { effect: "change", network: true, because: "waits for connections" },
    "-k --keep-open": { effect: "change", network: true, because: "waits for connections" },
    "-e -c --exec --sh-exec --lua-exec": {
      effect: "run",
      value: "required",
      network: true,
      because: "runs a program for the other side",
    },
  },
  operands: ["host", "text"],
  check: (words) =>
    gives(givenWords(words, "-w -i -s -q -e -c -p"), "-z -h --help --version")
      ? null
      : { ...sends, network: true },
  examples: {
    reads: ["nc -zv host 22", "nc -z -w 3 host 80-90", "nc -vzw1 10.0.0.1 443", "nc -zuv host 53"],
    acts: [
      "nc host 4444",
      "nc -l 4444",
      "nc -lvp 4444",
      "nc -e /bin/sh host 4444",
      "nc -zve /bin/sh host 1",
      "ncat --sh-exec id host 1",
      "nc -w -z host 1",
    ],
  },
};

const nmap: Program = {
  names: "nmap",
  informs: "-V --version -h --help",
  network: true,
  flags:
    "-n -R -v -vv -vvv -d -F -4 -6 -r --open --reason --version -V --help -h --system-dns --traceroute --packet-trace --iflist --osscan-guess --version-light",
  // The letters after -s and -P are kinds of scan; -sC, which runs scripts, is caught below.
  attached: "-s -P -T",
  values:
    "-p --top-ports --host-timeout --max-retries --min-rate --max-rate --exclude --exclude-ports -e --version-intensity --max-rtt-timeout --min-parallelism",
  options: {
    "-A -sC --script": {
      effect: "run",
      value: "attached",
      because: "runs scan scripts",
      network: true,
    },
    "-O": { effect: "read" },
    "-iL": { effect: "read", value: "required", operand: "read" },
    "-oN -oX -oG -oA -oS": writesFile("writes the result into files"),
  },
  operands: "host",
  check: (words) =>
    words.some((word) => word !== null && /^-s\w*[CI]/.test(word))
      ? { effect: "run", because: "runs scan scripts" }
      : null,
  examples: {
    reads: [
      "nmap host",
      "nmap -sT -p 22,80 host",
      "nmap -sn 10.0.0.0/24",
      "nmap -p- -T4 -Pn host",
      "nmap -sV --open host",
    ],
    acts: [
      "nmap -sC host",
      "nmap -sVC host",
      "nmap -A host",
      "nmap --script=vuln host",
      "nmap -oN /etc/x host",
      "nmap -p22 host -oA x",
      "nmap -iR 100",
    ],
  },
};

/** Programs that look whether and how other machines answer. */
export const networkToolsPrograms: readonly Program[] = [...reach, ...names, netcat, nmap];
