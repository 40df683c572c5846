import type { Finding, OptionRule, Program } from "./program.ts";

const shown: OptionRule = { effect: "read", value: "required", operand: "read" };
const written: OptionRule = { effect: "change", value: "required", operand: "write" };
const runs: OptionRule = { effect: "run", value: "required", because: "runs a program" };
const packs: OptionRule = { effect: "change", because: "writes an archive" };
const deletes: OptionRule = { effect: "destroy", because: "deletes files" };

/** host:archive is fetched with a remote shell. */
const farArchive = (words: readonly (string | null)[]): Finding | null =>
  words.some((word) => word !== null && /^[^/]*:/.test(word))
    ? {
        effect: "unknown",
        because: "a name with a colon may mean an archive on another machine",
        network: true,
      }
    : null;

/** A word that begins with @ names a file with further words, options too. */
const fromArguments = (words: readonly (string | null)[]): Finding | null =>
  words.some((word) => word === null || word.startsWith("@"))
    ? { effect: "unknown", because: "a word with @ brings options from a file" }
    : null;

/** Archives of many files. Compression of single ones is in compression.ts. */
export const archivesPrograms: readonly Program[] = [
  {
    names: "tar gtar bsdtar",
    effect: "change",
    because: "unpacks files",
    readsWith: "-t --list -d --diff --compare -O --to-stdout",
    informs: "--usage -?",
    style: "bare",
    flags: `-a -B -d -G -h -i -j -J -k -l -m -n -o -O -p -R -s -S -t -v -w -W -x -z -Z --list --diff --compare --extract --get
      --to-stdout --verbose --gzip --gunzip --ungzip --bzip2 --xz --lzip --lzma --lzop --zstd --compress --uncompress
      --auto-compress --no-auto-compress --numeric-owner --full-time --utc --show-stored-names --show-transformed-names
      --show-omitted-dirs --block-number --ignore-zeros --read-full-records --wildcards --no-wildcards --anchored
      --no-anchored --ignore-case --no-ignore-case --wildcards-match-slash --no-wildcards-match-slash --force-local --sparse
      --no-recursion --one-file-system --dereference --preserve-permissions --same-permissions --no-same-permissions
      --same-owner --no-same-owner --preserve-order --same-order --keep-old-files --skip-old-files --keep-newer-files
      --no-overwrite-dir --touch --exclude-vcs --exclude-caches --exclude-backups --acls --xattrs --selinux --no-acls
      --no-xattrs --no-selinux --no-seek --seek --warning --verify --help --version`,
    values: `-b -H -K -L -N -V --blocking-factor --record-size --tape-length --format --label --starting-file --newer
      --newer-mtime --after-date --exclude --exclude-ignore --exclude-tag --strip-components --transform --xform --mode
      --mtime --owner --group --quoting-style --sort --suffix --warning --hole-detection --level --pax-option`,
    attached: "--occurrence --totals --checkpoint --backup --one-top-level",
    options: {
      "-f": shown,
      "--file": shown,
      "-C": { effect: "read", value: "required", operand: "name" },
      "--directory": { effect: "read", value: "required", operand: "name" },
      "-X": shown,
      "--exclude-from": shown,
      "-c -r -u -A --create --append --update --catenate --concatenate": packs,
      "-T --files-from": {
        effect: "run",
        value: "required",
        because: "reads names from a file that may hold options too",
      },
      "-I --use-compress-program --to-command -F --info-script --new-volume-script --rsh-command --rmt-command":
        runs,
      "--checkpoint-action": { ...runs, because: "can run a command" },
      "-g --listed-incremental --index-file --volno-file": written,
      "-P --absolute-names --overwrite --overwrite-dir": {
        effect: "change",
        because: "may write outside the directory",
      },
      "--delete --remove-files -U --unlink-first --recursive-unlink": deletes,
    },
    operands: "name",
    check: farArchive,
    examples: {
      reads: [
        "tar tf a.tar",
        "tar -tzvf a.tgz",
        "tar tvfz a.tgz dir/file",
        "tar --list --file=a.tar",
        "tar -xOzf a.tgz etc/hosts",
        "tar -df a.tar",
      ],
      acts: [
        "tar xf a.tar",
        "tar czf a.tgz dir",
        "tar -xzf a.tgz -C /",
        "tar tf a.tar --to-command=sh",
        "tar tf a --checkpoint=1 --checkpoint-action=exec=sh",
        "tar tf a -I ./x",
        "tar -tIf ./x a",
        "tar tf a --use-comp=./x",
        "tar tf host:a.tar",
        "tar tf a -T list",
        "tar --delete -f a b",
      ],
    },
  },
  {
    names: "jar",
    effect: "change",
    because: "packs or unpacks an archive",
    readsWith: "-t --list",
    informs: "-h --help --version",
    style: "bare",
    flags: "-t -v --list --verbose",
    options: { "-f --file": shown },
    operands: "name",
    check: fromArguments,
    examples: {
      reads: [
        "jar tf a.jar",
        "jar tvf a.jar META-INF/MANIFEST.MF",
        "jar -tf a.jar",
        "jar --version",
      ],
      acts: ["jar xf a.jar", "jar cf a.jar b", "jar tf @list", "jar tf $x", "jar xtf a.jar", "jar"],
    },
  },
  {
    names: "zip",
    effect: "change",
    because: "writes an archive",
    informs: "-h -h2 -v -L --help --version",
    flags:
      "-0 -1 -2 -3 -4 -5 -6 -7 -8 -9 -j -o -q -r -u -f -g -k -l -v -x -y -X -D -i --recurse-paths --junk-paths --quiet --symlinks",
    values: "-b -n -t -s --exclude --include",
    options: {
      "-m --move": { effect: "destroy", because: "deletes the files it has packed" },
      "-d --delete": { effect: "destroy", because: "deletes from the archive" },
      "-T --test": { effect: "unknown", because: "tests with another program" },
      "-TT --unzip-command": runs,
      "-P --password": { effect: "change", value: "required" },
      "-@": { effect: "change" },
    },
    operands: ["write", "read"],
    examples: {
      reads: ["zip -h", "zip --version", "zip -v"],
      acts: ["zip -r a.zip dir", "zip a.zip b -T -TT sh", "zip -m a b", "zip -rm a b"],
    },
  },
  {
    names: "unzip",
    // Behind the archive an option is the name of a member.
    style: "posix",
    effect: "change",
    because: "unpacks files",
    readsWith: "-l -t -v -p -c -z -Z -h -hh",
    readsBare: true,
    flags:
      "-1 -2 -a -b -B -c -C -f -h -hh -i -j -J -K -l -L -M -n -N -p -q -s -t -u -U -v -V -W -x -X -z -Z -m",
    values: "-I -O",
    options: {
      "-d": { effect: "read", value: "required", operand: "name" },
      "-P": { effect: "read", value: "required" },
      "-o": { effect: "change", because: "overwrites files" },
      "-T": { effect: "change", because: "sets the archive's time" },
      "-:": { effect: "change", because: "may write outside the directory" },
    },
    operands: "read",
    examples: {
      reads: [
        "unzip -l a.zip",
        "unzip -qql a.zip",
        "unzip -p a.zip b",
        "unzip -t a.zip",
        "unzip -Z1 a.zip",
        "unzip",
      ],
      acts: [
        "unzip a.zip",
        "unzip -o a.zip -d /tmp/x",
        "unzip -qo a.zip",
        "unzip -lT a.zip",
        "unzip -j a.zip x",
      ],
    },
  },
  {
    names: "zipinfo zipdetails",
    safeOptions: true,
    flags: "-1 -2 -C -h -l -m -M -s -t -T -v -x -z -Z --help --version",
    operands: "read",
    examples: {
      reads: ["zipinfo a.zip", "zipinfo -1 a.zip", "zipinfo -t a.zip"],
      acts: ["zipinfo a > b", "zipinfo -d a"],
    },
  },
  {
    names: "7z 7za 7zr 7zz",
    style: "single-dash",
    alone: "read",
    commands: {
      "l t h": {
        style: "single-dash",
        flags: "-slt -ba -bd -bb0 -bb1 -bb2 -bb3 -r -y -an -snl",
        operands: "read",
      },
      "i b": { style: "single-dash" },
      "x e": { effect: "change", because: "unpacks files", operands: "unknown" },
      "a u rn": { effect: "change", because: "writes an archive", operands: "unknown" },
      d: { effect: "destroy", because: "deletes from the archive", operands: "unknown" },
    },
    examples: {
      reads: ["7z l a.7z", "7z l -slt a.7z", "7z t a.zip", "7z"],
      acts: ["7z x a.7z", "7z a b.7z dir", "7z d a.7z b", "7z l -o/tmp a.7z"],
    },
  },
  {
    names: "rar unrar",
    style: "single-dash",
    alone: "read",
    commands: {
      "l lb lt lta v vb vt vta t p": {
        style: "single-dash",
        flags: "-r -inul -y -idq -c-",
        operands: "read",
      },
      "x e": { effect: "change", because: "unpacks files", operands: "unknown" },
    },
    examples: {
      reads: ["unrar l a.rar", "unrar vt a.rar", "unrar t -inul a.rar"],
      acts: ["unrar x a.rar", "rar a b.rar c", "unrar e a"],
    },
  },
  {
    names: "ar gar",
    style: "bare",
    informs: "-V -h --help --version",
    flags: "-t -p -v -O -o -P -f -T -l -D -U -c -u -a -b -i -N",
    options: {
      "-q -r -s -m": packs,
      "-x": { effect: "change", because: "unpacks files" },
      "-d": deletes,
      "-M": { effect: "run", because: "reads a script from its input" },
      "--plugin": { ...runs, because: "loads a plugin" },
    },
    operands: "read",
    // Modifiers without an operation do nothing.
    check: (words) =>
      words.some((word) => word === null || word.startsWith("@"))
        ? { effect: "unknown", because: "its options may come from a file" }
        : null,
    examples: {
      reads: ["ar t lib.a", "ar tv lib.a", "ar -t lib.a", "ar p lib.a x.o"],
      acts: [
        "ar x lib.a",
        "ar rcs lib.a x.o",
        "ar d lib.a x.o",
        "ar t --plugin ./x lib.a",
        "ar -M",
      ],
    },
  },
  {
    names: "cpio",
    effect: "change",
    because: "unpacks or writes files",
    readsWith: "-t --list --to-stdout",
    informs: "--usage -? --help --version",
    flags: `-0 -a -A -b -B -c -d -f -i -k -L -m -n -s -S -t -u -v -V --list --extract --verbose --quiet --null --dot
      --make-directories --preserve-modification-time --numeric-uid-gid --to-stdout --only-verify-crc --force-local
      --nonmatching --unconditional --no-preserve-owner --no-absolute-filenames --absolute-filenames`,
    values: "-C -H -M -R --format --io-size --message --owner --block-size",
    options: {
      "-I": shown,
      "-F": shown,
      "--file": shown,
      "-E": shown,
      "--pattern-file": shown,
      "-O": written,
      "-o --create": packs,
      "-p --pass-through": { effect: "change", because: "copies files" },
      "--rsh-command --rmt-command": runs,
    },
    operands: "name",
    check: farArchive,
    examples: {
      reads: ["cpio -t", "cpio -itv", "cpio -it -F a.cpio", "cpio -i --to-stdout x"],
      acts: [
        "cpio -idmv",
        "cpio -o",
        "cpio -pd dir",
        "cpio -t -F host:a",
        "cpio -it --rsh-command=./x -F a",
      ],
    },
  },
  {
    names: "rpm2cpio",
    safeOptions: true,
    operands: "read",
    examples: {
      reads: ["rpm2cpio a.rpm", "rpm2cpio", "rpm2cpio -- a"],
      acts: ["rpm2cpio a > b", "rpm2cpio -x a"],
    },
  },
];
