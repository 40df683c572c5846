import { spawn } from "node:child_process";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";

/** How long the program may take, in milliseconds. */
const limitMs = 10_000;

/**
 * Runs a program with the notice on its standard input: never through a shell, nothing of the notice among its words.
 * What takes longer than 10 s is killed.
 */
export function runNotifyCommand(
  { argv, environment, input }: RunPlan,
  signal: AbortSignal,
): Promise<Result<void, FairleadError>> {
  const [program, ...words] = argv;
  if (program === undefined) return Promise.resolve(fail(failure("input-invalid", "no program")));
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      env: environment,
      stdio: ["pipe", "ignore", "ignore"],
      signal,
      timeout: limitMs,
      killSignal: "SIGKILL",
    });
    child.on("error", (error) => resolve(fail(failure("internal", error.message))));
    child.on("close", (code, killedBy) => {
      if (code === 0) resolve(ok(undefined));
      else resolve(fail(failure("internal", `it ended with ${killedBy ?? `exit code ${code}`}`)));
    });
    // A program that reads nothing closes its end; that is its own affair.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

type RunPlan = {
  argv: readonly string[];
  environment: Record<string, string>;
  /** JSON. */
  input: string;
};
