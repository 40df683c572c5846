import type { Program, Rule } from "./program.ts";
import { destroys, privileged, runs } from "./rule-forms.ts";

const lifecycle = privileged("starts, stops or changes containers");
const removes = destroys("deletes containers or images");
const starts = runs("runs a container");
const words: Rule = { flags: "-q --quiet", operands: "name" };

const crictl: Program = {
  names: "crictl",
  flags: "-D --debug -v --version -h --help",
  values: "-t --timeout -r --runtime-endpoint -i --image-endpoint",
  commands: {
    "ps pods p images image img inspect inspectp inspecti stats statsp info version imagefsinfo imagefs":
      {
        flags: "-a --all -q --quiet -v --verbose --digests --no-trunc -l --latest -h --help",
        values:
          "-o --output -s --state --name --namespace --pod -p --label --id --image --last -n --template",
        operands: "name",
      },
    logs: {
      flags: "-f --follow -t --timestamps -p --previous",
      values: "--tail --since --limit-bytes",
      operands: "name",
    },
    exec: {
      style: "posix",
      flags: "-i --interactive -t --tty -s --sync",
      values: "--timeout",
      operands: ["name", "command"],
    },
    "rm rmp rmi": removes,
    "stop stopp start create run runp update pull attach port-forward checkpoint config": lifecycle,
  },
  examples: {
    reads: [
      "crictl ps -a",
      "crictl pods --namespace kube-system",
      "crictl -r unix:///run/c.sock images",
      "crictl logs --tail=5 x",
      "crictl exec -it x ls",
    ],
    acts: ["crictl rmi --all", "crictl stop x", "crictl -c /tmp/x ps", "crictl exec x rm y"],
  },
};

const ctr: Program = {
  names: "ctr",
  flags: "--debug -v --version -h --help",
  values: "-n --namespace -a --address --timeout",
  commands: {
    "containers container c": {
      commands: {
        "list ls info": words,
        "create delete del rm label": lifecycle,
        checkpoint: lifecycle,
      },
    },
    "images image i": {
      commands: {
        "list ls check usage": words,
        "pull push": lifecycle,
        "remove rm delete del prune tag import export mount label": removes,
      },
    },
    "tasks task t": {
      commands: {
        "list ls ps metrics metric": words,
        "start kill delete rm pause resume attach checkpoint": lifecycle,
        exec: starts,
      },
    },
    "snapshots snapshot leases namespaces namespace ns plugins plugin content": {
      commands: {
        "list ls info usage tree": words,
        "create remove rm delete del commit prepare view label prune": removes,
      },
    },
    "version info events": {},
    run: starts,
  },
  examples: {
    reads: [
      "ctr -n k8s.io containers ls",
      "ctr images ls -q",
      "ctr version",
      "ctr --namespace=k8s.io tasks ls",
    ],
    acts: [
      "ctr run x y",
      "ctr -n k8s.io images rm x",
      "ctr tasks exec --exec-id 1 x rm y",
      "ctr c rm x",
    ],
  },
};

const images: readonly Program[] = [
  {
    names: "buildah",
    flags: "-v --version -h --help",
    commands: {
      "images containers ls ps info version inspect": {
        flags: "-a --all -q --quiet --digests --json --no-trunc -n --noheading",
        values: "-f --filter --format --type -t",
        operands: "name",
      },
      "bud build run unshare from": runs("builds an image, which runs the commands of its recipe"),
      "rm rmi prune": removes,
      "commit copy add config mount umount pull push tag login logout": lifecycle,
    },
    examples: {
      reads: ["buildah images", "buildah containers -a", "buildah inspect x"],
      acts: ["buildah run x sh", "buildah bud .", "buildah rm -a"],
    },
  },
  {
    names: "skopeo",
    network: true,
    flags: "--debug -v --version -h --help",
    values: "--command-timeout --override-arch --override-os",
    commands: {
      inspect: {
        flags: "--raw --config -n --no-tags --no-creds",
        values: "--format -f",
        operands: "url",
      },
      "list-tags": { operands: "url" },
      "manifest-digest": { operands: "read" },
      "copy sync delete login logout standalone-sign generate-sigstore-key": lifecycle,
    },
    examples: {
      reads: [
        "skopeo inspect docker://x/y",
        "skopeo list-tags docker://x/y",
        "skopeo inspect --raw docker://x",
      ],
      acts: ["skopeo copy docker://a docker://b", "skopeo delete docker://x", "skopeo login x"],
    },
  },
  {
    names: "runc crun",
    commands: {
      "list state ps events spec-version features": {
        flags: "-q --quiet",
        values: "-f --format",
        operands: "text",
      },
      "run exec create start": starts,
      "delete kill pause resume update checkpoint restore": lifecycle,
    },
    examples: {
      reads: ["runc list", "runc state x", "runc ps x"],
      acts: ["runc run x", "runc delete -f x", "runc --root /x list"],
    },
  },
];

/** What lies under docker and podman: runtimes, images, registries. */
export const containerRuntimesPrograms: readonly Program[] = [crictl, ctr, ...images];
