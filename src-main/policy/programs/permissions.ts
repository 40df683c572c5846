import type { Finding, Program } from "./program.ts";

const setsIdentity = (words: readonly (string | null)[]): Finding | null =>
  words.some(
    (word) =>
      word !== null &&
      (/^0*[2-7]\d{3}$/.test(word) ||
        /^([ugoa]*[-+=][rwxXstugo]*,)*[ugoa]*[+=][rwxX]*s/.test(word)),
  )
    ? { effect: "privilege", because: "lets a program run with its owner's rights" }
    : null;

/** Who may do what with a file: modes, owners, access lists, attributes, capabilities. */
export const permissionsPrograms: readonly Program[] = [
  {
    names: "chmod gchmod",
    effect: "change",
    because: "changes who may read, write and run files",
    informs: "--help --version",
    // Every letter a mode may begin with is no option: -x takes away, as in "chmod -x file".
    flags: `-c -f -h -H -L -P -R -v -r -w -x -X -s -t --changes --quiet --silent --verbose --recursive --dereference
      --no-dereference --preserve-root --no-preserve-root`,
    options: { "--reference": { effect: "change", value: "required", operand: "name" } },
    operands: ["text", "write"],
    check: setsIdentity,
    examples: {
      reads: ["chmod --help", "chmod --version"],
      acts: [
        "chmod 644 a",
        "chmod -R go-w dir",
        "chmod -x a",
        "chmod --reference=b a",
        "chmod u+s a",
        "chmod 4755 a",
      ],
    },
  },
  {
    names: "chown gchown chgrp",
    effect: "change",
    because: "changes whom files belong to",
    informs: "--help --version",
    flags: `-c -f -h -H -L -n -P -R -v -x --changes --quiet --silent --verbose --recursive --dereference --no-dereference
      --preserve-root --no-preserve-root`,
    values: "--from",
    options: { "--reference": { effect: "change", value: "required", operand: "name" } },
    operands: ["text", "write"],
    examples: {
      reads: ["chown --help", "chgrp --version"],
      acts: ["chown root a", "chown -R a:b dir", "chgrp adm a", "chown --reference=/etc/passwd a"],
    },
  },
  {
    names: "chattr",
    effect: "change",
    because: "changes attributes such as append-only",
    flags: "-R -V -f",
    values: "-v -p",
    operands: "write",
    examples: { reads: [], acts: ["chattr +i a", "chattr -R +a dir", "chattr -i a"] },
  },
  {
    names: "lsattr",
    safeOptions: true,
    flags: "-R -V -a -d -l -p -v -h",
    operands: "name",
    examples: { reads: ["lsattr", "lsattr -d /etc", "lsattr -aR dir"], acts: ["lsattr -x a"] },
  },
  {
    names: "getfacl",
    safeOptions: true,
    flags: `-a -c -d -e -E -h -i -L -n -p -P -q -R -s -t -v --access --default --omit-header --all-effective --no-effective
      --skip-base --recursive --logical --physical --tabular --numeric --absolute-names --one-file-system --help --version`,
    operands: "name",
    examples: {
      reads: ["getfacl a", "getfacl -R dir", "getfacl -p --omit-header /x"],
      acts: ["getfacl a > acl"],
    },
  },
  {
    names: "setfacl",
    effect: "change",
    because: "changes access lists",
    informs: "--help --version -h -v",
    flags: `-b -d -k -L -n -P -R --remove-all --default --remove-default --mask --no-mask --recursive --logical --physical
      --test`,
    values: "-m -x --modify --remove --set",
    options: {
      "-M": { effect: "change", value: "required", operand: "read" },
      "--modify-file": { effect: "change", value: "required", operand: "read" },
      "--restore": { effect: "change", value: "required", operand: "read" },
    },
    operands: "write",
    examples: {
      reads: ["setfacl --help"],
      acts: ["setfacl -m u:joe:rw a", "setfacl -Rb dir", "setfacl --restore=acl"],
    },
  },
  {
    names: "getfattr",
    safeOptions: true,
    flags:
      "-d -h -L -P -R --dump --no-dereference --absolute-names --only-values --recursive --logical --physical --help --version",
    values: "-n -e -m --name --encoding --match",
    operands: "name",
    examples: {
      reads: ["getfattr -d a", "getfattr -n user.x a", "getfattr -Rdm- dir"],
      acts: ["getfattr --restore=x"],
    },
  },
  {
    names: "getcap",
    safeOptions: true,
    flags: "-v -r -n -h",
    operands: "name",
    examples: {
      reads: ["getcap /bin/ping", "getcap -r /usr/bin", "getcap -v a"],
      acts: ["getcap -x a"],
    },
  },
  {
    names: "setcap",
    effect: "privilege",
    because: "gives a program rights of the owner of the machine",
    informs: "-h",
    flags: "-q -v -r -",
    values: "-n",
    operands: "write",
    examples: { reads: ["setcap -h"], acts: ["setcap cap_net_raw+ep x", "setcap -r x"] },
  },
  {
    names: "chcon restorecon setfiles fixfiles",
    effect: "privilege",
    because: "changes security labels of files",
    informs: "--help --version",
    flags: "-c -f -F -h -H -i -L -m -n -p -P -R -r -v -D -0 -x --recursive --verbose --quiet",
    values: "-u -t -l -e --user --role --type --range --reference",
    operands: "write",
    examples: {
      reads: ["chcon --help"],
      acts: ["chcon -t httpd_sys_content_t a", "restorecon -Rv /var/www"],
    },
  },
  {
    names: "namei",
    safeOptions: true,
    flags:
      "-x -m -o -l -n -v -Z --mountpoints --modes --owners --long --nosymlinks --vertical --help --version",
    operands: "name",
    examples: { reads: ["namei -l /etc/ssh", "namei -om a b", "namei /"], acts: ["namei -w a"] },
  },
  {
    names: "getenforce sestatus selinuxenabled aa-status aa-enabled",
    flags:
      "-v -b --verbose --json --pretty-json --enabled --profiled --enforced --complaining --show --quiet -q --help",
    examples: {
      reads: ["getenforce", "sestatus -v", "aa-status --json"],
      acts: ["getenforce 0", "sestatus -w"],
    },
  },
  {
    names: "setenforce setsebool aa-enforce aa-complain aa-disable aa-teardown apparmor_parser",
    effect: "privilege",
    because: "changes what the machine's mandatory access rules allow",
    informs: "--help --version -h",
    operands: "text",
    flags: "-P -r -a -R",
    examples: {
      reads: ["aa-enforce --help"],
      acts: ["setenforce 0", "setsebool -P a on", "aa-complain /bin/x"],
    },
  },
  {
    names: "getsebool",
    flags: "-a",
    operands: "text",
    examples: {
      reads: ["getsebool -a", "getsebool httpd_can_network_connect"],
      acts: ["getsebool -P x on"],
    },
  },
];
