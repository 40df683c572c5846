import type { Program, Rule } from "./program.ts";
import { runs } from "./rule-forms.ts";

const build = "downloads or runs code of packages";
const acts = runs(build);
const network = { network: true } as const;

const python: readonly Program[] = [
  {
    names: "pip pip3 pipx",
    alone: "read",
    flags:
      "-v --verbose -q --quiet --no-color --isolated --disable-pip-version-check --no-input -V --version -h --help",
    globals: true,
    commands: {
      "list show freeze check inspect debug help": {
        flags:
          "-l --local --user --not-required --pre -f --files -e --editable --include-editable --exclude-editable --all --short --verbose --include-injected",
        values: "--format --exclude --path",
        options: {
          "-o --outdated -u --uptodate": {
            effect: "read",
            ...network,
            because: "asks the package index",
          },
        },
        operands: "name",
      },
      index: { network: true, flags: "--pre", operands: "name" },
      config: {
        commands: {
          "list get debug": {
            secret: true,
            because: "shows addresses of package indexes, which may hold passwords",
            operands: "name",
          },
          "set unset edit": acts,
        },
      },
      cache: { commands: { "dir info list": { operands: "name" }, "remove purge": acts } },
      "install uninstall download wheel run upgrade upgrade-all inject": acts,
    },
    examples: {
      reads: [
        "pip list",
        "pip3 show -f requests",
        "pip freeze --local",
        "pip -V",
        "pip list --format=json -o",
      ],
      acts: [
        "pip install requests",
        "pip --python /x list",
        "pip3 -q uninstall -y x",
        "pip download x",
        "pip config set a b",
      ],
    },
  },
  {
    names: "uv",
    flags: "-q --quiet -v --verbose --offline --no-progress -h --help -V --version",
    commands: {
      pip: {
        commands: {
          "list show freeze tree check": {
            flags: "--system --strict -f --files",
            values: "--format",
            operands: "name",
          },
          "install uninstall sync compile": acts,
        },
      },
      version: { flags: "--short" },
      tool: {
        commands: { "list dir": { flags: "--show-paths" }, "run install uninstall upgrade": acts },
      },
      cache: { commands: { dir: {}, "clean prune": acts } },
      "run sync add remove lock init build publish venv self x": acts,
    },
    examples: {
      reads: ["uv pip list", "uv --version", "uv tool list", "uv pip show x"],
      acts: ["uv run x", "uv pip install x", "uv --directory /x pip list", "uv sync"],
    },
  },
  {
    names: "conda mamba",
    flags: "-V --version -h --help",
    commands: {
      "list info": {
        flags: "-e --export --json --explicit -a --all --envs -s --system --revisions",
        values: "-n --name",
        operands: "name",
      },
      env: { commands: { list: { flags: "--json" }, "create remove update export": acts } },
      search: { network: true, operands: "name" },
      "install remove update upgrade create clean config run init": acts,
    },
    examples: {
      reads: ["conda list", "conda info --envs", "conda env list"],
      acts: ["conda install x", "conda run x", "conda env remove -n x"],
    },
  },
];

const npmRead: Rule = {
  flags: "-g --global -a --all -l --long --json -p --parseable --prod --omit=dev --production",
  values: "--depth --prefix --loglevel --omit",
  operands: "name",
};

const script: readonly Program[] = [
  {
    names: "npm",
    alone: "read",
    ...npmRead,
    flags: `${npmRead.flags} -v --version -h --help -s --silent`,
    globals: true,
    commands: {
      "ls list ll la explain why root prefix bin query help fund": npmRead,
      "view info show v outdated search find ping whoami": { ...npmRead, ...network },
      audit: {
        ...npmRead,
        ...network,
        check: (words) =>
          words.some((word) => word === null || word === "fix")
            ? { effect: "run", because: build }
            : null,
      },
      config: {
        commands: {
          "list ls get": { flags: "-l --json", operands: "name" },
          "set delete edit fix": acts,
        },
      },
      pkg: { commands: { get: { operands: "name" }, "set delete fix": acts } },
      "install i ci add uninstall remove rm update up run run-script start stop test restart exec x publish link rebuild prune dedupe init pack cache login logout token":
        acts,
    },
    examples: {
      reads: [
        "npm ls -g --depth=0",
        "npm list",
        "npm -v",
        "npm view express version",
        "npm outdated",
        "npm config get prefix",
      ],
      acts: [
        "npm install",
        "npm --silent run build",
        "npm audit fix",
        "npm exec x",
        "npm ls --script-shell /tmp/x",
        "npm config set a b",
      ],
    },
  },
  {
    names: "pnpm",
    flags: "-v --version -h --help",
    commands: {
      "list ls ll why root bin": npmRead,
      "outdated audit": { ...npmRead, ...network, operands: "unknown" },
      "install i add remove update run exec dlx start test store publish": acts,
    },
    examples: {
      reads: ["pnpm list", "pnpm ls --depth 0", "pnpm why x"],
      acts: ["pnpm install", "pnpm exec x", "pnpm -C /x list", "pnpm dlx x"],
    },
  },
  {
    names: "yarn yarnpkg bundle bundler",
    ...runs("runs code that the project's own folder names"),
    examples: {
      reads: [],
      acts: ["yarn list", "yarn install", "bundle list", "bundle exec x"],
    },
  },
  {
    names: "npx bunx pnpx uvx bun deno",
    ...acts,
    examples: { reads: [], acts: ["npx cowsay", "npx -y x", "uvx ruff", "deno run x.ts"] },
  },
];

const compiled: readonly Program[] = [
  {
    names: "gem",
    flags: "-v --version -h --help",
    commands: {
      "list ls environment env contents dependency which specification stale help": {
        flags:
          "-i --installed -l --local -a --all -d --details -q --quiet -V --verbose --no-verbose --versions --no-versions -e --exact",
        values: "-v --version",
        options: {
          "-r --remote -b --both": { effect: "read", ...network, because: "asks the gem server" },
        },
        operands: "name",
      },
      "search outdated info": {
        network: true,
        flags: "-e --exact -a --all -r --remote -l --local -d",
        operands: "name",
      },
      "install uninstall update build push cleanup pristine exec sources fetch unpack": acts,
    },
    examples: {
      reads: ["gem list", "gem list --local -d", "gem environment", "gem which json"],
      acts: ["gem install x", "gem list --config-file /x", "gem exec x", "gem sources --add x"],
    },
  },
  {
    names: "cargo",
    flags: "-V --version -v --verbose -q --quiet --list -h --help",
    alone: "read",
    commands: {
      "version help locate-project": { flags: "-v --verbose --workspace", operands: "text" },
      "search info": { network: true, values: "--limit", operands: "text" },
      "build b check c test t run r bench doc clippy fix fmt install uninstall update add remove clean publish package tree metadata fetch vendor":
        acts,
    },
    examples: {
      reads: ["cargo --version", "cargo --list", "cargo version -v"],
      acts: ["cargo build", "cargo --config x version", "cargo run -q", "cargo tree"],
    },
  },
  {
    names: "go",
    style: "single-dash",
    commands: {
      version: { style: "single-dash", flags: "-m -v", operands: "name" },
      env: { style: "single-dash", flags: "-json -changed", operands: "name" },
      "doc help": { style: "single-dash", flags: "-all -short -src -u", operands: "name" },
      list: {
        style: "single-dash",
        network: true,
        flags: "-m -json -deps -test -e -u -versions",
        values: "-f",
        operands: "name",
      },
      "build run test install get generate mod work tool vet fix fmt clean bug": acts,
    },
    examples: {
      reads: ["go version", "go env GOPATH", "go env -json", "go list -m all"],
      acts: [
        "go build",
        "go env -w GOFLAGS=-x",
        "go list -toolexec=/tmp/x ./...",
        "go run x.go",
        "go -C /x version",
      ],
    },
  },
  {
    names: "composer",
    flags: "-V --version -h --help -n --no-interaction --no-ansi --ansi -q -v --no-plugins",
    globals: true,
    commands: {
      "show info licenses validate why depends why-not prohibits status about check-platform-reqs fund list suggests":
        {
          flags:
            "-i --installed -t --tree -D --direct -N --name-only -s --self -l --latest -a --all -p --platform --no-check-all --strict --no-dev -P --path",
          values: "-f --format",
          operands: "name",
        },
      "outdated audit diagnose search": {
        network: true,
        flags: "-D --direct --no-dev --locked -m --minor-only",
        values: "-f --format",
        operands: "name",
      },
      "install update require remove run run-script exec x dump-autoload create-project self-update global config":
        acts,
    },
    examples: {
      reads: [
        "composer show -i",
        "composer --version",
        "composer why vendor/x",
        "composer outdated -D",
      ],
      acts: [
        "composer install",
        "composer -d /x show",
        "composer exec x",
        "composer show --working-dir=/x",
      ],
    },
  },
  {
    names: "dotnet",
    style: "words",
    effect: "run",
    because: build,
    informs: "--version --info --list-sdks --list-runtimes -h --help",
    operands: "text",
    examples: {
      reads: ["dotnet --info", "dotnet --list-sdks", "dotnet --version"],
      acts: ["dotnet run", "dotnet build", "dotnet x.dll"],
    },
  },
];

/** Package managers of programming languages; most of what they do runs code that came from elsewhere. */
export const languagePackagesPrograms: readonly Program[] = [...python, ...script, ...compiled];
