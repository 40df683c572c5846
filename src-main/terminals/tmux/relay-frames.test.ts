import { expect, test } from "vitest";
import { relayGreeting } from "./raw-relay-script.ts";
import { type RelayFrame, RelayFrames } from "./relay-frames.ts";

function frame(kind: string, pipe: number, bytes: Buffer | string): Buffer {
  const head = Buffer.alloc(9, kind, "latin1");
  head.writeUInt32BE(pipe, 1);
  head.writeUInt32BE(bytes.length, 5);
  return Buffer.concat([head, Buffer.from(bytes)]);
}

/** What was said, data of one pipe that follows each other joined. */
function read(frames: RelayFrame[]): string[] {
  const said: string[] = [];
  for (const { kind, pipe, bytes } of frames) {
    const text = Buffer.from(bytes).toString("latin1");
    const last = said.at(-1);
    if (kind === "data" && last?.startsWith(`data ${pipe} `)) said[said.length - 1] = last + text;
    else said.push(`${kind} ${pipe} ${text}`);
  }
  return said;
}

const stream = Buffer.concat([
  Buffer.from(`Welcome to this host\n${relayGreeting}`),
  frame("r", 1, "/tmp/fairlead-1/pipe"),
  frame("d", 1, "one fairlead-relay 1\n"),
  frame("d", 70_000, Buffer.alloc(300, "x")),
  frame("l", 1, ""),
  frame("e", 70_000, ""),
]);

test.each([1, 2, 7, 10, 4096])("frames are the same in chunks of %d bytes", (size) => {
  const frames = new RelayFrames();
  const found: RelayFrame[] = [];
  for (let at = 0; at < stream.length; at += size) {
    found.push(...(frames.push(stream.subarray(at, at + size)) ?? []));
  }
  expect(read(found)).toEqual([
    "ready 1 /tmp/fairlead-1/pipe",
    "data 1 one fairlead-relay 1\n",
    `data 70000 ${"x".repeat(300)}`,
    "lost 1 ",
    "end 70000 ",
  ]);
});

test("what is no relay is noticed: another kind, a frame beyond measure, no greeting", () => {
  const begun = () => {
    const frames = new RelayFrames();
    expect(frames.push(Buffer.from(relayGreeting))).toEqual([]);
    return frames;
  };
  expect(begun().push(frame("z", 1, "x"))).toBe(null);
  const huge = frame("d", 1, "");
  huge.writeUInt32BE(0x7f_ff_ff_ff, 5);
  expect(begun().push(huge)).toBe(null);
  expect(new RelayFrames().push(Buffer.alloc(100_000, "y"))).toBe(null);
});
