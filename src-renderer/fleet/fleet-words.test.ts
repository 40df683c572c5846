import { expect, test } from "vitest";
import type { FleetRow } from "../../shared/contract/fleet.ts";
import { countWords } from "./fleet-words.ts";

const rows = (...states: FleetRow["state"][]) =>
  states.map((state) => ({ state, asked: false, exitCode: 0 }) as FleetRow);

test.each([
  [rows("finished", "finished", "lost"), "2 exit 0 · 1 lost"],
  [rows("needs-you", "running"), "1 needs you · 1 running"],
  [rows("needs-you", "needs-you"), "2 need you"],
  [[], ""],
])("hosts are counted by how they stand", (all, words) => {
  expect(countWords(all).replaceAll("\u00a0", " ")).toBe(words);
});
