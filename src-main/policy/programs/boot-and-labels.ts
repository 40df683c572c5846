import type { Program } from "./program.ts";
import { privileged, unjudged } from "./rule-forms.ts";

const boots = "changes how the machine starts";
const rules = "changes what the machine's mandatory access rules allow";

/** How the machine starts, which modules are built for its kernel, and its mandatory access rules. */
export const bootAndLabelsPrograms: readonly Program[] = [
  {
    names: "efibootmgr",
    flags: "-v -u --verbose --unicode",
    informs: "-V --version -h --help",
    examples: {
      reads: ["efibootmgr", "efibootmgr -v", "efibootmgr --version"],
      acts: ["efibootmgr -o 0001", "efibootmgr -b 1 -B", "efibootmgr -vB"],
    },
  },
  {
    names: "grubby",
    effect: "privilege",
    because: boots,
    readsWith: "--info --default-kernel --default-index --default-title",
    flags: "--default-kernel --default-index --default-title",
    values: "--info",
    examples: {
      reads: ["grubby --info=ALL", "grubby --default-kernel", "grubby --info DEFAULT"],
      acts: [
        "grubby --set-default=1",
        "grubby --update-kernel=ALL --args=x",
        "grubby --info=ALL --remove-args=x",
      ],
    },
  },
  {
    names: "mokutil",
    effect: "privilege",
    because: boots,
    readsWith: "--sb-state -l --list-enrolled --list-new",
    flags: "--sb-state -l --list-enrolled --list-new --pk --kek --db --dbx --short",
    examples: {
      reads: ["mokutil --sb-state", "mokutil -l", "mokutil --list-enrolled --short"],
      acts: [
        "mokutil --import x.der",
        "mokutil --disable-validation",
        "mokutil --sb-state --reset",
      ],
    },
  },
  {
    names: "dkms",
    commands: {
      status: { flags: "-a --all -q --quiet", values: "-m -v -k" },
      "add build install remove unbuild uninstall autoinstall": privileged(
        "changes which parts the kernel has",
      ),
    },
    informs: "--version -V --help",
    examples: {
      reads: ["dkms status", "dkms status -m zfs", "dkms --version"],
      acts: ["dkms install x/1", "dkms autoinstall", "dkms remove x/1 --all"],
    },
  },
  {
    names: "fwupdmgr",
    commands: {
      "get-devices get-topology get-plugins get-history": {
        flags: "--json --no-unreported-check -y -v --show-all",
      },
      "update upgrade install downgrade reinstall refresh activate clear-results enable-remote disable-remote modify-config unlock":
        privileged("changes the firmware"),
    },
    informs: "--version -h --help",
    examples: {
      reads: ["fwupdmgr get-devices", "fwupdmgr get-topology --json", "fwupdmgr --version"],
      acts: ["fwupdmgr update", "fwupdmgr refresh", "fwupdmgr install a.cab"],
    },
  },
  {
    names: "lsinitramfs lsinitrd",
    flags: "-l -m -s -h --help --size --mod",
    operands: "name",
    examples: {
      reads: ["lsinitramfs /boot/initrd.img", "lsinitrd", "lsinitramfs -l /boot/initrd.img"],
      acts: ["lsinitrd --unpack", "lsinitramfs > a"],
    },
  },
  {
    names: "semanage",
    effect: "privilege",
    because: rules,
    readsWith: "-l --list",
    informs: "-h --help",
    flags: "-l -C -n --list --locallist --noheading",
    operands: "text",
    examples: {
      reads: ["semanage port -l", "semanage fcontext --list", "semanage boolean -lC"],
      acts: [
        "semanage port -a -t http_port_t -p tcp 81",
        "semanage fcontext -d x",
        "semanage export",
        "semanage port -l -D",
      ],
    },
  },
  {
    names: "semodule",
    effect: "privilege",
    because: rules,
    readsWith: "-l --list-modules",
    informs: "-h --help",
    attached: "-l --list-modules",
    flags: "-v --verbose",
    operands: "text",
    examples: {
      reads: ["semodule -l", "semodule -lfull", "semodule --list-modules=full"],
      acts: ["semodule -i a.pp", "semodule -l -r a", "semodule -B"],
    },
  },
  {
    names: "fc-list fc-match fc-query fc-scan",
    flags: "-a -b -q -s -v -V -h --all --brief --quiet --sort --verbose --version --help",
    values: "-f --format",
    operands: "text",
    examples: {
      reads: ["fc-list", "fc-list :lang=de", "fc-match -s mono"],
      acts: ["fc-list > a", "fc-match --write x"],
    },
  },
  {
    names:
      "fc-cache update-desktop-database update-mime-database mandb gtk-update-icon-cache glib-compile-schemas",
    effect: "privilege",
    because: "rebuilds a cache of the system",
    informs: "-V --version --help",
    operands: "write",
    flags: "-f -s -v -r -q -c",
    examples: { reads: ["fc-cache --version"], acts: ["fc-cache -fv", "mandb -q"] },
  },
  {
    names: "alsamixer amixer pavucontrol xrandr wmctrl xdotool",
    ...unjudged("changes the desktop"),
    informs: "--version --help",
    examples: { reads: ["xrandr --version"], acts: ["amixer set x 1", "xdotool key a"] },
  },
];
