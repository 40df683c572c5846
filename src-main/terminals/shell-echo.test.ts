import { expect, test } from "vitest";
import { EchoFilter } from "./shell-echo.ts";

test.each([
  ["a plain echo", "ls -l", "ls -l\r\ntotal 0\r\n", "total 0\r\n"],
  ["no output", "true", "true\r\n", ""],
  ["a line wrapped by an editor", "echo abcdef", "echo ab\r\ncd \bef\r\nabcdef\r\n", "abcdef\r\n"],
  ["letters shown as question marks", "echo é🙂 x", "echo ?? x\r\né🙂 x\r\n", "é🙂 x\r\n"],
  ["output that begins with an empty line", "echo", "echo\r\n\r\n", "\r\n"],
  ["no echo at all", "ls", "total 0\r\n", "total 0\r\n"],
])("%s", (_title, command, printed, output) => {
  const bytes = Buffer.from(printed);
  for (let at = 0; at <= bytes.length; at += 1) {
    const filter = new EchoFilter(command);
    const found = [filter.push(bytes.subarray(0, at)), filter.push(bytes.subarray(at))];
    expect(Buffer.concat(found).toString()).toEqual(output);
  }
});
