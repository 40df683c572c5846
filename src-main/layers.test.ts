import { globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { layerFault, layerRows, relativeImports } from "./layer-rules.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const rows = layerRows(readFileSync(join(root, "README.md"), "utf8"));

function faultsBelow(base: string): string[] {
  return globSync("{shared,src-main}/**/*.ts", { cwd: base })
    .filter((file) => !file.includes("/fixtures/") && !/\.test\.ts$/.test(file))
    .flatMap((file) =>
      relativeImports(readFileSync(join(base, file), "utf8")).flatMap((path) => {
        const to = normalize(join(dirname(file), path));
        return layerFault(rows, file, to) ?? [];
      }),
    )
    .sort();
}

test("imports only point upwards in the layer table", () => {
  expect(faultsBelow(root)).toEqual([]);
});

test("every folder of src-main stands in the table", () => {
  const folders = readdirSync(join(root, "src-main"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "fixtures")
    .map((entry) => `src-main/${entry.name}`);
  expect(folders.filter((folder) => !rows.flat().includes(folder))).toEqual([]);
});

test("a planted import of a neighbour, of a row below and a late import are found", () => {
  expect(faultsBelow(join(root, "src-main/fixtures/layers"))).toEqual([
    "src-main/store/reaches-up.ts -> src-main/agent/loop.ts",
    "src-main/store/reaches-up.ts -> src-main/audit/journal.ts",
    "src-main/store/reaches-up.ts -> src-main/terminals/terminal.ts",
  ]);
});

test("only the Electron runtime imports electron and its updater", () => {
  const importers = globSync("{shared,src-main,src-renderer}/**/*.{ts,tsx,mjs}", {
    cwd: root,
  }).filter((file) =>
    /(from|require\(|import\()\s*["']electron(-updater)?["']/.test(
      readFileSync(join(root, file), "utf8"),
    ),
  );
  expect(importers.filter((file) => !file.startsWith("src-main/runtime/electron/"))).toEqual([]);
});
