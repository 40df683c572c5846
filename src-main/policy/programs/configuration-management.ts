import type { Finding, Program } from "./program.ts";
import { privileged, runs } from "./rule-forms.ts";

type Words = readonly (string | null)[];
const changes = privileged("changes machines or services");
const plugins = runs("runs code on this or other machines", { network: true });

const ansibleRead = "--list-hosts --list-tasks --list-tags --syntax-check -v --version -h --help";
const ansible: readonly Program[] = [
  {
    names: "ansible ansible-playbook",
    effect: "run",
    because: "runs code on other machines",
    network: true,
    readsWith: "--list-hosts --list-tasks --list-tags --syntax-check --version",
    flags: `${ansibleRead} -C --check -D --diff -b --become`,
    values: "-l --limit -t --tags --skip-tags",
    operands: "read",
    examples: {
      reads: [
        "ansible all --list-hosts",
        "ansible-playbook --syntax-check site.yml",
        "ansible-playbook site.yml --list-tasks -l web",
        "ansible --version",
      ],
      acts: [
        "ansible all -m ping",
        "ansible-playbook site.yml",
        "ansible-playbook --check site.yml",
        "ansible all -i /tmp/x --list-hosts",
        "ansible all -a 'rm x'",
      ],
    },
  },
  {
    names: "ansible-inventory",
    check: (words): Finding | null =>
      words.some((word) => word === null || /^(--list|--host|--vars|--export)/.test(word))
        ? {
            effect: "read",
            secret: true,
            because: "shows the variables of hosts, with their passwords",
          }
        : null,
    flags: "--list --graph -y --yaml --toml --vars -v --version --export -h --help",
    values: "--host -l --limit",
    operands: "name",
    examples: {
      reads: ["ansible-inventory --graph", "ansible-inventory --graph -l web"],
      acts: [
        "ansible-inventory -i /tmp/x --list",
        "ansible-inventory --list --output /etc/x",
        "ansible-inventory --playbook-dir /tmp --list",
      ],
    },
  },
  {
    names: "ansible-doc ansible-config",
    flags: "-l --list -s --snippet -j --json -v --only-changed -h --help --version",
    values: "-t --type",
    commands: {
      "list dump view": { flags: "--only-changed -v", values: "-t --type --format" },
      "init edit": plugins,
    },
    alone: "read",
    examples: {
      reads: ["ansible-config dump --only-changed", "ansible-config view", "ansible-doc -l"],
      acts: ["ansible-config edit", "ansible-doc -M /tmp x", "ansible-config -c /x dump"],
    },
  },
  {
    names: "ansible-galaxy",
    flags: "--version -h --help",
    commands: {
      list: { operands: "name" },
      "collection role": {
        commands: {
          list: { operands: "name" },
          "search info": { network: true, operands: "text" },
          "install remove init build publish download verify import delete setup": plugins,
        },
      },
      "install remove init": plugins,
    },
    examples: {
      reads: [
        "ansible-galaxy list",
        "ansible-galaxy collection list",
        "ansible-galaxy role info x.y",
      ],
      acts: [
        "ansible-galaxy install x",
        "ansible-galaxy collection install x",
        "ansible-galaxy collection list -p /x",
      ],
    },
  },
  {
    names: "ansible-vault",
    commands: {
      view: { secret: true, because: "shows secrets", operands: "read" },
      "encrypt decrypt edit create rekey encrypt_string": privileged("changes files of secrets"),
    },
    examples: {
      reads: ["ansible-vault view x", "ansible-vault view a.yml", "ansible-vault view b"],
      acts: [
        "ansible-vault decrypt x",
        "ansible-vault edit x",
        "ansible-vault view --vault-password-file /x y",
      ],
    },
  },
];

const setsAttribute = (given: Words): Finding | null =>
  given.some((word) => word === null || word.includes("="))
    ? { effect: "privilege", because: "changes the machine" }
    : null;

const agents: readonly Program[] = [
  {
    names: "puppet",
    commands: {
      resource: { operands: "text", flags: "-v --verbose --to_yaml", check: setsAttribute },
      config: {
        commands: { print: { operands: "text", values: "--section" }, "set delete": changes },
      },
      parser: { commands: { validate: { operands: "read" }, dump: plugins } },
      module: {
        commands: { list: { flags: "--tree" }, "install uninstall upgrade build": plugins },
      },
      "agent apply cert ca ssl node facts catalog lookup epp script device": plugins,
    },
    examples: {
      reads: [
        "puppet resource user root",
        "puppet config print certname",
        "puppet module list",
        "puppet --version",
      ],
      acts: [
        "puppet agent -t",
        "puppet apply -e x",
        "puppet resource user x ensure=absent",
        "puppet agent --test --noop",
        "puppet resource --edit user x",
      ],
    },
  },
  {
    names: "facter",
    flags: "-y --yaml -j --json --no-custom-facts --no-external-facts -p --puppet --version",
    operands: "text",
    examples: {
      reads: ["facter", "facter os.family", "facter --json"],
      acts: ["facter --custom-dir /tmp", "facter --external-dir=/tmp", "facter -c /x"],
    },
  },
  {
    names: "salt salt-call salt-ssh salt-run chef-client chef-solo chef-apply cinc-client knife",
    ...plugins,
    informs: "--version",
    examples: {
      reads: ["salt --version", "chef-client --version", "knife --version"],
      acts: ["salt '*' cmd.run id", "salt-call state.apply", "chef-client -W", "knife ssh x y"],
    },
  },
  {
    names: "salt-key",
    flags: "-L --list-all --finger-all -F --no-color",
    values: "-l --list -f --finger",
    check: (given) =>
      given.length === 0
        ? { effect: "privilege", because: "changes which machines are trusted" }
        : null,
    examples: {
      reads: ["salt-key -L", "salt-key -l un", "salt-key -F"],
      acts: ["salt-key -A -y", "salt-key -d x", "salt-key"],
    },
  },
];

/** What configures machines: ansible, puppet, salt, chef. */
export const configurationManagementPrograms: readonly Program[] = [...ansible, ...agents];
