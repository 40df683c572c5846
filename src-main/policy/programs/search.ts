import type { Finding, OptionRule, Program, Rule } from "./program.ts";

const pattern: OptionRule = { effect: "read", value: "required", replacesFirst: true };
const patternFile: OptionRule = {
  effect: "read",
  value: "required",
  operand: "read",
  replacesFirst: true,
};
const shown: OptionRule = { effect: "read", value: "required", operand: "read" };
const runs = (because: string): OptionRule => ({ effect: "run", value: "required", because });

const grep = {
  flags: `-a -b -c -E -F -G -h -H -i -I -l -L -n -o -O -p -P -q -r -R -s -S -T -u -U -v -V -w -x -y -z -Z --extended-regexp
    --fixed-strings --basic-regexp --perl-regexp --ignore-case --no-ignore-case --invert-match --word-regexp --line-regexp
    --count --files-without-match --files-with-matches --only-matching --quiet --silent --no-messages --byte-offset
    --with-filename --no-filename --initial-tab --null --text --recursive --dereference-recursive --line-buffered --binary
    --null-data --line-number --help --version --no-group-separator`,
  values: `-A -B -C -d -D -m --after-context --before-context --context --devices --directories --max-count --binary-files
    --include --exclude --exclude-dir --include-dir --label --group-separator`,
  attached: "--color --colour",
  numeric: true,
  options: {
    "-e": pattern,
    "--regexp": pattern,
    "-f": patternFile,
    "--file": patternFile,
    "--exclude-from": shown,
  },
  operands: ["text", "read"],
} as const satisfies Rule;

/** man and info show any file whose path they are given. */
const anyFile = (words: readonly (string | null)[]): Finding | null =>
  words.some((word) => word === null || /[/~]/.test(word))
    ? { effect: "unknown", because: "may show any file" }
    : null;

/** Finding text, files, programs and manuals. find(1) has its own judge. */
export const searchPrograms: readonly Program[] = [
  {
    names: "grep egrep fgrep ggrep",
    safeOptions: true,
    ...grep,
    examples: {
      reads: [
        "grep -rniE --include='*.x' 'a|b' /etc",
        "grep error log",
        "grep -e a -e b log",
        "grep -c -v '^#' /etc/fstab",
        "grep -A3 -B 2 x f",
        "grep -5 x f",
        "grep -- --output f",
        "grep -qsxF x f --color=never",
      ],
      acts: ["grep x f > g", "grep --exec=x f", "grep x $(touch y)"],
    },
  },
  {
    names: "zgrep zegrep zfgrep bzgrep xzgrep lzgrep zstdgrep",
    safeOptions: true,
    ...grep,
    examples: {
      reads: ["zgrep error log.gz", "zgrep -i 'a b' *.gz", "xzgrep -c x a.xz"],
      acts: ["zgrep x a > b", "zgrep --exec=x a"],
    },
  },
  {
    names: "rg",
    flags: `-a -b -c -E -F -h -H -i -I -l -L -n -N -o -P -p -q -s -S -u -U -v -V -w -x -z -0 -. --text --byte-offset
      --case-sensitive --column --no-column --count --count-matches --crlf --debug --files --files-with-matches
      --files-without-match --fixed-strings --follow --heading --no-heading --help --hidden --no-hidden --ignore-case
      --include-zero --invert-match --json --line-buffered --line-number --no-line-number --line-regexp --max-columns-preview
      --multiline --multiline-dotall --no-config --no-filename --with-filename --no-ignore --no-ignore-vcs --no-ignore-parent
      --no-ignore-global --no-ignore-dot --no-messages --no-mmap --null --null-data --one-file-system --only-matching
      --passthru --pcre2 --pretty --quiet --search-zip --smart-case --stats --trace --trim --type-list --unrestricted
      --version --vimgrep --word-regexp --no-require-git --sort-files --block-buffered`,
    values: `-A -B -C -d -g -j -m -M -r -t -T --after-context --before-context --context --color --colors --dfa-size-limit
      --encoding --engine --field-context-separator --field-match-separator --glob --iglob --max-columns --max-count
      --max-depth --max-filesize --path-separator --regex-size-limit --replace --sort --sortr --threads --type --type-add
      --type-clear --type-not --context-separator`,
    options: {
      "-e": pattern,
      "--regexp": pattern,
      "-f": patternFile,
      "--file": patternFile,
      "--ignore-file": shown,
      "--pre": runs("runs a program on every file"),
      "--pre-glob": { effect: "read", value: "required" },
      "--hostname-bin": runs("runs a program to learn the host's name"),
    },
    // -E takes a value; as a flag its value becomes the pattern, and the pattern a file.
    operands: ["text", "read"],
    examples: {
      reads: [
        "rg error",
        "rg -n -tpy 'def x' src",
        "rg --files -g '*.ts'",
        "rg -uuu -C3 x",
        "rg -e a -e b d",
      ],
      acts: [
        "rg --pre ./x a",
        "rg a --pre=cat",
        "rg --hostname-bin=./x a",
        "rg --hyperlink-format x a",
      ],
    },
  },
  {
    names: "ag",
    flags: `-a -c -f -h -H -i -l -L -n -o -Q -q -r -R -s -S -t -u -U -v -w -x -z -0 --all-types --count --files-with-matches
      --files-without-matches --hidden --ignore-case --literal --nocolor --color --nogroup --group --noheading --heading
      --nofilename --filename --nonumbers --numbers --only-matching --smart-case --unrestricted --invert-match --word-regexp
      --column --follow --nobreak --break --search-zip --stats --silent --vimgrep --help --version --skip-vcs-ignores --nopager`,
    values:
      "-A -B -C -G -m --after --before --context --ignore --ignore-dir --depth --max-count --file-search-regex --type",
    options: {
      "--pager": runs("shows the result with a program"),
      "--output": { effect: "run", value: "required", because: "an expression that is evaluated" },
    },
    operands: ["text", "read"],
    examples: {
      reads: ["ag x", "ag -i 'a b' src"],
      acts: ["ag --pager ./x a"],
    },
  },
  {
    names: "fd fdfind",
    flags: `-0 -1 -a -F -g -H -h -I -i -l -L -p -q -s -u -V --absolute-path --case-sensitive --fixed-strings --follow
      --full-path --glob --hidden --ignore-case --no-ignore --no-ignore-vcs --no-ignore-parent --list-details --print0 --prune
      --quiet --regex --show-errors --strip-cwd-prefix --unrestricted --one-file-system --relative-path --help --version`,
    values: `-c -d -E -e -j -o -S -t --and --changed-before --changed-within --color --exact-depth --exclude --extension
      --format --max-depth --max-results --min-depth --newer --older --owner --path-separator --size --threads --type
      --base-directory --search-path -C`,
    options: {
      "-x": runs("runs a command for every file found"),
      "--exec": runs("runs a command for every file found"),
      "-X": runs("runs a command with the files found"),
      "--exec-batch": runs("runs a command with the files found"),
      "--ignore-file": shown,
    },
    operands: ["text", "name"],
    examples: {
      reads: ["fd", "fd -e ts -H x src", "fd --type f --changed-within 1d . /etc"],
      acts: ["fd x -x rm", "fd -HX rm", "fd --exec=rm x", "fd -e tmp --exec-batch rm"],
    },
  },
  {
    names: "locate plocate mlocate slocate",
    safeOptions: true,
    flags:
      "-0 -A -b -c -e -H -i -L -N -P -p -q -S -s -V -w -h --all --basename --count --existing --ignore-case --null --quiet --statistics --wholename --regex --help --version --follow --nofollow",
    values: "-l -n -r --limit --regexp",
    options: { "-d": shown, "--database": shown },
    operands: "text",
    examples: {
      reads: ["locate x", "locate -i -l 5 x", "locate -r '/a$'"],
      acts: ["locate x > y", "locate --update x"],
    },
  },
  {
    names: "updatedb",
    effect: "privilege",
    because: "rebuilds the list of all files",
    informs: "--help --version -h -V",
    operands: "unknown",
    examples: { reads: ["updatedb --version"], acts: ["updatedb", "updatedb -o x"] },
  },
  {
    names: "which whereis",
    safeOptions: true,
    flags: `-a -b -f -i -l -m -s -u -v -V -h --all --read-alias --read-functions --show-dot --show-tilde --skip-alias --skip-dot
      --skip-functions --skip-tilde --tty-only --version --help`,
    options: {
      "-B": { effect: "read" },
      "-M": { effect: "read" },
      "-S": { effect: "read" },
    },
    operands: "name",
    examples: {
      reads: ["which ls", "which -a python3", "whereis -b nginx"],
      acts: ["which -x ls", "which ls > a"],
    },
  },
  {
    names: "man",
    because: "shows a manual, through the pager",
    flags: `-a -c -d -f -i -I -k -K -t -u -w -W -7 --all --apropos --whatis --where --path --location --location-cat --regex
      --wildcard --names-only --ignore-case --match-case --no-subpages --global-apropos --help --version --usage --ascii`,
    values:
      "-e -E -L -m -M -R -s -S --encoding --locale --manpath --sections --systems --extension",
    options: {
      "-P": runs("shows the manual with a program"),
      "--pager": runs("shows the manual with a program"),
      "-H": { effect: "run", value: "attached", because: "opens a browser" },
      "--html": { effect: "run", value: "attached", because: "opens a browser" },
      "-C": runs("another configuration can run programs"),
      "--config-file": runs("another configuration can run programs"),
      "-X": { effect: "run", value: "attached" },
      "--preprocessor": runs("runs preprocessors"),
      "-p": runs("runs preprocessors"),
    },
    operands: "text",
    check: anyFile,
    examples: {
      reads: ["man ls", "man 5 crontab", "man -k disk", "man -w ls", "man -s 8 mount"],
      acts: [
        "man -P ./x ls",
        "man ls -P sh",
        "man -Psh ls",
        "man --pager=sh ls",
        "man -H ls",
        "man -C x ls",
      ],
    },
  },
  {
    names: "apropos whatis",
    flags: "-a -d -e -h -l -r -v -V -w --and --exact --long --regex --wildcard --help --version",
    values: "-L -m -M -s --sections --section --locale --manpath --systems",
    operands: "text",
    examples: {
      reads: ["apropos disk", "whatis ls", "apropos -s 8 -a raid disk"],
      acts: ["apropos -C x y", "whatis --config-file=x y"],
    },
  },
  {
    names: "info",
    flags:
      "-a -h -k -O -R -v -w --all --show-options --usage --subnodes --raw-escapes --no-raw-escapes --location --help --version",
    values: "-d -f -n --directory --node --file --index-search --apropos",
    options: {
      "-o": {
        effect: "change",
        value: "required",
        operand: "write",
        because: "writes the text into a file",
      },
      "--output": {
        effect: "change",
        value: "required",
        operand: "write",
        because: "writes the text into a file",
      },
      "--dribble": { effect: "change", value: "required", operand: "write" },
      "--restore": runs("plays back keys"),
      "--init-file": runs("reads other key bindings"),
    },
    operands: "text",
    check: anyFile,
    examples: {
      reads: ["info ls", "info --apropos=x", "info -w coreutils"],
      acts: ["info -o a ls", "info ls --output=a", "info --restore=k"],
    },
  },
];
