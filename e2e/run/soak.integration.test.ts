import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const soak = fileURLToPath(new URL("soak.mjs", import.meta.url));
const trials = 20;

// A process of its own, since only there the network can be taken away.
test(`${trials} faults under approved commands: the same shell or an honest word, and nothing runs twice`, {
  timeout: 400_000,
}, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [soak, "quick", String(trials)], {
    encoding: "utf8",
    timeout: 380_000,
  });
  expect(stdout.split("\n").filter((line) => /good$/.test(line)).length, stdout + stderr).toBe(
    trials,
  );
  expect([status, stdout]).toEqual([0, expect.stringMatching(/; 0 wrong\n$/)]);
});
