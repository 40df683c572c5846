import type { Program } from "./program.ts";

/** Checksums, and random identifiers. */
export const hashesPrograms: readonly Program[] = [
  {
    names: `md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum b3sum gmd5sum gsha256sum gsha512sum sha3sum`,
    safeOptions: true,
    flags:
      "-b -c -q -s -t -w -z --binary --check --tag --text --zero --ignore-missing --quiet --status --strict --warn --help --version --no-names --num-threads",
    values: "-a -l --length",
    operands: "read",
    examples: {
      reads: [
        "md5sum a b",
        "md5sum -c sums",
        "sha256sum --check --ignore-missing SHA256SUMS",
        "b2sum -l 256 a",
      ],
      acts: ["sha256sum a > b", "md5sum --out=b a"],
    },
  },
  {
    names: "cksum sum gcksum",
    safeOptions: true,
    flags:
      "-c -r -s -w -z --sysv --base64 --raw --tag --untagged --check --debug --quiet --status --strict --warn --zero --ignore-missing --help --version",
    values: "-a -l -o --algorithm --length",
    operands: "read",
    examples: {
      reads: ["cksum a", "cksum -a sha256 a", "sum -r a"],
      acts: ["cksum a > b", "cksum -x a"],
    },
  },
  {
    names: "shasum sha1 sha256 sha384 sha512 md5 rmd160",
    safeOptions: true,
    flags:
      "-0 -b -c -p -q -r -t -U -w -x --binary --check --text --UNIVERSAL --01 --ignore-missing --quiet --status --strict --tag --warn --help --version -h -v",
    values: "-a -s --algorithm",
    operands: "read",
    examples: {
      reads: ["shasum -a 256 a", "md5 -q a", "shasum -c sums"],
      acts: ["shasum a > b", "md5 --out a"],
    },
  },
  {
    names: "xxhsum xxh64sum xxh128sum xxh32sum crc32 hashdeep md5deep sha256deep",
    flags:
      "-c -q -r -l -s -b -e -j0 --check --quiet --strict --status --warn --tag --little-endian --help --version",
    values: "-H",
    operands: "read",
    examples: {
      reads: ["xxhsum a", "xxh64sum -c sums", "crc32 a"],
      acts: ["xxhsum a > b", "hashdeep -o f a"],
    },
  },
  {
    names: "uuidgen mcookie uuid",
    safeOptions: true,
    flags: "-r -t -m -s -x -v -6 -7 --random --time --md5 --sha1 --hex --verbose --help --version",
    values: "-n -N -C --namespace --name --count",
    examples: {
      reads: ["uuidgen", "uuidgen -r", "mcookie -v"],
      acts: ["uuidgen > id", "uuid -o file"],
    },
  },
  {
    names: "pwgen apg makepasswd mkpasswd",
    secret: true,
    because: "makes passwords",
    flags:
      "-0 -1 -a -A -B -c -C -h -n -s -v -y --capitalize --numerals --symbols --secure --help --version",
    values: "-m -M -x -N --num-passwords",
    operands: "text",
    examples: { reads: ["pwgen --help", "pwgen --version"], acts: [] },
  },
];
