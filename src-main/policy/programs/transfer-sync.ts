import type { Finding, Program } from "./program.ts";
import { givenWords, gives } from "./rule-forms.ts";

const rsyncValues =
  "-f --filter --include --exclude -B --block-size --bwlimit --timeout --contimeout --max-size --min-size --modify-window --out-format --port --compress-level --info --debug --skip-compress --max-delete";

const remote = /^(rsync:\/\/|[^/]+:)/;

/** With --dry-run it only compares, however much it would delete. */
function synchronizes(words: readonly (string | null)[]): Finding | null {
  const given = givenWords(words, `${rsyncValues} -e --rsh -M`);
  const network = given.operands.some((word) => word === null || remote.test(word));
  const seen: Finding = { effect: "read", because: "talks to another machine" };
  if (gives(given, "-n --dry-run --list-only --version")) {
    return network ? { ...seen, network: true } : null;
  }
  const deletes = [...given.options.keys()].some((name) => /^--(del|remove-)/.test(name));
  const found: Finding = deletes
    ? { effect: "destroy", because: "deletes what the other side does not have" }
    : { effect: "change", because: "copies and overwrites files" };
  return network ? { ...found, network: true } : found;
}

const rsync: Program = {
  names: "rsync",
  flags:
    "-a --archive -v --verbose -q --quiet -z --compress -P --progress --partial -h --human-readable -i --itemize-changes -r --recursive -c --checksum -u --update -t --times -o --owner -g --group -p --perms -l --links -L --copy-links -k -K -H --hard-links -A --acls -X --xattrs -S --sparse -x --one-file-system -W --whole-file -R --relative -d --dirs -D --devices --specials -n --dry-run -4 -6 -I --ignore-times --size-only --stats --numeric-ids --existing --ignore-existing --inplace --append --list-only --safe-links -m --prune-empty-dirs -C --cvs-exclude -F --delete --del --delete-before --delete-during --delete-delay --delete-after --delete-excluded --force --remove-source-files -b --backup -E --executability --version --help --no-perms --no-owner --no-group --no-motd -O --omit-dir-times -s --protect-args",
  values: rsyncValues,
  attached: "--chmod",
  options: {
    "--exclude-from --include-from --files-from": {
      effect: "read",
      value: "required",
      operand: "read",
    },
    "-e --rsh --rsync-path -M --remote-option": {
      effect: "run",
      value: "required",
      because: "runs a program to connect",
    },
    "--log-file --write-batch --only-write-batch": {
      effect: "change",
      value: "required",
      operand: "write",
      because: "writes a file",
    },
  },
  operands: "name",
  check: synchronizes,
  examples: {
    reads: [
      "rsync -avn src/ dst/",
      "rsync -n -a --delete src/ dst/",
      "rsync --dry-run -aHAX --stats src/ host:/dst/",
      "rsync -avzn --exclude '*.tmp' src/ dst",
      "rsync --list-only rsync://host/module/",
    ],
    acts: [
      "rsync -av src/ dst/",
      "rsync -a --delete src/ dst/",
      "rsync --exclude -n -a src/ dst/",
      "rsync -avn -e 'sh -c id' src/ host:dst/",
      "rsync -ane/tmp/x src/ host:dst/",
      "rsync -n --rsync-path='rm x' a host:b",
      "rsync -n --log-file=/etc/x a b",
      "rsync -f -n -a a b",
      "rsync -- -n b",
    ],
  },
};

const keys: readonly Program[] = [
  {
    names: "ssh-keygen",
    flags: "-l -L -v -B -q",
    values: "-E",
    options: {
      "-f": { effect: "read", value: "required", operand: "name" },
      "-F": { effect: "read", value: "required", operand: "host" },
      "-R": { effect: "destroy", value: "required", because: "forgets the key of a host" },
    },
    operands: "name",
    check: (words) =>
      gives(givenWords(words, "-f -F -E -R"), "-l -L -B -F")
        ? null
        : { effect: "change", because: "makes or changes a key" },
    examples: {
      reads: [
        "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub",
        "ssh-keygen -l -E md5 -f key.pub",
        "ssh-keygen -F host",
        "ssh-keygen -L -f key-cert.pub",
      ],
      acts: [
        "ssh-keygen",
        "ssh-keygen -t ed25519 -f key",
        "ssh-keygen -R host",
        "ssh-keygen -qf -l",
        "ssh-keygen -D /tmp/evil.so -l",
        "ssh-keygen -p -f key",
        "ssh-keygen -A",
      ],
    },
  },
  {
    names: "ssh-keyscan",
    flags: "-4 -6 -c -D -H -q -v",
    values: "-p -T -t",
    options: { "-f": { effect: "read", value: "required", operand: "read", network: true } },
    operands: "host",
    examples: {
      reads: ["ssh-keyscan host", "ssh-keyscan -t ed25519 -p 2222 host", "ssh-keyscan -H4 host"],
      acts: ["ssh-keyscan -O x host", "ssh-keyscan --unknown host", "ssh-keyscan -Hz host"],
    },
  },
  {
    names: "ssh-add",
    flags: "-l -L -q -v",
    values: "-E",
    check: (words) =>
      gives(givenWords(words, "-E"), "-l -L")
        ? null
        : { effect: "change", because: "changes which keys are ready for use" },
    examples: {
      reads: ["ssh-add -l", "ssh-add -L", "ssh-add -lE md5"],
      acts: ["ssh-add", "ssh-add key", "ssh-add -D", "ssh-add -s /tmp/x.so", "ssh-add -qE -l"],
    },
  },
];

/** Programs that keep folders alike and handle ssh keys. */
export const transferSyncPrograms: readonly Program[] = [rsync, ...keys];
