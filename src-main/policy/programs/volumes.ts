import type { OptionRule, Program, Rule } from "./program.ts";
import { destroys, privileged } from "./rule-forms.ts";

const changes = (because: string): OptionRule => ({ effect: "privilege", because });

const lvmReport: Rule = {
  flags: `-a -b -c -C -d -h -m -q -s -v -vv -P --all --aligned --binary --colon --columns --headings --maps --nameprefixes
    --noheadings --nosuffix --partial --quiet --readonly --rows --segments --short --unbuffered --unquoted
    --verbose --version --foreign --shared --history --allpvs --ignorelockingfailure --nolocking --help`,
  values:
    "-o -O -S --options --sort --select --separator --units --reportformat --configreport --log --devices",
  operands: "name",
};

/** Volume managers: LVM, software RAID, device mapper, encrypted disks. */
export const volumesPrograms: readonly Program[] = [
  {
    names: "pvs vgs lvs pvdisplay vgdisplay lvdisplay lvmdiskscan",
    ...lvmReport,
    examples: {
      reads: [
        "pvs",
        "lvs -a -o +devices",
        "vgs --noheadings -o vg_name,vg_free --units g",
        "lvdisplay -m /dev/vg/lv",
        "vgdisplay -v",
      ],
      acts: ["lvs > a", "lvs --config x=1", "vgs --commandprofile x"],
    },
  },
  {
    names: "pvscan vgscan lvscan",
    ...lvmReport,
    options: {
      "--cache --activate -a --aay --mknodes --vgonline --udevoutput": changes(
        "activates volumes or renews the cache",
      ),
      "-n --novolumegroup -e --exported -s --short -u --uuid": { effect: "read" },
    },
    examples: {
      reads: ["pvscan", "vgscan", "lvscan", "pvscan -s"],
      acts: ["pvscan --cache", "vgscan --mknodes", "pvscan --cache -aay"],
    },
  },
  {
    names:
      "lvcreate lvextend lvchange lvconvert lvrename vgcreate vgextend vgchange vgrename vgmerge vgsplit vgexport vgimport vgcfgrestore pvchange pvmove pvresize vgck",
    ...privileged("changes logical volumes"),
    informs: "-h --help --version",
    examples: {
      reads: ["lvcreate --help"],
      acts: ["lvcreate -L 1G -n a vg", "lvextend -r -l +100%FREE /dev/vg/a", "vgchange -an"],
    },
  },
  {
    names: "lvremove vgremove pvremove lvreduce lvresize vgreduce pvcreate",
    ...destroys("deletes, shrinks or overwrites logical volumes"),
    informs: "-h --help --version",
    examples: {
      reads: ["lvremove --help"],
      acts: ["lvremove -f vg/a", "lvreduce -L -1G vg/a", "pvcreate /dev/sdb"],
    },
  },
  {
    names: "mdadm",
    effect: "privilege",
    because: "changes software RAID",
    readsWith:
      "-D --detail -E --examine -Q --query -X --examine-bitmap --detail-platform --examine-badblocks",
    informs: "-h -V --help --version --help-options",
    flags: `-b -D -E -Q -s -t -v -X -Y --brief --detail --detail-platform --examine --examine-badblocks --examine-bitmap
      --export --query --scan --sparc2.2 --test --verbose --no-devices`,
    values: "-e --metadata --prefer",
    options: {
      "-c --config": { effect: "read", value: "required", operand: "read" },
      "-C --create --zero-superblock --build -B": {
        effect: "destroy",
        because: "overwrites disks",
      },
      "-S --stop -A --assemble -G --grow -a --add --re-add -f --fail --set-faulty -r --remove --run -R --readonly -o -w --readwrite --replace --update-subarray --kill-subarray --wait -W --wait-clean --action":
        changes("changes software RAID"),
      "-F --follow --monitor": { effect: "run", because: "can run programs when a disk fails" },
      "-p --program --alert": { effect: "run", value: "required", because: "runs a program" },
    },
    operands: "name",
    examples: {
      reads: [
        "mdadm --detail /dev/md0",
        "mdadm -D --scan",
        "mdadm -Es",
        "mdadm --examine /dev/sda1",
        "mdadm -Q /dev/md0",
      ],
      acts: [
        "mdadm --create /dev/md0 -l1 -n2 a b",
        "mdadm --stop /dev/md0",
        "mdadm /dev/md0 --fail /dev/sda",
        "mdadm --monitor --scan",
        "mdadm -Df /dev/md0",
        "mdadm /dev/md0",
      ],
    },
  },
  {
    names: "dmsetup",
    commands: {
      "info ls status deps targets version table": {
        flags:
          "-c -C -v --columns --noheadings --tree --nosuffix --nameprefixes --verbose --inactive",
        values: "-o -O -S --options --sort --separator --target --select --units",
        options: { "--exec": { effect: "run", value: "required", because: "runs a command" } },
        operands: "name",
        check: (words) =>
          words.includes("--showkeys")
            ? { effect: "unknown", because: "shows the keys of encrypted disks", secret: true }
            : null,
      },
      "remove remove_all wipe_table clear": destroys("removes devices"),
      "create suspend resume load reload rename message mknodes mangle setgeometry":
        privileged("changes devices"),
    },
    examples: {
      reads: ["dmsetup ls --tree", "dmsetup info -c", "dmsetup status", "dmsetup table vg-root"],
      acts: [
        "dmsetup remove a",
        "dmsetup ls --exec ./x",
        "dmsetup table --showkeys",
        "dmsetup create a",
      ],
    },
  },
  {
    names: "cryptsetup",
    commands: {
      "status isLuks luksUUID benchmark": {
        flags: "-v --verbose",
        operands: "name",
        values: "--type -c -s -h",
      },
      luksDump: { flags: "-v --verbose", operands: "name", values: "--type" },
      "luksFormat luksErase erase luksKillSlot luksRemoveKey luksHeaderRestore reencrypt format":
        destroys("can make data unreadable"),
      "open close luksOpen luksClose create remove luksAddKey luksChangeKey luksSuspend luksResume resize config token refresh convert luksHeaderBackup":
        privileged("changes encrypted disks"),
    },
    informs: "--version --help -V -?",
    examples: {
      reads: [
        "cryptsetup status root",
        "cryptsetup luksDump /dev/sda2",
        "cryptsetup isLuks -v /dev/sda2",
      ],
      acts: [
        "cryptsetup luksFormat /dev/sda",
        "cryptsetup open /dev/sda a",
        "cryptsetup luksDump --dump-volume-key /dev/sda",
      ],
    },
  },
  {
    names: "multipath multipathd iscsiadm lvm",
    effect: "privilege",
    because: "changes how disks are reached",
    readsWith: "-l -ll",
    style: "single-dash",
    flags: "-l -ll -v0 -v1 -v2 -v3",
    operands: "text",
    check: (words) =>
      words.some((word) => word !== "-ll" && word !== "-l" && !/^-v\d$/.test(word ?? ""))
        ? { effect: "privilege", because: "changes how disks are reached" }
        : null,
    examples: {
      reads: ["multipath -ll", "multipath -l", "multipath -ll -v2"],
      acts: ["multipath -F", "iscsiadm -m session", "lvm lvremove a"],
    },
  },
];
