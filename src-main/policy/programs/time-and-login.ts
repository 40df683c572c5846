import type { Finding, OptionRule, Program } from "./program.ts";
import { destroys, givenWords, privileged, runs } from "./rule-forms.ts";

const shown: OptionRule = { effect: "read", value: "required", operand: "read" };

/** A word that is no "+format" is a time to set. */
const setsClock = (words: readonly (string | null)[]): Finding | null => {
  const given = givenWords(words, "-d -f -r -s -v --date --file --reference --set");
  return given.operands.some((word) => word === null || !word.startsWith("+")) &&
    !given.options.has("-j")
    ? { effect: "privilege", because: "sets the clock" }
    : null;
};

/** Clocks, schedules, and who is or was logged in. */
export const timeAndLoginPrograms: readonly Program[] = [
  {
    names: "date gdate",
    flags: "-u -R -j -n -I --utc --universal --rfc-email --debug --resolution --help --version",
    values: "-d -v --date --rfc-3339",
    attached: "-I --iso-8601",
    options: {
      "-f --file": { effect: "read", value: "required", operand: "read" },
      "-r --reference": { effect: "read", value: "required", operand: "name" },
      "-s --set": { effect: "privilege", value: "required", because: "sets the clock" },
      "--rfc-822 --rfc-2822": { effect: "read" },
    },
    operands: "text",
    check: setsClock,
    examples: {
      reads: [
        "date",
        "date +%F",
        "date -u",
        "date -d yesterday +%s",
        "date -Iseconds",
        "date --date='1 day ago'",
        "date -r file",
        "date -ud @0",
      ],
      acts: [
        "date -s 12:00",
        "date 010112002024",
        "date --set=12:00",
        "date -us 12:00",
        "date +%F 01011200",
        "date --se 12:00",
        "date -s12:00",
      ],
    },
  },
  {
    names: "cal ncal gcal",
    safeOptions: true,
    flags:
      "-1 -3 -b -B -C -e -h -H -J -j -m -M -N -o -p -s -S -w -y -Y --one --three --sunday --monday --julian --year --twelve --week --help --version",
    values: "-A -d -n --months",
    operands: "text",
    examples: { reads: ["cal", "cal -3", "cal 2024", "ncal -w"], acts: ["cal > a", "cal --write"] },
  },
  {
    names: "hwclock clock",
    flags:
      "-r -D -l -u -v -V -h --show --get --localtime --utc --verbose --debug --test --directisa --help --version",
    values: "-f --rtc --delay",
    options: {
      "-w --systohc -s --hctosys -a --adjust --systz --set --param-set --update-drift": {
        effect: "privilege",
        because: "sets a clock",
      },
      "--date --epoch --predict": { effect: "privilege", value: "attached" },
      "--adjfile": shown,
    },
    examples: {
      reads: ["hwclock", "hwclock -r", "hwclock --show --utc"],
      acts: ["hwclock -w", "hwclock --hctosys", "hwclock -us"],
    },
  },
  {
    names: "zdump",
    flags: "-v -V -i --help --version",
    values: "-c -t",
    operands: "name",
    examples: {
      reads: ["zdump UTC", "zdump -v UTC", "zdump -c 2020,2021 UTC"],
      acts: ["zdump > a", "zdump -x"],
    },
  },
  {
    names: "ntpq ntpstat",
    flags: "-4 -6 -d -n -p -V -w --peers --numeric --version --help --wide",
    options: {
      "-c --command": { effect: "read", value: "required" },
      "-i --interactive": { effect: "unknown", because: "asks for commands" },
    },
    operands: "host",
    check: (words) => {
      const commands = givenWords(words, "-c --command").options;
      const given = [...(commands.get("-c") ?? []), ...(commands.get("--command") ?? [])];
      return given.some(
        (command) =>
          command === null ||
          !/^(peers|lpeers|opeers|associations|as|rv|readvar|sysinfo|sysstats|kerninfo|pstats|version|ntpversion)( [\w&,]+)*$/.test(
            command,
          ),
      )
        ? { effect: "privilege", because: "may change the time server" }
        : null;
    },
    examples: {
      reads: ["ntpq -p", "ntpq -pn", "ntpstat", "ntpq -c rv"],
      acts: ["ntpq -c 'config x'", "ntpq -i", "ntpq -c:config"],
    },
  },
  {
    names: "chronyc",
    commands: {
      "tracking sources sourcestats activity ntpdata clients serverstats rtcdata selectdata authdata smoothing waitsync":
        { flags: "-a -v -k -r -d", operands: "text" },
      "makestep settime burst online offline add delete allow deny cmdallow cmddeny trimrtc writertc reload rekey refresh reselect dump shutdown local manual maxdelay maxpoll minpoll cyclelogs reset smoothtime":
        privileged("changes the clock or its server"),
    },
    flags: "-4 -6 -a -c -d -e -n -N -v --version --help",
    values: "-p",
    options: { "-h": { effect: "read", value: "required", operand: "host" } },
    examples: {
      reads: ["chronyc tracking", "chronyc -n sources -v", "chronyc sourcestats"],
      acts: ["chronyc makestep", "chronyc -a makestep", "chronyc", "chronyc -m tracking makestep"],
    },
  },
  {
    names: "ntpdate sntp rdate adjtimex ntpd ntptime",
    ...privileged("sets the clock"),
    network: true,
    informs: "--version --help",
    examples: {
      reads: ["ntpd --version"],
      acts: ["ntpdate pool.ntp.org", "ntpd -gq", "adjtimex -f 0"],
    },
  },
  {
    names: "who w users",
    safeOptions: true,
    flags: `-a -b -d -f -h -H -i -l -m -n -o -p -q -r -s -t -T -u -V -w -c --all --boot --count --dead --heading --ips --login --lookup
      --mesg --message --process --runlevel --short --time --users --writable --no-header --no-current --old-style --from
      --ip-addr --help --version`,
    operands: "name",
    examples: {
      reads: ["who -a", "w", "users", "who am i", "w -h joe"],
      acts: ["who > a", "w --kill"],
    },
  },
  {
    names: "last lastb",
    safeOptions: true,
    flags:
      "-0 -1 -2 -3 -4 -5 -6 -7 -8 -9 -a -d -F -h -i -j -R -T -V -w -x -y --dns --fullnames --fulltimes --hostlast --ip --nohostname --system --help --version --json",
    values: "-n -p -s -t --limit --present --since --until --time-format",
    options: { "-f --file": shown },
    operands: "name",
    examples: {
      reads: [
        "last",
        "last -n 5",
        "last -5 reboot",
        "lastb -a",
        "last -xF",
        "last -f /var/log/wtmp.1",
      ],
      acts: ["last > a", "last --clear"],
    },
  },
  {
    names: "lastlog lastlog2 lslastlog",
    flags: "-a -h --active --help --version -V",
    values: "-b -t -u --before --time --user",
    options: {
      "-C --clear -S --set": { effect: "destroy", because: "changes the records of logins" },
      "-r --rename -i --import -d --database -R --root": { effect: "privilege", value: "required" },
    },
    examples: {
      reads: ["lastlog", "lastlog -u joe", "lastlog -t 7"],
      acts: ["lastlog -C -u joe", "lastlog -Su joe", "lastlog --clear -u joe"],
    },
  },
  {
    names: "finger pinky",
    flags: "-b -f -g -h -i -k -l -m -M -o -p -q -s -T -w --lookup --help --version",
    operands: "name",
    check: (words) =>
      words.some((word) => word === null || word.includes("@"))
        ? { effect: "read", because: "asks another machine", network: true }
        : null,
    examples: {
      reads: ["finger", "finger joe", "pinky -l joe"],
      acts: ["finger joe@example.org", "finger @example.org", "finger > a"],
    },
  },
  {
    names: "crontab",
    effect: "run",
    because: "replaces what runs at set times",
    readsWith: "-l",
    informs: "-V -h --help --version",
    flags: "-l",
    options: {
      "-u -x": { effect: "read", value: "required" },
      "-e": { effect: "run", because: "opens an editor on what runs at set times" },
      "-r": { effect: "destroy", because: "deletes all that runs at set times" },
      "-i -s -n -c -T": { effect: "run" },
    },
    operands: "read",
    check: (words) =>
      givenWords(words, "-u -x").operands.length > 0
        ? { effect: "run", because: "replaces what runs at set times" }
        : null,
    examples: {
      reads: ["crontab -l", "crontab -l -u root", "crontab -u root -l", "crontab -lu joe"],
      acts: [
        "crontab",
        "crontab file",
        "crontab -",
        "crontab -e",
        "crontab -r",
        "crontab -lr",
        "crontab -u joe -r",
        "crontab -l file",
      ],
    },
  },
  {
    names: "atq",
    flags: "-V -v",
    values: "-q -o",
    operands: "text",
    examples: { reads: ["atq", "atq -q a", "atq -V"], acts: ["atq > a", "atq -r 1"] },
  },
  {
    names: "atrm",
    ...destroys("deletes planned commands"),
    informs: "-V",
    examples: { reads: ["atrm -V"], acts: ["atrm 1", "atrm 1 2"] },
  },
  {
    names: "anacron run-parts start-stop-daemon",
    ...runs("runs commands later or one after another"),
    informs: "-V --version --help",
    examples: {
      reads: ["run-parts --version"],
      acts: ["anacron -fn", "run-parts /etc/cron.daily"],
    },
  },
];
