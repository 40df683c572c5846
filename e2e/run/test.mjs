import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { runStep } from "./steps.mjs";
import { ensureSystemPackages } from "./system-packages.mjs";

/** Everything that must pass: check, unit, integration, build, end to end. Ends with one line that counts the tests. */
const reports = ".tsbuild/reports";

function vitest(name, projects = [name]) {
  const file = `${reports}/${name}.json`;
  return [
    `${name} tests`,
    "vitest",
    [
      "run",
      ...projects.map((project) => `--project=${project}`),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
  ];
}

const steps = [
  ["types", "tsc", ["-b", "--checkers", "2"]],
  ["lint", "biome", ["check", "--error-on-warnings", "."]],
  ["unused code", "knip", ["--no-progress"]],
  vitest("unit"),
  ["build", "npm", ["run", "build", "--silent"]],
  vitest("integration", ["frame", "integration"]),
  ["end to end", "playwright", ["test"]],
];

const readReport = (name) => {
  try {
    return JSON.parse(readFileSync(`${reports}/${name}.json`, "utf8"));
  } catch {
    return null;
  }
};

function countTests() {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const report of [readReport("unit"), readReport("integration")]) {
    if (report === null) continue;
    count.passed += report.numPassedTests;
    count.failed += report.numFailedTests;
    count.skipped += report.numPendingTests;
  }
  const e2e = readReport("e2e");
  if (e2e !== null) {
    count.passed += e2e.stats.expected;
    count.failed += e2e.stats.unexpected + e2e.stats.flaky;
    count.skipped += e2e.stats.skipped;
  }
  return count;
}

if (!(await ensureSystemPackages(process.argv.slice(2)))) process.exit(1);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

let red = 0;
for (const [name, command, args] of steps) {
  const code = await runStep(name, command, args);
  if (code === 0) continue;
  red = code;
  break;
}
const { passed, failed, skipped } = countTests();
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = red;
