import { inspect } from "node:util";
import { expect, test } from "vitest";
import { Redactor } from "../../base/redactor.ts";
import type { TextMaking } from "./text-making.ts";
import { TextWorker } from "./text-worker.ts";

const missing = new URL("./no-such-thread.ts", import.meta.url);

const pieces = (text: string): Uint8Array[] => {
  const bytes = Buffer.from(text);
  const cut: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 40_001) cut.push(bytes.subarray(at, at + 40_001));
  return cut;
};

/** Begins the text of an output that goes on. */
async function pushed(texts: TextWorker, output: string): Promise<[TextMaking, string]> {
  const text = texts.begin();
  let given = "";
  for (const piece of pieces(output)) given += await text.push(piece);
  return [text, given];
}

const lines = (word: string) => `\x1b[31m${word} ö 🦊\x1b[0m\r\n`.repeat(20_000);

for (const [where, script] of [
  ["on its thread", undefined],
  ["where no thread can be had", missing],
] as const) {
  test(`texts of several outputs at once, redacted with all that was learnt meanwhile, ${where}`, async () => {
    const redactor = new Redactor();
    redactor.learn("known-before");
    await using texts = new TextWorker(redactor, script);
    const making = [
      pushed(texts, lines("one known-before")),
      pushed(texts, lines("two learnt-later")),
    ];
    const [one, other] = await Promise.all(making);
    if (one === undefined || other === undefined) throw new Error("never");
    redactor.learn("learnt-later");
    expect(one[1] + (await one[0].peek())).toBe("one [redacted] ö 🦊\n".repeat(20_000));
    const last = await other[0].push(Buffer.from("the learnt-later"));
    expect(last + (await other[0].end())).toMatch(/^two (\[redacted\]) ö[\s\S]*the \1$/);
    for (const [text] of [one, other]) text[Symbol.dispose]();
    expect(inspect([texts, redactor], { depth: null, showHidden: true })).not.toMatch(
      /known-before|learnt-later/,
    );
  });
}

test("a thread that is gone ends the texts it made, and the next begins another", async () => {
  const texts = new TextWorker(new Redactor());
  const [text] = await pushed(texts, "some words");
  await texts[Symbol.asyncDispose]();
  await expect(text.end()).rejects.toThrow("gone");
  await using _texts = texts;
  const [next] = await pushed(texts, "other words");
  expect(await next.end()).toBe("other words");
});
