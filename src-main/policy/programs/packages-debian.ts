import type { Finding, Program, Rule } from "./program.ts";
import { givenWords, gives, privileged, runs } from "./rule-forms.ts";

const installs = "installs, removes or upgrades packages";
const acts = privileged(installs);
const act = { effect: "privilege", because: installs } as const;
const runsHooks = {
  effect: "run",
  value: "required",
  because: "takes any setting, also ones that run programs",
} as const;

const simulated = "-s --simulate --just-print --dry-run --recon --no-act";
const aptValues = "-t --target-release --default-release";
const acting =
  "install remove purge upgrade full-upgrade dist-upgrade autoremove autopurge build-dep reinstall dselect-upgrade";

/** With -s it only tells what it would do. */
const unlessSimulated = (words: readonly (string | null)[]): Finding | null => {
  const given = givenWords(words, aptValues);
  return acting.split(" ").includes(given.operands[0] ?? "") && !gives(given, simulated)
    ? act
    : null;
};

const aptFlags = `-q --quiet -y --yes --assume-yes -V --verbose-versions --all-versions -u --upgradable -i --installed -n --names-only -f --full --no-color --color --autoremove --auto-remove --no-install-recommends --install-recommends --purge --only-upgrade -m --fix-missing --fix-broken --reinstall --allow-downgrades --manual-installed -h --help -v --version --no-all-versions --important --recurse --with-new-pkgs ${simulated}`;
/** With -a for all versions; before what acts it takes a value, the architecture, and would hide -s. */
const shows: Rule = {
  flags: `${aptFlags} -a`,
  values: aptValues,
  operands: "name",
};

const apt: Program = {
  names: "apt apt-get",
  flags: aptFlags,
  values: aptValues,
  options: { "-o --option -c --config-file": runsHooks },
  globals: true,
  check: unlessSimulated,
  commands: {
    "list show search policy depends rdepends showsrc madison indextargets moo why why-not history-list history-info":
      shows,
    [acting]: { ...shows, flags: aptFlags },
    "changelog check": { ...shows, network: true },
    "update clean autoclean": privileged("changes the lists and stored files of packages"),
    "download source": acts,
    satisfy: acts,
    "edit-sources modernize-sources": runs("opens an editor"),
  },
  examples: {
    reads: [
      "apt list --upgradable",
      "apt list --installed nginx",
      "apt show nginx -a",
      "apt -q policy nginx",
      "apt search --names-only '^nginx'",
      "apt-get -s upgrade",
      "apt-get upgrade --dry-run -y",
      "apt-get -qqs dist-upgrade",
    ],
    acts: [
      "apt install nginx",
      "apt-get -y upgrade",
      "apt-get -t -s install x",
      "apt-get update",
      "apt list -o APT::x=y",
      "apt-get -s -oDPkg::Pre-Invoke::=id install x",
      "apt-get --option=Dir::Etc=/x -s upgrade",
      "apt-get -s=false install x",
      "apt-get install -- -s",
      "apt edit-sources",
      "apt autoremove --purge",
    ],
  },
};

const cacheRead: Rule = {
  flags:
    "-q --quiet -a --all-versions -n --names-only -f --full -i --installed --important --recurse -g --generate --no-all-versions --no-recommends --no-suggests -h --help -v --version",
  operands: "name",
};

const queries: readonly Program[] = [
  {
    names: "apt-cache",
    ...cacheRead,
    globals: true,
    commands: {
      "policy search show showpkg showsrc depends rdepends madison pkgnames stats unmet dump dumpavail dotty xvcg":
        cacheRead,
      gencaches: privileged("rebuilds the package cache"),
    },
    examples: {
      reads: ["apt-cache policy nginx", "apt-cache search -n nginx", "apt-cache rdepends libc6"],
      acts: ["apt-cache gencaches", "apt-cache -o x=y policy", "apt-cache policy -c /tmp/x"],
    },
  },
  {
    names: "apt-mark",
    flags: "-h --help -v --version -q",
    commands: {
      "showauto showmanual showhold showinstall showremove showpurge": { operands: "name" },
      "auto manual hold unhold install remove deinstall purge minimize-manual": acts,
    },
    examples: {
      reads: ["apt-mark showhold", "apt-mark showmanual", "apt-mark showauto nginx"],
      acts: ["apt-mark hold nginx", "apt-mark -f /x showhold", "apt-mark unhold x"],
    },
  },
  {
    names: "apt-config",
    flags: "-h --help -v --version --empty --no-empty",
    commands: {
      dump: { operands: "text", flags: "--empty --no-empty" },
      shell: { operands: "text" },
    },
    examples: {
      reads: ["apt-config dump", "apt-config dump APT::Default-Release", "apt-config shell A B"],
      acts: ["apt-config -c /x dump", "apt-config dump -o x=y", "apt-config"],
    },
  },
  {
    names: "apt-file",
    flags:
      "-x --regexp -F --fixed-string -l --package-only -i --ignore-case -v --verbose -h --help",
    globals: true,
    commands: { "search find list show": { operands: "name" }, update: acts },
    examples: {
      reads: ["apt-file search bin/dig", "apt-file list nginx", "apt-file -x search 'x$'"],
      acts: ["apt-file update", "apt-file -o x=y list a", "apt-file purge"],
    },
  },
  {
    names: "aptitude",
    flags: "-v --verbose -q --quiet -h --help --version --disable-columns --show-why",
    values: "-F --display-format -w --width -O --sort --group-by --show-package-names",
    globals: true,
    commands: {
      "search show versions why why-not": { operands: "name" },
      "install remove purge update upgrade safe-upgrade full-upgrade hold unhold markauto unmarkauto forget-new clean autoclean reinstall download build-dep":
        acts,
    },
    examples: {
      reads: ["aptitude search '~U'", "aptitude why nginx", "aptitude -F %p search ~i"],
      acts: ["aptitude", "aptitude install x", "aptitude -o x=y search a", "aptitude -y upgrade"],
    },
  },
  {
    names: "apt-key",
    commands: { "list finger fingerprint": { operands: "text" }, "add del adv update": acts },
    examples: {
      reads: ["apt-key list", "apt-key finger", "apt-key fingerprint ABCD"],
      acts: ["apt-key add /x", "apt-key del ABCD", "apt-key adv --recv-keys X"],
    },
  },
];

const dpkg: readonly Program[] = [
  {
    names: "dpkg",
    flags:
      "-l --list -L --listfiles -s --status -S --search -p --print-avail -C --audit -V --verify --get-selections --print-architecture --print-foreign-architectures --compare-versions --no-pager -c --contents -I --info -f --field --assert-multi-arch --validate-version --help --version --yet-to-unpack",
    options: {
      "-i --install -r --remove -P --purge --unpack --configure -a --pending --set-selections --clear-selections --add-architecture --remove-architecture --update-avail --merge-avail --clear-avail --triggers-only":
        act,
      "--pre-invoke --post-invoke": runsHooks,
      "-x --extract -X --vextract -e --control -b --build": {
        effect: "change",
        because: "writes files",
      },
    },
    operands: "name",
    check: (words) => (words.length === 0 ? act : null),
    examples: {
      reads: [
        "dpkg -l",
        "dpkg -l 'nginx*'",
        "dpkg -L nginx",
        "dpkg -S /bin/ls",
        "dpkg --get-selections",
        "dpkg -s nginx",
        "dpkg --compare-versions 1 lt 2",
        "dpkg -V",
      ],
      acts: [
        "dpkg -i x.deb",
        "dpkg --purge nginx",
        "dpkg --configure -a",
        "dpkg -l --pre-invoke=id",
        "dpkg -x a.deb /",
        "dpkg --admindir=/x -i y",
      ],
    },
  },
  {
    names: "dpkg-query",
    flags:
      "-l --list -L --listfiles -s --status -S --search -p --print-avail -W --show --control-list --control-show -c --control-path --no-pager --help --version",
    values: "-f --showformat",
    operands: "name",
    examples: {
      reads: ["dpkg-query -W", "dpkg-query -W -f='${Package}\\n' nginx", "dpkg-query -l 'a*'"],
      acts: ["dpkg-query --load-avail -s x", "dpkg-query --admindir=/x -l", "dpkg-query -Wz"],
    },
  },
  {
    names: "dpkg-deb",
    flags: "-c --contents -I --info -f --field -W --show --help --version",
    options: {
      "-x --extract -X --vextract -e --control -R --raw-extract -b --build": {
        effect: "change",
        because: "writes files",
      },
    },
    operands: "read",
    examples: {
      reads: ["dpkg-deb -c x.deb", "dpkg-deb --info x.deb", "dpkg-deb -f x.deb Version"],
      acts: ["dpkg-deb -x x.deb /", "dpkg-deb -b dir", "dpkg-deb --raw-extract x.deb d"],
    },
  },
  {
    names: "dpkg-reconfigure add-apt-repository apt-add-repository tasksel do-release-upgrade",
    ...acts,
    examples: {
      reads: [],
      acts: ["dpkg-reconfigure tzdata", "add-apt-repository ppa:x/y", "do-release-upgrade -d"],
    },
  },
  {
    names: "debconf-show",
    flags: "--listowners --listdbs",
    values: "--db",
    operands: "name",
    examples: {
      reads: ["debconf-show tzdata", "debconf-show --listowners", "debconf-show --db=x a"],
      acts: ["debconf-show --unknown", "debconf-show -x", "debconf-show -f a"],
    },
  },
  {
    names: "debsums",
    flags: "-a --all -e --config -c --changed -l --list-missing -s --silent --help --version",
    operands: "name",
    examples: {
      reads: ["debsums -c", "debsums nginx", "debsums -as"],
      acts: ["debsums -g x", "debsums --generate=all", "debsums -ca --root=/x"],
    },
  },
  {
    names: "needrestart",
    ...privileged("restarts services"),
    style: "gnu",
    readsWith: "-b -p",
    flags: "-b -p -k -l -w -v -q",
    examples: {
      reads: ["needrestart -b", "needrestart -bk", "needrestart -p"],
      acts: ["needrestart", "needrestart -r a", "needrestart -b -c /tmp/x", "needrestart -ra -b"],
    },
  },
  {
    names: "unattended-upgrade unattended-upgrades",
    ...privileged(installs, { network: true }),
    examples: {
      reads: [],
      acts: ["unattended-upgrade", "unattended-upgrade -d", "unattended-upgrade --dry-run --debug"],
    },
  },
  {
    names: "update-alternatives",
    ...privileged("changes which program a name means"),
    style: "single-dash",
    readsWith: "--display --list --query --get-selections --version --help",
    flags: "--display --list --query --get-selections --version --help --verbose --quiet",
    operands: "name",
    examples: {
      reads: [
        "update-alternatives --display editor",
        "update-alternatives --list java",
        "update-alternatives --get-selections",
      ],
      acts: [
        "update-alternatives --set editor /bin/ed",
        "update-alternatives --config java",
        "update-alternatives --list x --remove-all x",
      ],
    },
  },
];

/** Debian and its descendants. */
export const packagesDebianPrograms: readonly Program[] = [apt, ...queries, ...dpkg];
