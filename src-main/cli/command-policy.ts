import { once } from "node:events";
import { type Command, Option } from "commander";
import { type Judgement, mode, preset } from "../../shared/contract/policy.ts";
import { shellName } from "../../shared/contract/terminals.ts";
import { presetTable } from "../../shared/preset-table.ts";
import { dataPaths } from "../base/paths.ts";
import { SettingsStore } from "../store/settings-file.ts";
import { checkedLines } from "./check-lines.ts";
import { CommandFailure } from "./command-failure.ts";
import { exitCodes } from "./exit-codes.ts";
import type { JudgeOptions, PolicyFromFile } from "./policy-from-files.ts";
import { explained, type InForce, sentenceLine, shown } from "./policy-lines.ts";
import { note, type Surroundings, say, sayJson } from "./surroundings.ts";
import { visibleLine } from "./visible.ts";

type CheckOptions = JudgeOptions & { json?: boolean };

/** `fairlead policy …`: reads files alone, beside a running app or without one; nothing is run. */
export function addPolicyCommands(program: Command, surroundings: Surroundings): void {
  const policy = program
    .command("policy")
    .description("what runs by itself, what is asked, what is denied")
    .helpCommand(false);

  withOptions(
    policy
      .command("check")
      .description(
        'judges commands from standard input, one a line or as JSON lines {"id","cmd"}; nothing is run',
      ),
  ).action((options: CheckOptions) => check(surroundings, options));

  withOptions(
    policy
      .command("explain")
      .description("shows what each part of a command does and the rule that says so")
      .argument("<command>", "the command as one word"),
  ).action((command: string, options: CheckOptions) => explain(surroundings, command, options));

  policy
    .command("show")
    .description("shows the policy in force, as the files say it")
    .option("--json", "as JSON")
    .action((options: { json?: boolean }) => show(surroundings, options.json === true));
}

function withOptions(command: Command): Command {
  return command
    .option("--host <name>", "a host of the inventory; default: this machine")
    .addOption(
      new Option("--shell <shell>", "the shell that would get it")
        .choices(shellName.options)
        .default("bash"),
    )
    .addOption(
      new Option("--mode <mode>", "how much runs by itself")
        .choices(mode.options)
        .default("read-only"),
    )
    .addOption(
      new Option("--preset <preset>", "default: as the policy file says, else balanced").choices(
        preset.options,
      ),
    )
    .option("--json", "one answer a line as JSON");
}

/** Answers each line as it comes, so that another program can ask and read in turn. */
async function check(surroundings: Surroundings, options: CheckOptions): Promise<void> {
  const { signal, stdin, stdout } = surroundings;
  const judge = await judgeBy(surroundings, options);
  for await (const { command, id, json } of checkedLines(stdin, signal)) {
    const judged = command === null ? notALine : judge(command);
    const { class: kind, reasons, verdict } = judged;
    const line =
      json || options.json === true
        ? JSON.stringify({ id, verdict, class: kind, reasons })
        : `${verdict.padEnd(5)}  ${kind.padEnd(11)}  ${visibleLine(command ?? "")}  # ${sentenceLine(reasons[0] ?? "")}`;
    if (!stdout.write(`${line}\n`)) await once(stdout, "drain", { signal });
  }
}

const notALine: Pick<Judgement, "verdict" | "class" | "reasons"> = {
  verdict: "ask",
  class: "unknown",
  reasons: ['This line is not a JSON object with a "cmd", so nothing was judged.'],
};

async function explain(
  surroundings: Surroundings,
  command: string,
  options: CheckOptions,
): Promise<void> {
  const judge = await judgeBy(surroundings, options);
  const judged = judge(command);
  if (options.json === true) sayJson(surroundings, { command, ...judged });
  else for (const line of explained(judged)) say(surroundings, line);
}

async function show(surroundings: Surroundings, json: boolean): Promise<void> {
  const { policyFromFile, problemLine } = await import("./policy-from-files.ts");
  const { environment } = surroundings;
  const file = policyFromFile(environment);
  using settings = SettingsStore.open(dataPaths(environment), environment);
  const { approvals } = settings.get();
  const { rules } = file;
  const inForce: InForce = {
    mode: rules.mode ?? approvals.mode,
    preset: rules.preset ?? approvals.preset,
    table: presetTable,
    file: { path: file.path, present: file.present, problem: file.problem },
    rules,
  };
  if (json) sayJson(surroundings, inForce);
  else for (const line of shown(inForce)) say(surroundings, visibleLine(line));
  if (file.problem !== null) throw new CommandFailure(problemLine(file), exitCodes.failed.code);
}

/** Loaded when first needed: the rules of all programs are many. */
async function judgeBy(
  surroundings: Surroundings,
  options: JudgeOptions,
): Promise<(command: string) => Judgement> {
  const { judgeFromFile, policyFromFile, problemLine } = await import("./policy-from-files.ts");
  const file: PolicyFromFile = policyFromFile(surroundings.environment);
  if (file.problem !== null) {
    note(surroundings, `${problemLine(file)} Until it is mended, everything is asked.`);
  }
  return judgeFromFile(file, surroundings.environment, options);
}
