import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

/** What was measured, by name: one value a run. The unit is part of the name. */
export type Measurements = Map<string, number[]>;

const results = fileURLToPath(new URL("results/", import.meta.url));

/** Writes bench/results/NAME.json: `figures` are the medians, flat; beside them versions, runs and the spread. */
export function writeReport(name: string, measured: Measurements): string {
  const spread = Object.fromEntries(
    [...measured].map(([figure, values]) => {
      const sorted = values.toSorted((one, other) => one - other);
      const [min = Number.NaN] = sorted;
      return [
        figure,
        {
          runs: values.length,
          min: rounded(min),
          median: rounded(median(values)),
          max: rounded(sorted.at(-1) ?? Number.NaN),
        },
      ];
    }),
  );
  const figures = Object.fromEntries(
    Object.entries(spread).map(([figure, { median: middle }]) => [figure, middle]),
  );
  const path = `${results}${name}.json`;
  mkdirSync(results, { recursive: true });
  const report = { name, at: new Date().toISOString(), figures, spread, versions: versions() };
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  return path;
}

/** The measurements as a table for people. */
export function tableOf(measured: Measurements): string {
  const rows = [...measured].map(([figure, values]) => [
    figure,
    ...[Math.min(...values), median(values), Math.max(...values)].map((value) =>
      String(rounded(value)),
    ),
    String(values.length),
  ]);
  const all = [["", "min", "median", "max", "runs"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...all.map((row) => (row[column] ?? "").length)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return all.map(line).join("\n");
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

const rounded = (value: number): number => Number(value.toPrecision(3));

function versions(): Record<string, string> {
  const packageVersion = (name: string): string => {
    const url = new URL(`../node_modules/${name}/package.json`, import.meta.url);
    return JSON.parse(readFileSync(url, "utf8")).version;
  };
  return {
    node: process.version,
    "xterm.js": packageVersion("@xterm/xterm"),
    ssh2: packageVersion("ssh2"),
    tmux: said("tmux", "-V"),
    sshd: said("ssh", "-V"),
    chromium: said(process.env["FAIRLEAD_CHROMIUM"] ?? "/usr/bin/chromium", "--version"),
    processors: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
  };
}

/** The first line a program says about itself, wherever it says it. */
function said(command: string, argument: string): string {
  try {
    const script = 'exec "$0" "$1" 2>&1';
    const output = execFileSync("sh", ["-c", script, command, argument], { encoding: "utf8" });
    return output.split("\n")[0] ?? "";
  } catch {
    return "not found";
  }
}
