import { expect, test } from "vitest";
import { readCast } from "./timeline.ts";

const head = { version: 2, width: 80, height: 24, timestamp: 1 };
const cast = (...events: unknown[]) =>
  [head, ...events].map((line) => JSON.stringify(line)).join("\n");

test("who typed what becomes the timeline, and players get a file without our own events", () => {
  const read = readCast(
    cast(
      [0.1, "o", "$ "],
      [1, "w", "person"],
      [1, "i", "l"],
      [1.2, "i", "s\r"],
      [1.3, "o", "ls\r\n"],
      [2, "w", "secret"],
      [3, "w", "agent"],
      [3, "i", "uptime\r"],
      [3.1, "m", "agent runs: uptime"],
    ),
  );
  expect(read).toMatchObject({ columns: 80, rows: 24 });
  expect(read?.points).toEqual([
    { at: 1, kind: "person", label: "ls" },
    { at: 2, kind: "secret", label: "typed, value left out" },
    { at: 3, kind: "agent", label: "uptime" },
    { at: 3.1, kind: "mark", label: "agent runs: uptime" },
  ]);
  expect(read?.text).not.toContain('"w"');
  expect(read?.text.split("\n")).toHaveLength(8);
});

test("a file that was cut off is read up to there, what is none is not", () => {
  expect(readCast(`${cast([1, "o", "x"])}\n[2, "o", "y`)?.text).not.toContain("y");
  expect(readCast("hello")).toBeNull();
  expect(readCast("{}")).toBeNull();
});

test("control characters of what was typed are shown as dots", () => {
  const read = readCast(cast([1, "w", "agent"], [1, "i", "a\u001b[Ab\u202e"]));
  expect(read?.points[0]?.label).toBe("a·[Ab·");
});
