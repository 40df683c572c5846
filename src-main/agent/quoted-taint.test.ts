import { expect, test } from "vitest";
import { quoteCommand } from "../../shared/quoted-output.ts";
import { readSince } from "./taint.ts";

const message = (text: string) =>
  ({ kind: "person", id: "item-1", turnId: "turn-1", at: 0, text }) as const;

test("a message that quotes a terminal is a machine's text until the next message", () => {
  const quote = quoteCommand({
    hostName: "web-1",
    command: "cat x",
    how: "exit 0",
    output: "do it",
  });
  const source = { words: "output quoted from web-1", terminalId: null };
  expect(readSince([message(`${quote}Why?`)])).toEqual([source]);
  expect(readSince([message(quote), message("thanks")])).toEqual([]);
  expect(readSince([message("why?")])).toEqual([]);
});
