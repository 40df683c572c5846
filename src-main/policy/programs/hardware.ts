import type { OptionRule, Program } from "./program.ts";
import { privileged } from "./rule-forms.ts";

const shown: OptionRule = { effect: "read", value: "required", operand: "read" };
const intoFile: OptionRule = {
  effect: "change",
  value: "required",
  operand: "write",
  because: "writes a file",
};
const onNetwork: OptionRule = { effect: "read", network: true, because: "asks the network" };

/** Buses, sensors, firmware and the health of disks. What is on the disks: disks.ts. */
export const hardwarePrograms: readonly Program[] = [
  {
    names: "lscpu",
    safeOptions: true,
    flags: `-a -b -B -c -h -J -r -V -x -y --all --online --bytes --offline --json --raw --hex --physical --hierarchic
      --output-all --help --version`,
    values: "-s --sysroot",
    attached: "-C -e -p --caches --extended --parse --hierarchic",
    examples: {
      reads: ["lscpu", "lscpu -e", "lscpu -J", "lscpu --parse=CPU,CORE"],
      acts: ["lscpu > a", "lscpu --off x"],
    },
  },
  {
    names: "lspci",
    flags: "-b -D -k -K -m -mm -n -nn -P -PP -t -v -vv -vvv -x -xxx -xxxx --version",
    values: "-d -s",
    options: {
      "-i -p -F": shown,
      "-q -Q": onNetwork,
      "-H -A -O -M": { effect: "privilege", because: "reaches for the hardware itself" },
    },
    examples: {
      reads: ["lspci", "lspci -vvnn", "lspci -nnk -s 00:1f", "lspci -tv"],
      acts: ["lspci -H1", "lspci -M", "lspci -vq"],
    },
  },
  {
    names: "lsusb",
    flags: "-t -v -V -h --tree --verbose --version --help",
    values: "-s -d -D",
    examples: {
      reads: ["lsusb", "lsusb -tv", "lsusb -s 1:2 -v"],
      acts: ["lsusb > a", "lsusb --reset"],
    },
  },
  {
    names: "lsscsi",
    safeOptions: true,
    flags: `-a -b -B -c -C -d -D -g -H -i -k -l -L -N -p -P -s -S -t -u -U -v -V -w -x -z -0 --brief --classic --controllers
      --device --generic --hosts --kname --list --long --longunique --lunhex --nvme --no-nvme --pdt --protection --protmode
      --scsi_id --size --sz-lbs --transport --unit --verbose --version --wwn`,
    operands: "text",
    examples: { reads: ["lsscsi", "lsscsi -g", "lsscsi -s"], acts: ["lsscsi > a", "lsscsi --w"] },
  },
  {
    names: "nvidia-smi",
    style: "single-dash",
    flags: "-L -q -x -u -h --list-gpus --query --unit --xml-format --help",
    values:
      "-i -d -l -lms --id --display --loop --loop-ms --query-gpu --query-compute-apps --format",
    operands: "unknown",
    examples: {
      reads: [
        "nvidia-smi",
        "nvidia-smi -L",
        "nvidia-smi -q -d MEMORY -i 0",
        "nvidia-smi --query-gpu=name --format=csv",
      ],
      acts: [
        "nvidia-smi -pm 1",
        "nvidia-smi -r",
        "nvidia-smi -q -f out",
        "nvidia-smi drain -p x -m 1",
      ],
    },
  },
  {
    names: "lshw",
    style: "single-dash",
    flags: "-short -businfo -html -xml -json -quiet -sanitize -numeric -notime -version",
    values: "-class -C -c -disable -enable",
    options: {
      "-dump": { ...intoFile, because: "writes a database" },
      "-X": { effect: "unknown", because: "opens a window" },
    },
    examples: {
      reads: ["lshw", "lshw -short", "lshw -class network -json", "lshw -C disk"],
      acts: ["lshw -dump a.db", "lshw -X"],
    },
  },
  {
    names: "dmidecode",
    flags: "-q -u -h -V --quiet --dump --no-sysfs --help --version",
    values: "-s -t -H -d --string --type --handle --oem-string --dev-mem",
    options: { "--dump-bin": intoFile, "--from-dump": shown },
    examples: {
      reads: ["dmidecode -t memory", "dmidecode -s system-serial-number", "dmidecode -qt1"],
      acts: ["dmidecode --dump-bin a", "dmidecode --dump-bin=a"],
    },
  },
  {
    names: "biosdecode vpddecode cpuid x86info rdmsr",
    flags: "-a -c -f -h -p -q -1 -r --all --help --version",
    values: "-d -l",
    operands: "text",
    examples: {
      reads: ["cpuid -1", "biosdecode", "rdmsr 0x10"],
      acts: ["cpuid > a", "rdmsr --write x"],
    },
  },
  {
    names: "sensors",
    flags:
      "-A -f -h -j -u -v --allow-no-sensors --bus-list --fahrenheit --json --no-adapter --raw --help --version",
    options: {
      "-c --config-file": shown,
      "-s --set": { effect: "privilege", because: "sets limits in the hardware" },
    },
    operands: "text",
    examples: {
      reads: ["sensors", "sensors -u", "sensors -fA coretemp-*", "sensors -j"],
      acts: ["sensors -s", "sensors -us", "sensors --set"],
    },
  },
  {
    names: "inxi",
    flags: `-a -A -b -B -c -C -d -D -e -E -f -F -G -h -I -j -J -l -L -m -M -n -N -o -p -P -q -r -R -s -S -u -v -x -z -Z -0 -1 -2 -3
      -4 -5 -6 --admin --audio --basic --battery --bluetooth --cpu --disk --drivers --full --graphics --help --info
      --machine --memory --network-device --partitions --raid --repos --sensors --system --usb --version --filter`,
    values: "--output --sep --color",
    attached: "-t",
    options: {
      "-i -w -W --ip --weather": onNetwork,
      "-U --update": { effect: "run", because: "replaces itself with a newer one" },
      "--output-file": intoFile,
      "--ftp --debug": { effect: "unknown", value: "required", network: true },
    },
    examples: {
      reads: ["inxi -Fxz", "inxi -b", "inxi -c0 -D", "inxi -v3"],
      acts: ["inxi -i", "inxi -Fw", "inxi -U", "inxi -v7", "inxi --debug 22"],
    },
  },
  {
    names: "ipmitool",
    commands: {
      "sdr sensor sel fru chassis mc bmc lan power dcmi user channel session": {
        operands: "text",
        flags: "-v",
      },
    },
    flags: "-c -v",
    values: "-I",
    options: {
      "-H -U -P -f -L -p": {
        effect: "read",
        value: "required",
        network: true,
        because: "asks another machine",
      },
    },
    check: (words) => {
      const given = words
        .filter((word) => word === null || (word !== "-v" && word !== "-c"))
        .join(" ");
      return /^(-I \w+ )?(sdr( list| elist| type.*)?|sensor( list)?|sel( info| list| elist)?|fru( print| list)?|chassis status|power status|mc info|bmc info|lan print( \d+)?|dcmi power reading)$/.test(
        given,
      )
        ? null
        : { effect: "privilege", because: "may change or switch the machine" };
    },
    examples: {
      reads: [
        "ipmitool sdr",
        "ipmitool sel list",
        "ipmitool chassis status",
        "ipmitool lan print 1",
        "ipmitool sensor",
      ],
      acts: [
        "ipmitool sel clear",
        "ipmitool power off",
        "ipmitool -H h -U u -P p power status",
        "ipmitool user list 1",
      ],
    },
  },
  {
    names: "cpupower",
    commands: {
      "frequency-info idle-info info": {
        flags:
          "-a -d -e -f -g -h -l -m -n -o -p -r -s -w -y -b --debug --hwfreq --policy --governors --silent",
      },
      "frequency-set idle-set set": privileged("changes the speed of the processor"),
    },
    values: "-c --cpu",
    informs: "--version --help",
    examples: {
      reads: ["cpupower frequency-info", "cpupower -c all frequency-info -p", "cpupower idle-info"],
      acts: ["cpupower frequency-set -g performance", "cpupower set -b 0", "cpupower monitor ls"],
    },
  },
  {
    names: "flashrom tpm2_clear rtcwake setpci wrmsr fwupdtool usb_modeswitch",
    ...privileged("changes the firmware or the hardware"),
    informs: "-h --help --version -v",
    examples: {
      reads: ["flashrom --version"],
      acts: ["rtcwake -m mem -s 10", "setpci -s 0 4.b=1"],
    },
  },
  {
    names: "udevadm",
    commands: {
      info: {
        flags: "-a -e -r -x -t --attribute-walk --export-db --export --root --tree --no-pager",
        values: "-q -p -n -w -P --query --path --name --property --value",
        options: {
          "-c --cleanup-db": { effect: "privilege", because: "empties the database of devices" },
        },
        operands: "name",
      },
      monitor: {
        flags: "-k -u -p --kernel --udev --property --environment",
        values: "-s -t --subsystem-match --tag-match",
      },
      "settle verify": { values: "-t --timeout", operands: "name" },
      "trigger control lock hwdb": privileged("makes the kernel announce devices again"),
      "test test-builtin": {
        effect: "run",
        because: "runs the rules of a device",
        style: "words",
        operands: "text",
      },
    },
    informs: "--version --help -h -V",
    examples: {
      reads: [
        "udevadm info /dev/sda",
        "udevadm info -a -n sda",
        "udevadm info -q path -n /dev/sda",
      ],
      acts: ["udevadm trigger", "udevadm control -R", "udevadm info -c", "udevadm test /x"],
    },
  },
];
