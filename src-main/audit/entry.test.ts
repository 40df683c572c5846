import fc from "fast-check";
import { expect, test } from "vitest";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import { asLine, chainStart, readLine, seal } from "./entry.ts";

const entryWith = (detail: AuditEntry["detail"]) =>
  seal({
    sequence: 1,
    at: "2026-01-02T00:00:00.000Z",
    version: "1.2.3",
    osUser: "ada",
    actor: "agent",
    kind: "proposal",
    request: null,
    target: null,
    detail,
    previous: chainStart,
  });

/** Any character. fast-check's own "binary" would spend seconds on a table of all of them. */
const character = fc
  .integer({ min: 0, max: 0x10_ff_ff })
  .filter((code) => code < 0xd8_00 || code > 0xdf_ff)
  .map((code) => String.fromCodePoint(code));

const withoutLineFeed = (line: Buffer) => line.subarray(0, -1);

test("whatever was said is read back as it was said, on one line", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: character }), fc.json()), (texts) => {
      const detail = Object.fromEntries(
        Object.entries(texts).map(([key, text]) => [key, JSON.parse(text)]),
      );
      const entry = entryWith(detail);
      const line = withoutLineFeed(asLine(entry));
      expect(line.includes("\n")).toBe(false);
      expect(readLine(line)).toEqual({ ok: true, entry });
    }),
    { numRuns: 40 },
  );
});

test("the order of members does not matter to the hash, their values do", () => {
  const entry = entryWith({ one: 1, two: { b: 1, a: [1, 2] } });
  expect(entryWith({ two: { a: [1, 2], b: 1 }, one: 1 }).hash).toBe(entry.hash);
  expect(entryWith({ one: 1, two: { b: 1, a: [2, 1] } }).hash).not.toBe(entry.hash);
});

test("another spelling of the same value is a change", () => {
  const line = withoutLineFeed(asLine(entryWith({ text: "é" }))).toString();
  for (const changed of [` ${line}`, line.replace("é", "\\u00e9"), line.replace(",", ", ")]) {
    expect(JSON.parse(changed)).toEqual(JSON.parse(line));
    expect(readLine(Buffer.from(changed)).ok).toBe(false);
  }
});
