import type { Command } from "commander";
import type { DoctorCheck } from "../../shared/contract/app.ts";
import { dataPaths } from "../base/paths.ts";
import { CommandFailure } from "./command-failure.ts";
import { doctorChecks } from "./doctor-checks.ts";
import { exitCodes } from "./exit-codes.ts";
import { type Surroundings, say, sayJson } from "./surroundings.ts";

const marks: Record<DoctorCheck["state"], string> = { good: "ok", warning: "note", bad: "BAD" };

/** `fairlead doctor`: looks at what Fairlead stands on; changes nothing. */
export function addDoctorCommand(program: Command, surroundings: Surroundings): void {
  program
    .command("doctor")
    .description("checks what Fairlead needs on this machine and says what to do about it")
    .option("--json", "one check per line as JSON")
    .action(async (options: { json?: boolean }) => {
      const { environment, signal } = surroundings;
      const checks = await doctorChecks(environment, dataPaths(environment), signal);
      for (const check of checks) {
        if (options.json === true) sayJson(surroundings, check);
        else {
          say(surroundings, `${marks[check.state].padEnd(5)} ${check.name}: ${check.found}`);
          if (check.mend !== null) say(surroundings, `      ${check.mend}`);
        }
      }
      const bad = checks.filter(({ state }) => state === "bad");
      if (bad.length > 0) {
        throw new CommandFailure(
          `Not right: ${bad.map(({ name }) => name).join(", ")}.`,
          exitCodes.failed.code,
        );
      }
    });
}
