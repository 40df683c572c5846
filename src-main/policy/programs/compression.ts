import type { Finding, OptionRule, Program } from "./program.ts";
import { givenWords, gives } from "./rule-forms.ts";

const shown: OptionRule = { effect: "read", value: "required", operand: "read" };
const written: OptionRule = {
  effect: "change",
  value: "required",
  operand: "write",
  because: "writes a file",
};
const replaces = "replaces files by their packed or unpacked form";
const levels = "-0 -1 -2 -3 -4 -5 -6 -7 -8 -9 --fast --best";

/** Of several operations most of them do the last one: "xz -t -d a" unpacks. */
const severalOperations = (words: readonly (string | null)[]): Finding | null => {
  const given = givenWords(words);
  const packs = "-d -z --decompress --uncompress --compress";
  return gives(given, packs) &&
    gives(given, "-t -l -b --test --list") &&
    !gives(given, "-c --stdout")
    ? { effect: "change", because: replaces }
    : null;
};

/** Packing single files. */
export const compressionPrograms: readonly Program[] = [
  {
    names: "gzip gunzip pigz unpigz",
    effect: "change",
    because: replaces,
    readsWith: "-c --stdout --to-stdout -l --list -t --test",
    readsBare: true,
    informs: "-h -V -L --help --version --license",
    flags: `${levels} -a -c -d -f -H -h -i -k -K -L -l -m -M -n -N -q -r -R -t -T -v -V --ascii --stdout --to-stdout --decompress
      --uncompress --force --keep --list --no-name --name --quiet --recursive --rsyncable --synchronous --test --verbose`,
    values: "-b -p -S --suffix --processes --blocksize",
    operands: "read",
    check: severalOperations,
    examples: {
      reads: [
        "gzip -l a.gz",
        "gzip -dc a.gz",
        "gunzip -c a.gz",
        "gzip -t a.gz",
        "gzip",
        "gzip -9 --stdout a",
        "gzip -cd -- a",
      ],
      acts: [
        "gzip a",
        "gunzip a.gz",
        "gzip -9 a",
        "gzip -kv a",
        "gzip -d a.gz",
        "gzip -S -c a",
        "pigz -t -d a",
      ],
    },
  },
  {
    names: "zcat gzcat bzcat xzcat lzcat lz4cat zstdcat",
    safeOptions: true,
    flags:
      "-c -d -f -h -H -k -l -L -n -N -q -s -S -t -v -V -r --force --help --version --list --test --quiet --verbose",
    operands: "read",
    examples: {
      reads: ["zcat a.gz", "zcat -f a b.gz", "xzcat a.xz", "bzcat a.bz2"],
      acts: ["zcat a > b", "zcat --pre a"],
    },
  },
  {
    names: "bzip2 bunzip2 lbzip2 pbzip2",
    effect: "change",
    because: replaces,
    readsWith: "-c --stdout -t --test",
    readsBare: true,
    informs: "-h -V -L --help --version --license",
    flags: `${levels} -c -d -f -k -q -s -t -v -z --stdout --decompress --compress --force --keep --quiet --small
      --test --verbose`,
    operands: "read",
    check: severalOperations,
    examples: {
      reads: ["bzip2 -dc a", "bzip2 -t a", "bunzip2 -c a", "bzip2"],
      acts: ["bzip2 a", "bunzip2 a.bz2", "bzip2 -kf a", "bzip2 -dk a", "bzip2 -t -d a"],
    },
  },
  {
    names: "xz unxz lzma unlzma",
    effect: "change",
    because: replaces,
    readsWith: "-c --stdout --to-stdout -t --test -l --list",
    readsBare: true,
    informs: "-h -H -V --help --long-help --version --info-memory",
    flags: `${levels} -c -d -e -f -h -H -k -l -q -Q -t -v -z --stdout --to-stdout --compress --decompress --uncompress --extreme
      --force --keep --list --no-adjust --no-sparse --no-sync --no-warn --quiet --robot --single-stream --test --verbose
      --ignore-check`,
    values:
      "-C -F -M -S -T --check --format --memlimit --memlimit-compress --memlimit-decompress --memory --suffix --threads --block-size --block-list --flush-timeout",
    attached: "--lzma1 --lzma2 --x86 --arm --arm64 --delta",
    options: {
      "--files --files0": { effect: "read", value: "attached", operand: "read" },
    },
    operands: "read",
    check: severalOperations,
    examples: {
      reads: ["xz -l a.xz", "xz -dc a.xz", "xz -t a.xz", "xz -T0 -9c a", "xz --robot --list a.xz"],
      acts: ["xz a", "unxz a.xz", "xz -T0 -9 a", "xz -dk a", "xz --suffix=-c a", "xz -ltd a"],
    },
  },
  {
    names: "zstd unzstd zstdmt pzstd",
    effect: "change",
    because: "writes the packed or unpacked form of files",
    readsWith: "-c --stdout -t --test -l --list -b",
    readsBare: true,
    informs: "-h -H -V --help --version",
    flags: `${levels} -c -d -e -f -h -H -k -l -q -r -S -t -v -V -z --stdout --decompress --uncompress --compress --force --keep
      --list --no-check --check --no-content-size --no-dictID --no-progress --progress --quiet --single-thread --sparse
      --no-sparse --test --ultra --verbose --recursive --rsyncable --exclude-compressed --row-match-finder --pass-through`,
    values: "--memory --threads --stream-size --size-hint --target-compressed-block-size",
    attached: "-b -i -M -T --long --adapt --format --auto-threads",
    options: {
      "-D": shown,
      "--patch-from --filelist": { effect: "read", value: "required", operand: "read" },
      "-o": written,
      "--output-dir-flat --output-dir-mirror": written,
      "--rm": { effect: "destroy", because: "deletes the files it has packed" },
      "--train --train-cover --train-fastcover --train-legacy": {
        effect: "change",
        value: "attached",
        because: "writes a dictionary",
      },
    },
    operands: "read",
    check: severalOperations,
    examples: {
      reads: ["zstd -l a.zst", "zstd -dc a.zst", "zstd -t a.zst", "zstd -19 -T0 -c a"],
      acts: [
        "zstd a",
        "zstd -d a.zst",
        "zstd -c a -o b",
        "zstd -ob a",
        "zstd --rm a",
        "zstd -t --rm a",
        "zstd --train a b",
      ],
    },
  },
  {
    names: "lz4 unlz4 lz4c",
    effect: "change",
    because: "writes the packed or unpacked form of a file",
    readsWith: "-c --stdout -t --test --list",
    readsBare: true,
    informs: "-h -H -V --help --version",
    flags: `${levels} -c -d -f -h -H -k -l -q -t -v -V -z --stdout --decompress --compress --force --keep --list --quiet
      --test --verbose --no-frame-crc --content-size --sparse --no-sparse --favor-decSpeed`,
    options: {
      "--rm": { effect: "destroy", because: "deletes the files it has packed" },
      "-D": shown,
    },
    operands: "read",
    check: (words) =>
      givenWords(words, "-D").operands.length > 1 && !words.includes("--list")
        ? { effect: "change", because: "a second file is written" }
        : severalOperations(words),
    examples: {
      reads: ["lz4 -dc a.lz4", "lz4 -t a.lz4", "lz4 --list a b", "lz4"],
      acts: ["lz4 a b", "lz4 a", "lz4 -d a.lz4", "lz4 -c a b", "lz4 --rm -t a"],
    },
  },
  {
    names: "brotli",
    effect: "change",
    because: "writes the packed or unpacked form of files",
    readsWith: "-c --stdout -t --test",
    readsBare: true,
    informs: "-h -V --help --version",
    flags: `${levels} -c -d -f -k -n -t -v --stdout --decompress --force --keep --no-copy-stat --test --verbose`,
    values: "-q -w -S --quality --lgwin --suffix",
    options: {
      "-o --output": written,
      "-D --dictionary": shown,
      "-j --rm": { effect: "destroy", because: "deletes the files it has packed" },
    },
    operands: "read",
    examples: {
      reads: ["brotli -dc a.br", "brotli -t a.br", "brotli -c a"],
      acts: ["brotli a", "brotli -c a -o b", "brotli -cj a"],
    },
  },
];
