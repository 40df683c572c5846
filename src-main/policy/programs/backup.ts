import type { Finding, Program, Rule } from "./program.ts";
import { destroys, givenWords, privileged, unjudged } from "./rule-forms.ts";

const saves = privileged("writes a backup or its settings");
const removes = destroys("deletes backups or overwrites files");
const elsewhere: Finding = { effect: "read", network: true, because: "talks to another machine" };
const runsIt = { effect: "run", value: "required", because: "runs a program to connect" } as const;

const borgRead: Rule = {
  flags:
    "--short --json --json-lines -v --verbose --info --debug -p --progress --last --consider-checkpoints --verify-data --repository-only --archives-only --list -h --help --numeric-ids --same-chunker-params",
  values:
    "--format --first --last --sort-by -a --glob-archives -P --prefix --lock-wait -e --exclude",
  operands: "name",
};

const resticGlobals =
  "-q --quiet -v --verbose --json --no-lock --no-cache --no-extra-verify -h --help";
const resticRead: Rule = {
  flags:
    "--long -l --recursive --human-readable -c --compact --latest --read-data --with-cache --metadata --mode -R --ignore-case",
  attached: "-v --verbose",
  values:
    "--host -H --path --tag --latest --group-by -g --mode --read-data-subset --sort -s --snapshot --newest --oldest -O -N",
  operands: "name",
};

/** Programs that keep copies: reading a store elsewhere counts as talking to another machine. */
export const backupPrograms: readonly Program[] = [
  {
    names: "borg",
    flags:
      "-v --verbose --info --debug -p --progress --critical --error --warning -h --help -V --version --show-version --show-rc --bypass-lock",
    values: "--lock-wait",
    globals: true,
    options: { "--rsh --remote-path": runsIt },
    check: (words) =>
      words.some((word) => word === null || /^(ssh:\/\/|[^-/][^/]*@|[^-/:][^/:]*:[^:])/.test(word))
        ? elsewhere
        : null,
    commands: {
      "list info diff check": borgRead,
      config: {
        flags: "-l --list",
        operands: "name",
        check: (words) =>
          givenWords(words).operands.length > 2 || words.includes("--cache")
            ? { effect: "privilege", because: "changes a backup's settings" }
            : null,
      },
      "create init rename recreate upgrade import-tar mount umount key with-lock break-lock benchmark serve":
        saves,
      "extract export-tar": unjudged("writes files out of a backup"),
      "delete prune compact": removes,
    },
    examples: {
      reads: [
        "borg list /repo",
        "borg info /repo::name",
        "borg --lock-wait 5 list --short /repo",
        "borg check -v /repo",
        "borg list user@host:repo",
      ],
      acts: [
        "borg prune /repo",
        "borg --rsh 'sh -c id' list h:r",
        "borg delete /repo::x",
        "borg check --repair /repo",
        "borg extract /repo::x",
        "borg list --remote-path=/tmp/x h:r",
      ],
    },
  },
  {
    names: "restic",
    flags: `${resticGlobals} --insecure-no-password`,
    values: "--limit-download --limit-upload --retry-lock",
    globals: true,
    options: {
      "-r --repo": { effect: "read", value: "required", operand: "url" },
      "-p --password-file --repository-file --cacert": {
        effect: "read",
        value: "required",
        operand: "name",
      },
      "--password-command -o --option": runsIt,
    },
    commands: {
      "snapshots ls stats find check diff list version": resticRead,
      cat: { secret: true, because: "shows the keys of a backup", operands: "name" },
      key: { globals: true, commands: { list: {}, "add remove passwd": saves } },
      "backup init copy migrate tag unlock recover repair rebuild-index mount self-update cache generate rewrite":
        saves,
      "restore dump": unjudged("writes files out of a backup"),
      "forget prune": removes,
    },
    examples: {
      reads: [
        "restic snapshots",
        "restic -r /srv/repo snapshots --latest 3",
        "restic stats --mode raw-data",
        "restic ls latest -l",
        "restic check --read-data",
      ],
      acts: [
        "restic backup /",
        "restic forget --prune x",
        "restic snapshots --password-command 'id'",
        "restic -o sftp.command=id snapshots",
        "restic prune",
        "restic restore latest --target /",
      ],
    },
  },
  {
    names: "rsnapshot",
    flags: "-V -v -q -t",
    commands: {
      "configtest du version": { operands: "name" },
      "hourly daily weekly monthly alpha beta gamma delta sync rollback diff": saves,
    },
    examples: {
      reads: ["rsnapshot configtest", "rsnapshot du", "rsnapshot -V version"],
      acts: ["rsnapshot daily", "rsnapshot -c /tmp/x configtest", "rsnapshot -v sync"],
    },
  },
  {
    names: "duplicity",
    flags: "--version",
    values: "-v --verbosity --time -t",
    commands: {
      "collection-status list-current-files": {
        flags: "--no-encryption --use-agent",
        values: "-t --time -v --verbosity --name",
        operands: "url",
      },
      "full incr incremental backup restore verify": saves,
      "cleanup remove-older-than remove-all-but-n-full remove-all-inc-of-but-n-full": removes,
    },
    examples: {
      reads: [
        "duplicity collection-status /backup",
        "duplicity list-current-files sftp://h/x",
        "duplicity --version",
      ],
      acts: [
        "duplicity / file:///backup",
        "duplicity cleanup --force file:///x",
        "duplicity collection-status --ssh-options=-oProxyCommand=id sftp://h/x",
      ],
    },
  },
  {
    names: "rdiff-backup",
    flags: "-V --version -l --list-increments --list-increment-sizes --parsable",
    commands: {
      list: {
        commands: {
          "files increments": {
            check: (words) =>
              words.some((word) => word === null || word.includes("::"))
                ? { effect: "run", network: true, because: "connects to another machine" }
                : null,
            flags: "--size",
            values: "--at --changed-since",
            operands: "name",
          },
        },
      },
      info: {},
      "backup restore regress remove server test": saves,
    },
    examples: {
      reads: ["rdiff-backup list increments /x", "rdiff-backup info", "rdiff-backup --version"],
      acts: [
        "rdiff-backup backup a b",
        "rdiff-backup --remote-schema 'id %s' list files h::x",
        "rdiff-backup restore a b",
      ],
    },
  },
  {
    names: "pgbackrest barman wal-g",
    flags: "-v --version -h --help -q",
    values: "--stanza --log-level-console",
    globals: true,
    commands: {
      "info version list-server list-servers status show-server show-backup list-backup list-backups list-files backup-list":
        {
          flags: "--detail --pretty --json --minimal",
          values: "--output --set --repo --type",
          operands: "name",
        },
      "check verify": { network: true, operands: "name" },
      "backup restore stanza-create stanza-upgrade start stop expire recover backup-push backup-fetch wal-push wal-fetch cron delete stanza-delete":
        saves,
    },
    examples: {
      reads: [
        "pgbackrest info",
        "pgbackrest --stanza=main info --output json",
        "barman list-backup main",
      ],
      acts: [
        "pgbackrest --stanza=main backup",
        "barman delete main x",
        "wal-g delete everything",
        "pgbackrest --config=/tmp/x info",
      ],
    },
  },
];
