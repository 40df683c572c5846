import type { OptionRule, Program } from "../programs/program.ts";
import { run, write } from "./wrapper-options.ts";

const inner: OptionRule = { effect: "read", value: "required", operand: "command" };
const path: OptionRule = { effect: "read", value: "required", operand: "name" };

/** find, sed and awk: what they do stands in small languages of their own. */
export const textWrapperPrograms: readonly Program[] = [
  {
    names: "find gfind",
    style: "single-dash",
    flags: `-H -L -P -O0 -O1 -O2 -O3 -a -and -o -or -not -daystart -depth -d -follow -ignore_readdir_race -noignore_readdir_race
      -mount -xdev -noleaf -nowarn -warn -empty -executable -readable -writable -nogroup -nouser -true -false -print -print0
      -ls -prune -quit -help -version --help --version`,
    values: `-maxdepth -mindepth -regextype -amin -atime -cmin -ctime -mmin -mtime -fstype -gid -group -uid -user -ilname
      -iname -inum -ipath -iregex -iwholename -links -lname -name -path -perm -regex -size -type -used -wholename -xtype
      -printf -context -Bmin -Btime -flags`,
    options: {
      "-newer -anewer -cnewer -samefile -newermm -neweraa -newercc -newerma -newermc -neweram -newerac -newerca -newercm":
        path,
      "-newermt -newerat -newerct -newerBt": { effect: "read", value: "required" },
      "-files0-from": {
        effect: "unknown",
        value: "required",
        because: "reads where to look from a file",
      },
      "-delete": { effect: "destroy", because: "deletes what it finds" },
      "-fprint -fprint0 -fls": write,
      "-fprintf": { effect: "unknown", value: "required", because: "writes into a file" },
      "-exec -execdir -ok -okdir": inner,
    },
    operands: "name",
    examples: {
      reads: [
        "find . -name '*.log'",
        "find /etc -type f -perm -o+w -ls",
        "find /var/log -size +100M -exec ls -lh {} \\;",
        "find /var/log -name '*.gz' -exec zgrep -l x {} +",
        "find . \\( -name a -o -name b \\) ! -newer c -print0",
        "find . -type d -name node_modules -prune -o -print",
      ],
      acts: [
        "find . -delete",
        "find . -exec rm {} \\;",
        "find . -execdir ./x {} +",
        "find . -fprint x",
        "find . -fls x",
        "find . -exec sh -c 'rm \"$1\"' _ {} \\;",
        "find . -exec sh -c 'cat {}' \\;",
        "find $x -name y",
        "find . -exec {} \\;",
        "find . -ok rm {} \\;",
        "find . -exec ls {}",
      ],
    },
  },
  {
    names: "sed gsed",
    flags:
      "-n -E -r -s -u -z --quiet --silent --regexp-extended --separate --unbuffered --null-data --posix --debug --sandbox",
    values: "-l --line-length",
    options: {
      "-e --expression": { effect: "read", value: "required", operand: "sed", replacesFirst: true },
      "-f --file": { ...run("reads its program from a file"), replacesFirst: true },
      "-i --in-place": {
        effect: "change",
        value: "attached",
        because: "edits the files themselves",
      },
    },
    operands: ["sed", "read"],
    examples: {
      reads: [
        "sed -n '1,20p' f",
        "sed 's/a/b/g' f",
        "sed -n '/start/,/end/p' f",
        "sed -e 's/a/b/' -e '/x/d' f",
        "sed '$!N;P;D' f",
        "sed -E 's#(a|b)#<\\1>#gI;s/x/y/2p' f",
        "sed '/^#/d; /^$/d' /etc/fstab",
        "sed -n '5{p;q}' f",
        "sed 'y/abc/xyz/' f",
        "ls | sed 5q",
      ],
      acts: [
        "sed -i s/a/b/ f",
        "sed -i.bak s/a/b/ f",
        "sed --in-place s/a/b/ f",
        "sed -n 'w out' f",
        "sed 's/a/b/w out' f",
        "sed 's/a/b/e' f",
        "sed '1e id' f",
        "sed e f",
        "sed -f x f",
        'sed "$x" f',
        "sed -ni p f",
        "sed '1!{s/a/b/w x\n}' f",
        "sed 'r /etc/shadow' f",
        "sed 's/x/y/;W o' f",
      ],
    },
  },
  {
    names: "awk gawk mawk nawk original-awk",
    style: "posix",
    flags:
      "-b -c -C -g -h -I -k -n -N -O -P -r -s -S -t -V --posix --traditional --re-interval --sandbox --csv --version --characters-as-bytes",
    values: "-F -v --assign --field-separator",
    options: {
      "-e --source": { effect: "read", value: "required", operand: "awk", replacesFirst: true },
      "-f -E -i -l --file --exec --include --load": run("reads its program from a file"),
      "-o -p -d --pretty-print --profile --dump-variables": {
        effect: "change",
        value: "attached",
        because: "writes into a file",
      },
      "-D --debug -L --lint": { effect: "unknown", value: "attached" },
    },
    operands: ["awk", "read"],
    examples: {
      reads: [
        "awk '{print $1}' f",
        "awk -F: '{print $1}' /etc/passwd",
        "awk '$3 > 50 {print $0}' f",
        "awk 'NR>1 && $5+0 > 80 {print $6, $5}' f",
        "awk '{a[$1]++} END {for (k in a) print k, a[k]}' f",
        "awk '/a|b/ {printf \"%s\\n\", $2}' f",
        "awk -v n=3 'NR==n' f",
        'awk \'{print ($1 > 2) ? "x" : "y"}\' f',
        "awk '!seen[$0]++' f",
        "awk '{sum += $1} END {print sum/NR}' f",
        "awk 'length($0) > 80' f",
        "awk '{ if ($1 > 3) { print $2 } }' f",
      ],
      acts: [
        "awk 'BEGIN {system(\"id\")}'",
        "awk '{print > \"x\"}' f",
        "awk '{print $1 >> \"x\"}' f",
        "awk '{print | \"sh\"}' f",
        "awk 'BEGIN {\"id\" | getline x}'",
        "awk 'BEGIN {while ((getline l < \"/etc/shadow\") > 0) print l}'",
        "awk -f x f",
        "awk '@load \"filefuncs\"; BEGIN {}'",
        'awk \'BEGIN { f = "system"; @f("id") }\'',
        'awk "$x" f',
        'awk \'BEGIN {print "x" |& "sh"}\'',
        'awk \'BEGIN { printf("x") > "y" }\'',
        "awk 'BEGIN{ARGV[1]=\"/etc/shadow\";ARGC=2}{print}'",
      ],
    },
  },
];
