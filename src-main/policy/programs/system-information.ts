import type { Program } from "./program.ts";
import { privileged } from "./rule-forms.ts";

/** What system it is, its kernel, its modules and settings. */
export const systemInformationPrograms: readonly Program[] = [
  {
    names: "uname guname",
    safeOptions: true,
    flags: `-a -s -n -r -v -m -p -i -o -b -K -U --all --kernel-name --nodename --kernel-release --kernel-version --machine
      --processor --hardware-platform --operating-system --help --version`,
    examples: {
      reads: ["uname -a", "uname", "uname -srm", "uname --kernel-release"],
      acts: ["uname -S name", "uname > a"],
    },
  },
  {
    names: "hostname dnsdomainname domainname nisdomainname ypdomainname nodename",
    effect: "privilege",
    because: "sets the name of the machine",
    readsBare: true,
    informs: "-h -V --help --version",
    flags: `-a -A -d -f -i -I -s -v -y -V -h --alias --all-fqdns --domain --fqdn --long --ip-address --all-ip-addresses --short
      --verbose --yp --nis --help --version`,
    options: {
      "-F --file": {
        effect: "privilege",
        value: "required",
        operand: "read",
        because: "sets the name of the machine",
      },
      "-b --boot": { effect: "privilege", because: "sets the name of the machine" },
    },
    operands: "text",
    examples: {
      reads: ["hostname", "hostname -f", "hostname -I", "hostname --fqdn"],
      acts: ["hostname web1", "hostname -F /etc/hostname", "hostname -b x"],
    },
  },
  {
    names: "hostid lsb_release sw_vers freebsd-version",
    safeOptions: true,
    flags: `-a -c -d -h -i -k -r -s -u -v --all --codename --description --help --id --release --short --version -productName
      -productVersion -buildVersion --productName --productVersion --buildVersion`,
    examples: {
      reads: ["lsb_release -a", "lsb_release -sc", "sw_vers", "hostid"],
      acts: ["lsb_release -x", "hostid > a"],
    },
  },
  {
    names: "dmesg",
    flags: `-d -e -h -H -k -L -N -p -P -r -S -t -T -u -V -w -W -x --ctime --decode --force-prefix --follow
      --follow-new --help --human --json -J --kernel --noescape --nopager --notime --raw --reltime --show-delta --syslog
      --userspace --version -a -M`,
    attached: "--color",
    values: "-l -s --level --since --until --buffer-size --time-format --facility",
    options: {
      "-F --file -K --kmsg-file": { effect: "read", value: "required", operand: "read" },
      "-f": { effect: "read", value: "required" },
      "-C --clear -c --read-clear": { effect: "destroy", because: "empties the kernel's log" },
      "-n --console-level": {
        effect: "privilege",
        value: "required",
        because: "sets what reaches the console",
      },
      "-D --console-off -E --console-on": {
        effect: "privilege",
        because: "turns messages to the console on or off",
      },
    },
    examples: {
      reads: [
        "dmesg",
        "dmesg -T",
        "dmesg -Tw --level=err,warn",
        "dmesg -xH",
        "dmesg -f kern -l err",
      ],
      acts: [
        "dmesg -C",
        "dmesg -c",
        "dmesg -Tc",
        "dmesg --clear",
        "dmesg --read-clear",
        "dmesg -n 1",
        "dmesg -D",
      ],
    },
  },
  {
    names: "sysctl",
    flags: `-a -A -b -d -e -h -i -l -n -N -o -q -t -T -V -W -x -X --all --binary --deprecated --ignore --names --quiet --values
      --help --version`,
    values: "-r -B --pattern",
    options: {
      "-w --write": { effect: "privilege", because: "sets a value of the kernel" },
      "-p --load --system -f": {
        effect: "privilege",
        value: "attached",
        because: "loads values of the kernel from files",
      },
    },
    operands: "name",
    check: (words) =>
      words.some((word) => word === null || (!word.startsWith("-") && /=/.test(word)))
        ? { effect: "privilege", because: "sets a value of the kernel" }
        : null,
    examples: {
      reads: [
        "sysctl -a",
        "sysctl net.ipv4.ip_forward",
        "sysctl -n kernel.hostname vm.swappiness",
        "sysctl -ar swap",
      ],
      acts: [
        "sysctl -w a=1",
        "sysctl a=1",
        "sysctl -p",
        "sysctl -nw a=1",
        "sysctl --system",
        "sysctl -p/tmp/x",
        "sysctl 'a = 1'",
      ],
    },
  },
  {
    names: "lsmod kldstat",
    safeOptions: true,
    flags: "-v -h -q -V --help --version",
    examples: {
      reads: ["lsmod", "lsmod --version", "kldstat -v"],
      acts: ["lsmod > a", "lsmod -x"],
    },
  },
  {
    names: "modinfo",
    flags:
      "-0 -a -d -l -n -p -m -V -h --null --author --description --license --parameters --filename --help --version",
    values: "-F -k -b --field --set-version --basedir",
    operands: "name",
    examples: {
      reads: ["modinfo e1000", "modinfo -F version ext4", "modinfo -p loop"],
      acts: ["modinfo x > a", "modinfo -r x"],
    },
  },
  {
    names: "modprobe",
    effect: "privilege",
    because: "loads or removes kernel modules",
    readsWith:
      "-n --dry-run --show -c --showconfig --show-config -D --show-depends -R --resolve-alias",
    informs: "-h -V --help --version",
    flags: `-a -b -c -D -f -n -q -R -v -l --all --dry-run --show --showconfig --show-config --show-depends --resolve-alias
      --first-time --ignore-install --ignore-remove --quiet --use-blacklist --verbose --syslog -s -i --show-modversions
      --show-exports --force`,
    values: "-S --set-version",
    options: {
      "-r --remove": { effect: "privilege", because: "removes kernel modules" },
      "-C --config -d --dirname": {
        effect: "run",
        value: "required",
        because: "another configuration can run programs",
      },
    },
    operands: "text",
    examples: {
      reads: [
        "modprobe -n -v loop",
        "modprobe --show-depends ext4",
        "modprobe -c",
        "modprobe -D e1000",
      ],
      acts: [
        "modprobe loop",
        "modprobe -r loop",
        "modprobe -v loop",
        "modprobe -nC x loop",
        "modprobe -nr loop",
      ],
    },
  },
  {
    names:
      "insmod rmmod depmod kldload kldunload kmutil kextload kextunload update-initramfs dracut mkinitcpio",
    ...privileged("changes which parts the kernel has"),
    informs: "-h -V --help --version",
    examples: {
      reads: ["rmmod --help", "dracut --version"],
      acts: ["insmod x.ko", "rmmod -f x", "depmod"],
    },
  },
  {
    names:
      "update-grub grub-install grub-mkconfig grub2-mkconfig kexec grub-set-default grub-reboot",
    ...privileged("changes how the machine starts"),
    informs: "-h -V --help --version",
    examples: {
      reads: ["update-grub --version"],
      acts: ["update-grub", "grub-install /dev/sda"],
    },
  },
  {
    names: "locale",
    safeOptions: true,
    flags:
      "-a -c -k -m -v -V --all-locales --category-name --charmaps --keyword-name --verbose --help --version",
    operands: "text",
    examples: {
      reads: ["locale", "locale -a", "locale -ck LC_TIME"],
      acts: ["locale > a", "locale --set x"],
    },
  },
  {
    names: "locale-gen update-locale localedef setupcon",
    ...privileged("changes the languages of the system"),
    informs: "--help --version",
    examples: {
      reads: ["locale-gen --help"],
      acts: ["locale-gen", "localedef -i de_DE -f UTF-8 x"],
    },
  },
  {
    names: "ldconfig",
    effect: "privilege",
    because: "rebuilds the cache of libraries",
    readsWith: "-p --print-cache",
    informs: "-V -? --help --version --usage",
    flags: "-p -v -i --print-cache --verbose",
    examples: {
      reads: ["ldconfig -p", "ldconfig --print-cache", "ldconfig --version"],
      acts: ["ldconfig", "ldconfig -v"],
    },
  },
  {
    names: "runlevel virt-what lscgroup",
    flags:
      "-a -c -g -h -l -q -r -u -v --list --quiet --all --full --no-pager --container --vm --chroot --private-users --help --version",
    operands: "name",
    examples: {
      reads: ["runlevel", "virt-what", "lscgroup"],
      acts: ["runlevel > a", "virt-what --exec x"],
    },
  },
];
