import { expect, test } from "vitest";
import { isSafeReply } from "./safe-reply.ts";

test.each([
  "\x1b[?1;2c",
  "\x1b[>0;276;0c",
  "\x1b[0n",
  "\x1b[12;40R",
  "\x1b[?12;40R",
  "\x1b[?2004;1$y",
  "\x1b[4;2$y",
  "\x1b[I",
  "\x1b]4;255;rgb:0000/ffff/1234\x1b\\",
  "\x1b]11;rgb:0000/0000/0000\x1b\\",
  "\x1bP1$r0m\x1b\\",
  '\x1bP1$r61;1"p\x1b\\',
  "\x1bP1$r2 q\x1b\\",
  "\x1bP1$r1;24r\x1b\\",
  "\x1bP0$r\x1b\\",
])("%j may go back to a host", (text) => {
  expect(isSafeReply(text)).toEqual(true);
});

test.each([
  "",
  "id",
  "\r",
  "\x1b[0n\r",
  "\x1b]0;title\x07",
  "\x1b]lid\x1b\\",
  "\x1b]l;rm -rf ~\x1b\\",
  "\x1b]4;1;rgb:0000/0000/0000;id\x1b\\",
  "\x1b]52;c;aGk=\x1b\\",
  "\x1bP1$rid\x1b\\",
  "\x1bP1+r544e=787465726d\x1b\\",
  "\x1bP>|name\x1b\\",
  "\x1b[8;50;50t",
  "\x1b[12;40R\x1b[12;40Rx",
])("%j may not", (text) => {
  expect(isSafeReply(text)).toEqual(false);
});
