import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongFirst } from "./e2e/run/long-first.ts";

/** How much longer all takes where pages are made slow (e2e/world/slow-pages.ts). */
const slowness = process.env["FAIRLEAD_TEST_SLOW"] ? 3 : 1;

export default defineConfig({
  resolve: {
    alias: { electron: fileURLToPath(new URL("./e2e/stand-ins/electron.ts", import.meta.url)) },
  },
  test: {
    setupFiles: ["e2e/run/fixed-seed.ts", "e2e/run/late-node.ts"],
    maxWorkers: "100%",
    sequence: { sequencer: LongFirst },
    // A limit for what hangs, not for what is slow on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The same: what is waited for is there at once, or a busy machine has not come to it yet.
    expect: { poll: { timeout: 60_000, interval: 20 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{shared,src-main,src-renderer,e2e}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.integration.test.ts"],
          // One process for many files: four times as fast. Modules keep no state that a test does not set itself.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "frame",
          include: ["e2e/frame/*.integration.test.ts"],
          testTimeout: slowness * 120_000,
          hookTimeout: slowness * 120_000,
          expect: { poll: { timeout: slowness * 20_000, interval: 20 } },
          // One process for many files here, too: they share a browser and its pages (e2e/world/frame-world.ts).
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["**/*.integration.test.ts"],
          exclude: ["node_modules/**", "e2e/frame/**"],
          // They mostly wait; more at once would leave the measured ones too little of two cores.
          maxWorkers: 2,
        },
      },
    ],
  },
});
