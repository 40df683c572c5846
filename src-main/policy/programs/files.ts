import type { OptionRule, Program } from "./program.ts";

const written: OptionRule = { effect: "change", value: "required", operand: "write" };
const consulted: OptionRule = { effect: "read", value: "required", operand: "name" };

/** Creating, copying, moving and removing files. Who may use them: permissions.ts. */
export const filesPrograms: readonly Program[] = [
  {
    names: "touch gtouch",
    effect: "change",
    because: "creates files or sets their times",
    informs: "--help --version",
    flags: "-a -c -f -h -m --no-create --no-dereference",
    values: "-d -t -A --date --time",
    options: { "-r": consulted, "--reference": consulted },
    operands: "write",
    examples: {
      reads: ["touch --help", "touch --version"],
      acts: ["touch a", "touch -c a", "touch -d yesterday a", "touch -r b a", "touch -- --help"],
    },
  },
  {
    names: "mkdir gmkdir",
    effect: "change",
    because: "creates directories",
    informs: "--help --version",
    flags: "-p -v -Z --parents --verbose",
    values: "-m --mode",
    attached: "--context",
    operands: "write",
    examples: {
      reads: ["mkdir --help", "mkdir --version"],
      acts: ["mkdir a", "mkdir -p a/b -m 700", "mkdir -pvm700 a", "mkdir --help a"],
    },
  },
  {
    names: "mktemp gmktemp",
    effect: "change",
    because: "creates an empty file or directory",
    informs: "--help --version",
    flags: "-d -u -q -t --directory --dry-run --quiet",
    values: "--suffix",
    options: {
      "-p": written,
      "--tmpdir": { effect: "change", value: "attached", operand: "write" },
    },
    operands: "write",
    examples: {
      reads: ["mktemp --help", "mktemp --version"],
      acts: ["mktemp", "mktemp -d", "mktemp -p /tmp x.XXXX", "mktemp -dp/tmp"],
    },
  },
  {
    names: "mkfifo",
    effect: "change",
    because: "creates a named pipe",
    informs: "--help --version",
    flags: "-Z",
    values: "-m --mode",
    attached: "--context",
    operands: "write",
    examples: { reads: ["mkfifo --help"], acts: ["mkfifo p", "mkfifo -m 600 p"] },
  },
  {
    names: "mknod",
    effect: "privilege",
    because: "creates a device file",
    informs: "--help --version",
    flags: "-Z",
    values: "-m --mode",
    operands: ["write", "text"],
    examples: {
      reads: ["mknod --help"],
      acts: ["mknod /dev/x b 8 0", "mknod -m 666 x c 1 3"],
    },
  },
  {
    names: "cp gcp",
    effect: "change",
    because: "copies files, over existing ones unless told not to",
    informs: "--help --version",
    flags: `-a -b -c -d -f -H -i -l -L -n -N -p -P -r -R -s -T -u -v -x -X -Z --archive --attributes-only --copy-contents --debug
      --force --interactive --link --dereference --no-clobber --no-dereference --parents --recursive --remove-destination
      --strip-trailing-slashes --symbolic-link --no-target-directory --verbose --one-file-system`,
    values: "-S --suffix --sparse --no-preserve",
    attached: "--backup --context --preserve --reflink --update",
    options: { "-t": written, "--target-directory": written },
    operands: "read",
    last: "write",
    examples: {
      reads: ["cp --help", "cp --version"],
      acts: ["cp a b", "cp -a a/ b/", "cp -t dir a b", "cp --target-directory=/etc a", "cp a b -r"],
    },
  },
  {
    names: "mv gmv",
    effect: "change",
    because: "moves or renames files, over existing ones unless told not to",
    informs: "--help --version",
    flags: `-b -f -h -i -n -T -u -v -Z --debug --exchange --force --interactive --no-clobber --no-copy --strip-trailing-slashes
      --no-target-directory --verbose --context`,
    values: "-S --suffix",
    attached: "--backup --update",
    options: { "-t": written, "--target-directory": written },
    operands: "write",
    examples: {
      reads: ["mv --help", "mv --version"],
      acts: ["mv a b", "mv -f a b", "mv -vt dir a b", "mv a b --backup=numbered"],
    },
  },
  {
    names: "ln gln",
    effect: "change",
    because: "creates links",
    informs: "--help --version",
    flags: `-b -d -f -F -h -i -L -n -P -r -s -T -v -w --directory --force --interactive --logical --no-dereference --physical
      --relative --symbolic --no-target-directory --verbose`,
    values: "-S --suffix",
    attached: "--backup",
    options: { "-t": written, "--target-directory": written },
    operands: "name",
    last: "write",
    examples: {
      reads: ["ln --help"],
      acts: ["ln a b", "ln -sfn /opt/a /opt/current", "ln -sft /etc a"],
    },
  },
  {
    names: "link",
    effect: "change",
    because: "creates a link",
    informs: "--help --version",
    operands: ["name", "write"],
    examples: { reads: ["link --help"], acts: ["link a b", "link -- a b"] },
  },
  {
    names: "install ginstall",
    effect: "change",
    because: "copies files and sets their owner and mode",
    informs: "--help --version",
    flags: `-b -c -C -d -D -p -s -T -v -Z --compare --directory --preserve-timestamps --strip --no-target-directory --verbose
      --preserve-context`,
    values: "-g -m -o -S --group --mode --owner --suffix",
    attached: "--backup --context",
    options: {
      "-t": written,
      "--target-directory": written,
      "--strip-program": {
        effect: "run",
        value: "required",
        because: "runs a program to strip files",
      },
    },
    operands: "read",
    last: "write",
    examples: {
      reads: ["install --help"],
      acts: [
        "install -m 755 a /usr/local/bin/",
        "install -d dir",
        "install -Dm644 a b",
        "install --strip-program=./x -s a b",
      ],
    },
  },
  {
    names: "split gsplit",
    effect: "change",
    because: "writes the pieces of a file",
    informs: "--help --version",
    flags: "-d -e -u -x --elide-empty-files --unbuffered --verbose",
    values:
      "-a -b -C -l -n -t --suffix-length --additional-suffix --bytes --line-bytes --lines --number --separator",
    attached: "--numeric-suffixes --hex-suffixes",
    numeric: true,
    options: {
      "--filter": {
        effect: "run",
        value: "required",
        operand: "script",
        because: "runs a command",
      },
    },
    operands: ["read", "write"],
    examples: {
      reads: ["split --help"],
      acts: [
        "split big",
        "split -b 1M big part-",
        "split -n r/1/2 --filter='sh' big",
        "split --filter=sh big",
      ],
    },
  },
  {
    names: "csplit gcsplit",
    effect: "change",
    because: "writes the pieces of a file",
    informs: "--help --version",
    flags: "-k -q -s -z --keep-files --quiet --silent --elide-empty-files --suppress-matched",
    values: "-b -n --suffix-format --digits",
    options: { "-f": written, "--prefix": written },
    operands: ["read", "text"],
    examples: { reads: ["csplit --help"], acts: ["csplit a /x/ '{*}'", "csplit -f/etc/a b 10"] },
  },
  {
    names: "rename prename file-rename",
    effect: "run",
    because: "renames files, by a Perl expression where it is Perl's",
    informs: "--help --version -V -h",
    operands: "unknown",
    examples: {
      reads: ["rename --version"],
      acts: ["rename 's/a/b/' *", "rename -n 'system(1)' x"],
    },
  },
  {
    names: "setfattr",
    effect: "change",
    because: "sets extended attributes",
    informs: "--help --version",
    flags: "-h --no-dereference --raw",
    values: "-n -v -x --name --value --remove",
    options: { "--restore": { effect: "change", value: "required", operand: "read" } },
    operands: "write",
    examples: {
      reads: ["setfattr --help"],
      acts: ["setfattr -n user.a -v b f", "setfattr -x user.a f"],
    },
  },
];
