import type { OptionRule, Program } from "./program.ts";

const intoFile: OptionRule = {
  effect: "change",
  value: "required",
  operand: "write",
  because: "writes a file",
};

/** Memory, processor and disk use over time. */
export const resourcesPrograms: readonly Program[] = [
  {
    names: "free",
    safeOptions: true,
    flags: `-b -k -m -g -h -L -l -t -v -V -w --bytes --kilo --mega --giga --tera --peta --kibi --mebi --gibi --tebi --pebi
      --human --si --line --lohi --total --committed --wide --help --version`,
    values: "-c -s --count --seconds",
    examples: {
      reads: ["free", "free -m", "free -hs 1 -c 3", "free -h --si"],
      acts: ["free > a", "free --drop"],
    },
  },
  {
    names: "uptime",
    safeOptions: true,
    flags: "-c -h -p -r -s -V --container --pretty --raw --since --help --version",
    examples: {
      reads: ["uptime", "uptime -p", "uptime --since"],
      acts: ["uptime > a", "uptime -x"],
    },
  },
  {
    names: "vmstat",
    safeOptions: true,
    flags: `-a -d -D -f -h -H -i -m -n -P -s -t -V -w -y -z --active --forks --slabs --one-header --stats --disk --disk-sum --wide
      --timestamp --no-first --help --version`,
    values: "-c -S -p -M -N --partition --unit",
    operands: "text",
    examples: {
      reads: ["vmstat 1 5", "vmstat -s", "vmstat -SM -w 1", "vmstat -p sda1"],
      acts: ["vmstat 1 > a", "vmstat --reset"],
    },
  },
  {
    names: "iostat mpstat cifsiostat nfsiostat tapestat",
    safeOptions: true,
    flags: `-c -d -h -H -k -m -M -n -N -s -t -T -u -U -V -x -y -z -A -C -a -l --compact --human --pretty --help --dec=0 --dec=1
      --dec=2`,
    values: "-f -g -I -j -o -p -P -w -D",
    operands: "text",
    examples: {
      reads: ["iostat -x 1 3", "iostat -dxm sda 2", "mpstat -P ALL 1 1", "iostat -xz -p sda"],
      acts: ["iostat 1 > a", "iostat --write x"],
    },
  },
  {
    names: "sar sadf",
    flags: `-A -B -b -C -c -d -F -g -G -h -H -I -j -p -q -r -R -S -T -t -u -U -v -V -w -W -x -y -z -0 -1 -2 -3 -4 -5 -6 -7 -8 -9
      --human --pretty --iface --sadc --help --dev --fs --int`,
    values: "-i -m -n -P -O --dec",
    attached: "-e -s -f --dev --fs --iface --int",
    options: {
      "-o": {
        effect: "change",
        value: "attached",
        operand: "write",
        because: "writes what it measures into a file",
      },
    },
    // The value of -f, -s and -e may be missing or the next word: then it stands among the operands.
    operands: "read",
    examples: {
      reads: [
        "sar",
        "sar -u 1 3",
        "sar -n DEV 1 1",
        "sar -f /var/log/sa/sa01 -s 10:00:00 -r",
        "sar -q -1",
        "sadf -j",
      ],
      acts: ["sar -o out 1 5", "sar -uo out 1", "sar 1 -oout"],
    },
  },
  {
    names: "pidstat",
    flags: "-d -D -H -h -I -l -L -R -r -s -t -U -u -V -v -w --human --help",
    values: "-C -G -p -T -o --dec",
    options: {
      "-e": { effect: "run", value: "required", because: "runs a program and watches it" },
    },
    operands: "text",
    examples: {
      reads: ["pidstat 1 3", "pidstat -urd -p 1 1 1", "pidstat -C nginx"],
      acts: ["pidstat -e sh", "pidstat 1 1 -e ./x", "pidstat -ue ./x"],
    },
  },
  {
    names: "slabtop",
    effect: "unknown",
    because: "fills the screen and waits for keys",
    readsWith: "-o --once",
    informs: "-h -V --help --version",
    flags: "-o --once --human",
    values: "-d -s --delay --sort",
    examples: {
      reads: ["slabtop -o", "slabtop -o -s c", "slabtop --once"],
      acts: ["slabtop", "slabtop -s c"],
    },
  },
  {
    names: "iotop iotop-c",
    effect: "unknown",
    because: "fills the screen and waits for keys",
    readsWith: "-b --batch",
    informs: "-h --help --version -v",
    flags:
      "-b -o -P -a -k -t -q -qq -qqq --batch --only --processes --accumulated --kilobytes --time --quiet",
    values: "-d -n -p -u --delay --iter --pid --user",
    examples: {
      reads: ["iotop -b -n 1", "iotop -obn1", "iotop --batch -o -n 3"],
      acts: ["iotop", "iotop -o"],
    },
  },
  {
    names: "dstat dool pcp-dstat",
    flags: `-a -c -C -d -f -g -i -l -m -n -N -p -r -s -t -T -v -V -y --all --bits --bw --cpu --disk --full --fs --io --ipc --load
      --lock --mem --net --nocolor --noheaders --noupdate --page --proc --raw --socket --swap --sys --tcp --time --top-cpu
      --top-mem --top-io --top-bio --udp --unix --vm --vmstat --version --help --list`,
    options: { "--output": { ...intoFile, because: "writes what it measures into a file" } },
    operands: "text",
    examples: {
      reads: ["dstat 1 5", "dstat -cdn", "dstat --top-cpu 1 1"],
      acts: ["dstat --output a.csv", "dstat 1 --output=a"],
    },
  },
  {
    names: "numastat",
    safeOptions: true,
    flags: "-c -m -n -s -v -V -z -p",
    operands: "text",
    examples: {
      reads: ["numastat", "numastat -m", "numastat -p nginx"],
      acts: ["numastat > a", "numastat --w"],
    },
  },
  {
    names: "lstopo lstopo-no-graphics hwloc-ls",
    flags: "-h -l -p -s -v --help --logical --no-io --only --physical --version --whole-io",
    values: "--of",
    operands: "write",
    examples: {
      reads: ["lstopo --no-io", "lstopo -v", "hwloc-ls"],
      acts: ["lstopo out.png", "lstopo --of png a"],
    },
  },
  {
    names: "nproc arch",
    safeOptions: true,
    flags: "--all --help --version",
    values: "--ignore",
    examples: { reads: ["nproc", "nproc --all", "arch"], acts: ["nproc > a", "nproc -x"] },
  },
  {
    names: "getconf",
    flags: "-a",
    operands: "name",
    examples: {
      reads: ["getconf PAGESIZE", "getconf -a", "getconf NAME_MAX /"],
      acts: ["getconf > a", "getconf -w x"],
    },
  },
  {
    names: "prlimit",
    effect: "unknown",
    because: "changes the limits of a process, or runs one",
    readsWith: "-p --pid --output-all",
    flags: "--noheadings --raw --verbose --output-all",
    values: "-p --pid",
    options: { "-o --output": { effect: "read", value: "required" } },
    informs: "-h -V --help --version",
    examples: {
      reads: ["prlimit -p 1", "prlimit --pid=1 --raw", "prlimit --version"],
      acts: ["prlimit -p 1 --nofile=10", "prlimit ls"],
    },
  },
  {
    names: "lsmem",
    safeOptions: true,
    flags:
      "-a -b -h -J -n -P -r -V --all --bytes --json --noheadings --pairs --raw --help --version",
    values: "-o -S -s --output --split --sysroot --summary",
    examples: {
      reads: ["lsmem", "lsmem -a", "lsmem -o RANGE,SIZE"],
      acts: ["lsmem > a", "lsmem -x"],
    },
  },
];
