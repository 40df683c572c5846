import { expect, test } from "vitest";
import { CommandMarks } from "./command-marks.ts";
import { MarkParser } from "./marks.ts";

const mark = (text: string) => `\x1b]133;${text}\x07`;
const own = (name: string, more = "") => mark(`${name};fl=n1${more}`);
const prompt = `${own("A")}$ ${own("B", ";k=)")}`;

/** What windows are told of `output`, pushed in pieces of `step` bytes. */
function told(output: string, step = 10_000) {
  const marks = new CommandMarks(() => 1_000);
  const parser = new MarkParser("n1", (found, end) => marks.take(found, end));
  const bytes = Buffer.from(output);
  for (let at = 0; at < bytes.length; at += step) parser.push(bytes.subarray(at, at + step));
  const all = [];
  for (let next = marks.after(0); next !== null; next = marks.after(next.position)) all.push(next);
  return all;
}

const output = `hello ${prompt}false\r\n${own("C", ";n=0;k=)")}oops\r\n${own("D;1", ";n=0")}${prompt}`;
const endOf = (text: string, nth = 1) =>
  output.split(text).slice(0, nth).join(text).length + text.length;
const whole = [
  { position: endOf(own("B", ";k=)")), mark: { kind: "prompt" } },
  { position: endOf(own("C", ";n=0;k=)")), mark: { kind: "start", at: 1_000 } },
  {
    position: endOf(own("D;1", ";n=0")),
    mark: { kind: "end", exitCode: 1, at: 1_000, startedAt: 1_000 },
  },
  { position: endOf(own("B", ";k=)"), 2), mark: { kind: "prompt" } },
];

for (const step of [10_000, 1, 7]) {
  test(`a command is told where it begins and ends, in pieces of ${step} bytes`, () => {
    expect(told(output, step)).toEqual(whole);
  });
}

test("marks without the nonce are nobody's word, and an empty line is no command", () => {
  const forged = `${mark("B;k=)")}${mark("C;n=0;k=)")}x${mark("D;0;n=0;w=0")}`;
  const kinds = (text: string) => told(text).map((placed) => placed.mark.kind);
  expect(kinds(`${prompt}${forged}`)).toEqual(["prompt"]);
  expect(kinds(`${output}${own("D;1", ";n=0")}`)).toEqual(["prompt", "start", "end", "prompt"]);
});

test("a shell that does not say when it starts something still tells the end", () => {
  expect(told(`${prompt}ls\r\n${own("D;0")}`)[1]?.mark).toEqual({
    kind: "end",
    exitCode: 0,
    at: 1_000,
    startedAt: null,
  });
});
