import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";

/** What the app's own variables would do to a test: taken out, so that no test ever sees the person's own set-up. */
const personal = /^(FAIRLEAD_|OPENAI_|OLLAMA_HOST$|TMUX|SSH_AUTH_SOCK$)/;

/** The environment for every step: Node 24's folder first in PATH, nothing personal. */
export function stepEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !personal.test(name) || name === "FAIRLEAD_CHROMIUM",
  );
  return Object.fromEntries(kept);
}

/** Runs one command with its output shown; resolves with its exit code. */
export function runStep(name, command, args, options = {}) {
  const started = performance.now();
  process.stdout.write(`\n— ${name}\n`);
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "inherit", env: stepEnvironment(), ...options });
    child.on("error", (error) => {
      process.stderr.write(`${name}: ${error.message}\n`);
      resolve(1);
    });
    child.on("close", (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stdout.write(
        `— ${name}: ${code === 0 ? "good" : `failed (${code})`} in ${seconds} s\n`,
      );
      resolve(code ?? 1);
    });
  });
}
