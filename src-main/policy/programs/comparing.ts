import type { OptionRule, Program } from "./program.ts";

const shown: OptionRule = { effect: "read", value: "required", operand: "read" };
const diffProgram: OptionRule = {
  effect: "run",
  value: "required",
  because: "runs another program to compare",
};

const encoder = {
  flags:
    "-d -D -i -z --decode --ignore-garbage --base64 --base64url --base32 --base32hex --base16 --base2msbf --base2lsbf --z85 --help --version",
  values: "-w -b --wrap --break",
  options: {
    "-o": { effect: "change", value: "required", operand: "write", because: "writes a file" },
  },
} as const;

/** Whether a word of xxd is a file, by the one before it. */
const isXxdFile = (word: string | null | undefined, before: string | null | undefined): boolean =>
  word === null ||
  (word !== undefined &&
    !/^-./.test(word) &&
    !/^-(c|cols|g|groupsize|l|len|n|name|o|offset|R|s|seek)$/.test(before ?? ""));

/** Comparing files, and showing their bytes in other forms. */
export const comparingPrograms: readonly Program[] = [
  {
    names: "comm",
    safeOptions: true,
    flags:
      "-1 -2 -3 -i -z --check-order --nocheck-order --total --zero-terminated --help --version",
    values: "--output-delimiter",
    operands: "read",
    examples: {
      reads: ["comm a b", "comm -12 a b", "comm -3 --total a -"],
      acts: ["comm a b > c", "comm -o c a b"],
    },
  },
  {
    names: "diff gdiff colordiff",
    safeOptions: true,
    flags: `-0 -1 -2 -3 -4 -5 -6 -7 -8 -9 -a -b -B -c -d -e -E -f -H -i -n -N -p -P -q -r -s -t -T -u -v -w -y -Z --text --ignore-space-change
      --ignore-blank-lines --context --minimal --ed --rcs --ignore-tab-expansion --ignore-case --new-file --show-c-function
      --unidirectional-new-file --brief --recursive --report-identical-files --expand-tabs --initial-tab --unified
      --ignore-all-space --side-by-side --ignore-trailing-space --normal --left-column --suppress-common-lines
      --strip-trailing-cr --no-dereference --speed-large-files --ignore-file-name-case --no-ignore-file-name-case
      --suppress-blank-empty --no-color --help --version`,
    values: `-C -D -F -I -L -S -U -W -x --ifdef --show-function-line --ignore-matching-lines --label --starting-file --width
      --exclude --horizon-lines --tabsize --line-format --old-line-format --new-line-format --unchanged-line-format
      --changed-group-format --unchanged-group-format --old-group-format --new-group-format --palette`,
    attached: "--color --unified --context",
    numeric: true,
    options: { "-X": shown, "--exclude-from": shown, "--from-file": shown, "--to-file": shown },
    operands: "read",
    examples: {
      reads: [
        "diff a b",
        "diff -ruN a b",
        "diff -u3 a b",
        "diff -qr --exclude=.git x y",
        "diff -y -W 200 a b",
      ],
      acts: ["diff a b > c", "diff -l a b", "diff --outp=x a b"],
    },
  },
  {
    names: "sdiff",
    flags:
      "-a -b -B -d -E -H -i -l -s -t -W -Z --text --left-column --suppress-common-lines --help --version",
    values: "-I -w --width",
    options: {
      "-o": {
        effect: "change",
        value: "required",
        operand: "write",
        because: "asks, and writes the result into a file",
      },
      "--output": { effect: "change", value: "required", operand: "write" },
      "--diff-program": diffProgram,
    },
    operands: "read",
    examples: {
      reads: ["sdiff a b", "sdiff -s a b", "sdiff -w 200 a b"],
      acts: ["sdiff -o c a b", "sdiff --diff-program=./x a b"],
    },
  },
  {
    names: "diff3",
    flags:
      "-a -A -e -E -i -m -T -v -x -X -3 --text --show-all --ed --merge --overlap-only --easy-only --help --version",
    values: "-L --label",
    options: { "--diff-program": diffProgram },
    operands: "read",
    examples: {
      reads: ["diff3 a b c", "diff3 -m a b c", "diff3 -A -L x a b c"],
      acts: ["diff3 --diff-program=./x a b c", "diff3 a b c > d"],
    },
  },
  {
    names: "cmp",
    safeOptions: true,
    flags: "-b -h -l -s -v -x -z --print-bytes --verbose --quiet --silent --help --version",
    values: "-i -n --ignore-initial --bytes",
    operands: "read",
    examples: {
      reads: ["cmp a b", "cmp -s a b", "cmp -ln 100 a b"],
      acts: ["cmp a b > c", "cmp -o c a b"],
    },
  },
  {
    names: "od god",
    safeOptions: true,
    flags:
      "-a -b -B -c -d -f -h -i -l -o -O -s -v -x -X -D -e -F -H -I -L --output-duplicates --traditional --help --version",
    values: "-A -j -N -t --address-radix --skip-bytes --read-bytes --format --endian",
    attached: "-w -S --width --strings",
    operands: "read",
    examples: {
      reads: ["od -c a", "od -An -tx1 a", "od -A x -t x1z -v a -N 16"],
      acts: ["od a > b", "od --out=b a"],
    },
  },
  {
    names: "hexdump hd",
    safeOptions: true,
    flags:
      "-b -c -C -d -o -v -x -X -h -V --one-byte-octal --one-byte-char --canonical --no-squeezing --help --version",
    values: "-e -n -s --format --length --skip",
    attached: "-L --color",
    options: { "-f": shown, "--format-file": shown },
    operands: "read",
    examples: {
      reads: ["hexdump -C a", "hexdump -Cn64 a", "hexdump -e '16/1 \"%02x \"' a"],
      acts: ["hexdump a > b"],
    },
  },
  {
    names: "xxd",
    because: "shows bytes; a second file is written",
    style: "single-dash",
    flags: `-a -autoskip -b -bits -C -capitalize -d -e -E -EBCDIC -h -help -i -include -p -ps -postscript -plain -r -revert -u -v
      -version -l16 -l32 -l64 -l128 -l256 -l512 -c4 -c8 -c16 -c32 -g1 -g2 -g4 -g8 -s0`,
    values: "-c -cols -g -groupsize -l -len -n -name -o -offset -R -s -seek",
    operands: ["read", "write"],
    // Behind the first file an option is the name of the second.
    check: (words) =>
      words.some(
        (word, at) =>
          at > 0 && word !== null && /^-./.test(word) && isXxdFile(words[at - 1], words[at - 2]),
      )
        ? { effect: "change", because: "may write a file that is named like an option" }
        : null,
    examples: {
      reads: ["xxd a", "xxd -p a", "xxd -l 16 -c 8 a", "xxd -r -p", "xxd -s 0x10 -g 1 a"],
      acts: ["xxd a b", "xxd -r -p a b", "xxd -p - out", "xxd a -p", "xxd -c 8 a -r"],
    },
  },
  {
    names: "strings",
    safeOptions: true,
    flags: `-a -f -d -w -v -V -h --all --data --print-file-name --include-all-whitespace --version --help`,
    values: "-n -t -e -o -s -T -U --bytes --radix --encoding --target --output-separator --unicode",
    numeric: true,
    operands: "read",
    check: (words) =>
      words.some((word) => word?.startsWith("@"))
        ? { effect: "unknown", because: "its options may come from a file" }
        : null,
    examples: {
      reads: ["strings a", "strings -n 8 -tx a", "strings -8 a"],
      acts: ["strings @a", "strings a > b", "strings --plugin x a"],
    },
  },
  {
    names: "base64 gbase64 base32 basenc",
    ...encoder,
    operands: "read",
    examples: {
      reads: ["base64 a", "base64 -d", "base64 -w0 a", "base32 --decode a"],
      acts: ["base64 -d a > b", "base64 -i a -o b", "base64 -do b"],
    },
  },
  {
    names: "uuencode",
    flags: "-m -e -r --base64 --encode-file-name --help --version",
    operands: ["read", "text"],
    examples: {
      reads: ["uuencode a a", "uuencode -m a a", "uuencode x"],
      acts: ["uuencode -o c a b"],
    },
  },
  {
    names: "uudecode",
    effect: "change",
    because: "writes the files that its input names",
    informs: "--help --version",
    flags: "-c -i -m -p -r -s",
    options: { "-o": { effect: "change", value: "required", operand: "write" } },
    operands: "read",
    examples: { reads: ["uudecode --help"], acts: ["uudecode a", "uudecode -o b a"] },
  },
];
