import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/**
 * FAIRLEAD_TEST_LATE=MS: timers, and the calls and answers of the file system, come late by up to MS ms, so that a test
 * shows what it does not wait for. Without it nothing changes. Imported before all else it does the same to a process.
 */
const mostMs = Number(process.env["FAIRLEAD_TEST_LATE"] ?? 0);
const marked = globalThis as { isLate?: true };

if (mostMs > 0 && !marked.isLate) {
  marked.isLate = true;
  const after = globalThis.setTimeout;
  const some = () => Math.random() * mostMs;
  const late = () => new Promise((go) => after(go, some()));
  const later = (act: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
    after(act, ms + some(), ...given);
  globalThis.setTimeout = Object.assign(later as typeof after, {
    __promisify__: after.__promisify__,
  });
  const calls = fs.promises as unknown as Record<string, unknown>;
  for (const [name, call] of Object.entries(calls)) {
    if (typeof call !== "function" || name === "watch") continue;
    calls[name] = async (...given: unknown[]) => {
      await late();
      const answer: unknown = await Reflect.apply(call, calls, given);
      await late();
      return answer;
    };
  }
  syncBuiltinESMExports();
}
