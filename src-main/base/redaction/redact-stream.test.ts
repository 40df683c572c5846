import fc from "fast-check";
import { expect, test } from "vitest";
import { Redactor } from "../redactor.ts";
import { RedactStream } from "./redact-stream.ts";
import { secretSamples } from "./secret-samples.ts";

const text = secretSamples
  .map(([, around, secret]) => around.replace("{}", () => secret))
  .join("\n\n");

test("however the text is cut into chunks, no secret leaves", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1 }), (sizes) => {
      const stream = new RedactStream(new Redactor());
      let clean = "";
      for (let at = 0, turn = 0; at < text.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        clean += stream.push(text.slice(at, at + size));
        if (turn % 3 === 0) clean += stream.rest();
        at += size;
      }
      clean += stream.end();
      for (const [kind, , secret] of secretSamples) {
        expect(clean.includes(secret), kind).toBe(false);
      }
    }),
    { numRuns: 25 },
  );
});

test("whole lines are given out when the input rests, half a line waits", () => {
  const stream = new RedactStream(new Redactor());
  expect(stream.push("first\nsec")).toBe("");
  expect(stream.rest()).toBe("first\n");
  expect(stream.push("ond\n")).toBe("");
  expect(stream.rest()).toBe("second\n");
  expect(stream.end()).toBe("");
});

test("a text of many megabytes goes through with little held", () => {
  const stream = new RedactStream(new Redactor());
  const line = "Nov 21 10:00:00 web sshd[12]: Accepted publickey for kim\n";
  let given = 0;
  for (let sent = 0; sent < 2_000_000; sent += line.length * 1_000) {
    given += stream.push(line.repeat(1_000)).length;
  }
  given += stream.end().length;
  expect(given).toBe(Math.ceil(2_000_000 / (line.length * 1_000)) * line.length * 1_000);
});
