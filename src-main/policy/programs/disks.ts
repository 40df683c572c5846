import type { OptionRule, Program } from "./program.ts";
import { privileged } from "./rule-forms.ts";

const sets = (because: string): OptionRule => ({ effect: "privilege", because });

/** Block devices, mounts and swap. Volumes: volumes.ts, file systems: file-systems.ts. */
export const disksPrograms: readonly Program[] = [
  {
    names: "lsblk",
    safeOptions: true,
    flags: `-a -A -b -d -D -f -h -i -J -l -m -M -n -N -O -p -P -r -s -S -t -T -v -V -y -z --all --ascii --bytes --discard --fs
      --help --inverse --json --list --merge --nodeps --noempty --noheadings --nvme --output-all --pairs --paths --perms --raw
      --scsi --shell --topology --tree --version --virtio --zoned`,
    values:
      "-e -E -I -o -Q -w -x --dedup --exclude --filter --include --output --sort --sysroot --width",
    attached: "--tree",
    operands: "name",
    examples: {
      reads: ["lsblk", "lsblk -f -o NAME,SIZE", "lsblk -dno NAME,UUID /dev/sda", "lsblk --json -O"],
      acts: ["lsblk > a", "lsblk --format x"],
    },
  },
  {
    names: "blkid",
    flags:
      "-d -D -h -i -k -l -p -V --no-encoding --help --info --list-one --list-filesystems --probe --version",
    values:
      "-H -L -n -o -O -s -S -t -u -U --label --match-tag --match-token --match-types --offset --output --size --usages --uuid --hint",
    options: {
      "-c --cache-file": { effect: "read", value: "required", operand: "read" },
      "-g --garbage-collect": { effect: "change", because: "rewrites its cache" },
      "-w": {
        effect: "change",
        value: "required",
        operand: "write",
        because: "writes a cache file",
      },
    },
    operands: "name",
    examples: {
      reads: [
        "blkid",
        "blkid -s UUID -o value /dev/sda1",
        "blkid -L root",
        "blkid -po export /dev/sda",
      ],
      acts: ["blkid -g", "blkid -w a"],
    },
  },
  {
    names: "findmnt",
    flags: `-a -A -b -c -C -d -D -e -f -h -i -I -J -k -l -m -n -P -p -r -R -s -u -U -v -V -y --all --ascii --bytes --canonicalize --df
      --evaluate --first-only --fstab --help --invert --json --kernel --list --mtab --nocanonicalize --nofsroot
      --noheadings --notruncate --output-all --pairs --pseudo --raw --real --shadowed --shell --submounts --tree
      --uniq --verbose --verify --version --vfs-all`,
    values:
      "-M -N -o -O -Q -S -t -T -w -x --direction --filter --mountpoint --options --output --source --target --task --timeout --types",
    options: { "-F --tab-file": { effect: "read", value: "required", operand: "read" } },
    operands: "name",
    examples: {
      reads: ["findmnt", "findmnt -no SOURCE /", "findmnt -t ext4 --df", "findmnt --verify"],
      acts: ["findmnt > a", "findmnt --mount /"],
    },
  },
  {
    names: "mountpoint",
    safeOptions: true,
    flags: "-d -h -n -q -V -x --devno --fs-devno --help --nofollow --quiet --show --version",
    operands: "name",
    examples: {
      reads: ["mountpoint /", "mountpoint -q /mnt", "mountpoint -d /"],
      acts: ["mountpoint > a", "mountpoint --mount /"],
    },
  },
  {
    names: "mount",
    effect: "privilege",
    because: "mounts file systems",
    readsBare: true,
    informs: "-h -V --help --version",
    flags:
      "-f -i -l -n -p -r -s -v -w --fake --show-labels --no-canonicalize --no-mtab --read-only --rw --verbose --sloppy --fork",
    values: "-t --types",
    options: {
      "-a --all": sets("mounts all that fstab names"),
      "-B -M -R --bind --move --rbind --make-shared --make-slave --make-private --make-unbindable --make-rshared --make-rslave --make-rprivate --make-runbindable --mkdir -m":
        sets("changes mounts"),
      "-o --options -O --test-opts -L --label -U --uuid -N --namespace -T --fstab --source --target":
        {
          effect: "privilege",
          value: "required",
          because: "mounts file systems",
        },
    },
    operands: "name",
    examples: {
      reads: ["mount", "mount -l", "mount -t ext4", "mount -lt nfs4", "mount --version"],
      acts: [
        "mount /dev/sda1 /mnt",
        "mount -a",
        "mount -o remount,rw /",
        "mount /mnt -l",
        "mount --bind a b",
        "mount -Lx",
      ],
    },
  },
  {
    names:
      "umount unmount fusermount fusermount3 mount.nfs mount.cifs swapoff partprobe partx kpartx eject udisksctl",
    ...privileged("changes what is mounted or which disks are seen"),
    informs: "-h -V --help --version",
    examples: {
      reads: ["umount --help", "partprobe --version"],
      acts: ["umount /mnt", "umount -l /", "swapoff -a", "partprobe"],
    },
  },
  {
    names: "blockdev",

    flags: `-q -v -h -V --getsz --getro --getdiscardzeroes --getdiskseq --getzonesz --getss --getpbsz --getiomin --getioopt
      --getalignoff --getmaxsect --getbsz --getsize --getsize64 --getra --getfra --report`,
    options: {
      "--setro --setrw --flushbufs --rereadpt": sets("changes a disk's settings"),
      "--setbsz --setra --setfra": {
        effect: "privilege",
        value: "required",
        because: "changes a disk's settings",
      },
    },
    operands: "name",
    examples: {
      reads: ["blockdev --getsize64 /dev/sda", "blockdev --report", "blockdev --getss /dev/sda"],
      acts: ["blockdev --setro /dev/sda", "blockdev --rereadpt /dev/sda"],
    },
  },
  {
    names: "swapon",
    effect: "privilege",
    because: "turns swap on",
    readsWith: "-s --summary --show",
    readsBare: true,
    informs: "-h -V --help --version",
    flags: "-s -v --summary --bytes --noheadings --raw --verbose",
    attached: "--show --output-all",
    options: {
      "-a --all -e --ifexists -f --fixpgsz": sets("turns swap on"),
      "-d --discard": { effect: "privilege", value: "attached" },
      "-L -U -o -p -T --options --priority --fstab": {
        effect: "privilege",
        value: "required",
        because: "turns swap on",
      },
    },
    operands: "name",
    examples: {
      reads: ["swapon --show", "swapon -s", "swapon", "swapon --show=NAME,SIZE --bytes"],
      acts: ["swapon /swap", "swapon -a", "swapon -p 1 /swap"],
    },
  },
  {
    names: "losetup",
    effect: "privilege",
    because: "ties files to block devices",
    readsWith: "-a --all -l --list -j --associated",
    readsBare: true,
    informs: "-h -V --help --version",
    flags: "-a -l -n -J -v --all --list --json --noheadings --raw --verbose",
    values: "-j -O -o --associated --output --offset",
    options: {
      "-d --detach -D --detach-all -c --set-capacity -P --partscan -r --read-only -L --nooverlap --show":
        sets("changes loop devices"),
      "-f --find": sets("takes a free loop device"),
      "-b --sector-size --sizelimit --direct-io": { effect: "privilege", value: "attached" },
    },
    operands: "name",
    examples: {
      reads: ["losetup", "losetup -a", "losetup -j a.img", "losetup -lJ"],
      acts: [
        "losetup /dev/loop0 a.img",
        "losetup -d /dev/loop0",
        "losetup -fP --show a",
        "losetup -D",
      ],
    },
  },
  {
    names: "quota repquota",
    flags:
      "-a -A -c -C -f -F -g -h -i -I -l -L -n -N -p -P -q -Q -r -s -t -u -v -V -w -W --all --group --human-readable --user --verbose --version --no-names --quiet --raw-grace",
    values: "-O --format --output",
    operands: "name",
    examples: {
      reads: ["quota", "quota -u joe", "repquota -a", "repquota -s /home"],
      acts: ["quota > a", "repquota --set x"],
    },
  },
  {
    names: "setquota edquota quotaon quotaoff quotacheck",
    ...privileged("changes how much room users may take"),
    informs: "-V -h --help --version",
    examples: {
      reads: ["setquota --version"],
      acts: ["setquota -u joe 1 2 3 4 /", "edquota joe", "quotaoff -a"],
    },
  },
];
