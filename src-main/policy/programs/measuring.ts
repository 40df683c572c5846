import type { Program } from "./program.ts";

/** What files are and how much room they take. */
export const measuringPrograms: readonly Program[] = [
  {
    names: "file",
    flags: `-b -c -d -E -h -i -I -k -l -L -n -N -r -s -S -v -z -Z -0 --brief --mime --mime-type --mime-encoding --keep-going
      --dereference --no-dereference --no-buffer --no-pad --raw --special-files --uncompress --uncompress-noreport --print0
      --extension --apple --list --version --help`,
    values: "-e -F -P --exclude --exclude-quiet --separator --parameter",
    options: {
      "-f": { effect: "read", value: "required", operand: "read" },
      "--files-from": { effect: "read", value: "required", operand: "read" },
      "-m": { effect: "read", value: "required", operand: "read" },
      "--magic-file": { effect: "read", value: "required", operand: "read" },
      "-C": { effect: "change", because: "writes a compiled magic file" },
      "--compile": { effect: "change", because: "writes a compiled magic file" },
      "-p": { effect: "change", because: "sets the access time" },
      "--preserve-date": { effect: "change", because: "sets the access time" },
    },
    operands: "name",
    examples: {
      reads: [
        "file /bin/ls",
        "file -bi x",
        "file --mime-type -- x",
        "file -m magic x",
        "file -z a.gz",
      ],
      acts: ["file -C -m magic", "file -bC", "file --compile", "file x -C"],
    },
  },
  {
    names: "stat gstat",
    safeOptions: true,
    flags: "-f -l -L -n -q -r -s -t -x -F --dereference --file-system --terse --help --version",
    values: "-c --format --printf --cached",
    operands: "name",
    examples: {
      reads: [
        "stat /etc",
        "stat -c %s file",
        "stat -c'%U:%G %a' a b",
        "stat --printf='%n\\n' a",
        "stat -f /",
      ],
      acts: ["stat --out=x a", "stat a > b"],
    },
  },
  {
    names: "readlink realpath grealpath greadlink",
    safeOptions: true,
    flags: `-f -e -m -n -q -s -v -z -E -L -P --canonicalize --canonicalize-existing --canonicalize-missing --no-newline --quiet
      --silent --verbose --zero --logical --physical --strip --no-symlinks --help --version`,
    values: "--relative-to --relative-base",
    operands: "name",
    examples: {
      reads: ["readlink -f /bin/sh", "realpath -m ../x", "realpath --relative-to=/etc /etc/a"],
      acts: ["readlink -w x", "readlink -f x > y"],
    },
  },
  {
    names: "tree",
    flags: `-a -d -l -f -x -q -N -Q -p -u -g -s -h -D -F -v -t -c -U -r -i -A -S -n -C -X -J --prune --matchdirs --noreport
      --filesfirst --dirsfirst --si --du --inodes --device --nolinks --gitignore --ignore-case --metafirst --info --hyperlink
      --opt-toggle --help --version`,
    values: "-L -P -I -H -T --charset --filelimit --timefmt --sort",
    options: {
      "-o": {
        effect: "change",
        value: "required",
        operand: "write",
        because: "writes the tree into a file",
      },
      "-R": { effect: "change", because: "writes 00Tree.html into directories" },
      "--fromfile --fromtabfile": { effect: "unknown", because: "shows the lines of a file" },
      "--gitfile": { effect: "read", value: "required", operand: "read" },
    },
    operands: "name",
    examples: {
      reads: ["tree", "tree -L 2 /etc", "tree -aL 2 -I node_modules", "tree -dJ --dirsfirst"],
      acts: ["tree -o out", "tree -aoout", "tree /etc -oout", "tree -R -L 1 -H x"],
    },
  },
  {
    names: "du gdu",
    safeOptions: true,
    flags: `-a -A -b -c -D -g -h -H -k -l -L -m -n -P -r -s -S -x -0 --all --apparent-size --bytes --total --dereference-args
      --human-readable --inodes --count-links --dereference --null --no-dereference --separate-dirs --si --summarize
      --one-file-system --help --version`,
    values: "-B -d -I -t --block-size --max-depth --threshold --time-style --exclude",
    attached: "--time",
    options: {
      "-X": { effect: "read", value: "required", operand: "read" },
      "--exclude-from": { effect: "read", value: "required", operand: "read" },
      "--files0-from": { effect: "read", value: "required", operand: "read" },
    },
    operands: "name",
    examples: {
      reads: [
        "du -sh *",
        "du -xh --max-depth=1 /",
        "du -hd1 /var",
        "du -sh --exclude='*.o' . /tmp",
      ],
      acts: ["du -sh > sizes", "du --exec x"],
    },
  },
  {
    names: "df gdf",
    safeOptions: true,
    flags: `-a -b -c -g -h -H -i -I -k -l -m -n -P -T -v -Y --all --human-readable --si --inodes --local --no-sync --portability
      --print-type --sync --total --help --version`,
    values: "-B -t -x --block-size --type --exclude-type",
    attached: "--output",
    operands: "name",
    examples: {
      reads: [
        "df -hT",
        "df -h /var",
        "df -i",
        "df --output=source,pcent / -x tmpfs",
        "df -xtmpfs -h",
      ],
      acts: ["df -h > a", "df --umount /"],
    },
  },
];
