import { expect, test } from "vitest";
import { MarkParser, type Piece, parseReport } from "./marks.ts";

/** Output that follows output is one piece, whatever the chunks were. */
function parsed(chunks: readonly Uint8Array[]): unknown[] {
  const parser = new MarkParser("n1");
  const pieces: unknown[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") pieces.push(text);
    text = "";
  };
  for (const piece of chunks.flatMap((chunk): Piece[] => parser.push(chunk))) {
    if (piece.kind === "output") text += Buffer.from(piece.bytes).toString("latin1");
    else {
      flush();
      pieces.push(piece);
    }
  }
  flush();
  return pieces;
}

const session = [
  "\x1b]133;I;fl=n1;s=bash;v=5.2.15(1)-release;y=linux-gnu\x07",
  "\x1b]133;D;0;fl=n1;n=0;w=\x07\x1b]7;file://vm/home/me?fl=n1:0:-:p\x07\x1b]133;A;fl=n1\x07",
  "\x1b[?2004h\x1b]0;me@vm: ~\x07$ \x1b]133;B;fl=n1;k=)\x07",
  "\x1b]133;L;0;fl=n1;q=1\x07\x1b]133;R;fl=n1;a;\xe2\x9c\r\n\r\n\x07echo \xe2\x9c\x93\r\n\x1b[?2004l\r",
  "\x1b]133;C;fl=n1;n=1;k=)\x07\x1b]7;file://vm/home/me?fl=n1:1:r:c\x07",
  "\x1b[31mred\x1b[m \x1b]133;D;0\x07 \x1b]133;D;0;fl=other;n=9;w=1\x1b\\ \x1b]133;A\x07 not ours\r\n",
  "\x1b[?1049h\x1b]133;E;fl=n1;k=)\x07",
  "\x1b]133;D;37;fl=n1;n=1;w=1\x1b\\\x1b]7;file://vm/tmp/a%20b%3F?fl=n1:1:37:p:1.37\x07",
].join("");

const pieces = [
  { kind: "intro", shell: "bash", version: "5.2.15(1)-release", system: "linux" },
  { kind: "command-end", exitCode: 0, count: 0, ours: false },
  {
    kind: "report",
    directory: "/home/me",
    count: 0,
    outcome: null,
    place: "prompt",
    exitCodes: new Map(),
  },
  { kind: "prompt-start", edits: true },
  "\x1b[?2004h",
  { kind: "bracketed-paste", on: true },
  "\x1b]0;me@vm: ~\x07",
  { kind: "title", title: "me@vm: ~" },
  "$ ",
  { kind: "prompt-end" },
  { kind: "line", length: 0, answer: "armed" },
  { kind: "line-text", bytes: Uint8Array.from(Buffer.from("a;\xe2\x9c\r\n\r\n", "latin1")) },
  "echo \xe2\x9c\x93\r\n\x1b[?2004l",
  { kind: "bracketed-paste", on: false },
  "\r",
  { kind: "command-start", count: 1 },
  {
    kind: "report",
    directory: "/home/me",
    count: 1,
    outcome: "running",
    place: "command",
    exitCodes: new Map(),
  },
  "\x1b[31mred\x1b[m \x1b]133;D;0\x07 \x1b]133;D;0;fl=other;n=9;w=1\x1b\\ \x1b]133;A\x07",
  { kind: "other-shell" },
  " not ours\r\n\x1b[?1049h",
  { kind: "alternate-screen", on: true },
  { kind: "output-end" },
  { kind: "command-end", exitCode: 37, count: 1, ours: true },
  {
    kind: "report",
    directory: "/tmp/a b?",
    count: 1,
    outcome: 37,
    place: "prompt",
    exitCodes: new Map([[1, 37]]),
  },
];

test("a session is cut into output, marks and claims", () => {
  expect(parsed([Buffer.from(session, "latin1")])).toEqual(pieces);
});

test("every split point gives the same pieces", () => {
  const bytes = Buffer.from(session, "latin1");
  for (let at = 1; at < bytes.length; at += 1) {
    expect(parsed([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(pieces);
  }
});

test("byte by byte gives the same pieces", () => {
  const bytes = Buffer.from(session, "latin1");
  expect(parsed([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(pieces);
});

for (const [title, text] of [
  ["a mark without the nonce", "\x1b]133;D;0;n=1;w=1\x07"],
  ["a mark with a longer nonce", "\x1b]133;D;0;fl=n12;n=1;w=1\x07"],
  ["a mark that another sequence breaks off", "\x1b]133;D;0;fl=n1;n=1\x1b[0m"],
  ["a mark that is cancelled", "\x1b]133;D;0;fl=n1;n=1\x18"],
  ["a prompt's text printed raw by bash", "\x1b]133;B;fl=n1;k=\\051\x07"],
  ["a prompt's text printed raw by zsh", "\x1b]133;B;fl=n1;k=%)\x07"],
  ["the beginning of a command, printed raw by bash", "\x1b]133;C;fl=n1;n=$((1));k=\\051\x07"],
  ["a second prompt printed raw by zsh", "\x1b]133;P;fl=n1;k=%)\x07"],
  ["a mark for a half line printed raw by zsh", "\x1b]133;E;fl=n1;k=%)\x07"],
  ["text of a line of another shell", "\x1b]133;R;fl=n12;echo\n\x07"],
  ["a directory of another program", "\x1b]7;file://vm/tmp\x07"],
  ["an unknown mark", "\x1b]133;Z;fl=n1\x07"],
  ["a sequence that never ends", `\x1b]133;${"x".repeat(20_000)}`],
  ["an escape at the end of a line", "\x1b\r\n"],
] as const) {
  test(`${title} is output`, () => {
    expect(parsed([Buffer.from(`a${text}b`, "latin1")])).toEqual([`a${text}b`]);
  });
}

test("after a sequence that never ends, marks are found again", () => {
  const text = `\x1b]2;${"x".repeat(20_000)}\x1b]133;A;fl=n1\x07`;
  expect(parsed([Buffer.from(text)]).at(-1)).toEqual({ kind: "prompt-start", edits: true });
});

test("a report is read from what tmux keeps", () => {
  const none = new Map();
  expect(
    [
      "file://vm?fl=n:3:130",
      "file://h/x?fl=n:3:r:c",
      "file://h/x?fl=n:3:-1:p:2.300,3.-1",
      "file://h/x?fl=m:3:r",
      "file://h/x",
    ].map((text) => parseReport(text, "n")),
  ).toEqual([
    { directory: null, count: 3, outcome: 130, place: null, exitCodes: none },
    { directory: "/x", count: 3, outcome: "running", place: "command", exitCodes: none },
    {
      directory: "/x",
      count: 3,
      outcome: -1,
      place: "prompt",
      exitCodes: new Map([
        [2, 300],
        [3, -1],
      ]),
    },
    null,
    null,
  ]);
});

test.each([
  ["nothing told", "", []],
  ["eight of them", "1.0,2.1,3.2,4.3,5.4,6.5,7.6,8.255", [0, 1, 2, 3, 4, 5, 6, 255]],
  ["no code", "1.,2.0", [0]],
  ["no count", ".1,2.0", [0]],
  ["three parts", "1.2.3,4.5", [5]],
  ["a minus before a count", "-1.0,2.3", [3]],
  ["only commas", ",,,,,", []],
  ["numbers that are too long", `1.${"9".repeat(11)},${"9".repeat(16)}.1,2.7`, [7]],
] as const)("what a report tells of earlier commands: %s", (_title, text, codes) => {
  const report = parseReport(`file://h/x?fl=n:9:0:p:${text}`, "n");
  expect([...(report?.exitCodes.values() ?? ["no report"])]).toEqual(codes);
});

test.each([
  ["a word among the codes", "file://h/?fl=n:1:0:p:1.x"],
  ["too many codes", `file://h/?fl=n:1:0:p:${"1.0,".repeat(65)}`],
  ["codes without a place", "file://h/?fl=n:1:0::1.0"],
  ["a count beyond all counting", `file://h/?fl=n:${"9".repeat(400)}:0:p`],
  ["a code beyond all codes", `file://h/?fl=n:1:${"9".repeat(400)}:p`],
  ["a path of megabytes", `file://h/${"a/".repeat(1_000_000)}?fl=n:1:0:p`],
  ["a host of megabytes", `file://${"h".repeat(2_000_000)}/?fl=n:1:0:p`],
  ["a nonce of megabytes", `file://h/?fl=${"n".repeat(2_000_000)}:1:0:p`],
] as const)("no report: %s", (_title, text) => {
  expect(parseReport(text, "n")).toEqual(null);
});
