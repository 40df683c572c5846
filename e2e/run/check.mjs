import { runStep } from "./steps.mjs";

/** Types, lint, unused code, then the unit tests (layers and lock file among them). Stops at the first red one. */
const steps = [
  // As many checkers as the smallest machine has cores: each looks at what they share on its own.
  ["types", "tsc", ["-b", "--checkers", "2"]],
  ["lint", "biome", ["check", "--error-on-warnings", "."]],
  ["unused code", "knip", ["--no-progress"]],
  ["unit tests", "vitest", ["run", "--project", "unit", ...process.argv.slice(2)]],
];

for (const [name, command, args] of steps) {
  const code = await runStep(name, command, args);
  if (code !== 0) process.exit(code);
}
