import type { Finding, Program, Rule } from "./program.ts";
import { destroys, privileged, runs } from "./rule-forms.ts";

type Words = readonly (string | null)[];
const changes = privileged("starts, stops or changes virtual machines");
const removes = destroys("deletes virtual machines or disks, or ends them at once");
const opens = runs("runs a command in a machine");

/** virsh takes several commands in one line, with a semicolon between. */
const oneCommand = (words: Words): Finding | null =>
  words.some((word) => word === null || word.includes(";"))
    ? { effect: "unknown", because: "may hold several commands" }
    : null;

const virsh: Program = {
  names: "virsh",
  flags: "-r --readonly -q --quiet -v --version -V -h --help",
  options: {
    "-c --connect": { effect: "read", value: "required", operand: "name" },
  },
  // A remote address runs ssh or the program it names.
  check: (words) =>
    oneCommand(words) ??
    (words.some((word) => word?.match(/\+|:\/\/[^/]/))
      ? { effect: "unknown", network: true, because: "connects to another machine" }
      : null),
  commands: {
    "list dominfo domstate domid domuuid domname domblklist domblkinfo domblkstat domblkerror domiflist domifstat domif-getlink domifaddr dommemstat domstats domcontrol domjobinfo domhostname dumpxml nodeinfo nodecpustats nodememstats nodecpumap capabilities domcapabilities version hostname uri sysinfo freecell maxvcpus net-list net-info net-dumpxml net-dhcp-leases net-uuid pool-list pool-info pool-dumpxml pool-uuid vol-list vol-info vol-dumpxml vol-path vol-key snapshot-list snapshot-info snapshot-dumpxml snapshot-current snapshot-parent checkpoint-list vcpuinfo vcpucount cpu-stats iface-list iface-dumpxml nodedev-list nodedev-dumpxml nwfilter-list nwfilter-dumpxml secret-list guestinfo":
      {
        flags:
          "--all --inactive --name --uuid --id --table --title --details --autostart --no-autostart --persistent --transient --with-snapshot --with-managed-save --tree --full --state-running --state-shutoff --cpu-total --balloon --vcpu --interface --block --state --reason --human --parent --metadata --raw --live --config --current --maximum --active --managed-save --leaf --roots --pretty --completed --anystats --backing",
        values:
          "--domain --source --pool --network --cap --type --mac --snapshotname --start --count",
        operands: "name",
      },
    "start shutdown reboot suspend resume reset save restore managedsave autostart define edit create attach-disk attach-device attach-interface detach-disk detach-device detach-interface setvcpus setmem setmaxmem migrate snapshot-create snapshot-create-as net-start net-define net-create net-autostart net-edit pool-start pool-define pool-create pool-refresh pool-autostart pool-build vol-create vol-create-as vol-clone vol-resize vol-upload vol-download blockcommit blockpull blockresize change-media send-key inject-nmi schedinfo":
      changes,
    "destroy undefine net-destroy net-undefine pool-destroy pool-delete pool-undefine vol-delete vol-wipe snapshot-delete snapshot-revert":
      removes,
    "console qemu-monitor-command qemu-agent-command lxc-enter-namespace": opens,
  },
  examples: {
    reads: [
      "virsh list --all",
      "virsh -r dominfo vm",
      "virsh net-list --all",
      "virsh -c qemu:///system list",
      "virsh domstats --cpu-total vm",
      "virsh dumpxml vm",
    ],
    acts: [
      "virsh destroy vm",
      "virsh -q start vm",
      "virsh undefine vm",
      "virsh -c qemu+ssh://host/system list",
      "virsh list \\; destroy vm",
      "virsh 'list; destroy vm'",
      "virsh dumpxml --security-info vm",
      "virsh console vm",
    ],
  },
};

/** An image can be named as a structure or an address that opens other files or connections. */
const moreThanImages = (words: Words): Finding | null =>
  words.some((word) => word === null || /^[a-z0-9+-]+:/.test(word))
    ? { effect: "unknown", network: true, because: "opens more than one image" }
    : null;

const disks: readonly Program[] = [
  {
    names: "qemu-img",
    flags: "-V --version -h --help",
    commands: {
      "info check map measure": {
        flags: "-U --force-share -q",
        attached: "--output",
        values: "-f",
        operands: "name",
        check: moreThanImages,
      },
      compare: { flags: "-p -q -s -U", values: "-f -F", operands: "name", check: moreThanImages },
      snapshot: {
        flags: "-l -U -q",
        operands: "name",
        check: (words) =>
          words.includes("-l") && moreThanImages(words) === null
            ? null
            : { effect: "destroy", because: "changes or deletes snapshots" },
      },
      "create convert resize rebase commit amend dd bitmap": removes,
    },
    examples: {
      reads: [
        "qemu-img info disk.qcow2",
        "qemu-img check -f qcow2 disk",
        "qemu-img info --output=json -U disk",
        "qemu-img snapshot -l disk",
      ],
      acts: [
        "qemu-img resize disk 10G",
        "qemu-img check -r all disk",
        "qemu-img snapshot -d x disk",
        "qemu-img convert a b",
        "qemu-img snapshot -la x disk",
      ],
    },
  },
  {
    names:
      "virt-install virt-clone virt-customize virt-sysprep virt-resize guestfish qemu-system-x86_64 kvm qemu-nbd",
    ...changes,
    examples: {
      reads: [],
      acts: [
        "virt-install --name x",
        "virt-clone -o a -n b",
        "guestfish -a x",
        "qemu-system-x86_64 -hda x",
      ],
    },
  },
  {
    names: "vboxmanage VBoxManage",
    flags: "-v --version -h --help -q --nologo",
    commands: {
      "list showvminfo showhdinfo showmediuminfo getextradata": {
        flags: "-l --long -s --sorted --details --machinereadable",
        operands: "text",
      },
      guestproperty: {
        commands: { "get enumerate": { operands: "text" }, "set delete unset wait": changes },
      },
      "startvm controlvm modifyvm createvm registervm unregistervm import export clonevm snapshot storageattach storagectl createhd modifyhd closemedium extpack hostonlyif natnetwork setproperty guestcontrol":
        changes,
    },
    examples: {
      reads: [
        "VBoxManage list vms",
        "vboxmanage showvminfo vm --machinereadable",
        "vboxmanage guestproperty get vm x",
      ],
      acts: [
        "vboxmanage controlvm vm poweroff",
        "VBoxManage unregistervm vm --delete",
        "vboxmanage startvm vm",
      ],
    },
  },
];

const guests: Rule = {
  flags: "--full --verbose --current",
  values: "--snapshot --output-format",
  operands: "text",
};

const proxmox: readonly Program[] = [
  {
    names: "qm pct",
    commands: {
      "list status config pending listsnapshot showcmd cpusets df": guests,
      exec: { operands: ["name", "command"] },
      "start stop shutdown reboot suspend resume reset create clone set resize migrate snapshot template unlock move_disk move-disk move-volume push pull mount unmount fsck rescan restore importdisk sendkey":
        changes,
      "destroy rollback delsnapshot unlink": removes,
      "monitor guest enter console terminal": opens,
    },
    examples: {
      reads: ["qm list", "pct status 100", "qm config 100 --current", "pct exec 100 -- ls /"],
      acts: [
        "qm stop 100",
        "pct destroy 100",
        "qm guest exec 100 rm x",
        "pct exec 100 -- rm x",
        "qm set 100 --memory 1",
      ],
    },
  },
  {
    names: "pvesh",
    commands: {
      "get ls usage": {
        ...guests,
        flags: "--noborder --noheader --human-readable --verbose --returns --quiet",
      },
      "create set": changes,
      delete: removes,
    },
    examples: {
      reads: ["pvesh get /nodes", "pvesh ls /", "pvesh get /version --output-format json"],
      acts: ["pvesh delete /x", "pvesh create /nodes/x/qemu", "pvesh set /x"],
    },
  },
  {
    names: "pvecm pvesm pveversion ha-manager pvesr",
    flags: "-v --verbose",
    alone: "read",
    commands: {
      "status nodes list config": guests,
      "add remove set alloc free delnode addnode create expected updatecerts scan import export prune-backups delete path enable disable schedule-now run mtunnel":
        changes,
    },
    examples: {
      reads: ["pvecm status", "pvesm status", "pveversion -v", "ha-manager status"],
      acts: ["pvecm delnode x", "pvesm remove x", "ha-manager add vm:1"],
    },
  },
  {
    names: "lxc incus",
    flags: "-q --quiet -v --verbose --debug --version -h --help",
    globals: true,
    commands: {
      "list ls info version": {
        flags: "--all-projects --show-log --resources --fast",
        values: "-c --columns -f --format --target",
        operands: "text",
      },
      "image network storage profile remote project cluster config operation": {
        globals: true,
        commands: {
          "list ls show info get": {
            flags: "-e --expanded",
            values: "-f --format -c --columns",
            operands: "text",
          },
          "set unset edit create delete device add remove rename copy import export alias refresh assign attach detach trust volume":
            changes,
        },
      },
      exec: {
        flags: "-t --force-interactive -T",
        values: "--cwd --user --group --mode",
        options: { "--env": { effect: "read", value: "required", operand: "assignment" } },
        operands: ["name", "command"],
      },
      "launch init start stop restart pause move copy rename publish snapshot restore file import export alias create":
        changes,
      "delete rm": removes,
      "shell console": opens,
    },
    examples: {
      reads: [
        "lxc list",
        "lxc info web --show-log",
        "incus image list",
        "lxc config show web",
        "lxc exec web -- ls /",
      ],
      acts: [
        "lxc delete web --force",
        "lxc exec web -- rm x",
        "incus stop web",
        "lxc config set web a b",
        "lxc file push a web/",
      ],
    },
  },
  {
    names: "lxc-ls lxc-info lxc-checkconfig lxc-top",
    flags:
      "-f --fancy -1 -L --active --running --stopped --frozen -a -i -p -s -S -H --ips --pid --state --stats",
    values: "-n --name -F --fancy-format",
    operands: "name",
    examples: {
      reads: ["lxc-ls -f", "lxc-info -n web", "lxc-ls --running"],
      acts: ["lxc-ls -P /x", "lxc-info --lxcpath=/x -n y", "lxc-info -n y --config-x"],
    },
  },
  {
    names: "xl multipass",
    flags: "-v --version -h --help",
    commands: {
      "list info dmesg top vcpu-list uptime version domid domname network-list block-list": {
        flags: "-l --long -v --all -n --numa",
        values: "--format",
        operands: "name",
      },
      "create shutdown reboot pause unpause save restore migrate vcpu-set mem-set block-attach launch start stop suspend restart mount transfer set":
        changes,
      "destroy delete purge": removes,
      "console exec shell": opens,
    },
    examples: {
      reads: ["xl list", "xl info", "multipass list --format json"],
      acts: ["xl destroy 1", "multipass delete x", "multipass exec x rm y"],
    },
  },
];

/** Virtual machines and system containers. */
export const virtualizationPrograms: readonly Program[] = [virsh, ...disks, ...proxmox];
