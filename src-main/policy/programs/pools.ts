import type { OptionRule, Program } from "./program.ts";
import { destroys, privileged, unjudged } from "./rule-forms.ts";

const changes = (because: string): OptionRule => ({ effect: "privilege", because });

/** File systems that manage their own disks. */
export const poolsPrograms: readonly Program[] = [
  {
    names: "btrfs",
    commands: {
      "filesystem fi": {
        commands: {
          "show df usage du": {
            flags:
              "-h -H -b -k -m -g -t -d -s -T --human-readable --iec --si --raw --kbytes --mbytes --gbytes --tbytes --summarize --all-devices --mounted",
            operands: "name",
          },
          label: { operands: ["name", "write"] },
          "defragment balance resize sync mkswapfile": privileged("changes the file system"),
        },
      },
      "subvolume sub su": {
        commands: {
          "list show get-default find-new": {
            flags: "-a -p -c -g -u -q -R -t -s -r -d -o -q -b -h --human-readable",
            values: "--sort -G -C -r",
            operands: "name",
          },
          delete: destroys("deletes a subvolume"),
          "create snapshot set-default sync": privileged("changes the file system"),
        },
      },
      "device dev": {
        commands: {
          "usage stats": {
            flags: "-h -b -c -T --check --human-readable --raw",
            options: { "-z --reset": changes("resets counters") },
            operands: "name",
          },
          "add delete remove replace scan ready": privileged("changes the file system"),
        },
      },
      "scrub balance replace": {
        commands: {
          status: { flags: "-d -R -v -1 --raw --human-readable", operands: "name" },
          "start cancel resume pause limit": privileged("works over the whole file system"),
        },
      },
      qgroup: {
        commands: {
          show: { flags: "-p -c -r -e -f -F --raw --human-readable --sync", operands: "name" },
        },
      },
      "property prop": {
        commands: {
          "get list": { flags: "-t", operands: "text" },
          set: privileged("changes the file system"),
        },
      },
      "check rescue restore": unjudged("works on a file system that is not mounted"),
      "send receive": unjudged("copies a subvolume"),
      version: {},
    },
    informs: "--version --help version help",
    examples: {
      reads: [
        "btrfs filesystem usage /",
        "btrfs fi show",
        "btrfs subvolume list -t /",
        "btrfs device stats /",
        "btrfs scrub status /",
      ],
      acts: [
        "btrfs subvolume delete /a",
        "btrfs device stats -z /",
        "btrfs balance start /",
        "btrfs fi label / new",
        "btrfs fi defragment /",
      ],
    },
  },
  {
    names: "zfs",
    commands: {
      "list get holds userspace groupspace projectspace diff version": {
        flags: "-r -H -p -j -d1 -i -n -F -t -h --json --json-int",
        values: "-d -o -s -S -t",
        operands: "text",
      },
      "destroy rollback receive recv": destroys("deletes or overwrites data sets"),
      "create snapshot snap clone promote rename set inherit upgrade mount unmount umount share unshare bookmark hold release allow unallow load-key unload-key change-key jail unjail":
        privileged("changes data sets"),
      "send program": unjudged("copies a data set or runs a program"),
    },
    informs: "--version -V version help -?",
    examples: {
      reads: [
        "zfs list",
        "zfs list -t snapshot -o name,used -s creation",
        "zfs get all pool/a",
        "zfs diff pool/a@1",
      ],
      acts: [
        "zfs destroy -r pool/a",
        "zfs set a=b pool",
        "zfs rollback pool/a@1",
        "zfs receive pool/a",
      ],
    },
  },
  {
    names: "zpool",
    commands: {
      "status list get history version iostat": {
        flags: "-e -g -H -i -l -L -p -P -s -t -v -x -D -n -q -w -y -j -r --json --json-int",
        values: "-T -o",
        operands: "text",
      },
      events: {
        flags: "-v -H -f",
        options: { "-c": { effect: "destroy", because: "empties the list of events" } },
        operands: "text",
      },
      "destroy create labelclear remove split": destroys("overwrites or removes disks"),
      "add attach detach replace offline online clear scrub trim export import upgrade set reopen resilver initialize checkpoint reguid sync wait":
        privileged("changes the pool"),
    },
    informs: "--version -V version help -?",
    examples: {
      reads: [
        "zpool status -v",
        "zpool list -o name,size",
        "zpool iostat -v 1 2",
        "zpool get all tank",
        "zpool history",
      ],
      acts: [
        "zpool destroy tank",
        "zpool scrub tank",
        "zpool status -c ./x",
        "zpool events -c",
        "zpool import tank",
      ],
    },
  },
];
