import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

export type AccountOptions = {
  name: string;
  /** With one, sshd asks PAM: methods "password" and "keyboard-interactive" work. */
  password?: string;
  /** Login shell; default /bin/bash. */
  shell?: string;
  /** May become root with sudo and the own password. */
  mayUseSudo?: boolean;
  /** The same with doas. */
  mayUseDoas?: boolean;
  /** Languages that the machine of the account speaks, in UTF-8, if its programs do: "de_DE". */
  languages?: readonly string[];
  /** Default 4201, 4202, …: no account of the machine. */
  uid?: number;
};

/** True where this process may make a mount namespace: as root, unless a container forbids it. */
export const canMakeAccounts =
  process.getuid?.() === 0 &&
  spawnSync("unshare", ["--mount", "--propagation", "private", "mount", "--bind", "/etc", "/etc"])
    .status === 0;

const firstUid = 4201;

/** Copies of passwd, shadow, group and a PAM service in `directory`/etc, with the accounts added and their homes made. */
export function writeAccounts(directory: string, accounts: readonly AccountOptions[]): void {
  const etc = join(directory, "etc");
  mkdirSync(etc);
  const passwd = [readFileSync("/etc/passwd", "utf8").trimEnd()];
  const shadow = ["root:*:19000:0:99999:7:::", "sshd:!:19000::::::"];
  const group = [readFileSync("/etc/group", "utf8").trimEnd()];
  for (const [index, account] of accounts.entries()) {
    const uid = account.uid ?? firstUid + index;
    const home = join(directory, "home", account.name);
    mkdirSync(home, { recursive: true });
    chownSync(home, uid, uid);
    passwd.push(`${account.name}:x:${uid}:${uid}:Test:${home}:${account.shell ?? "/bin/bash"}`);
    shadow.push(`${account.name}:${passwordHash(account.password)}:19000:0:99999:7:::`);
    group.push(`${account.name}:x:${uid}:`);
  }
  writeFileSync(join(etc, "passwd"), `${passwd.join("\n")}\n`);
  writeFileSync(join(etc, "group"), `${group.join("\n")}\n`);
  writeFileSync(join(etc, "shadow"), `${shadow.join("\n")}\n`, { mode: 0o600 });
  writeFileSync(join(etc, "pam"), pamService);
  const sudoers = join(etc, "sudoers");
  writeFileSync(sudoers, sudoersOf(directory, accounts));
  chmodSync(sudoers, 0o440);
  const doers = accounts.filter(({ mayUseDoas }) => mayUseDoas === true);
  if (doers.length > 0) {
    writeFileSync(join(etc, "doas.conf"), doers.map(({ name }) => `permit ${name}\n`).join(""));
  }
  const languages = accounts.flatMap((account) => account.languages ?? []);
  if (languages.length > 0) writeLanguages(join(directory, "locale"), languages);
}

/**
 * Languages without their rules for sorting and the like, which take root and a minute to make: programs look for
 * translations by the language's name alone.
 */
function writeLanguages(folder: string, languages: readonly string[]): void {
  mkdirSync(folder);
  cpSync("/usr/lib/locale/C.utf8", join(folder, "C.utf8"), { recursive: true });
  for (const language of languages) symlinkSync("C.utf8", join(folder, `${language}.utf8`));
}

/**
 * `command` in a mount namespace of its own in which these copies lie over the machine's files; the machine sees
 * nothing of it, and it is gone with the last process in it.
 */
export function namespaceCommand(directory: string, command: readonly string[]): string[] {
  const over = [
    ["passwd", "/etc/passwd"],
    ["group", "/etc/group"],
    ["shadow", "/etc/shadow"],
    ["pam", "/etc/pam.d/sshd"],
    ["pam", "/etc/pam.d/su"],
    ["pam", "/etc/pam.d/su-l"],
    ["pam", "/etc/pam.d/sudo"],
    ["pam", "/etc/pam.d/doas"],
    ["sudoers", "/etc/sudoers"],
  ].flatMap(([copy = "", target = ""]) =>
    existsSync(target) ? [`mount --bind '${join(directory, "etc", copy)}' ${target}`] : [],
  );
  const locale = join(directory, "locale");
  if (existsSync(locale)) over.push(`mount --bind '${locale}' /usr/lib/locale`);
  const script = [...wholeEtc(directory), ...over, 'exec "$@"'].join(" && ");
  return ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh", ...command];
}

/** doas reads a file that machines do not have, and nothing can lie over what is not there: /etc is a copy, with it. */
function wholeEtc(directory: string): string[] {
  const conf = join(directory, "etc", "doas.conf");
  if (!existsSync(conf)) return [];
  const copy = join(directory, "whole-etc");
  return [
    `rm -rf '${copy}'`,
    `cp -a /etc '${copy}'`,
    `cp '${conf}' '${copy}/doas.conf'`,
    `mount --bind '${copy}' /etc`,
  ];
}

/** "nodelay": a wrong password answers at once instead of after two seconds. */
const pamService = `auth required pam_unix.so nodelay
account required pam_unix.so
session required pam_unix.so
`;

/** What sudo remembers lies in `directory`, so that nothing of it is left on the machine. */
function sudoersOf(directory: string, accounts: readonly AccountOptions[]): string {
  const may = accounts.flatMap(({ mayUseSudo, name }) =>
    mayUseSudo ? [`${name} ALL=(ALL) ALL`] : [],
  );
  const folders = `Defaults !lecture, timestampdir=${join(directory, "sudo")}, !syslog`;
  // Minutes: for whoami nobody is waited for longer than three seconds.
  const impatient = `Defaults!/usr/bin/whoami passwd_timeout=0.05`;
  return `${[folders, impatient, "root ALL=(ALL) ALL", ...may].join("\n")}\n`;
}

function passwordHash(password: string | undefined): string {
  if (password === undefined) return "*";
  const salt = "$6$fairlead$";
  return execFileSync("perl", ["-e", "print crypt($ARGV[0], $ARGV[1])", password, salt], {
    encoding: "utf8",
  });
}
