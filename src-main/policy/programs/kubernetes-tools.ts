import { kubectlSubcommand } from "./kubernetes.ts";
import type { Program, Rule } from "./program.ts";
import { destroys, privileged, runs } from "./rule-forms.ts";

const changes = privileged("changes what runs in the cluster");
const removes = destroys("deletes what runs in the cluster");
const builds = privileged("builds, changes or stops a cluster");

const chart: Rule = {
  network: true,
  flags: "--devel --verify",
  values: "--version --repo --jsonpath -o --output",
  operands: "url",
};

const helm: Program = {
  names: "helm",
  alone: "read",
  globals: true,
  flags: "--debug -h --help",
  values: "-n --namespace --kube-as-user",
  options: {
    "--kube-context --kube-apiserver": {
      effect: "read",
      value: "required",
      network: true,
      because: "talks to another cluster than the usual one",
    },
    "--kubeconfig": {
      effect: "unknown",
      value: "required",
      because: "takes settings from a file, which can name programs to run",
    },
  },
  commands: {
    "list ls status history hist": {
      flags:
        "-A --all-namespaces -a --all -q --short -d --date -r --reverse --deployed --failed --pending --superseded --uninstalled --uninstalling --no-headers --show-desc --show-resources",
      values: "-o --output -f --filter -m --max -l --selector --offset --revision --time-format",
      operands: "name",
    },
    get: {
      globals: true,
      commands: {
        "values notes metadata": {
          flags: "-a --all",
          values: "-o --output --revision",
          operands: "name",
        },
        "all manifest hooks": {
          secret: true,
          because: "shows secrets that the chart brought",
          values: "--revision --template",
          operands: "name",
        },
      },
    },
    "show inspect": { globals: true, commands: { "all chart values readme crds": chart } },
    search: {
      globals: true,
      commands: {
        repo: {
          flags: "-l --versions --devel -r --regexp",
          values: "-o --output --version --max-col-width",
          operands: "text",
        },
        hub: { network: true, values: "-o --output --max-col-width", operands: "text" },
      },
    },
    repo: {
      globals: true,
      commands: { "list ls": { values: "-o --output" }, "add remove rm update up index": changes },
    },
    "version env": { flags: "--short -c --client", values: "--template", operands: "name" },
    plugin: { commands: { "list ls": {}, "install uninstall update": runs("installs a program") } },
    lint: {
      flags: "--strict --quiet --with-subcharts",
      operands: "name",
      options: { "-f --values": { effect: "read", value: "required", operand: "read" } },
      values: "--set --set-string",
    },
    "install upgrade rollback create package push pull fetch dependency dep registry test template":
      changes,
    "uninstall delete del un": removes,
  },
  examples: {
    reads: [
      "helm list -A",
      "helm -n x status y",
      "helm get values y -n x -o yaml",
      "helm history y",
      "helm search repo nginx",
      "helm get manifest y",
    ],
    acts: [
      "helm install x y",
      "helm upgrade x y --post-renderer /tmp/x",
      "helm --kubeconfig /tmp/x list",
      "helm uninstall y",
      "helm list --kubeconfig=/tmp/x",
      "helm plugin install x",
    ],
  },
};

const builders: readonly Program[] = [
  {
    names: "k3s",
    flags: "-v --version -h --help",
    commands: {
      kubectl: kubectlSubcommand,
      "check-config": {},
      "server agent etcd-snapshot certificate secrets-encrypt token crictl ctr completion": builds,
    },
    examples: {
      reads: ["k3s kubectl get pods", "k3s --version", "k3s check-config"],
      acts: ["k3s server", "k3s kubectl delete pod x", "k3s etcd-snapshot save"],
    },
  },
  {
    names: "microk8s",
    commands: {
      kubectl: kubectlSubcommand,
      "status version": { flags: "--wait-ready", values: "-a --addon --format -t --timeout" },
      "start stop reset enable disable add-node remove-node join leave refresh-certs inspect":
        builds,
    },
    examples: {
      reads: ["microk8s status", "microk8s kubectl get po", "microk8s version"],
      acts: ["microk8s stop", "microk8s kubectl delete po x", "microk8s enable dns"],
    },
  },
  {
    names: "kubeadm",
    flags: "-h --help",
    values: "-v --v",
    commands: {
      version: { values: "-o --output" },
      certs: { commands: { "check-expiration": {}, "renew generate-csr certificate-key": builds } },
      config: {
        commands: {
          print: {
            commands: {
              "init-defaults join-defaults reset-defaults": { values: "--component-configs" },
            },
          },
          images: {
            commands: { list: { network: true, values: "--kubernetes-version" }, pull: builds },
          },
          "migrate validate": builds,
        },
      },
      token: {
        commands: {
          list: { secret: true, because: "shows tokens that join the cluster" },
          "create delete generate": builds,
        },
      },
      upgrade: {
        commands: { plan: { network: true, operands: "text" }, "apply node diff": builds },
      },
      "init join reset": builds,
    },
    examples: {
      reads: ["kubeadm version -o short", "kubeadm certs check-expiration", "kubeadm token list"],
      acts: [
        "kubeadm init",
        "kubeadm reset -f",
        "kubeadm token create --print-join-command",
        "kubeadm certs renew all",
      ],
    },
  },
  {
    names: "minikube",
    flags: "-h --help",
    values: "-p --profile",
    globals: true,
    commands: {
      "status ip version": { flags: "--short", values: "-o --output --format -f -n --node" },
      "profile addons node service image cache": {
        globals: true,
        commands: {
          "list ls": { values: "-o --output", flags: "-l --light" },
          "enable disable configure add delete start stop load rm build": builds,
        },
      },
      kubectl: runs("downloads and runs kubectl"),
      "start stop delete pause unpause ssh cp mount tunnel dashboard config update-context": builds,
    },
    examples: {
      reads: [
        "minikube status",
        "minikube -p x ip",
        "minikube profile list",
        "minikube addons list",
      ],
      acts: ["minikube delete", "minikube -p x stop", "minikube ssh rm x"],
    },
  },
  {
    names: "kind k3d",
    flags: "-q --quiet -h --help --version",
    commands: {
      get: {
        commands: {
          "clusters nodes": { flags: "-A --all-clusters", values: "--name" },
          kubeconfig: { secret: true, because: "shows the keys of a cluster", values: "--name" },
        },
      },
      "cluster node registry image": {
        commands: {
          "list ls": { flags: "--no-headers", values: "-o --output" },
          "create delete start stop edit import add": builds,
        },
      },
      version: {},
      "create delete load export build": builds,
    },
    examples: {
      reads: ["kind get clusters", "k3d cluster list", "kind version"],
      acts: ["kind delete cluster", "k3d cluster delete x", "kind create cluster"],
    },
  },
  {
    names: "kubectx kubens",
    flags: "-c --current -h --help -V --version",
    operands: "name",
    check: (words) =>
      words.some((word) => word === null || !word.startsWith("-") || word === "-")
        ? { effect: "privilege", because: "changes which cluster later commands talk to" }
        : null,
    examples: {
      reads: ["kubectx", "kubens -c", "kubectx --current"],
      acts: ["kubectx prod", "kubens x", "kubectx -", "kubectx -d prod"],
    },
  },
  {
    names: "stern",
    flags: "-A --all-namespaces -t --timestamps --no-follow -h --help -v --version",
    values:
      "-n --namespace -c --container -s --since --tail -o --output -l --selector -e --exclude -i --include --color",
    operands: "text",
    examples: {
      reads: ["stern web", "stern -n x web --since 5m", "stern -A . --no-follow"],
      acts: ["stern --kubeconfig /x web", "stern --config=/x web", "stern -p web"],
    },
  },
];

/** helm, and programs that build clusters or look into them. */
export const kubernetesToolsPrograms: readonly Program[] = [helm, ...builders];
