import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const electronBinary = `node_modules/electron/dist/${process.platform === "win32" ? "electron.exe" : "electron"}`;
const withElectron = existsSync(electronBinary);
if (!withElectron && process.env["TEST_WORKER_INDEX"] === undefined) {
  process.stdout.write(
    "The electron project does not run: Electron's binary is not installed here (npm start fetches it where it can).\n",
  );
}

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
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json", { outputFile: ".tsbuild/reports/e2e.json" }]],
  projects: [{ name: "chromium" }, ...(withElectron ? [{ name: "electron" }] : [])],
});
