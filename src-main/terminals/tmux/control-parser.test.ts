import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ControlEvent } from "./control-events.ts";
import { ControlParser } from "./control-parser.ts";

/** Recorded from real tmux: all 256 bytes, a screen full of look-alikes, a cut character, pause, errors, hooks, the end. */
const versions = ["3.3a", "3.5a"] as const;
const recorded = (version: string) =>
  readFileSync(new URL(`./fixtures/session-${version}.bin`, import.meta.url));

const bytes = (text: string) => Buffer.from(text, "latin1");

/** Events in a form to compare: output that follows output of the same pane counts as one. */
function summary(events: readonly ControlEvent[]): string[] {
  const lines: string[] = [];
  for (const event of events) {
    if (event.type === "pane-output") {
      const text = Buffer.from(event.bytes).toString("latin1");
      const head = `output %${event.pane} `;
      if (lines.at(-1)?.startsWith(head)) lines.push(`${lines.pop()}${text}`);
      else lines.push(head + text);
    } else if (event.type === "reply") {
      const { ok, own, body } = event.reply;
      const text = Buffer.from(body).toString("latin1");
      lines.push(`${ok ? "end" : "error"}${own ? "" : " not ours"} ${JSON.stringify(text)}`);
    } else lines.push(JSON.stringify(event));
  }
  return lines;
}

function parsed(chunks: readonly Uint8Array[]): string[] {
  const parser = new ControlParser();
  return summary(chunks.flatMap((chunk) => parser.push(chunk)));
}

describe.each(versions)("a recorded session of tmux %s", (version) => {
  const session = recorded(version);
  const whole = parsed([session]);

  test("gives every byte a program wrote as it was", () => {
    const all = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
    const output = whole.filter((line) => line.startsWith("output %1 ")).join("");
    expect(output).toContain(all);
    // An octal escape in the program's own text is text.
    expect(output).toContain("\\\\101");
    expect(output).toContain("\u00e2\u0082");
  });

  test("takes what looks like protocol on a screen for text", () => {
    const screen = whole.find((line) => line.includes("not output") && line.startsWith("end"));
    expect(screen).toMatch(
      /^end "%end 1 2 3\\n%output %0 not output\\n%continue %1\\n%exit\\n.*red.*%begin 1 2 1\\n/,
    );
    expect(whole.filter((line) => line.startsWith("output %0"))).toEqual([]);
  });

  test("tells replies to us from those to hooks, and errors from answers", () => {
    expect(
      whole.filter((line) => /^(end|error)/.test(line) && !line.includes("not output")),
    ).toEqual([
      'end not ours ""',
      'end "@1 %1\\n"',
      'end not ours "hooked\\n"',
      'end "@2 %2\\n"',
      'end not ours "hooked\\n"',
      ...Array.from({ length: 3 }, () => 'end ""'),
      'end "%pause %1\\n"',
      'end ""',
      'end "\\n"',
      'end "16\\n"',
      'end "%continue %1\\n"',
      'end "a\\n"',
      `error "can't find window: nosuch\\n"`,
      'error "parse error: unknown command: no-such-command\\n"',
      ...Array.from({ length: 3 }, () => 'end ""'),
      `error "can't find window: two\\n"`,
      ...Array.from({ length: 2 }, () => 'end ""'),
      `error "can't find window: two\\n"`,
      'end ""',
    ]);
  });

  test("tells what else happened", () => {
    expect(whole.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line))).toEqual([
      { type: "window-add", window: 0 },
      { type: "notification", name: "sessions-changed", text: "" },
      { type: "session-change", session: 0, name: "fairlead-rec" },
      { type: "window-add", window: 1 },
      { type: "window-add", window: 2 },
      { type: "pane-mode-change", pane: 2 },
      { type: "pane-mode-change", pane: 2 },
      { type: "window-rename", window: 2, name: "zwei ä" },
      { type: "notification", name: "sessions-changed", text: "" },
      { type: "exit", reason: "" },
    ]);
  });

  test("means the same however it is cut", () => {
    for (let cut = 1; cut < session.length; cut += 1) {
      const parts = [session.subarray(0, cut), session.subarray(cut)];
      expect(parsed(parts), `cut at ${cut}`).toEqual(whole);
    }
    const single = Array.from(session, (_, at) => session.subarray(at, at + 1));
    expect(parsed(single)).toEqual(whole);
  });
});

test.each([
  ["%output %5 a\\015\\012b", "output %5 a\r\nb"],
  ["%output %5 ", "output %5 "],
  ["%output %12 \\134\\134", "output %12 \\\\"],
  ["%output %5 \\000\\037\\377", "output %5 \0\u001f\u00ff"],
  // Not what tmux writes; then it stays as it is.
  ["%output %5 \\9 \\12 \\400 \\", "output %5 \\9 \\12 \\400 \\"],
  ["%output %5 \u0080\u00ff\u009b31m", "output %5 \u0080\u00ff\u009b31m"],
  ["%extended-output %5 1200 : a : b", "output %5 a : b"],
  ["%extended-output %5 0 later words : a", "output %5 a"],
  ["%extended-output %5 0 : ", "output %5 "],
  ["%pause %5", '{"type":"pane-pause","pane":5}'],
  ["%continue %5", '{"type":"pane-continue","pane":5}'],
  ["%exit", '{"type":"exit","reason":""}'],
  ["%exit too far behind", '{"type":"exit","reason":"too far behind"}'],
  ["%window-close @3", '{"type":"window-close","window":3}'],
  ["%unlinked-window-close @3", '{"type":"window-close","window":3}'],
  ["%layout-change @3 b25f,80x24,0,0,2 b25f,80x24,0,0,2 *", '{"type":"layout-change","window":3}'],
  [
    "%subscription-changed x $0 @1 1 %7 : y : z",
    '{"type":"subscription-change","name":"x","pane":7,"value":"y : z"}',
  ],
  [
    "%subscription-changed x $0 - - - : y",
    '{"type":"notification","name":"subscription-changed","text":"x $0 - - - : y"}',
  ],
  ["%output x", '{"type":"notification","name":"output","text":"x"}'],
  ["%end 1 2 1", '{"type":"notification","name":"end","text":"1 2 1"}'],
  ["Last login: yesterday", '{"type":"noise","text":"Last login: yesterday"}'],
  ["", '{"type":"noise","text":""}'],
  // Only tmux -CC begins like this.
  ["\u001bP1000p%exit", '{"type":"exit","reason":""}'],
])("%j is %j", (line, event) => {
  expect(parsed([bytes(`${line}\n`)])).toEqual([event]);
});

test.each([
  ["a guard with another number", "%end 100 8 1"],
  ["a guard with another time", "%end 101 7 1"],
  ["a guard with other flags", "%end 100 7 0"],
  ["a guard with more behind it", "%end 100 7 1 "],
  ["an error of another block", "%error 100 8 1"],
  ["output", "%output %0 x"],
  ["a notification", "%continue %0"],
  ["a device control string", "\u001bP1000p%end 100 7 1"],
  ["a coloured guard", "\u001b[31m%end 100 7 1"],
])("%s inside a block is text", (_what, line) => {
  const text = `%begin 100 7 1\n${line}\n%end 100 7 1\n`;
  expect(parsed([bytes(text)])).toEqual([`end ${JSON.stringify(`${line}\n`)}`]);
});

test("a character cut between two lines of output stays cut: the halves are bytes", () => {
  const parser = new ControlParser();
  const line = Buffer.concat([bytes("%output %1 "), Buffer.from([0xe2, 0x82]), bytes("\n")]);
  expect(parser.push(line)).toEqual([
    { type: "pane-output", pane: 1, age: 0, bytes: Uint8Array.of(0xe2, 0x82) },
  ]);
});

test("lines of one pane that follow each other are one event, others keep their order", () => {
  const parser = new ControlParser();
  const events = parser.push(
    bytes(
      "%output %1 a\n%output %1 b\n%output %2 c\n%output %1 d\n%begin 1 2 1\n%end 1 2 1\n%output %1 e\n",
    ),
  );
  expect(events.map((event) => event.type)).toEqual([
    "pane-output",
    "pane-output",
    "pane-output",
    "reply",
    "pane-output",
  ]);
});

test("the age of output is told, the latest of several lines", () => {
  const parser = new ControlParser();
  const lines = bytes("%extended-output %1 10 : a\n%extended-output %1 2500 : b\n");
  expect(parser.push(lines)).toEqual([
    { type: "pane-output", pane: 1, age: 2500, bytes: Uint8Array.of(0x61, 0x62) },
  ]);
});

test("output owns its memory: the chunk may be used again", () => {
  const parser = new ControlParser();
  const chunk = bytes("%output %1 plain\n");
  const [event] = parser.push(chunk);
  chunk.fill(0);
  expect(event).toEqual({
    type: "pane-output",
    pane: 1,
    age: 0,
    bytes: Uint8Array.from(bytes("plain")),
  });
});

test("what never ends is not tmux: one event, then silence", () => {
  for (const head of ["", "%begin 1 1 1\n", "%begin 1 1 1\nline\nline\n"]) {
    const parser = new ControlParser(100);
    const events = [head, "x".repeat(60), "x".repeat(60), "\n%exit\n", "y".repeat(300)].flatMap(
      (chunk) => parser.push(bytes(chunk)),
    );
    expect(events).toEqual([{ type: "overrun" }]);
  }
});

test("whatever bytes a program writes, escaped as tmux does they come back, however they are cut", () => {
  const escaped = (data: Uint8Array) =>
    Buffer.concat(
      Array.from(data, (byte) =>
        byte < 0x20 || byte === 0x5c
          ? bytes(`\\${byte.toString(8).padStart(3, "0")}`)
          : Buffer.from([byte]),
      ),
    );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(400)), (data, cuts) => {
      const stream = Buffer.concat([bytes("%output %7 "), escaped(data), bytes("\n")]);
      const edges = [
        0,
        ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b),
        stream.length,
      ];
      const parser = new ControlParser();
      const events = edges.flatMap((edge, at) =>
        parser.push(stream.subarray(edges[at - 1] ?? 0, edge)),
      );
      expect(events).toEqual([{ type: "pane-output", pane: 7, age: 0, bytes: data }]);
    }),
  );
});

test("whatever comes, the parser does not throw", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.uint8Array({ maxLength: 40 }),
          fc
            .constantFrom(
              "%begin 1 1 1\n",
              "%end 1 1 1\n",
              "%output %1 ",
              "\n",
              "%extended-output %1 ",
              " : ",
            )
            .map(bytes),
        ),
        { maxLength: 30 },
      ),
      (chunks) => {
        const parser = new ControlParser();
        for (const chunk of chunks) parser.push(chunk);
      },
    ),
  );
});
