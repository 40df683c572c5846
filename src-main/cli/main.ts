import { fileURLToPath } from "node:url";
import { version } from "../version.ts";
import { exitCodes } from "./exit-codes.ts";
import { runCommand } from "./program.ts";
import type { BuildCore } from "./surroundings.ts";

const repeatedMs = 500;

/** The command line in this process. Resolves with the exit code once everything is let go of. */
export async function main(args: readonly string[]): Promise<number> {
  // Whatever is written from here on is for this user alone.
  process.umask(0o077);
  const interrupted = new AbortController();
  let firstAt = 0;
  const interrupt = () => {
    // Libraries that tidy up on a signal send it once more at once; a person who repeats it is tired of waiting.
    const repeated = interrupted.signal.aborted && Date.now() - firstAt > repeatedMs;
    if (repeated) process.exit(exitCodes.interrupted.code);
    if (firstAt === 0) firstAt = Date.now();
    interrupted.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  // Whoever read our output has gone: there is nobody to tell.
  process.stdout.on("error", interrupt);
  return runCommand(args, {
    environment: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interrupted.signal,
    loadBuild,
    version,
    rendererDir: fileURLToPath(new URL("../../dist/renderer", import.meta.url)),
  });
}

async function loadBuild(): Promise<BuildCore> {
  const { build } = await import("../build.ts");
  return (plan) => build({ ...plan, runtime: "web" });
}
