import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { World } from "./world.ts";

const cli = fileURLToPath(new URL("../../src-main/cli/fairlead.mjs", import.meta.url));

/** Node keeps what it has compiled here: the app is started often, and its code is the same every time. */
const compileCache = fileURLToPath(new URL("../../.tsbuild/compile-cache", import.meta.url));

/** What makes a process late, as FAIRLEAD_TEST_LATE says. */
const lateNode = new URL("../run/late-node.ts", import.meta.url).href;

/** A running `fairlead serve` and the link it printed. */
export type ServedApp = {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it has written to standard error so far. */
  errors(): string;
  /** Ends it as a person would (SIGTERM) or as a crash would (SIGKILL), and waits until it is gone. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
};

/** Runs the command line's `serve` in the world and waits for its one line. */
export async function serveApp(
  world: World,
  environment: Record<string, string> = {},
): Promise<ServedApp> {
  const late = process.env["FAIRLEAD_TEST_LATE"];
  const options = late ? ["--import", lateNode] : [];
  const child = world.spawn(process.execPath, [...options, cli, "serve", "--port", "0"], {
    NODE_COMPILE_CACHE: compileCache,
    ...(late && { FAIRLEAD_TEST_LATE: late }),
    ...environment,
  });
  let output = "";
  let errors = "";
  child.stderr?.on("data", (bytes: Buffer) => {
    errors += bytes.toString("utf8");
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (bytes: Buffer) => {
      output += bytes.toString("utf8");
      const ready = /^Fairlead is ready at (\S+)$/m.exec(output)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    child.once("exit", (code) =>
      reject(new Error(`serve ended with ${code} before it was ready: ${output}${errors}`)),
    );
  });
  return {
    url,
    process: child,
    errors: () => errors,
    async stop(signal = "SIGTERM") {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    },
  };
}
