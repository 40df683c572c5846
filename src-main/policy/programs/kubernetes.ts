import type { Finding, Program, Rule } from "./program.ts";
import { destroys, givenWords, privileged, runs } from "./rule-forms.ts";

const changes = privileged("changes what runs in the cluster");
const removes = destroys("deletes what runs in the cluster");
const settings = privileged("changes which cluster later commands talk to");
const opens = runs("runs a command or an editor, or opens a way in");

const cluster = {
  effect: "read",
  value: "required",
  network: true,
  because: "talks to another cluster than the usual one",
} as const;

const scope: Pick<Rule, "flags" | "attached" | "values" | "options"> = {
  flags: "--insecure-skip-tls-verify --match-server-version --warnings-as-errors -h --help",
  values: "-n --namespace --request-timeout --as --as-group --as-uid -v --v",
  options: {
    "--context --cluster --user -s --server --token --tls-server-name": cluster,
    "--certificate-authority": { effect: "read", value: "required", operand: "read" },
    "--kubeconfig": {
      effect: "unknown",
      value: "required",
      because: "takes settings from a file, which can name programs to run",
    },
  },
};

const manifest = { effect: "read", value: "required", operand: "read" } as const;

const secretKind = /(^|,)secrets?(\.[^,/]*)?(\/|,|$)/i;

/** The content of a secret is printed by every format but the two that only name it. */
const showsSecret = (words: readonly (string | null)[]): Finding | null => {
  const given = givenWords(words, getValues);
  const formats = ["-o", "--output", "--template"].flatMap((name) => given.options.get(name) ?? []);
  const raw = given.options.get("--raw") ?? [];
  const file = [...(given.options.get("-f") ?? []), ...(given.options.get("--filename") ?? [])];
  if (file.some((name) => name?.includes("://")))
    return { effect: "read", network: true, because: "fetches a description to compare with" };
  const content = formats.some((format) => format !== "wide" && format !== "name");
  const named = given.operands.some((word) => word === null || secretKind.test(word));
  return (content && (named || file.length > 0)) ||
    raw.some((path) => !path || /secret|%|\/proxy(\/|$)/i.test(path))
    ? { effect: "read", secret: true, because: "shows the content of secrets" }
    : null;
};

const getValues =
  "-o --output -l --selector -L --label-columns --field-selector --sort-by --subresource --template --raw --chunk-size -n --namespace -f --filename --context --cluster --user -s --server --token --as --as-group --request-timeout -v --v";

const list =
  "-A --all-namespaces -R --recursive --show-labels --show-kind --no-headers --ignore-not-found --show-managed-fields --allow-missing-template-keys";

const reading: Record<string, Rule> = {
  get: {
    flags: `${list} -w --watch --watch-only --output-watch-events`,
    attached:
      "--watch --all-namespaces --show-labels --no-headers --ignore-not-found --server-print --show-events --show-managed-fields",
    values:
      "-o --output -l --selector -L --label-columns --field-selector --sort-by --subresource --template --raw --chunk-size",
    options: { "-f --filename": manifest },
    operands: "name",
    check: showsSecret,
  },
  describe: {
    flags: list,
    attached: "--show-events --all-namespaces",
    values: "-l --selector --chunk-size",
    operands: "name",
  },
  "logs log": {
    flags:
      "-f --follow -p --previous --all-containers --all-pods --timestamps --prefix --ignore-errors --insecure-skip-tls-verify-backend",
    attached: "--follow --previous --all-containers --timestamps --prefix",
    values:
      "-c --container --tail --since --since-time -l --selector --limit-bytes --max-log-requests --pod-running-timeout",
    operands: "name",
  },
  top: {
    commands: {
      "node nodes no pod pods po": {
        flags:
          "-A --all-namespaces --containers --no-headers --sum --show-capacity --use-protocol-buffers",
        values: "-l --selector --sort-by --field-selector",
        operands: "name",
      },
    },
    globals: true,
  },
  explain: {
    flags: "--recursive",
    attached: "--recursive",
    values: "--api-version -o --output",
    operands: "name",
  },
  "api-resources api-versions": {
    flags: "--no-headers --cached",
    attached: "--namespaced --cached --no-headers",
    values: "-o --output --api-group --verbs --sort-by --categories",
  },
  version: { flags: "--client --short", attached: "--client --short", values: "-o --output" },
  "cluster-info options": {},
  events: {
    flags: "-A --all-namespaces -w --watch --no-headers",
    values: "--for --types -o --output",
  },
  wait: {
    flags: "--all -A --all-namespaces -R --recursive",
    values: "--for --timeout -l --selector --field-selector -o --output",
    options: { "-f --filename": manifest },
    operands: "name",
    check: (words) =>
      words.some((word) => word === null || word.includes("://"))
        ? { effect: "read", network: true, because: "fetches a description of what to wait for" }
        : null,
  },
  diff: {
    flags: "-R --recursive --server-side --show-managed-fields",
    values: "-l --selector --field-manager --concurrency",
    options: { "-f --filename": manifest },
    check: showsSecret,
  },
  config: {
    globals: true,
    commands: {
      "get-contexts current-context get-clusters get-users": {
        flags: "--no-headers",
        values: "-o --output",
        operands: "name",
      },
      view: { flags: "--minify", attached: "--minify", values: "-o --output" },
      "use-context use set set-context set-cluster set-credentials unset delete-context delete-cluster delete-user rename-context":
        settings,
    },
  },
  auth: {
    globals: true,
    commands: {
      "can-i whoami": {
        flags: "--list -A --all-namespaces -q --quiet --no-headers",
        values: "--subresource -o --output",
        operands: "text",
      },
      reconcile: changes,
    },
  },
  rollout: {
    globals: true,
    commands: {
      "status history": {
        flags: "-w --watch",
        attached: "--watch",
        values: "--timeout --revision -o --output -l --selector",
        operands: "name",
      },
      "restart undo pause resume": changes,
    },
  },
  plugin: { commands: { list: { flags: "--name-only" } } },
};

const acting: Record<string, Rule> = {
  exec: {
    flags: "-i --stdin -t --tty -q --quiet",
    values: "-c --container --pod-running-timeout",
    operands: ["name", "command"],
  },
  "apply create patch replace scale autoscale annotate label expose set run cordon uncordon taint certificate rollback":
    changes,
  "delete drain": removes,
  "edit attach port-forward proxy cp debug rsh rsync": opens,
};

const commands = { ...reading, ...acting };
const kubectlRule: Rule = { ...scope, globals: true, alone: "read", commands };

const kubectl: Program = {
  names: "kubectl",
  ...kubectlRule,
  examples: {
    reads: [
      "kubectl get pods -A -o wide",
      "kubectl -n x describe pod y",
      "kubectl get po,svc -n x --watch=false",
      "kubectl logs -f deploy/web -c app --tail=100 -n x",
      "kubectl get nodes -ojsonpath='{.items[*].metadata.name}'",
      "kubectl top pods -n x --sort-by=cpu",
      "kubectl config get-contexts",
      "kubectl config view --minify",
      "kubectl auth can-i --list -n x",
      "kubectl rollout status deploy/web -n x",
      "kubectl get secrets",
      "kubectl get secret x -o yaml",
      "kubectl get events --sort-by=.lastTimestamp",
      "kubectl cluster-info",
      "kubectl diff -f x.yaml",
      "kubectl --context=prod get ns",
      "kubectl exec -n x pod-1 -c app -- ls -la /",
      "kubectl version --client",
    ],
    acts: [
      "kubectl delete pod x",
      "kubectl -n x apply -f y.yaml",
      "kubectl exec -it x -- rm -rf /data",
      "kubectl exec x -n y -- sh -c 'rm z'",
      "kubectl --kubeconfig=/tmp/x get pods",
      "kubectl get pods --kubeconfig /tmp/x",
      "kubectl scale deploy/x --replicas=0",
      "kubectl rollout restart deploy/x",
      "kubectl -n x edit cm y",
      "kubectl cluster-info dump --output-directory=/x",
      "kubectl config use-context prod",
      "kubectl config view --raw",
      "kubectl get pods --cache-dir=/etc/x",
      "kubectl drain node-1",
      "kubectl cp x:/a b",
    ],
  },
};

const oc: Program = {
  names: "oc",
  ...kubectlRule,
  commands: {
    ...commands,
    "status whoami projects": {
      flags: "--suggest -q --show-server --show-context",
      operands: "name",
    },
    project: {
      flags: "-q --short",
      operands: "name",
      check: (words) =>
        words.some((word) => word === null || !word.startsWith("-"))
          ? { effect: "privilege", because: "changes which project later commands talk to" }
          : null,
    },
    adm: {
      globals: true,
      commands: {
        top: reading["top"] as Rule,
        "drain prune policy upgrade cordon uncordon taint must-gather certificate": changes,
      },
    },
    "login logout new-app new-project start-build import-image tag process extract": settings,
  },
  examples: {
    reads: ["oc get pods", "oc status", "oc project", "oc whoami", "oc -n x logs y"],
    acts: ["oc project other", "oc whoami -t", "oc delete pod x", "oc login https://x", "oc rsh x"],
  },
};

/** kubectl and oc; helm and the tools that build clusters stand on a page of their own. */
export const kubernetesPrograms: readonly Program[] = [kubectl, oc];

/** As a subcommand of k3s, microk8s and minikube. */
export const kubectlSubcommand = kubectlRule;
