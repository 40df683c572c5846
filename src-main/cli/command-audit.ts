import { open } from "node:fs/promises";
import type { Command } from "commander";
import { lastLines } from "../audit/last-lines.ts";
import { verifyAudit } from "../audit/verify.ts";
import { dataPaths } from "../base/paths.ts";
import { CommandFailure } from "./command-failure.ts";
import { exitCodes } from "./exit-codes.ts";
import { type Surroundings, say, sayJson } from "./surroundings.ts";
import { visibleLine } from "./visible.ts";

/** `fairlead audit …`: reads the file alone, beside a running app or without one. */
export function addAuditCommands(program: Command, surroundings: Surroundings): void {
  const audit = program
    .command("audit")
    .description("the record of everything that was done")
    .helpCommand(false);
  const { audit: path } = dataPaths(surroundings.environment);

  audit
    .command("verify")
    .description("checks that no entry was changed, removed or moved")
    .option("--json", "print the verdict as JSON")
    .action(async (options: { json?: boolean }) => {
      const verdict = await verifyAudit(path);
      if (options.json === true) sayJson(surroundings, verdict);
      else if (verdict.broken === null) {
        say(surroundings, `The audit is consistent: ${verdict.entries} entries.`);
      }
      if (verdict.broken === null) return;
      const { line, sentence } = verdict.broken;
      throw new CommandFailure(
        `The audit is broken at entry ${line}: ${sentence} The ${verdict.entries} entries before it are consistent.`,
        exitCodes.auditBroken.code,
      );
    });

  audit
    .command("tail")
    .description("shows the last entries, oldest first")
    .option("--limit <count>", "how many", "20")
    .option("--json", "one entry per line as JSON")
    .action(async (options: { limit: string; json?: boolean }) => {
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1 || limit > 100_000) {
        throw new CommandFailure("--limit is a number from 1 to 100000.", exitCodes.usage.code);
      }
      for (const line of await tail(path, limit)) {
        if (options.json === true) say(surroundings, line);
        else say(surroundings, readable(line));
      }
    });
}

async function tail(path: string, limit: number): Promise<string[]> {
  try {
    await using file = await open(path, "r");
    const { size } = await file.stat();
    const { lines } = await lastLines(file, size, limit);
    return lines.map((line) => line.toString("utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      if (error.code === "ENOENT") return [];
      throw new CommandFailure(`The audit cannot be read: ${error.message}`, exitCodes.failed.code);
    }
    throw error;
  }
}

/** An entry on one line; a line that is no entry as it is. */
function readable(line: string): string {
  try {
    const { sequence, at, actor, kind, target, detail } = JSON.parse(line);
    return visibleLine(
      `${sequence}  ${at}  ${actor}  ${kind}  ${target ?? "-"}  ${JSON.stringify(detail)}`,
    );
  } catch {
    return visibleLine(line);
  }
}
