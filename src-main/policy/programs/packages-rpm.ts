import type { Finding, Program, Rule } from "./program.ts";
import { givenWords, gives, privileged } from "./rule-forms.ts";

const installs = "installs, removes or upgrades packages";
const acts = privileged(installs);

const rpmValues = "--qf --queryformat";

const queriesOnly = (words: readonly (string | null)[]): Finding | null => {
  const given = givenWords(words, rpmValues);
  if (!gives(given, "-q --query -V --verify -K --checksig --version --help --querytags --showrc"))
    return { effect: "privilege", because: installs };
  if (gives(given, "-V --verify") && gives(given, "-p --package"))
    return { effect: "run", because: "runs a script out of the package file" };
  return given.operands.some((word) => word?.includes("://"))
    ? { effect: "read", network: true, because: "fetches a package to look at" }
    : null;
};

const rpm: readonly Program[] = [
  {
    names: "rpm",
    flags:
      "-q --query -V --verify -a --all -i --info -l --list -f --file -c --configfiles -d --docfiles -R --requires -p --package -s --state -v --verbose --quiet --provides --changelog --scripts --triggers --last --whatprovides --whatrequires --conflicts --obsoletes --recommends --suggests --supplements --dump --filesbypkg --nosignature --nodigest --nodeps --nofiles --noscripts --nomtime --nosize -K --checksig --version --help --querytags --showrc --filetriggers --whatrecommends",
    values: rpmValues,
    operands: "name",
    check: queriesOnly,
    examples: {
      reads: [
        "rpm -qa",
        "rpm -qi nginx",
        "rpm -ql nginx --docfiles",
        "rpm -qf /bin/ls",
        "rpm -qa --last",
        "rpm -V nginx",
        "rpm -Va --nofiles",
        "rpm -q --qf '%{NAME}\\n' -a",
        "rpm -qpR x.rpm",
      ],
      acts: [
        "rpm -i x.rpm",
        "rpm -ivh x.rpm",
        "rpm -Uvh x.rpm",
        "rpm -e nginx",
        "rpm --eval '%(id)'",
        "rpm -q --pipe 'sh' nginx",
        "rpm -qa --define '_x %(id)'",
        "rpm --import key",
        "rpm --qf -q -i x.rpm",
        "rpm --rebuilddb",
        "rpm -Vp x.rpm",
      ],
    },
  },
];

const dnfFlags =
  "-q --quiet -v --verbose -C --cacheonly --showduplicates --installed --available --updates --upgrades --extras --obsoletes --recent --all --enabled --disabled --security --bugfix --enhancement --list --info --summary -y --assumeyes --assumeno --requires --provides --deplist --whatrequires --userinstalled --unneeded --duplicates --latest-limit -l -i --recursive --resolve --exactdeps -s --source --noplugins --nogpgcheck --refresh -h --help --version";
const dnfRead: Rule = {
  flags: dnfFlags,
  values:
    "--enablerepo --disablerepo --repo --repoid --whatprovides --qf --queryformat --advisory --cve -x --exclude --color --file -f",
  operands: "name",
};
const list: Rule = { ...dnfRead, alone: "read", commands: { "list info summary": dnfRead } };

const dnf: Program = {
  names: "yum dnf dnf4 dnf5 microdnf tdnf",
  ...dnfRead,
  globals: true,
  commands: {
    "list info search se repolist repoinfo repoquery rq provides whatprovides updateinfo deplist grouplist groupinfo leaves version help advisory environment":
      dnfRead,
    "check-update check-upgrade": { ...dnfRead, network: true },
    "group groups module repo alias": {
      commands: {
        "list info summary provides": dnfRead,
        "install remove upgrade enable disable reset switch-to mark add delete": acts,
      },
    },
    "history hist": {
      ...list,
      commands: {
        "list info summary userinstalled": dnfRead,
        "undo redo rollback replay store new": acts,
      },
    },
    versionlock: { ...list, commands: { list: dnfRead, "add delete clear exclude": acts } },
    "needs-restarting": { flags: "-r --reboothint -s --services" },
    "install remove erase update upgrade up downgrade reinstall autoremove distro-sync dsync swap localinstall groupinstall groupremove mark makecache clean config-manager copr system-upgrade offline shell download builddep upgrade-minimal":
      acts,
  },
  examples: {
    reads: [
      "dnf list --installed",
      "dnf list installed 'nginx*'",
      "yum info nginx",
      "dnf repolist -v --all",
      "dnf history",
      "yum history info 5",
      "dnf -q repoquery --requires nginx",
      "dnf provides '*/dig'",
      "yum check-update",
      "dnf updateinfo list --security",
    ],
    acts: [
      "dnf install nginx",
      "yum -y update",
      "dnf history undo 5",
      "yum history rollback 3",
      "dnf list --setopt=pluginpath=/tmp",
      "dnf -c /tmp/x list",
      "dnf module enable x",
      "dnf clean all",
      "dnf shell",
    ],
  },
};

const zypperRead: Rule = {
  flags:
    "-i --installed-only -u --uninstalled-only --not-installed-only -s --details -v --verbose -r -d -p --priority --refresh --uri --name --provides --requires --recommends --all -a --updates --unneeded --orphaned --match-exact -n --search-descriptions --short",
  values: "-t --type --repo",
  operands: "name",
};

const others: readonly Program[] = [
  {
    names: "zypper",
    flags:
      "-n --non-interactive -q --quiet -v --verbose -t --terse -x --xmlout --no-refresh --no-color --color -A --no-abbrev -h --help -V --version",
    commands: {
      "search se info if list-updates lu list-patches lp repos lr patches pch packages pa services ls locks ll what-provides wp ps products pd patterns pt patch-check pchk licenses repo-info targetos tos vcmp":
        zypperRead,
      "install in remove rm update up dist-upgrade dup patch refresh ref clean cc addrepo ar removerepo rr modifyrepo mr addlock al removelock rl verify ve install-new-recommends inr source-install si download shell sh":
        acts,
    },
    examples: {
      reads: ["zypper se -i nginx", "zypper --no-refresh lr -u", "zypper lu", "zypper info nginx"],
      acts: [
        "zypper in nginx",
        "zypper -n up",
        "zypper lr -e /etc/x",
        "zypper --root /x se a",
        "zypper dup",
      ],
    },
  },
  {
    names: "subscription-manager",
    commands: {
      "status list identity facts version orgs": {
        flags: "--installed --available --consumed --all --list",
      },
      repos: { flags: "--list --list-enabled --list-disabled" },
      "register unregister attach remove refresh clean config release auto-attach": acts,
    },
    examples: {
      reads: [
        "subscription-manager status",
        "subscription-manager list --installed",
        "subscription-manager repos --list-enabled",
      ],
      acts: [
        "subscription-manager register",
        "subscription-manager repos --enable=x",
        "subscription-manager unregister",
      ],
    },
  },
  {
    names: "needs-restarting",
    flags: "-r --reboothint -s --services -u --useronly -h --help",
    examples: {
      reads: ["needs-restarting", "needs-restarting -r", "needs-restarting -s"],
      acts: ["needs-restarting -c /x", "needs-restarting --setopt=a=b", "needs-restarting x"],
    },
  },
  {
    names: "yum-config-manager package-cleanup",
    ...acts,
    examples: {
      reads: [],
      acts: ["yum-config-manager --enable x", "package-cleanup --oldkernels", "yum-config-manager"],
    },
  },
];

/** Red Hat, SUSE and their descendants. */
export const packagesRpmPrograms: readonly Program[] = [...rpm, dnf, ...others];
