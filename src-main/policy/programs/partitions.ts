import type { OptionRule, Program } from "./program.ts";
import { destroys } from "./rule-forms.ts";

const overwrites: OptionRule = { effect: "destroy", because: "overwrites the disk" };

/** Partition tables and signatures. */
export const partitionsPrograms: readonly Program[] = [
  {
    names: "fdisk",
    effect: "destroy",
    because: "rewrites partition tables",
    readsWith: "-l --list -x --list-details -s --getsz",
    informs: "-h -V -v --help --version",
    flags: "-l -x -s -u --list --list-details --getsz --bytes --noauto-pt",
    attached: "-c -u -L --color --units --compatibility",
    values: "-b -C -H -S -o -t -w -W --output --sector-size --type",
    operands: "name",
    examples: {
      reads: [
        "fdisk -l",
        "fdisk -l /dev/sda",
        "fdisk -xlo Device,Size /dev/sda",
        "fdisk --list --bytes",
      ],
      acts: ["fdisk /dev/sda", "fdisk -u /dev/sda", "fdisk -B /dev/sda"],
    },
  },
  {
    names: "sfdisk",
    effect: "destroy",
    because: "rewrites partition tables",
    readsWith:
      "-d --dump -J --json -l --list -F --list-free -s --show-size -g --show-geometry -V --verify -T --list-types",
    informs: "-h -v --help --version",
    flags:
      "-d -J -l -F -s -g -V -T -q --dump --json --list --list-free --show-size --show-geometry --verify --list-types --quiet --bytes",
    values: "-o --output",
    options: {
      "--delete -f --force -A --activate -r --reorder --no-act -n": overwrites,
      "-N --partno": { ...overwrites, value: "required" },
      "--part-label --part-type --part-uuid --part-attrs --disk-id --move-data --relocate": {
        ...overwrites,
        value: "attached",
      },
    },
    operands: "name",
    examples: {
      reads: ["sfdisk -l", "sfdisk -d /dev/sda", "sfdisk --json /dev/sda"],
      acts: ["sfdisk /dev/sda", "sfdisk --delete /dev/sda", "sfdisk -l --delete /dev/sda 1"],
    },
  },
  {
    names: "parted",
    flags: "-h -l -m -s -j -v --help --list --machine --script --json --version",
    values: "-a --align",
    operands: ["name", "text"],
    check: (words) => {
      const rest = words.filter((word) => word === null || !word.startsWith("-"));
      const [device, ...given] = rest;
      if (
        device === undefined &&
        words.some((word) => word !== null && /^-\w*[lhv]|^--(list|help|version)$/.test(word))
      )
        return null;
      const text = given.map((word) => word ?? "?").join(" ");
      return given.length > 0 &&
        /^((unit|u) \w+ ?|(print|p)( (free|all|devices|list|\d+))? ?|align-check (min|minimal|opt|optimal) \d+ ?|help ?|version ?|quit ?)+$/.test(
          text,
        )
        ? null
        : { effect: "destroy", because: "rewrites partition tables" };
    },
    examples: {
      reads: [
        "parted -l",
        "parted /dev/sda print",
        "parted -s /dev/sda unit GB print free",
        "parted -ls",
      ],
      acts: [
        "parted /dev/sda",
        "parted -s /dev/sda mklabel gpt",
        "parted /dev/sda print rm 1",
        "parted -l -s /dev/sda rm 1",
      ],
    },
  },
  {
    names: "sgdisk gdisk",
    effect: "destroy",
    because: "rewrites partition tables",
    readsWith:
      "-p --print -l -i --info -v --verify -f --first-in-largest -E --end-of-largest -F --first-aligned-in-largest -L --list-types",
    informs: "-V --version -? --help",
    flags:
      "-p -l -v -f -E -F -L -P --print --verify --first-in-largest --end-of-largest --first-aligned-in-largest --list-types",
    values: "-i --info",
    operands: "name",
    examples: {
      reads: ["gdisk -l /dev/sda", "sgdisk -p /dev/sda", "sgdisk -i 1 /dev/sda"],
      acts: [
        "gdisk /dev/sda",
        "sgdisk -Z /dev/sda",
        "sgdisk -p -o /dev/sda",
        "sgdisk -n 1:0:0 /dev/sda",
      ],
    },
  },
  {
    names: "cfdisk cgdisk gparted mkswap badblocks-write blkdiscard nwipe ddrescue partclone",
    ...destroys("overwrites disks"),
    informs: "-h -V --help --version",
    examples: {
      reads: ["cfdisk --version"],
      acts: ["cfdisk /dev/sda", "mkswap /dev/sda2", "blkdiscard /dev/sda"],
    },
  },
  {
    names: "wipefs",
    readsBare: true,
    flags: "-i -J -n -p -q -h -V --noheadings --json --no-act --parsable --quiet --help --version",
    values: "-O -t --output --types",
    options: {
      "-a --all -f --force": overwrites,
      "-o --offset": { ...overwrites, value: "required" },
      "-b --backup": { effect: "change", value: "attached", because: "writes a copy" },
    },
    operands: "name",
    examples: {
      reads: ["wipefs /dev/sda", "wipefs -n /dev/sda", "wipefs -J /dev/sda"],
      acts: ["wipefs -a /dev/sda", "wipefs -qa /dev/sda", "wipefs -o 0x1 /dev/sda"],
    },
  },
];
