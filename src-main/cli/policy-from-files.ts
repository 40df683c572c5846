import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { type WithinHost, withinOf } from "../../shared/container-host.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import type { Judgement, Mode, Preset } from "../../shared/contract/policy.ts";
import type { ShellName } from "../../shared/contract/terminals.ts";
import { localHostId } from "../../shared/ids.ts";
import { settings } from "../../shared/settings.ts";
import { dataPaths, type Environment } from "../base/paths.ts";
import {
  disguiseRefusals,
  hiddenCharacterRefusals,
  normalizeCommand,
} from "../policy/command-text.ts";
import { judgeCommand } from "../policy/judge-command.ts";
import {
  carefulRules,
  type PolicyProblem,
  type PolicyRules,
  readPolicyRules,
  usualRules,
} from "../policy/policy-rules.ts";
import { parseCommand, protectShell } from "../policy/shell-syntax.ts";
import { verdictOn } from "../policy/verdict.ts";
import { readHosts } from "../store/read-hosts.ts";
import { readPolicyText } from "../store/read-policy-file.ts";
import { CommandFailure, orFail } from "./command-failure.ts";
import { exitCodes } from "./exit-codes.ts";

/** The policy file as it lies in the data folder, read without a running app. */
export type PolicyFromFile = {
  path: string;
  present: boolean;
  rules: PolicyRules;
  /** Where there is one, `rules` are the careful ones: nothing runs without a person. */
  problem: PolicyProblem | null;
};

export function policyFromFile(environment: Environment): PolicyFromFile {
  const { policy: path } = dataPaths(environment);
  const text = readPolicyText(path);
  if (text === null) return { path, present: false, rules: usualRules, problem: null };
  const read = readPolicyRules(text);
  return read.ok
    ? { path, present: true, rules: read.value, problem: null }
    : { path, present: true, rules: carefulRules, problem: read.error };
}

/** What is wrong with the file, in one line. */
export function problemLine({ path, problem }: PolicyFromFile): string {
  const line = problem?.line === null || problem === null ? "" : `:${problem.line}`;
  return `${path}${line}: ${problem?.sentence ?? ""}`;
}

export type JudgeOptions = {
  /** Name or id of a host of the inventory; left out = this machine, about which nothing is known. */
  host?: string;
  shell: ShellName;
  mode: Mode;
  /** Left out = what the policy file says, else balanced. */
  preset?: Preset;
};

/** Judges commands as the policy file and these options say; nothing is run. */
export function judgeFromFile(
  { rules }: PolicyFromFile,
  environment: Environment,
  options: JudgeOptions,
): (command: string) => Judgement {
  const paths = dataPaths(environment);
  const host = options.host === undefined ? thisMachine : hostOnRecord(options.host, rules, paths);
  const local = host.id === localHostId;
  const { mode, preset, shell } = options;
  const system = !local || process.platform === "linux" ? "linux" : "other";
  const state = {
    rules: preset === undefined ? rules : withPreset(rules, preset),
    mode,
    preset: preset ?? ("balanced" as const),
    overrides: [],
    judgeCommand,
    changes: [],
    files: {
      home: local ? environment["HOME"] || homedir() : null,
      protectedPaths: local ? ownFolders(paths.home) : [],
    },
    // Only commands are judged here.
    web: settings.shape.web.parse(undefined),
    findPermission: () => null,
    now: Date.now(),
  };
  return (text) => {
    const command = prepared(shell, text);
    const { judgement } = verdictOn(
      {
        action: { kind: "run-shell", command },
        host,
        user: "",
        conversationId: null,
        mode,
        terminal: { id: "term-check", shell, system, directory: null },
        taint: [],
        refusals: refusalsOf(shell, command),
      },
      state,
    );
    return judgement;
  };
}

/** The data folder, also as it is with symbolic links followed. */
function ownFolders(home: string): string[] {
  try {
    return [...new Set([home, realpathSync(home)])];
  } catch {
    return [home]; // There is none yet.
  }
}

type JudgedHost = Pick<Host, "id" | "name" | "group" | "tags"> & { within?: WithinHost };

const thisMachine: JudgedHost = { id: localHostId, name: "this machine", group: "", tags: [] };

/** A host of the inventory, or one that the policy file speaks of by its name. */
function hostOnRecord(name: string, rules: PolicyRules, paths: { database: string }): JudgedHost {
  const found = orFail(readHosts(paths.database)).filter(
    (each) => each.id === name || each.name === name,
  );
  const [host, ...more] = found;
  if (more.length > 0) {
    const ids = found.map(({ id }) => id).join(", ");
    throw new CommandFailure(
      `Several hosts are called "${name}"; use an id: ${ids}.`,
      exitCodes.usage.code,
    );
  }
  if (host !== undefined) return { ...host, ...withinOf(host) };
  if (name === thisMachine.name || name === thisMachine.id) return thisMachine;
  const { commands, hosts } = rules;
  const named = [commands.allow, commands.ask, commands.deny].flat().flatMap((rule) => rule.hosts);
  if ([...Object.keys(hosts), ...named].includes(name)) {
    return { id: "host-named", name, group: "", tags: [] };
  }
  throw new CommandFailure(
    `There is no host "${name}". fairlead hosts list shows what there is.`,
    exitCodes.failed.code,
  );
}

/** With `--preset` that preset holds, whatever the file says of places. */
function withPreset(rules: PolicyRules, preset: Preset): PolicyRules {
  const without = (places: PolicyRules["hosts"]) =>
    Object.fromEntries(
      Object.entries(places).map(([name, each]) => [name, { ...each, preset: null }]),
    );
  return { ...rules, preset, hosts: without(rules.hosts), tags: without(rules.tags) };
}

const isPosix = (shell: ShellName) => shell !== "fish" && shell !== "unknown";

/** As the app would propose it. */
function prepared(shell: ShellName, text: string): string {
  const normal = normalizeCommand(text);
  return isPosix(shell) ? protectShell(normal) : normal;
}

/** Why it would be refused whatever the policy says; the limits of line editors are not looked at here. */
function refusalsOf(shell: ShellName, command: string) {
  if (command.trim() === "") return [{ at: null, sentence: "The command is empty." }];
  const hidden = hiddenCharacterRefusals(command);
  if (!isPosix(shell)) return hidden;
  const { refusals, words } = parseCommand(command);
  return [...hidden, ...disguiseRefusals(words), ...refusals];
}
