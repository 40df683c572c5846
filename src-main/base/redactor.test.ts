import { expect, test } from "vitest";
import { Redactor } from "./redactor.ts";

test("a learned value goes in every form in which it is usually written", () => {
  const redactor = new Redactor();
  redactor.learn('p"ss wörd+1');
  for (const form of [
    'p"ss wörd+1',
    Buffer.from('p"ss wörd+1').toString("base64"),
    encodeURIComponent('p"ss wörd+1'),
    JSON.stringify('p"ss wörd+1').slice(1, -1),
  ]) {
    expect(redactor.redact(`a ${form} b`)).toBe("a [redacted] b");
  }
});

test("the longest value goes first, and short ones are not looked for", () => {
  const redactor = new Redactor();
  redactor.learn("secret");
  redactor.learn("secret-and-more");
  redactor.learn("abc");
  expect(redactor.redact("secret-and-more abc")).toBe("[redacted] abc");
});

test("a key of several lines is redacted line by line, its frame is not", () => {
  const redactor = new Redactor();
  redactor.learn("-----BEGIN KEY-----\nAAAAAAAA\nBBBBBBBB\n-----END KEY-----");
  expect(redactor.redact("x AAAAAAAA\n-----BEGIN KEY-----")).toBe(
    "x [redacted]\n-----BEGIN KEY-----",
  );
});

test("half a character in a value is no fault", () => {
  const redactor = new Redactor();
  redactor.learn("broken\ud800secret");
  expect(redactor.redact("broken\ud800secret")).toBe("[redacted]");
});

test("names and values inside JSON are redacted", () => {
  const redactor = new Redactor();
  redactor.learn("hunter22");
  expect(redactor.redactJson({ hunter22: [1, null, "is hunter22"] })).toEqual({
    "[redacted]": [1, null, "is [redacted]"],
  });
});

test("a text that was clean is not when a value in it has been learnt", () => {
  const redactor = new Redactor();
  const text = `the door opens to swordfish ${"and to nothing else ".repeat(10)}`;
  expect([redactor.redact(text), redactor.redact(text)]).toEqual([text, text]);
  redactor.learn("swordfish");
  expect(redactor.redact(text)).toBe(text.replace("swordfish", "[redacted]"));
});
