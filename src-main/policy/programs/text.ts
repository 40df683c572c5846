import type { OptionRule, Program } from "./program.ts";

const intoFile: OptionRule = {
  effect: "change",
  value: "required",
  operand: "write",
  because: "writes the result into a file",
};
const shown: OptionRule = { effect: "read", value: "required", operand: "read" };

/** Cutting, sorting and counting lines. What compares and dumps is in comparing.ts, structured data in structured-text.ts. */
export const textPrograms: readonly Program[] = [
  {
    names: "cut gcut",
    safeOptions: true,
    flags: "-n -s -w -z --only-delimited --complement --zero-terminated --help --version",
    values: "-b -c -d -f --bytes --characters --delimiter --fields --output-delimiter",
    operands: "read",
    examples: {
      reads: [
        "cut -d: -f1 /etc/passwd",
        "cut -d ' ' -f 2-",
        "cut -c1-10 a",
        "cut -sd, -f1,3 --output-delimiter=:",
      ],
      acts: ["cut -f1 a > b", "cut -o b a"],
    },
  },
  {
    names: "paste",
    safeOptions: true,
    flags: "-s -z --serial --zero-terminated --help --version",
    values: "-d --delimiters",
    operands: "read",
    examples: {
      reads: ["paste -sd, -", "paste a b", "paste -d'\\n' a b"],
      acts: ["paste a b > c", "paste -o c a"],
    },
  },
  {
    names: "join",
    safeOptions: true,
    flags:
      "-i -z --ignore-case --check-order --nocheck-order --header --zero-terminated --help --version",
    values: "-a -e -j -o -t -v -1 -2",
    operands: "read",
    examples: {
      reads: ["join a b", "join -t, -1 2 -2 1 a b", "join -a1 -o auto a b"],
      acts: ["join -x a b"],
    },
  },
  {
    names: "sort gsort",
    flags: `-b -d -f -g -h -i -M -n -R -r -V -c -C -m -s -u -z --ignore-leading-blanks --dictionary-order --ignore-case
      --general-numeric-sort --ignore-nonprinting --month-sort --human-numeric-sort --numeric-sort --random-sort --reverse
      --version-sort --merge --stable --unique --zero-terminated --debug --help --version`,
    values: "-k -t -S --key --field-separator --buffer-size --parallel --batch-size --sort",
    attached: "--check",
    options: {
      "-o": intoFile,
      "--output": intoFile,
      "-T": {
        effect: "change",
        value: "required",
        operand: "write",
        because: "keeps temporary files there",
      },
      "--temporary-directory": { effect: "change", value: "required", operand: "write" },
      "--compress-program": {
        effect: "run",
        value: "required",
        because: "runs a program on its temporary files",
      },
      "--random-source": shown,
      "--files0-from": shown,
    },
    operands: "read",
    examples: {
      reads: [
        "sort",
        "sort -k2 -nr -t: a",
        "sort -rhk1,1",
        "sort -u a b",
        "sort -t$'\\t' -k 3 a",
        "sort --key=2 --reverse",
      ],
      acts: [
        "sort -o a a",
        "sort a -o b",
        "sort -nro b a",
        "sort --output=b a",
        "sort --outp=b a",
        "sort --compress-program=./x a",
        "sort --compress-prog ./x a",
      ],
    },
  },
  {
    names: "uniq guniq",
    flags: `-c -d -D -i -u -z --count --repeated --ignore-case --unique --zero-terminated --help --version`,
    values: "-f -s -w --skip-fields --skip-chars --check-chars",
    attached: "--all-repeated --group",
    numeric: true,
    // Where options end at the first file, one behind it is the name of the second.
    style: "posix",
    operands: ["read", "write"],
    because: "counts or drops repeated lines; a second file is written",
    examples: {
      reads: ["uniq -c", "uniq", "uniq -d a", "uniq -ci -f1 a"],
      acts: ["uniq a b", "uniq -c -- a b", "uniq - b", "uniq a -c b"],
    },
  },
  {
    names: "tr gtr",
    safeOptions: true,
    flags:
      "-c -C -d -s -t -u --complement --delete --squeeze-repeats --truncate-set1 --help --version",
    operands: "text",
    examples: {
      reads: ["tr a-z A-Z", "tr -d '\\n'", "tr -cs A-Za-z '\\n'"],
      acts: ["tr a b > c", "tr -o a b"],
    },
  },
  {
    names: "fold fmt",
    safeOptions: true,
    flags:
      "-b -c -m -n -p -s -u --bytes --characters --spaces --crown-margin --tagged-paragraph --split-only --uniform-spacing --help --version",
    values: "-w -g -d -l -t --width --goal --prefix",
    numeric: true,
    operands: "read",
    examples: {
      reads: ["fold -sw 80 a", "fold -80 a", "fmt -w72 a"],
      acts: ["fmt a > b", "fold -o b a"],
    },
  },
  {
    names: "expand unexpand",
    safeOptions: true,
    flags: "-i -a --initial --all --first-only --help --version",
    values: "-t --tabs",
    numeric: true,
    operands: "read",
    examples: { reads: ["expand -t4 a", "unexpand -a", "expand -4 a"], acts: ["expand -o b a"] },
  },
  {
    names: "rev",
    safeOptions: true,
    flags: "-0 --zero -h -V --help --version",
    operands: "read",
    examples: { reads: ["rev", "rev a", "rev --help"], acts: ["rev a > b"] },
  },
  {
    names: "column",
    safeOptions: true,
    flags: `-c -e -x -n -J -d -h -L -V --table --json --tree-id --fillrows --keep-empty-lines --table-noheadings --help
      --version -t`,
    values: `-s -o -N -R -H -E -O -T -W -l -C -i -p -r -S --separator --output-separator --table-columns --table-right
      --table-hide --table-noextreme --table-order --table-truncate --table-wrap --table-name --output-width --table-column
      --table-columns-limit --table-empty-lines`,
    operands: "read",
    examples: {
      reads: ["column -t", "column -ts: /etc/passwd", "column -t -s, -o' | ' a"],
      acts: ["column -t a > b"],
    },
  },
  {
    names: "pr",
    safeOptions: true,
    flags:
      "-a -c -d -f -F -J -m -p -r -t -T -v --across --merge --double-space --omit-header --help --version",
    values: "-D -h -l -N -o -w -W --header --length --indent --width --page-width --columns",
    attached: "-e -i -n -s -S",
    numeric: true,
    operands: "read",
    examples: {
      reads: ["pr -mt a b", "pr -3 -t a", "pr -h title a"],
      acts: ["pr a > b", "pr -X a"],
    },
  },
  {
    names: "shuf gshuf",
    flags: "-e -r -z --echo --repeat --zero-terminated --help --version",
    values: "-i -n --input-range --head-count",
    options: { "-o": intoFile, "--output": intoFile, "--random-source": shown },
    operands: "read",
    examples: {
      reads: ["shuf -n 1 a", "shuf -i1-10", "shuf -en2 a b c"],
      acts: ["shuf -o b a", "shuf a -ob", "shuf --output=b a"],
    },
  },
  {
    names: "tsort numfmt",
    safeOptions: true,
    flags: "-z --debug --grouping --zero-terminated --help --version -w",
    values:
      "-d --delimiter --field --format --from --from-unit --invalid --padding --round --suffix --to --to-unit",
    attached: "--header",
    operands: "read",
    examples: {
      reads: ["tsort a", "numfmt --to=iec 1024", "numfmt --field 2 --from=si"],
      acts: ["tsort a > b"],
    },
  },
  {
    names: "iconv",
    flags: "-c -l -s --list --silent --verbose --help --usage --version -V",
    values: "-f -t --from-code --to-code",
    options: { "-o": intoFile, "--output": intoFile },
    operands: "read",
    examples: {
      reads: ["iconv -f latin1 -t utf-8 a", "iconv -l", "iconv -t ascii//TRANSLIT"],
      acts: ["iconv -f latin1 -o b a", "iconv a -t utf8 --output=b", "iconv -ob a"],
    },
  },
  {
    names: "dos2unix unix2dos",
    effect: "change",
    because: "rewrites files with other line ends",
    informs: "--help --version -V -h",
    flags: "-k -q -n -o -c --keepdate --quiet --newfile --oldfile -f --force",
    operands: "write",
    examples: { reads: ["dos2unix --help"], acts: ["dos2unix a", "unix2dos -n a b"] },
  },
  {
    names: "envsubst",
    flags: "-v --variables --help --version",
    operands: "text",
    examples: {
      reads: ["envsubst", "envsubst '$A $B'", "envsubst --help"],
      acts: ["envsubst > a"],
    },
  },
  {
    names: "bc",
    flags:
      "-l -q -s -w -i -h -v --mathlib --quiet --standard --warn --interactive --help --version",
    values: "-e --expression",
    operands: "read",
    examples: { reads: ["bc", "bc -l", "bc -lq a.bc"], acts: ["bc > a", "bc --write a"] },
  },
  {
    names: "dc",
    effect: "run",
    because: "its programs can run commands",
    informs: "-h -V --help --version",
    operands: "unknown",
    examples: { reads: ["dc --version"], acts: ["dc", "dc -e '!id'", "dc a"] },
  },
  {
    names: "patch gpatch",
    effect: "change",
    because: "changes files as a patch says",
    informs: "--help --version -v",
    flags:
      "-b -c -E -f -l -n -N -R -s -t -u --backup --binary --dry-run --force --reverse --verbose --quiet --forward --batch",
    values: "-B -d -D -F -g -p -V -x -Y -z --directory --strip --fuzz --suffix",
    options: {
      "-i": shown,
      "--input": shown,
      "-o": intoFile,
      "--output": intoFile,
      "-r": intoFile,
      "--reject-file": intoFile,
    },
    operands: ["write", "read"],
    examples: {
      reads: ["patch --version"],
      acts: ["patch -p1", "patch -p1 -i a.patch", "patch f a.diff"],
    },
  },
];
