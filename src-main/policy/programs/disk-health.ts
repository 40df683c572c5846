import type { OptionRule, Program } from "./program.ts";
import { destroys, unjudged } from "./rule-forms.ts";

const shown: OptionRule = { effect: "read", value: "required", operand: "read" };
const sets = (because: string): OptionRule => ({ effect: "privilege", value: "required", because });

/** How disks are, and what makes them forget. */
export const diskHealthPrograms: readonly Program[] = [
  {
    names: "smartctl",
    flags: `-a -A -c -H -h -i -j -V -x --all --xall --info --identify --health --capabilities --attributes --scan
      --scan-open --json --version --help --usage`,
    values:
      "-b -d -f -g -l -n -P -q -r -v -F --badsum --device --firmwarebug --format --get --log --nocheck --presets --quietmode --report --vendorattribute",
    attached: "--json -j",
    options: {
      "-t --test": sets("starts a test of the disk"),
      "-s --set -o --offlineauto -S --saveauto --smart": sets("changes how the disk works"),
      "-X --abort -C --captive": {
        effect: "privilege",
        because: "starts or stops a test of the disk",
      },
      "-B --drivedb": shown,
    },
    operands: "name",
    check: (words) =>
      words.some((word) => word === null || /(scterc|scttempint),/.test(word))
        ? { effect: "privilege", because: "changes how the disk works" }
        : null,
    examples: {
      reads: [
        "smartctl -a /dev/sda",
        "smartctl -H -d sat /dev/sda",
        "smartctl --scan",
        "smartctl -xj /dev/nvme0",
        "smartctl -l error /dev/sda",
      ],
      acts: [
        "smartctl -t short /dev/sda",
        "smartctl -as off /dev/sda",
        "smartctl -l scterc,70,70 /dev/sda",
        "smartctl -X /dev/sda",
        "smartctl --smart=on /dev/sda",
      ],
    },
  },
  {
    names: "hdparm",
    flags: "-C -g -h -H -i -I -q -t -T -v -V --direct --verbose --fibmap-sector",
    options: {
      "-y -Y -Z": { effect: "privilege", because: "puts the disk to sleep" },
      "-a -A -B -d -k -K -m -M -p -P -Q -r -R -S -u -W -X -z -w -f -F -c -b -D -E -L -N -s": {
        effect: "privilege",
        value: "attached",
        because: "shows or changes how the disk works",
      },
      "--security-erase --security-erase-enhanced --security-set-pass --security-disable --security-unlock --write-sector --repair-sector --trim-sector-ranges --make-bad-sector":
        { effect: "destroy", value: "required", because: "can make data unreadable" },
      "--yes-i-know-what-i-am-doing --please-destroy-my-drive --sanitize-crypto-scramble --sanitize-block-erase":
        {
          effect: "destroy",
          because: "can make data unreadable",
        },
    },
    operands: "name",
    examples: {
      reads: ["hdparm -I /dev/sda", "hdparm -tT /dev/sda", "hdparm -C /dev/sda"],
      acts: ["hdparm -W0 /dev/sda", "hdparm -y /dev/sda", "hdparm --security-erase x /dev/sda"],
    },
  },
  {
    names: "nvme",
    commands: {
      "list list-subsys smart-log id-ctrl id-ns list-ns list-ctrl error-log fw-log show-regs show-topology version help sanitize-log self-test-log effects-log endurance-log get-ns-id ns-descs":
        {
          flags:
            "-H -v -b -w -V -a --human-readable --verbose --raw-binary --vendor-specific --all",
          values: "-o -n -e --output-format --namespace-id --log-entries",
          operands: "name",
        },
      "get-feature": {
        flags: "-H --human-readable",
        values: "-f -s -n --feature-id --sel --namespace-id",
        operands: "name",
      },
      "format sanitize write write-zeroes write-uncor dsm delete-ns detach-ns reset subsystem-reset fw-download fw-commit fw-activate security-send":
        destroys("can make data unreadable"),
      "discover connect connect-all disconnect disconnect-all": {
        ...unjudged("connects to disks on the network"),
        network: true,
      },
    },
    examples: {
      reads: [
        "nvme list",
        "nvme smart-log /dev/nvme0",
        "nvme id-ctrl -H /dev/nvme0",
        "nvme list -o json",
      ],
      acts: [
        "nvme format /dev/nvme0n1",
        "nvme sanitize -a 2 /dev/nvme0",
        "nvme connect -t tcp -a h",
      ],
    },
  },
];
