import type { Program } from "./program.ts";
import { destroys, privileged, runs } from "./rule-forms.ts";

/** Making, checking and tuning file systems. */
export const fileSystemsPrograms: readonly Program[] = [
  {
    names: `mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mkfs.exfat mkfs.f2fs mkfs.minix
      mkfs.cramfs mkfs.bfs mke2fs mkdosfs mkntfs newfs newfs_msdos mkudffs`,
    ...destroys("formats a disk: everything on it is lost"),
    informs: "-h -V --help --version",
    examples: {
      reads: ["mkfs --help", "mkfs.ext4 -V"],
      acts: ["mkfs.ext4 /dev/sda1", "mkfs -t xfs /dev/sda1", "mke2fs -n /dev/sda1"],
    },
  },
  {
    names:
      "fsck fsck.xfs fsck.vfat fsck.fat fsck.btrfs fsck.exfat fsck.f2fs fsck_apfs fsck_hfs dosfsck ntfsfix",
    effect: "privilege",
    because: "checks and repairs a file system",
    readsWith: "-N",
    informs: "-h --help --version",
    flags: "-a -A -f -l -M -n -N -p -P -R -T -v -V -y",
    attached: "-C -r",
    values: "-t",
    operands: "name",
    examples: {
      reads: ["fsck -N /dev/sda1", "fsck -AN", "fsck --version"],
      acts: ["fsck /dev/sda1", "fsck -y /dev/sda1", "fsck -A"],
    },
  },
  {
    names: "e2fsck fsck.ext2 fsck.ext3 fsck.ext4",
    effect: "privilege",
    because: "checks and repairs a file system",
    readsWith: "-n",
    informs: "-V",
    flags: "-f -n -t -v -V",
    values: "-b -B",
    options: {
      "-a -p -y -c -D -F -k": { effect: "privilege", because: "repairs the file system" },
      "-E -j -l -L -z": {
        effect: "privilege",
        value: "required",
        because: "repairs the file system",
      },
    },
    operands: "name",
    examples: {
      reads: ["e2fsck -n /dev/sda1", "e2fsck -fn /dev/sda1", "fsck.ext4 -nv /dev/sda1"],
      acts: ["e2fsck /dev/sda1", "e2fsck -ny /dev/sda1", "e2fsck -p /dev/sda1"],
    },
  },
  {
    names: "tune2fs",
    effect: "privilege",
    because: "changes how a file system works",
    readsWith: "-l",
    flags: "-l",
    operands: "name",
    examples: {
      reads: ["tune2fs -l /dev/sda1", "tune2fs /dev/sda1 -l", "tune2fs -l -- /dev/sda1"],
      acts: ["tune2fs -c 0 /dev/sda1", "tune2fs -l -L x /dev/sda1", "tune2fs -lm0 /dev/sda1"],
    },
  },
  {
    names: "dumpe2fs e2freefrag filefrag xfs_info xfs_bmap xfs_estimate",
    flags: "-b -e -f -g -h -k -s -v -V -x -X -E -t -a -l -p -d",
    values: "-o -c",
    operands: "name",
    examples: {
      reads: ["dumpe2fs -h /dev/sda1", "xfs_info /", "filefrag -v a", "e2freefrag /dev/sda1"],
      acts: ["dumpe2fs > a", "dumpe2fs --write a"],
    },
  },
  {
    names: "e2label fatlabel dosfslabel exfatlabel ntfslabel swaplabel",
    because: "shows the name of a file system; a second word changes it",
    operands: ["name", "write"],
    flags: "-i -n",
    options: {
      "-L -U": {
        effect: "privilege",
        value: "required",
        because: "changes the name of a file system",
      },
    },
    informs: "-h -V --help --version",
    examples: {
      reads: ["e2label /dev/sda1", "swaplabel /dev/sda2", "fatlabel /dev/sda1"],
      acts: ["e2label /dev/sda1 root", "swaplabel -L x /dev/sda2"],
    },
  },
  {
    names:
      "xfs_growfs resize2fs resize.f2fs resize_reiserfs xfs_admin fstrim fsfreeze tune.exfat xfs_fsr e4defrag cryptmount",
    ...privileged("changes a file system"),
    informs: "-h -V --help --version",
    examples: {
      reads: ["fstrim --version"],
      acts: ["xfs_growfs /", "resize2fs /dev/sda1", "fstrim -av", "fsfreeze -f /"],
    },
  },
  {
    names: "xfs_repair",
    effect: "privilege",
    because: "repairs a file system",
    readsWith: "-n",
    informs: "-V",
    flags: "-n -v -P -f",
    values: "-m -t -l -r",
    options: {
      "-L -d": { effect: "destroy", because: "throws changes away" },
      "-e": { effect: "privilege" },
    },
    operands: "name",
    examples: {
      reads: ["xfs_repair -n /dev/sda1", "xfs_repair -nv /dev/sda1", "xfs_repair -V"],
      acts: ["xfs_repair /dev/sda1", "xfs_repair -nL /dev/sda1"],
    },
  },
  {
    names: "xfs_db xfs_io debugfs xfs_mdrestore xfs_copy e2image testdisk photorec extundelete",
    ...runs("reads and writes a file system by hand"),
    informs: "-V --version",
    examples: {
      reads: ["debugfs -V"],
      acts: ["debugfs -w /dev/sda1", "xfs_db -x /dev/sda1", "debugfs -R ls /dev/sda1"],
    },
  },
  {
    names: "badblocks",
    flags: "-v -s -f",
    values: "-b -c -d -e -p -t",
    options: {
      "-w": { effect: "destroy", because: "overwrites the disk" },
      "-n": { effect: "privilege", because: "writes every block" },
      "-o": { effect: "change", value: "required", operand: "write" },
      "-i": { effect: "read", value: "required", operand: "read" },
    },
    operands: "name",
    examples: {
      reads: ["badblocks -sv /dev/sda", "badblocks /dev/sda", "badblocks -b 4096 /dev/sda"],
      acts: ["badblocks -w /dev/sda", "badblocks -svw /dev/sda", "badblocks -o a /dev/sda"],
    },
  },
  {
    names: "showmount",
    flags: "-a -d -e -h -v --all --directories --exports --no-headers --help --version",
    operands: "host",
    examples: {
      reads: ["showmount -e", "showmount -e nas", "showmount -a nas"],
      acts: ["showmount > a", "showmount -x"],
    },
  },
  {
    names: "nfsstat mountstats",
    flags:
      "-2 -3 -4 -a -c -l -m -n -r -s -v --all --client --list --mounts --nfs --rpc --server --verbose --help --version",
    values: "-o -S --since",
    operands: "text",
    examples: {
      reads: ["nfsstat", "nfsstat -c", "nfsstat -m"],
      acts: ["nfsstat -z", "nfsstat > a"],
    },
  },
  {
    names: "exportfs",
    effect: "privilege",
    because: "changes what is shared over NFS",
    readsWith: "-s",
    readsBare: true,
    flags: "-s -v",
    options: {
      "-a -r -u -f": { effect: "privilege" },
      "-i -o": { effect: "privilege", value: "required" },
    },
    operands: "text",
    examples: {
      reads: ["exportfs", "exportfs -v", "exportfs -s"],
      acts: ["exportfs -ra", "exportfs -u x:/a", "exportfs -va"],
    },
  },
];
