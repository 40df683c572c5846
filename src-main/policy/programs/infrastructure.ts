import type { Finding, OptionRule, Program, Rule } from "./program.ts";
import { destroys, privileged, runs } from "./rule-forms.ts";

const builds = runs("builds or changes machines, or runs plugins to see what it would change", {
  network: true,
});
const changes = privileged("changes machines or services");
const plugins = runs("runs code on this or other machines", { network: true });
const input: OptionRule = { effect: "read", value: "required", operand: "read" };
const dash = (flags: string, values = "", more: Partial<Rule> = {}): Rule => ({
  style: "single-dash",
  flags: `${flags} -help -h`,
  values,
  ...more,
});

const terraform: Program = {
  names: "terraform tofu",
  // It asks its maker whether there is a newer version, whatever it is told to do.
  network: true,
  because: "asks its maker for newer versions",
  style: "single-dash",
  flags: "-version -v -help --help -h --version",
  options: { "-chdir": { effect: "read", value: "attached", operand: "name" } },
  commands: {
    version: dash("-json"),
    show: dash("-no-color", "", { operands: "name" }),
    output: dash("-no-color", "-state", {
      operands: "name",
      // One that is named is shown even where it is marked as sensitive.
      check: (words): Finding | null =>
        words.every((word) => word?.startsWith("-"))
          ? null
          : { effect: "read", secret: true, because: "shows a value that may be secret" },
    }),
    state: {
      style: "single-dash",
      commands: {
        list: dash("", "-id", { operands: "text" }),
        show: dash("-no-color", "", { operands: "text" }),
        pull: { secret: true, because: "shows the whole state, with its secrets" },
        "rm mv push replace-provider": privileged("changes what is known of the machines"),
      },
    },
    validate: dash("-json -no-color", "", { operands: "name" }),
    providers: {
      style: "single-dash",
      alone: "read",
      commands: { schema: dash("-json"), "lock mirror": builds },
    },
    workspace: {
      style: "single-dash",
      commands: { "list show": dash(""), "select new delete": changes },
    },
    graph: dash("-draw-cycles", "-type"),
    fmt: dash("-check -diff -recursive -no-color -list", "", {
      operands: "name",
      check: (words): Finding | null =>
        words.includes("-check") ? null : { effect: "change", because: "rewrites files" },
    }),
    "plan init apply refresh import taint untaint get test console login logout force-unlock":
      builds,
    destroy: destroys("destroys machines"),
  },
  examples: {
    reads: [
      "terraform version",
      "terraform show",
      "terraform state list",
      "terraform -chdir=infra output -no-color",
      "terraform fmt -check -recursive",
      "terraform workspace list",
    ],
    acts: [
      "terraform apply -auto-approve",
      "terraform destroy",
      "terraform -chdir=x init",
      "terraform plan -out=x",
      "terraform state rm x",
      "terraform fmt",
      "terraform output -json",
      "terraform workspace select prod",
    ],
  },
};

const address = { effect: "read", value: "required", operand: "url" } as const;
const hashi: Partial<Rule> = {
  options: {
    "-address --address -http-addr": address,
    "-ca-cert -client-cert -client-key -ca-file": input,
  },
};
const words = (flags = "", values = "", more: Partial<Rule> = {}): Rule =>
  dash(`-json -verbose -no-color -detailed ${flags}`, `-format -namespace ${values}`, {
    operands: "text",
    ...hashi,
    ...more,
  });

const services: readonly Program[] = [
  {
    names: "vault bao",
    style: "single-dash",
    network: true,
    flags: "-version -v -help",
    commands: {
      "status version": words(),
      list: words(),
      read: words("", "-field", { secret: true, because: "shows secrets" }),
      kv: {
        style: "single-dash",
        commands: {
          get: words("", "-field -mount -version", { secret: true, because: "shows secrets" }),
          list: words("", "-mount"),
          "put delete patch destroy undelete rollback metadata": changes,
        },
      },
      "secrets auth audit policy plugin": {
        style: "single-dash",
        commands: {
          "list read": words(),
          "enable disable tune move write delete fmt register deregister": changes,
        },
      },
      token: {
        style: "single-dash",
        commands: { "lookup capabilities": words(), "create revoke renew": changes },
      },
      operator: {
        style: "single-dash",
        commands: {
          raft: {
            style: "single-dash",
            commands: {
              "list-peers autopilot-state": words(),
              "join remove-peer snapshot": changes,
            },
          },
          members: words(),
          "seal unseal init rekey rotate step-down generate-root key-status": changes,
        },
      },
      "write delete login lease unwrap patch server agent proxy ssh": changes,
    },
    examples: {
      reads: [
        "vault status",
        "vault secrets list -detailed",
        "vault policy read x",
        "vault kv list secret/",
        "vault kv get secret/x",
        "vault token lookup",
      ],
      acts: [
        "vault write a b=c",
        "vault kv put secret/x a=b",
        "vault operator seal",
        "vault kv delete x",
        "vault read -output-policy x",
      ],
    },
  },
  {
    names: "consul",
    style: "single-dash",
    flags: "-version --version -v",
    commands: {
      "members info version": words("-wan -status -detailed"),
      catalog: {
        style: "single-dash",
        commands: { "services nodes datacenters": words("-tags", "-service -node") },
      },
      kv: {
        style: "single-dash",
        commands: {
          get: words("-keys -recurse", "-separator"),
          "put delete import export": changes,
        },
      },
      operator: {
        style: "single-dash",
        commands: {
          raft: {
            style: "single-dash",
            commands: { "list-peers": words(), "remove-peer transfer-leader": changes },
          },
          "autopilot area usage": changes,
        },
      },
      "join leave force-leave reload maint services event snapshot acl config intention agent lock exec watch connect keygen keyring rtt monitor":
        plugins,
    },
    examples: {
      reads: [
        "consul members",
        "consul catalog services -tags",
        "consul kv get -recurse app/",
        "consul operator raft list-peers",
      ],
      acts: [
        "consul kv put a b",
        "consul exec uptime",
        "consul lock x rm y",
        "consul leave",
        "consul watch -type key x",
      ],
    },
  },
  {
    names: "nomad",
    style: "single-dash",
    flags: "-version --version -v",
    commands: {
      "status version": words("-short"),
      "job node alloc deployment eval server namespace volume": {
        style: "single-dash",
        commands: {
          "status inspect history members list allocs": words(
            "-short -verbose -stats -all-allocs -self -allocs",
            "-version -per-page -filter",
          ),
          logs: words("-f -tail -stderr -stdout", "-n -task"),
          "run stop plan dispatch eval revert scale promote drain eligibility restart signal exec fs purge validate deployments periodic join force-leave apply delete create register init fail pause resume":
            changes,
        },
      },
      "run stop system operator acl agent var": changes,
    },
    examples: {
      reads: [
        "nomad status",
        "nomad job status x",
        "nomad node status -verbose",
        "nomad alloc logs -tail -n 5 x",
        "nomad server members",
      ],
      acts: [
        "nomad job run x",
        "nomad job stop -purge x",
        "nomad alloc exec x sh",
        "nomad node drain -enable x",
      ],
    },
  },
];

const builders: readonly Program[] = [
  {
    names: "packer",
    alone: "read",
    style: "single-dash",
    flags: "-version -v --version",
    commands: {
      version: {},
      inspect: dash("", "", { operands: "read" }),
      "build init validate console fix fmt plugins": builds,
    },
    examples: {
      reads: ["packer version", "packer inspect x.json", "packer --version"],
      acts: ["packer build x", "packer init .", "packer fmt x"],
    },
  },
  {
    names: "vagrant",
    flags: "-v --version -h --help",
    commands: {
      "global-status version": {},
      box: {
        commands: {
          list: { flags: "-i --box-info" },
          "add remove update prune repackage": plugins,
        },
      },
      "up halt destroy reload provision ssh status suspend resume init package snapshot": plugins,
    },
    examples: {
      reads: ["vagrant global-status", "vagrant box list", "vagrant --version"],
      acts: ["vagrant up", "vagrant destroy -f", "vagrant status"],
    },
  },
];

/** What builds machines, and the services around it. */
export const infrastructurePrograms: readonly Program[] = [terraform, ...services, ...builders];
