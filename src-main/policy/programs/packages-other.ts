import type { Program, Rule } from "./program.ts";
import { privileged, runs } from "./rule-forms.ts";

const installs = "installs, removes or upgrades packages";
const acts = privileged(installs);
const act = { effect: "privilege", because: installs } as const;
const words: Rule = { style: "words", operands: "name" };

/** The operation is a capital letter; what -S does hangs on the small ones beside it. */
const pacmanReads = /^-([QT][a-z]*|F[^y]*|S(?=[^yucw]*[sigl])[^yucw]*|V)$/;

const linux: readonly Program[] = [
  {
    names: "pacman yay paru",
    flags:
      "-Q -S -F -T -V -s -i -g -l -n -e -d -t -u -m -q -o -p -k -c -v -x --noconfirm --quiet --info --list --search --upgrades --explicit --deps --foreign --native --owns --unrequired --version --help --groups --check --file --changelog",
    values: "--color",
    operands: "name",
    check: (given) =>
      given.some((word) => word?.match(/^-[A-Z]/)) &&
      given.every(
        (word) => word === null || !/^-[^-]*[A-Z]/.test(word) || pacmanReads.test(word),
      ) &&
      given.every(
        (word) => word === null || !/^-[a-z]*[ucwy]/.test(word) || !given.join(" ").includes("-S"),
      )
        ? null
        : act,
    examples: {
      reads: [
        "pacman -Q",
        "pacman -Qi nginx",
        "pacman -Ss nginx",
        "pacman -Qdtq",
        "pacman -Qo /bin/ls",
        "pacman -Si x",
      ],
      acts: [
        "pacman -S nginx",
        "pacman -Syu",
        "pacman -Rns x",
        "pacman -Sy",
        "pacman -Fy",
        "pacman -Ss -y x",
        "pacman -U x",
        "pacman -Scc",
        "pacman -Q --hookdir /tmp",
      ],
    },
  },
  {
    names: "apk",
    flags:
      "-v --verbose -q --quiet --no-cache --no-network -h --help -V --version --no-progress --no-interactive",
    commands: {
      "info list search policy version stats audit dot verify query": {
        flags:
          "-v --verbose -q --quiet -a --all -L --contents -e --installed -W --who-owns -R --depends -P --provides -r --rdepends -d --description -s --size -w --webpage -I -u --upgradable --available -O --orphaned -x --exact -o --origin -l -m --no-cache --no-network --has-origin -t --triggers -i -Z",
        operands: "name",
      },
      "add del fix update upgrade cache fetch index extract mkpkg convndx adbsign": acts,
    },
    examples: {
      reads: ["apk info -vv", "apk list --installed", "apk policy nginx", "apk -v search nginx"],
      acts: ["apk add nginx", "apk --no-cache upgrade", "apk -X http://x search a", "apk del x"],
    },
  },
  {
    names: "emerge",
    ...privileged(installs),
    style: "gnu",
    readsWith: "-s --search -S --searchdesc --info -p --pretend --version",
    flags:
      "-s --search -S --searchdesc --info -p --pretend -v --verbose -q --quiet -u --update -D --deep -N --newuse -c --depclean -1 --oneshot -t --tree --version --columns",
    operands: "name",
    examples: {
      reads: ["emerge -pv nginx", "emerge --info", "emerge -puDN @world", "emerge -s nginx"],
      acts: [
        "emerge nginx",
        "emerge -uDN @world",
        "emerge --sync",
        "emerge --depclean",
        "emerge --config-root=/x -p y",
      ],
    },
  },
  {
    names: "xbps-query",
    flags:
      "-l --list-pkgs -L --list-repos -H -m -O -o --ownedby -S --show -s --search -f --files -x --deps -X --revdeps -R --repository -v -V -i --show-pkg-deps --fulldeptree --regex",
    values: "-p --property",
    operands: "name",
    examples: {
      reads: ["xbps-query -l", "xbps-query -S nginx", "xbps-query -o /bin/ls"],
      acts: ["xbps-query -C /x -l", "xbps-query -r / -l", "xbps-query --rootdir=/x -l"],
    },
  },
  {
    names: "opkg",
    commands: {
      "list list-installed list-upgradable list-changed-conffiles files search find info status whatdepends whatprovides print-architecture compare-versions":
        words,
      "update upgrade install remove configure flag clean": acts,
    },
    examples: {
      reads: ["opkg list-installed", "opkg info dropbear", "opkg files busybox"],
      acts: ["opkg install x", "opkg remove x", "opkg -f /x list"],
    },
  },
];

const bsd: readonly Program[] = [
  {
    names: "pkg",
    flags: "-v -N -4 -6",
    commands: {
      "info query which stats version leaf prime-list": {
        flags: "-a -v -q -f -d -r -l -L -s -D -o -i -x -g -C -e -k -I -p -P -R -b -O -B -A -E -U",
        operands: "name",
      },
      "search rquery audit": {
        network: true,
        flags: "-q -f -o -x -e -i -U -F -r",
        operands: "name",
      },
      "install delete remove upgrade update autoremove add clean lock unlock set fetch create shell":
        acts,
    },
    examples: {
      reads: ["pkg info", "pkg info -l nginx", "pkg which /bin/ls", "pkg query %n"],
      acts: ["pkg install x", "pkg -o x=y info", "pkg delete -a", "pkg upgrade"],
    },
  },
  {
    names: "brew",
    flags: "-v --version --prefix --cellar --repository --cache --env -h --help",
    operands: "name",
    alone: "read",
    commands: {
      "list ls leaves deps uses config --prefix --cellar --version desc": {
        flags:
          "--formula --formulae --cask --casks --versions -1 -l -r -t --tree --installed --full-name --pinned --multiple --include-build --include-optional -s -n -d",
        operands: "name",
      },
      "info search outdated doctor home missing": {
        network: true,
        flags: "--json --json=v2 --formula --cask -v -q --greedy --installed --analytics --desc",
        operands: "name",
      },
      services: {
        alone: "read",
        commands: {
          "list info": { flags: "--json --all", operands: "name" },
          "start stop restart run kill cleanup": acts,
        },
      },
      tap: { check: (given) => (given.length === 0 ? null : act), operands: "name" },
      "install uninstall remove rm upgrade update reinstall link unlink pin unpin cleanup autoremove untap":
        acts,
      "edit create bundle sh test irb ruby": runs("runs other programs"),
    },
    examples: {
      reads: [
        "brew list",
        "brew --prefix",
        "brew list --versions nginx",
        "brew services list",
        "brew leaves",
      ],
      acts: [
        "brew install x",
        "brew services restart nginx",
        "brew upgrade",
        "brew tap user/repo",
        "brew ruby -e x",
      ],
    },
  },
];

const bundles: readonly Program[] = [
  {
    names: "snap",
    flags: "-h --help --version",
    commands: {
      "list services connections interfaces changes tasks version warnings saved known model aliases logs interface whoami":
        {
          flags: "--all --color --unicode --abs-time --verbose -f",
          values: "-n --last --attrs",
          operands: "name",
        },
      "find info search": {
        network: true,
        flags: "--verbose --private --narrow",
        operands: "text",
      },
      get: { secret: true, flags: "-d -t -l", operands: "text" },
      "install remove refresh revert enable disable start stop restart set unset connect disconnect alias unalias switch save restore forget prepare-image":
        acts,
      "run try": runs("runs an application"),
    },
    examples: {
      reads: ["snap list --all", "snap info lxd", "snap changes", "snap services lxd"],
      acts: ["snap install x --classic", "snap remove x", "snap run x", "snap refresh"],
    },
  },
  {
    names: "flatpak",
    flags: "-v --verbose --version -h --help --installations --supported-arches",
    commands: {
      "list ls info remotes history ps config permissions permission-show": {
        flags:
          "-d --show-details --user --system --app --runtime --all -r -o -m -s --show-ref --show-permissions",
        values: "--columns --arch",
        operands: "name",
      },
      "remote-ls remote-info search": {
        network: true,
        flags: "--user --system --app --runtime --updates",
        values: "--columns",
        operands: "name",
      },
      "install update uninstall remote-add remote-delete remote-modify override mask pin repair":
        acts,
      "run enter build": runs("runs an application"),
    },
    examples: {
      reads: ["flatpak list", "flatpak list --app --columns=name", "flatpak info x.y"],
      acts: ["flatpak install x", "flatpak run x.y", "flatpak update -y"],
    },
  },
  {
    names: "nix-env",
    ...act,
    readsWith: "-q --query --list-generations --version",
    flags:
      "-q --query --list-generations --version --installed --out-path --description -s --status",
    operands: "name",
    examples: {
      reads: ["nix-env -q", "nix-env --list-generations", "nix-env --query --installed"],
      acts: ["nix-env -i x", "nix-env -qf /tmp/x", "nix-env --rollback", "nix-env -e x"],
    },
  },
];

/** Other systems, and packages that bring their own system. */
export const packagesOtherPrograms: readonly Program[] = [...linux, ...bsd, ...bundles];
