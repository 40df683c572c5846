import type { OptionRule, Program } from "./program.ts";

const consulted: OptionRule = { effect: "read", value: "required", operand: "name" };

/** Deleting, overwriting and cutting off files. */
export const fileRemovalPrograms: readonly Program[] = [
  {
    names: "rm grm unlink",
    effect: "destroy",
    because: "deletes files",
    informs: "--help --version",
    flags: `-d -f -i -I -P -r -R -v -W -x --dir --force --one-file-system --no-preserve-root --recursive --verbose`,
    attached: "--interactive --preserve-root",
    operands: "destroy",
    examples: {
      reads: ["rm --help", "rm --version"],
      acts: ["rm a", "rm -rf x", "rm x -r -f", "rm --recursive --force x", "rm -- -f", "rm -i a"],
    },
  },
  {
    names: "rmdir",
    effect: "destroy",
    because: "deletes empty directories",
    informs: "--help --version",
    flags: "-p -v --parents --verbose --ignore-fail-on-non-empty",
    operands: "destroy",
    examples: { reads: ["rmdir --help"], acts: ["rmdir a", "rmdir -pv a/b"] },
  },
  {
    names: "shred gshred srm",
    effect: "destroy",
    because: "overwrites files so that nobody can bring them back",
    informs: "--help --version",
    flags: "-f -u -v -x -z --force --verbose --exact --zero",
    values: "-n -s --iterations --size --random-source",
    attached: "--remove",
    operands: "destroy",
    examples: {
      reads: ["shred --help"],
      acts: ["shred a", "shred -uvz -n 3 a", "shred --remove=wipe a"],
    },
  },
  {
    names: "truncate gtruncate",
    effect: "destroy",
    because: "cuts files off or makes them longer",
    informs: "--help --version",
    flags: "-c -o --no-create --io-blocks",
    values: "-s --size",
    options: { "-r": consulted, "--reference": consulted },
    operands: "destroy",
    examples: {
      reads: ["truncate --help"],
      acts: ["truncate -s 0 log", "truncate --size=0 a", "truncate -cs0 a"],
    },
  },
  {
    names: "fallocate",
    effect: "change",
    because: "sets the space a file takes",
    informs: "--help --version",
    flags: "-n -v -x --keep-size --posix --verbose",
    values: "-l -o --length --offset",
    options: {
      "-c": { effect: "destroy", because: "removes a range of the file" },
      "-p": { effect: "destroy", because: "empties a range of the file" },
      "-z": { effect: "destroy", because: "zeroes a range of the file" },
      "-d": { effect: "change" },
    },
    operands: "write",
    examples: {
      reads: ["fallocate --help"],
      acts: ["fallocate -l 1G swap", "fallocate -p -o 0 -l 10 f"],
    },
  },
  {
    names: "dd gdd",
    because: "copies bytes as they are",
    style: "assignments",
    informs: "--help --version",
    values:
      "bs ibs cbs obs count skip seek iseek oseek conv iflag oflag status speed files fillchar",
    options: {
      if: { effect: "read", value: "required", operand: "read" },
      of: {
        effect: "destroy",
        value: "required",
        operand: "destroy",
        because: "overwrites a file or a disk",
      },
    },
    examples: {
      reads: ["dd if=/etc/os-release bs=10 count=1", "dd --help", "dd if=a skip=5 status=none"],
      acts: ["dd if=/dev/zero of=/dev/sda", "dd of=a if=b bs=1M", "dd of=x", "dd unheard=of"],
    },
  },
];
