import { expect, onTestFinished, test, vi } from "vitest";
import { ShellReader } from "./shell-reader.ts";
import { TerminalOutput } from "./terminal-output.ts";

const intro = "\x1b]133;I;fl=n1;s=bash;v=5.2.15(1)-release;y=linux-gnu\x07";
const promptEnd = "\x1b]133;B;fl=n1;k=)\x07";
const start = "\x1b]133;C;fl=n1;n=1;k=)\x07";

function read(introMs?: number) {
  const output = new TerminalOutput();
  const told: string[] = [];
  const reader = new ShellReader({
    nonce: "n1",
    output,
    introMs,
    print: (bytes) => told.push(Buffer.from(bytes).toString()),
    mark: (mark) => told.push(`${mark.kind} at ${reader.state.place}`),
    recover: (report) => told.push(`recover ${report.count}`),
    staysSilent: () => told.push("silent"),
  });
  return { output, told, reader, feed: (text: string) => reader.read(Buffer.from(text)) };
}

test("marks are told apart from output, each after the state has taken it", () => {
  const { feed, output, reader, told } = read();
  feed(`${intro}$ ${promptEnd}uptime\r\n${start}up`);
  expect(told).toEqual([
    "intro at starting",
    "$ ",
    "prompt-end at prompt",
    "uptime\r\n",
    "command-start at command",
    "up",
  ]);
  expect(reader.state.shell).toBe("bash");
  expect(output.head()).toBe(Buffer.byteLength(`${intro}$ ${promptEnd}uptime\r\n${start}up`));
});

test("windows are told where a command begins, also after a reset", () => {
  const { feed, output, reader } = read();
  const picture = Buffer.from("picture");
  feed("before");
  reader.reset(picture, "");
  const from = output.head();
  feed(`$ ${promptEnd}`);
  expect(output.markAfter(from)).toEqual({
    position: from + Buffer.byteLength(`$ ${promptEnd}`),
    mark: { kind: "prompt" },
  });
});

test("what the shell said last is known where its marks were missed", () => {
  const { feed, reader, told } = read();
  feed(intro + start);
  told.length = 0;
  reader.reset(Buffer.from("x"), "file://vm/tmp?fl=other:9:0:p");
  expect(told).toEqual([]);
  reader.reset(Buffer.from("x"), "file://vm/tmp?fl=n1:1:0:p");
  expect(told).toEqual(["recover 1"]);
  expect(reader.state).toMatchObject({ place: "prompt", directory: "/tmp" });
});

test("marks of the shell before are output to the new one, which says where it begins", () => {
  const { feed, output, reader, told } = read();
  reader.renew("n2");
  expect(output.head()).toBe(0);
  feed("old");
  reader.renew("n2");
  reader.begin();
  expect(Buffer.from(output.tail(1_000)).toString()).toContain("New shell.");
  told.length = 0;
  feed(intro);
  expect(told).toEqual([intro]);
  expect(reader.state.integration).toBe("starting");
});

test("a shell that says nothing in time counts as one that says none", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const quiet = read(50);
  quiet.reader.awaitIntro();
  vi.advanceTimersByTime(50);
  expect(quiet.told).toEqual(["silent"]);
  expect(quiet.reader.state.integration).toBe("none");

  const speaks = read(50);
  speaks.reader.awaitIntro();
  speaks.feed(intro);
  const gone = read(50);
  gone.reader.awaitIntro();
  gone.reader.end();
  vi.advanceTimersByTime(50);
  expect(speaks.reader.state.integration).toBe("marks");
  expect(gone.told).toEqual([]);
});
