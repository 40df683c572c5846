import type { Program } from "./program.ts";
import { destroys, privileged, runs, unjudged } from "./rule-forms.ts";

/** What only macOS has. */
export const macosPrograms: readonly Program[] = [
  {
    names: "system_profiler ioreg",
    style: "single-dash",
    flags: "-l -w0 -xml -json -listDataTypes -b -r -i -x -S -t -a -d1 -d2",
    values: "-detailLevel -c -n -p -k -w -d -timeout",
    operands: "text",
    examples: {
      reads: [
        "system_profiler SPHardwareDataType",
        "system_profiler -json SPUSBDataType",
        "ioreg -l",
      ],
      acts: ["ioreg -X", "system_profiler > a"],
    },
  },
  {
    names: "pmset",
    effect: "privilege",
    because: "changes how the machine saves power",
    readsWith: "-g",
    style: "single-dash",
    flags: "-g -a -b -c -u",
    operands: "text",
    check: (words) =>
      words[0] === "-g"
        ? null
        : { effect: "privilege", because: "changes how the machine saves power" },
    examples: {
      reads: ["pmset -g", "pmset -g batt", "pmset -g log"],
      acts: ["pmset sleepnow", "pmset -a sleep 0", "pmset -a x -g"],
    },
  },
  {
    names: "scutil",
    effect: "privilege",
    because: "changes settings of the system",
    readsWith: "--get --dns --proxy --nwi",
    flags: "--dns --proxy --nwi",
    values: "--get",
    examples: {
      reads: ["scutil --get HostName", "scutil --dns", "scutil --proxy"],
      acts: ["scutil --set HostName x", "scutil"],
    },
  },
  {
    names: "defaults",
    commands: {
      "read read-type domains find help": { operands: "text" },
      "write rename import": {
        effect: "change",
        because: "changes settings",
        style: "words",
        operands: "text",
      },
      "delete delete-all": {
        effect: "destroy",
        because: "deletes settings",
        style: "words",
        operands: "text",
      },
    },
    flags: "-g -currentHost -app",
    style: "single-dash",
    examples: {
      reads: ["defaults read com.apple.dock", "defaults domains", "defaults -currentHost read"],
      acts: ["defaults write com.apple.dock a -int 1", "defaults delete a"],
    },
  },
  {
    names: "mdfind mdls vm_stat otool",
    flags: "-0 -c -L -l -h -f -t -d -V",
    values: "-n",
    operands: "text",
    examples: { reads: ["mdls a", "vm_stat", "otool -L a"], acts: ["mdfind -x a", "vm_stat > a"] },
  },
  {
    names: "diskutil",
    commands: {
      "list info information activity": {
        flags: "-all -plist internal external",
        style: "single-dash",
        operands: "name",
      },
      "eraseDisk eraseVolume reformat zeroDisk randomDisk secureErase partitionDisk resetFusion splitPartition mergePartitions":
        destroys("overwrites disks"),
      "mount mountDisk unmount umount unmountDisk eject rename enableJournal disableJournal verifyVolume repairVolume verifyDisk repairDisk":
        privileged("changes disks or whether they are mounted"),
    },
    examples: {
      reads: ["diskutil list", "diskutil info disk0", "diskutil info -all"],
      acts: ["diskutil eraseDisk JHFS+ x disk2", "diskutil unmount disk2", "diskutil apfs list"],
    },
  },
  {
    names: "plutil",
    effect: "change",
    because: "rewrites property lists",
    readsWith: "-p -lint",
    style: "single-dash",
    flags: "-p -lint -s",
    operands: "read",
    examples: {
      reads: ["plutil -p a.plist", "plutil -lint a.plist", "plutil -lint -s a"],
      acts: ["plutil -convert xml1 a.plist", "plutil -p a -o b"],
    },
  },
  {
    names: "dscl",
    style: "words",
    operands: "name",
    check: (words) => {
      const [where, what] = words;
      if (words.some((word) => word === null || /hash|passw/i.test(word))) {
        return { effect: "read", because: "may show password hashes", secret: true };
      }
      if (where === ".") {
        if (/^-?(read|list|ls|search|cat)$/.test(what ?? "")) return null;
        if (/^-?delete$/.test(what ?? ""))
          return { effect: "destroy", because: "deletes users or groups" };
      }
      return { effect: "privilege", because: "may change users and groups" };
    },
    examples: {
      reads: ["dscl . read /Users/joe", "dscl . -list /Users", "dscl . list /Groups"],
      acts: ["dscl . create /Users/x", "dscl . delete /Users/x", "dscl -u a -P b . read /"],
    },
  },
  {
    names: "security",
    ...unjudged("reaches for the keychain"),
    secret: true,
    examples: {
      reads: [],
      acts: ["security find-generic-password -w x", "security dump-keychain"],
    },
  },
  {
    names: "open osascript automator shortcuts caffeinate",
    ...runs("opens programs or runs what is written for them"),
    examples: { reads: [], acts: ["open a", "osascript -e x"] },
  },
  {
    names: "softwareupdate spctl csrutil nvram systemsetup networksetup profiles tmutil",
    ...privileged("changes the system"),
    examples: { reads: [], acts: ["csrutil disable", "nvram a=b", "tmutil delete x"] },
  },
];
