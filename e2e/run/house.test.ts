import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { missingOptional } from "./complete-lock.mjs";

const read = (path: string) =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8"));

test("the lock file has an entry for every optional platform package", () => {
  expect(missingOptional(read("package-lock.json"))).toEqual([]);
});

test("a lock file without such an entry is found out", () => {
  const lock = read("package-lock.json");
  delete lock.packages["node_modules/@biomejs/cli-win32-x64"];
  expect(missingOptional(lock).map((one) => one.name)).toEqual(["@biomejs/cli-win32-x64"]);
});

test("the tests run on Node 24 or newer", () => {
  expect(Number(process.versions.node.split(".")[0])).toBeGreaterThanOrEqual(24);
});

test("no package may run an install script", () => {
  const lock = read("package-lock.json");
  const withScripts = Object.entries(
    lock.packages as Record<string, { hasInstallScript?: boolean }>,
  )
    .filter(([, entry]) => entry.hasInstallScript === true)
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
  const allowed: Record<string, boolean> = read("package.json").allowScripts;
  expect(withScripts.filter((name) => allowed[name] !== false)).toEqual([]);
});

test("every oRPC package has the same exact version", () => {
  const dependencies: Record<string, string> = read("package.json").dependencies;
  const versions = Object.entries(dependencies).filter(([name]) => name.startsWith("@orpc/"));
  expect(new Set(versions.map(([, version]) => version))).toEqual(new Set(["1.16.1"]));
});
