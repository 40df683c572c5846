import { Command, CommanderError } from "commander";
import { addApprovalsCommands } from "./command-approvals.ts";
import { addAuditCommands } from "./command-audit.ts";
import { addDoctorCommand } from "./command-doctor.ts";
import { addExecCommand } from "./command-exec.ts";
import { asFailure } from "./command-failure.ts";
import { addHostsCommands } from "./command-hosts.ts";
import { addPolicyCommands } from "./command-policy.ts";
import { addRedactCommand } from "./command-redact.ts";
import { addSecretsCommands } from "./command-secrets.ts";
import { addServeCommand } from "./command-serve.ts";
import { exitCodes, exitCodeTable } from "./exit-codes.ts";
import { note, type Surroundings } from "./surroundings.ts";

/** Runs one command line (without node and script) and resolves with its exit code. */
export async function runCommand(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  try {
    await programFor(surroundings).parseAsync(args, { from: "user" });
    return exitCodes.done.code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done.code : exitCodes.usage.code;
    }
    const failure = asFailure(error, surroundings.signal.aborted);
    note(surroundings, failure.message);
    return failure.exitCode;
  }
}

function programFor(surroundings: Surroundings): Command {
  const { stderr, stdout, version } = surroundings;
  const program = new Command("fairlead")
    .description(
      "Live terminals beside a chat in which a language model proposes commands: you see exactly what runs, approve it, and watch it run.",
    )
    .version(version, "--version", "print the version")
    .option("--no-color", "no colours (NO_COLOR does the same)")
    .helpOption("--help", "show help")
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError("(--help shows what there is)")
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    })
    .addHelpText(
      "afterAll",
      `
${exitCodeTable()}

All data lives under FAIRLEAD_HOME, by default the platform's folder for application data.`,
    );
  addServeCommand(program, surroundings);
  addExecCommand(program, surroundings);
  addHostsCommands(program, surroundings);
  addApprovalsCommands(program, surroundings);
  addAuditCommands(program, surroundings);
  addSecretsCommands(program, surroundings);
  addPolicyCommands(program, surroundings);
  addDoctorCommand(program, surroundings);
  addRedactCommand(program, surroundings);
  return program;
}
