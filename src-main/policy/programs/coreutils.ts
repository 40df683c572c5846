import type { Program } from "./program.ts";

/** Listing, showing and measuring files, and the small programs every script uses. */
export const coreutilsPrograms: readonly Program[] = [
  {
    names: "ls dir vdir gls",
    safeOptions: true,
    flags: `-a -A -b -B -c -C -d -D -e -f -F -g -G -h -H -i -k -l -L -m -n -N -o -O -p -q -Q -r -R -s -S -t -u -U -v -W -x
      -X -y -Z -1 -@ -% --all --almost-all --author --escape --ignore-backups --directory --dired --file-type --full-time
      --no-group --human-readable --si --dereference-command-line --dereference-command-line-symlink-to-dir --inode
      --kibibytes --dereference --numeric-uid-gid --literal --hide-control-chars --quote-name --reverse --recursive --size
      --context --zero --show-control-chars --group-directories-first --help --version`,
    values: `-I -T -w --block-size --format --hide --ignore --indicator-style --quoting-style --sort --time --time-style
      --tabsize --width`,
    attached: "--color --colour --classify --hyperlink",
    operands: "name",
    examples: {
      reads: [
        "ls",
        "ls -lahtrS --color=auto",
        "ls -d */",
        "ls -1 --time-style=long-iso /var/log",
        "ls -laR /etc --sort=size",
        "ls --full-time -i -- -odd-name",
        "dir /tmp",
      ],
      acts: ["ls --brand-new-option", "ls -la > listing.txt", "ls $(touch x)"],
    },
  },
  {
    names: "cat gcat",
    safeOptions: true,
    flags: `-A -b -e -E -l -n -s -t -T -u -v --show-all --number-nonblank --show-ends --number --squeeze-blank --show-tabs
      --show-nonprinting --help --version`,
    operands: "read",
    examples: {
      reads: ["cat /etc/os-release", "cat -n a.txt b.txt", "cat -A -- -file", "cat /proc/cpuinfo"],
      acts: ["cat a > b", "cat a >> b", "cat --exec a"],
    },
  },
  {
    names: "tac",
    safeOptions: true,
    flags: "-b -r --before --regex --help --version",
    values: "-s --separator",
    operands: "read",
    examples: { reads: ["tac log", "tac -s, list", "tac -r -s x a b"], acts: ["tac -o out log"] },
  },
  {
    names: "nl",
    safeOptions: true,
    flags: "-p --no-renumber --help --version",
    values: `-b -d -f -h -i -l -n -s -v -w --body-numbering --section-delimiter --footer-numbering --header-numbering
      --line-increment --join-blank-lines --number-format --number-separator --starting-line-number --number-width`,
    operands: "read",
    examples: { reads: ["nl -ba file", "nl -w3 -s: file", "nl"], acts: ["nl file > file2"] },
  },
  {
    names: "head ghead",
    safeOptions: true,
    flags: "-q -v -z --quiet --silent --verbose --zero-terminated --help --version",
    values: "-n -c --lines --bytes",
    numeric: true,
    operands: "read",
    examples: {
      reads: [
        "head -5 /etc/passwd",
        "head -n 5 a b",
        "head -c20 file",
        "head --lines=3 x",
        "head -n -1 x",
      ],
      acts: ["head -n 5 a > b", "head --lin=3 x", "head -w x"],
    },
  },
  {
    names: "tail gtail",
    safeOptions: true,
    // Digits as flags: -100f is a number with a letter.
    flags: `-f -F -q -r -v -z -0 -1 -2 -3 -4 -5 -6 -7 -8 -9 --retry --quiet --silent --verbose --zero-terminated --debug --help
      --version`,
    values: "-n -c -b -s --lines --bytes --pid --sleep-interval --max-unchanged-stats",
    attached: "--follow",
    operands: "read",
    examples: {
      reads: [
        "tail -f /var/log/syslog",
        "tail -n +2 data.csv",
        "tail -100f app.log",
        "tail -20 a",
        "tail -n100 -F a --retry",
        "tail --follow=name --pid=12 a",
      ],
      acts: ["tail -f a > b", "tail -x a"],
    },
  },
  {
    names: "wc",
    safeOptions: true,
    flags: "-c -m -l -L -w --bytes --chars --lines --max-line-length --words --help --version",
    values: "--total",
    options: { "--files0-from": { effect: "read", value: "required", operand: "read" } },
    operands: "read",
    examples: { reads: ["wc -l a b", "wc", "wc -lw --total=never a"], acts: ["wc -l a > n"] },
  },
  {
    names: "dirname basename",
    safeOptions: true,
    flags: "-a -z --multiple --zero --help --version",
    values: "-s --suffix",
    operands: "text",
    examples: {
      reads: ["dirname /a/b", "basename /a/b.txt .txt", "basename -s .c a.c b.c"],
      acts: ["basename -x /a"],
    },
  },
  {
    names: "seq gseq",
    safeOptions: true,
    flags: "-w --equal-width --help --version",
    values: "-f -s -t --format --separator",
    numeric: true,
    operands: "text",
    examples: {
      reads: ["seq 5", "seq 10 -1 1", "seq -s, -w 1 20"],
      acts: ["seq 5 > x", "seq -x 5"],
    },
  },
  {
    names: "expr factor numsum",
    style: "words",
    operands: "text",
    examples: {
      reads: ["expr 1 + 2", "expr length abc", "factor 12 -3"],
      acts: ["expr $(id > x)", "factor 12 > x"],
    },
  },
  {
    names: "sleep gsleep usleep",
    operands: "text",
    flags: "--help --version",
    examples: { reads: ["sleep 1", "sleep 0.5 1m", "sleep --help"], acts: ["sleep -x 1"] },
  },
  {
    names: "yes",
    effect: "unknown",
    because: "prints without end",
    informs: "--help --version",
    style: "words",
    operands: "text",
    examples: { reads: ["yes --help", "yes --version"], acts: ["yes", "yes n", "yes --help x"] },
  },
  {
    names: "tee gtee",
    because: "passes on what it reads, and writes it into the files named",
    flags: "-a -i -p --append --ignore-interrupts --help --version",
    attached: "--output-error",
    operands: "write",
    examples: {
      reads: ["tee", "tee -i", "echo x | tee -p"],
      acts: ["tee out", "tee -a out", "echo x | tee --append a b", "tee -aout"],
    },
  },
  {
    names: "sync",
    because: "waits until the disks hold what was written",
    flags: "-d -f --data --file-system --help --version",
    operands: "name",
    examples: { reads: ["sync", "sync -d file", "sync -f /"], acts: ["sync -x", "sync > a"] },
  },
  {
    names: "printenv",
    flags: "-0 --null --help --version",
    operands: "text",
    check: (words) =>
      words.some(
        (word) => word === null || /secret|token|passw|api_?key|private|credential/i.test(word),
      )
        ? { effect: "read", because: "shows a variable that is named like a secret", secret: true }
        : null,
    examples: {
      reads: ["printenv", "printenv PATH", "printenv -0", "printenv HOME SHELL"],
      acts: ["printenv > env.txt", "printenv -x"],
    },
  },
];
