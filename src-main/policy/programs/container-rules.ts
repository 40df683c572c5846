import { showsEnvironment } from "./processes.ts";
import type { Rule } from "./program.ts";
import { destroys, privileged, runs } from "./rule-forms.ts";

export const lifecycle = privileged("starts, stops or changes containers");
export const removes = destroys("deletes containers, images, networks or volumes");
export const starts = runs("runs a container");
export const builds = runs("builds an image, which runs the commands of its recipe");
const moves = privileged("copies images or files in or out");
export const registry = privileged("talks to a registry", { network: true });

export const listFlags =
  "-a --all -q --quiet -l --latest -s --size --no-trunc --digests --tree -h --help --noheading --history --namespace --external --pod -p --ns --no-heading";
const ps: Rule = { flags: listFlags, values: "-n --last -f --filter --format --sort" };
export const list: Rule = {
  flags: listFlags,
  values: "-f --filter --format --sort --orderby",
  operands: "name",
};
export const inspect: Rule = {
  flags: "-s --size --pretty -l --latest",
  values: "-f --format --type --platform",
  operands: "name",
};
export const logs: Rule = {
  flags:
    "-f --follow -t --timestamps --details --no-log-prefix --no-color --raw --no-trunc --no-resolve --no-task-ids -l --latest --names --color",
  values: "-n --tail --since --until --index",
  operands: "name",
};
const stats: Rule = {
  flags: "-a --all --no-stream --no-trunc --no-reset -l --latest",
  values: "--format -i --interval",
  operands: "name",
};
const top: Rule = {
  style: "words",
  operands: "text",
  // What follows the container are options of ps, which can show the environment.
  check: (words) => showsEnvironment(words.slice(1)),
};
const exec: Rule = {
  style: "posix",
  flags: "-i --interactive -t --tty -T --no-TTY -d --detach",
  values: "-u --user -w --workdir --index --detach-keys",
  options: { "-e --env": { effect: "read", value: "required", operand: "assignment" } },
  operands: ["name", "command"],
};
const events: Rule = {
  flags: "--no-trunc --json --stream",
  values: "--since --until -f --filter --format",
  operands: "name",
};

const container: Record<string, Rule> = {
  logs: { ...logs, needsOperand: "-l --latest" },
  stats,
  top,
  exec,
  "diff port": {
    values: "--format --protocol --index",
    flags: "-a --all -l --latest",
    operands: ["name", "text"],
  },
  wait: { operands: "name" },
  "start stop restart pause unpause kill update rename attach create init checkpoint restore mount unmount":
    lifecycle,
  "rm prune": removes,
  run: starts,
  "cp export commit": moves,
};

const image: Record<string, Rule> = {
  history: {
    flags: "-H --human -q --quiet --no-trunc",
    values: "--format --platform",
    operands: "name",
  },
  "rm rmi prune": removes,
  build: builds,
  "tag untag save load import": moves,
  "pull push sign": registry,
};

export const compose: Rule = {
  flags: "--all-resources --compatibility --dry-run --verbose -v --version -h --help",
  values: "-p --project-name --profile --ansi --progress --parallel",
  options: {
    "-f --file --env-file": { effect: "read", value: "required", operand: "read" },
    "--project-directory": { effect: "read", value: "required", operand: "name" },
  },
  commands: {
    "ps images ls volumes version port": {
      flags: `${listFlags} --services --orphans --short`,
      values: "--format --filter --status --index --protocol",
      operands: "name",
    },
    "config convert": {
      flags:
        "-q --quiet --services --volumes --images --profiles --hash --no-interpolate --no-normalize --resolve-image-digests --environment --variables",
      values: "--format",
      operands: "name",
      check: (words) =>
        words.some(
          (word) =>
            word === null ||
            /^(-q|--quiet|--services|--volumes|--images|--profiles|--hash|--no-interpolate)$/.test(
              word,
            ),
        ) &&
        !words.includes("--environment") &&
        !words.includes("--variables")
          ? null
          : {
              effect: "read",
              secret: true,
              because: "shows the variables it fills in, with their passwords",
            },
    },
    logs,
    top,
    stats,
    exec,
    events: { ...events, flags: "--json" },
    "up start stop restart pause unpause create kill scale attach watch wait": lifecycle,
    "down rm": removes,
    run: starts,
    build: builds,
    "pull push publish": registry,
    "cp export commit": moves,
  },
};

/** Commands that docker, podman and nerdctl share. */
export const shared: Record<string, Rule> = {
  ps,
  images: list,
  inspect,
  ...container,
  ...image,
  events,
  "info version": { values: "-f --format", flags: "-D --debug --client" },
  search: {
    network: true,
    flags: "--no-trunc --list-tags",
    values: "--limit --filter -f --format",
    operands: "text",
  },
  system: {
    commands: {
      df: { flags: "-v --verbose", values: "--format" },
      info: { values: "-f --format" },
      events,
      "prune reset": removes,
    },
  },
  container: { commands: { ...container, "ls list ps": ps, inspect } },
  image: { commands: { ...image, "ls list": list, inspect, tree: { operands: "name" } } },
  "network volume pod machine": {
    commands: {
      "ls list ps": list,
      "inspect info": inspect,
      logs: logs,
      top,
      stats,
      exists: { operands: "name" },
      "create connect disconnect reload start stop restart pause unpause kill update set init":
        lifecycle,
      "rm prune remove": removes,
      ssh: starts,
    },
  },
  compose,
  "login logout": registry,
};
