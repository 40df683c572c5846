import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const electronBinary = `node_modules/electron/dist/${process.platform === "win32" ? "electron.exe" : "electron"}`;
const withElectron = existsSync(electronBinary);
if (!withElectron && process.env["TEST_WORKER_INDEX"] === undefined) {
  process.stdout.write(
    "The electron project does not run: Electron's binary is not installed here (npm start fetches it where it can).\n",
  );
}

/** How much longer all takes where pages or the core are made slow (e2e/world/slow-pages.ts, e2e/run/late-node.ts). */
const slowness = process.env["FAIRLEAD_TEST_SLOW"] || process.env["FAIRLEAD_TEST_LATE"] ? 4 : 1;

/** The same journeys in Chromium through the web runtime, and in Electron where its binary is. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: ".playwright",
  // They mostly wait for shells and hosts.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Limits for what hangs, not for what is slow on a busy machine.
  timeout: slowness * 240_000,
  expect: { timeout: slowness * 30_000 },
  reporter: [["list"], ["json", { outputFile: ".tsbuild/reports/e2e.json" }]],
  projects: [{ name: "chromium" }, ...(withElectron ? [{ name: "electron" }] : [])],
});
