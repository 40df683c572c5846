const failing =
  /\b(error|fatal|failed|failure|cannot|can't|denied|refused|not found|no such|unable|invalid|unknown|exception|panic|abort(ed)?|timed? ?out)\b|^E[A-Z]{3,}|Traceback/i;

/** The line of a failed command's output that says best why: the last that reads like an error, else the last. */
export function errorLine(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lines.findLast((line) => failing.test(line)) ?? lines.at(-1) ?? "";
}

/** How test runners end: pytest, jest, vitest, mocha, cargo, go, TAP, node, JUnit and Maven, Gradle, dotnet, RSpec, prove. */
const results: readonly RegExp[] = [
  /^=+ .*\b\d+ (passed|failed|errors?|skipped)\b.*=+$/,
  /^\s*Tests?:?\s+.*\d+ (passed|failed|total|skipped)\b/i,
  /^\s*\d+ (passing|failing)\b/,
  /^test result: (ok|FAILED)\. /,
  /^(ok|FAIL)\s+\S+\s+(\d+\.\d+s|\(cached\)|\[build failed\])/,
  /^(FAIL|PASS)$/,
  /^(# |ℹ )(pass|fail) \d+/,
  /^\[?(INFO|ERROR|WARNING)?\]?\s*Tests run: \d+, Failures: \d+/,
  /^BUILD (SUCCESSFUL|FAILED|SUCCESS|FAILURE)\b/,
  /^(Passed|Failed)!\s+-\s+Failed:/,
  /^\d+ examples?, \d+ failures?/,
  /^Result: (PASS|FAIL)$/,
  /^Ran \d+ tests? in /,
  /^(OK|FAILED) \((.*=\d+.*)\)$/,
];

/** What a test runner said at its end, in its own words; null where the output is none of a test runner's. */
export function testResult(output: string): string | null {
  const lines = output.split("\n");
  const found = lines.filter((line) => results.some((form) => form.test(line)));
  return found.length === 0 ? null : found.slice(-3).join(" · ");
}
