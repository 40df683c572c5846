import type { OptionRule, Program } from "./program.ts";
import { destroys, privileged, runs } from "./rule-forms.ts";

const edits = "opens an editor with the rights of the machine's owner";
const sets = (because: string): OptionRule => ({ effect: "privilege", value: "required", because });

/** Accounts, groups and who may do what in another's name. Who is logged in: time-and-login.ts. */
export const usersPrograms: readonly Program[] = [
  {
    names: "id gid",
    safeOptions: true,
    flags: `-a -A -c -F -g -G -M -n -p -P -r -u -z -Z --context --group --groups --name --real --user --zero --help --version`,
    operands: "name",
    examples: {
      reads: ["id", "id -u", "id -nG joe", "id --user --name"],
      acts: ["id > a", "id --set x"],
    },
  },
  {
    names: "whoami logname groups tty",
    safeOptions: true,
    flags: "-s --silent --quiet --help --version",
    operands: "name",
    examples: {
      reads: ["whoami", "groups joe", "tty -s", "logname"],
      acts: ["whoami > a", "groups --add x"],
    },
  },
  {
    names: "getent",
    flags: "-i -V -? --no-idn --help --usage --version",
    operands: ["text", "name"],
    check: (words) => {
      const [database] = words.filter((word) => !word?.startsWith("-"));
      if (database === null || words.some((word) => word !== null && /^g?shadow$/.test(word))) {
        return { effect: "read", because: "may show password hashes", secret: true };
      }
      return /^(a?hosts|networks)/.test(database ?? "") && words.includes(null)
        ? {
            effect: "read",
            because: "asks the name servers for what is not known yet",
            network: true,
          }
        : null;
    },
    examples: {
      reads: [
        "getent passwd",
        "getent passwd joe",
        "getent passwd $USER",
        "getent group adm",
        "getent hosts localhost",
      ],
      acts: [
        "getent shadow",
        "getent gshadow adm",
        "getent -s files shadow",
        "getent $DATABASE",
        "getent hosts $(cat a).example.org",
      ],
    },
  },
  {
    names: "lslogins",
    flags:
      "-a -c -e -f -G -L -n -r -s -u -V -y -z -Z -h --acc-expiration --colon-separate --export --failed --supp-groups --last --newline --noheadings --notruncate --raw --system-accs --user-accs --context --print0 --help --version --shell",
    values: "-g -l -o --groups --logins --output --time-format",
    operands: "name",
    options: {
      "-p --pwd": { effect: "read" },
      "--wtmp-file --btmp-file --lastlog": { effect: "read", value: "required", operand: "read" },
    },
    examples: {
      reads: ["lslogins", "lslogins -u", "lslogins joe", "lslogins -o USER,UID"],
      acts: ["lslogins > a", "lslogins --reset"],
    },
  },
  {
    names:
      "useradd adduser usermod groupadd addgroup groupmod newusers gpasswd chgpasswd homectl sysadminctl pw newgidmap newuidmap groupmems",
    ...privileged("creates or changes users and groups"),
    informs: "-h --help --version",
    examples: {
      reads: ["useradd --help"],
      acts: [
        "useradd joe",
        "usermod -aG sudo joe",
        "adduser joe sudo",
        "useradd -D",
        "gpasswd -a joe adm",
      ],
    },
  },
  {
    names: "userdel deluser groupdel delgroup",
    ...destroys("deletes users or groups"),
    informs: "-h --help --version",
    examples: { reads: ["userdel --help"], acts: ["userdel joe", "userdel -r joe", "delgroup x"] },
  },
  {
    names: "passwd",
    effect: "privilege",
    because: "changes passwords",
    readsWith: "-S --status",
    informs: "-h --help --version",
    flags: "-S -a -q --status --all --quiet",
    options: {
      "-d -e -l -u --delete --expire --lock --unlock -k --keep-tokens --stdin -s": {
        effect: "privilege",
        because: "changes passwords",
      },
      "-i -n -w -x -R -P -r --inactive --mindays --warndays --maxdays --root --prefix --repository":
        sets("changes passwords"),
    },
    operands: "name",
    examples: {
      reads: ["passwd -S joe", "passwd -Sa", "passwd --status root"],
      acts: ["passwd", "passwd joe", "passwd -S -l joe", "passwd -d joe", "passwd -Sd joe"],
    },
  },
  {
    names:
      "chpasswd chfn ypchsh yppasswd smbpasswd pdbedit htpasswd htdigest saslpasswd2 pwconv pwunconv grpconv grpunconv",
    ...privileged("changes passwords or accounts"),
    informs: "-h --help --version",
    examples: {
      reads: ["htpasswd --help"],
      acts: ["chpasswd", "smbpasswd -a joe", "pwconv"],
    },
  },
  {
    names: "chsh",
    ...privileged("changes a login shell"),
    informs: "-l --list-shells -h --help --version -v",
    examples: { reads: ["chsh -l", "chsh --list-shells"], acts: ["chsh", "chsh -s /bin/zsh joe"] },
  },
  {
    names: "chage",
    effect: "privilege",
    because: "changes when passwords expire",
    readsWith: "-l --list",
    informs: "-h --help",
    flags: "-l -i --list --iso8601",
    options: {
      "-d -E -I -m -M -R -P -W --lastday --expiredate --inactive --mindays --maxdays --root --prefix --warndays":
        sets("changes when passwords expire"),
    },
    operands: "name",
    examples: {
      reads: ["chage -l joe", "chage --list joe", "chage -il joe"],
      acts: ["chage -d 0 joe", "chage joe", "chage -l -M 1 joe", "chage -lM1 joe"],
    },
  },
  {
    names: "pwck grpck",
    effect: "privilege",
    because: "checks accounts and offers to repair them",
    readsWith: "-r --read-only",
    informs: "-h --help",
    flags: "-q -r --quiet --read-only",
    options: { "-s --sort": { effect: "privilege", because: "sorts the list of accounts" } },
    operands: "read",
    examples: { reads: ["pwck -r", "grpck -r", "pwck -qr"], acts: ["pwck", "pwck -s", "pwck -rs"] },
  },
  {
    names: "visudo",
    effect: "run",
    because: edits,
    readsWith: "-c --check",
    informs: "-h -V --help --version",
    flags: "-c -I -O -P -q -s --check --no-includes --owner --perms --quiet --strict",
    options: { "-f --file": { effect: "read", value: "required", operand: "name" } },
    operands: "name",
    examples: {
      reads: ["visudo -c", "visudo -cf /etc/sudoers.d/x", "visudo --check"],
      acts: ["visudo", "visudo -f /etc/sudoers.d/x", "visudo -s"],
    },
  },
  {
    names: "sudoedit vipw vigr sudo_edit",
    ...runs(edits),
    informs: "-h -V --help --version",
    examples: {
      reads: ["sudoedit --version"],
      acts: ["sudoedit /etc/hosts", "vipw", "sudoedit -u joe a"],
    },
  },
  {
    names: "newgrp sg login sulogin",
    ...runs("starts a shell with other rights"),
    informs: "-h --help --version",
    examples: { reads: ["login --help"], acts: ["newgrp adm", "sg adm id", "login joe"] },
  },
  {
    names: "faillock pam_tally2 faillog",
    effect: "privilege",
    because: "shows failed logins, or forgets them",
    readsBare: true,
    readsWith: "--user -u",
    values: "-u --user --dir",
    flags: "-a --all",
    options: {
      "--reset -r -m -l -t --maximum --lock-secs": {
        effect: "privilege",
        value: "attached",
        because: "forgets failed logins",
      },
    },
    examples: {
      reads: ["faillock", "faillock --user joe", "faillog -a", "faillog -u joe"],
      acts: ["faillock --user joe --reset", "pam_tally2 -u joe -r", "faillog -r -u joe"],
    },
  },
  {
    names: "pass gopass secret-tool kwallet-query bw op gnome-keyring lpass keyctl",
    ...privileged("reaches for stored passwords"),
    secret: true,
    informs: "--version --help version",
    examples: {
      reads: ["pass --version"],
      acts: ["pass show a", "secret-tool lookup a b", "op read x", "keyctl print 1"],
    },
  },
  {
    names: "pbpaste xclip xsel wl-paste wl-copy pbcopy clip",
    ...privileged("reads or fills the clipboard"),
    secret: true,
    informs: "--version --help -version",
    examples: { reads: ["xclip --help"], acts: ["pbpaste", "xclip -o", "xsel -b"] },
  },
];
