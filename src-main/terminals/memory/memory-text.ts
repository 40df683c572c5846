import type { TerminalMemory } from "./terminal-memory.ts";

/** Characters of each section; what comes first may say most. */
const room = { errors: 1_800, tests: 700, files: 900, programs: 400 };

/** A terminal's memory in words: errors, test results and changed files first, then what else was run. Bounded. */
export function memoryText(memory: TerminalMemory): string {
  if (memory.commands === 0) return "";
  const { commands, errors, failed, files, programs, since, tests, until } = memory;
  const earlier = `${commands} earlier command${commands === 1 ? "" : "s"}`;
  const wrong = errors.map(
    ({ command, exitCode, line }) =>
      `exit ${exitCode}: ${command}${line === "" ? "" : `: ${line}`}`,
  );
  const often = Object.entries(programs).map(([name, times]) =>
    times === 1 ? name : `${name} ×${times}`,
  );
  return [
    `${earlier}, ${failed} failed${span(since, until)}.`,
    ...section("Errors", wrong.toReversed(), room.errors),
    ...section(
      "Test results",
      tests.toReversed().map(({ command, line }) => `${command}: ${line}`),
      room.tests,
    ),
    ...section("Files that commands named to change them", files.toReversed(), room.files),
    ...section("Programs", [often.join(", ").slice(0, room.programs)], room.programs),
  ].join("\n");
}

function section(title: string, lines: readonly string[], characters: number): string[] {
  const said: string[] = [];
  let left = characters;
  for (const line of lines) {
    left -= line.length + 3;
    if (line === "" || left < 0) break;
    said.push(`- ${line}`);
  }
  const missing = lines.filter((line) => line !== "").length - said.length;
  if (said.length > 0 && missing > 0) said.push(`- … and ${missing} older`);
  return said.length === 0 ? [] : [`${title}:`, ...said];
}

function span(since: number | null, until: number | null): string {
  if (since === null || until === null) return "";
  return `, from ${new Date(since).toISOString()} to ${new Date(until).toISOString()}`;
}
