import type { Finding, Program } from "./program.ts";
import { destroys, privileged, unjudged } from "./rule-forms.ts";

const control = privileged("changes the mail server");
const act = { effect: "privilege", because: "changes the mail server" } as const;
const sends = unjudged("sends mail", { network: true });

const postconfCheck = (words: readonly (string | null)[]): Finding | null =>
  words.some((word) => word === null || /=/.test(word)) ? act : null;

/** Tables in files, as opposed to those that are asked for elsewhere. */
const tableInFile = /^(hash|btree|lmdb|cdb|dbm|sdbm|texthash|regexp|pcre|cidr):/;

const readsTables = (words: readonly (string | null)[]): Finding | null => {
  if (words.some((word) => word === null || (/^[a-z]+:/.test(word) && !tableInFile.test(word))))
    return { effect: "unknown", network: true, because: "asks a table that is not a file" };
  return words.some((word) => word !== null && /passw|sasl|secret|cred|shadow/i.test(word))
    ? { effect: "read", secret: true, because: "shows a table of passwords" }
    : null;
};

const postfix: readonly Program[] = [
  {
    names: "postqueue",
    flags: "-p -j -v",
    options: { "-f": act, "-i -s": { ...act, value: "required" } },
    check: (words) => (words.some((word) => word?.match(/^-v*[pj]/)) ? null : act),
    examples: {
      reads: ["postqueue -p", "postqueue -j", "postqueue -vp"],
      acts: [
        "postqueue -f",
        "postqueue -i ABC",
        "postqueue -c /tmp/x -p",
        "postqueue -sexample.com",
      ],
    },
  },
  {
    names: "mailq",
    flags: "-v -Ac",
    examples: {
      reads: ["mailq", "mailq -v", "mailq -vv"],
      acts: ["mailq -q", "mailq -C/tmp/x", "mailq -oQ/tmp"],
    },
  },
  {
    names: "postconf",
    flags: "-n -d -h -H -m -M -l -a -A -P -F -f -p -x -C -t -T -v",
    operands: "text",
    check: postconfCheck,
    options: { "-e -# -X": act, "-o": { effect: "unknown", value: "required" } },
    examples: {
      reads: [
        "postconf",
        "postconf -n",
        "postconf mydestination",
        "postconf -h myhostname",
        "postconf -Mf",
      ],
      acts: [
        "postconf -e x=y",
        "postconf x=y",
        "postconf -#x",
        "postconf -X x",
        "postconf -c /tmp/x -n",
        "postconf -nev x",
      ],
    },
  },
  {
    names: "postsuper",
    ...destroys("deletes or requeues mail"),
    examples: { reads: [], acts: ["postsuper -d ALL", "postsuper -r ALL", "postsuper -h ABC"] },
  },
  {
    names: "postcat",
    flags: "-b -d -e -f -h -n -o -q -r -s -v",
    operands: "read",
    examples: {
      reads: ["postcat -q ABC", "postcat -hq ABC", "postcat -vq ABC"],
      acts: ["postcat -c /tmp/x -q A", "postcat -z", "postcat --x"],
    },
  },
  {
    names: "postmap postalias",
    effect: "change",
    because: "writes a lookup table",
    readsWith: "-q -s",
    flags: "-f -h -b -F -v -s",
    values: "-q",
    operands: "name",
    check: readsTables,
    examples: {
      reads: [
        "postmap -q a@b hash:/etc/postfix/x",
        "postmap -s hash:/etc/x",
        "postalias -q root hash:/etc/aliases",
      ],
      acts: [
        "postmap /etc/postfix/x",
        "postalias /etc/aliases",
        "postmap -d a hash:/x",
        "postmap -s hash:/etc/postfix/sasl_passwd",
        "postmap -q x tcp:host:80",
        "postmap -i /x",
        "newaliases",
      ],
    },
  },
  {
    names: "newaliases postlog postdrop postkick",
    ...control,
    examples: { reads: [], acts: ["newaliases", "postlog x", "newaliases -v"] },
  },
  {
    names: "postfix",
    flags: "-v",
    commands: {
      status: {},
      "start stop reload flush abort check set-permissions upgrade-configuration start-fg logrotate tls":
        control,
    },
    examples: {
      reads: ["postfix status", "postfix -v status", "postfix -vv status"],
      acts: ["postfix reload", "postfix -c /tmp/x status", "postfix stop"],
    },
  },
];

const others: readonly Program[] = [
  {
    names: "exim exim4",
    style: "single-dash",
    flags: "-bp -bpc -bpr -bpa -bpu -bP -bV -bt -bv -Mvh -Mvb -Mvl -Mvc -d -v",
    operands: "name",
    check: (words) =>
      words.some((word) => word?.match(/^-(bp[crau]*|bP|bV|bt|bv|Mv[hblc])$/))
        ? null
        : { effect: "unknown", because: "sends mail" },
    examples: {
      reads: ["exim -bp", "exim -bpc", "exim4 -bt a@b", "exim -Mvh 1a-b-c", "exim -bV"],
      acts: [
        "exim -qff",
        "exim -Mrm 1a-b",
        "exim -M 1a",
        "exim -be '${run{/bin/id}}'",
        "exim -bp -C /tmp/x",
        "exim a@b",
      ],
    },
  },
  {
    names: "sendmail ssmtp msmtp mail mailx s-nail mutt swaks",
    ...sends,
    examples: {
      reads: [],
      acts: ["sendmail a@b", "mail -s x a@b", "mail", "sendmail -bp -C/tmp/x", "swaks --to a@b"],
    },
  },
  {
    names: "doveadm",
    flags: "-v -D",
    values: "-f",
    commands: {
      "who user search": { flags: "-A -1 -m -x", values: "-u -f", operands: "text" },
      log: { commands: { "find errors": { operands: "text" }, "reopen test": control } },
      "quota process service penalty stats instance proxy replicator": {
        commands: {
          "get list status dump": { flags: "-A -s -n", values: "-u", operands: "text" },
          "recalc remove kick": control,
        },
      },
      mailbox: {
        commands: {
          "list status path": { flags: "-A -s -7 -8 -t", values: "-u", operands: "text" },
          "create delete rename subscribe unsubscribe update metadata cache": control,
        },
      },
      "kick purge index force-resync reload stop altmove flags fts import move copy save sync backup rebuild deduplicate":
        control,
      expunge: destroys("deletes mail"),
    },
    examples: {
      reads: [
        "doveadm who",
        "doveadm quota get -u a@b",
        "doveadm mailbox list -u a@b",
        "doveadm log find",
        "doveadm process status",
      ],
      acts: [
        "doveadm expunge -u a mailbox X all",
        "doveadm kick a",
        "doveadm -c /tmp/x who",
        "doveadm reload",
        "doveadm -o x=y who",
      ],
    },
  },
  {
    names: "dovecot",
    ...control,
    style: "gnu",
    readsWith: "-n -a --version --build-options",
    flags: "-n -a --version --build-options",
    examples: {
      reads: ["dovecot -n", "dovecot --version"],
      acts: ["dovecot", "dovecot reload", "dovecot stop", "dovecot -c /tmp/x -n"],
    },
  },
  {
    names: "doveconf",
    flags: "-n -a -d -h -N -S -m",
    values: "-f",
    operands: "name",
    examples: {
      reads: ["doveconf -n", "doveconf -a", "doveconf -h ssl"],
      acts: ["doveconf -P", "doveconf -c /tmp/x", "doveconf -e x"],
    },
  },
  {
    names: "pflogsumm qshape",
    flags: "-q -s -b --detail --bounce-detail",
    values: "-d -h -u -t",
    operands: "read",
    examples: {
      reads: [
        "pflogsumm /var/log/mail.log",
        "pflogsumm -d today /var/log/mail.log",
        "qshape deferred",
      ],
      acts: ["pflogsumm --unknown x", "qshape -c /tmp/x", "qshape -z"],
    },
  },
];

/** Mail servers and their queues. */
export const mailPrograms: readonly Program[] = [...postfix, ...others];
