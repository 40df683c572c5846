import type { Readable, Writable } from "node:stream";
import type { FairleadError } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";
import type { DataPaths, Environment } from "../base/paths.ts";
import type { Services } from "../rpc/services.ts";
import type { TerminalPlane } from "../rpc/terminal-plane.ts";

/** The running core as the command line uses it. */
export type Core = AsyncDisposable & { services: Services; plane: TerminalPlane };

/** Brings up the core on a data folder that this process holds. */
export type BuildCore = (plan: {
  environment: Environment;
  paths: DataPaths;
  /** Bring back the terminals of the last run and settle what it left half done: for what goes on running, not for one command. */
  resume: boolean;
}) => Promise<Result<Core, FairleadError>>;

/** What a command has around it; a test gives its own. */
export type Surroundings = {
  environment: Environment;
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable & { isTTY?: boolean };
  stderr: Writable & { isTTY?: boolean };
  /** Aborts on Ctrl+C and SIGTERM. */
  signal: AbortSignal;
  /** Loaded when first needed, so that --help is quick. */
  loadBuild: () => Promise<BuildCore>;
  version: string;
  /** Folder of the built page. */
  rendererDir: string;
};

/** Writes a line of result, for a person or another program. */
export function say(surroundings: Surroundings, line: string): void {
  surroundings.stdout.write(`${line}\n`);
}

/** Writes a line about what is going on; never part of the result. */
export function note(surroundings: Surroundings, line: string): void {
  surroundings.stderr.write(`${line}\n`);
}

/** Writes a value as one line of JSON. */
export function sayJson(surroundings: Surroundings, value: unknown): void {
  say(surroundings, JSON.stringify(value));
}
