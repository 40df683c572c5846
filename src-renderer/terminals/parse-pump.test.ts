import { expect, test } from "vitest";
import { type DrawPause, ParsePump, type PumpSource } from "./parse-pump.ts";

/** A UI thread whose clock only moves when something takes time on it. */
class Thread {
  time = 0;
  readonly #tasks: { at: number; task: () => void }[] = [];
  frames: ((ms: number) => void)[] = [];

  readonly surroundings = {
    defer: (task: () => void) => void this.#tasks.push({ at: this.time, task }),
    after: (ms: number, task: () => void) => void this.#tasks.push({ at: this.time + ms, task }),
    nextFrame: (drawn: (ms: number) => void) => void this.frames.push(drawn),
    now: () => this.time,
  };

  /** Runs what is due until `until`. */
  run(until: number): void {
    for (;;) {
      this.#tasks.sort((one, other) => one.at - other.at);
      const next = this.#tasks[0];
      if (next === undefined || next.at > until) break;
      this.#tasks.shift();
      this.time = Math.max(this.time, next.at);
      next.task();
    }
    this.time = Math.max(this.time, until);
  }
}

/** Parses 10,000 bytes a millisecond. */
class Source implements PumpSource {
  readonly batches: { at: number; bytes: number }[] = [];
  /** Within how many ms each batch is drawn; null: at once. */
  readonly drawn: (number | null)[] = [];
  urgent = false;
  unseen = false;
  backlog = 0;
  readonly #thread: Thread;
  readonly #pump: ParsePump;

  constructor(thread: Thread, pump: ParsePump) {
    this.#thread = thread;
    this.#pump = pump;
  }

  arrive(bytes: number): void {
    this.backlog += bytes;
    this.#pump.ready(this);
  }

  parseBatch(budget: number, pause: DrawPause | null, parsed: (ms: number) => void): number {
    const bytes = Math.min(budget, this.backlog);
    if (bytes === 0) return 0;
    this.batches.push({ at: this.#thread.time, bytes });
    this.drawn.push(pause?.withinMs ?? null);
    this.backlog -= bytes;
    const ms = bytes / 10_000;
    this.#thread.surroundings.after(ms, () => {
      if (this.backlog > 0) this.#pump.ready(this);
      parsed(ms);
    });
    return bytes;
  }
}

function world() {
  const thread = new Thread();
  const pump = new ParsePump(thread.surroundings);
  const source = () => new Source(thread, pump);
  return { thread, pump, source };
}

/** 6 KB every millisecond. */
function flood(thread: Thread, source: Source, from: number, ms: number): void {
  for (let at = from; at < from + ms; at += 1) {
    thread.run(at);
    source.arrive(6 * 1024);
  }
}

test("what arrives at rest is parsed at once", () => {
  const { thread, source } = world();
  const one = source();
  one.arrive(100);
  thread.run(50);
  one.arrive(200);
  expect(one.batches).toEqual([
    { at: 0, bytes: 100 },
    { at: 50, bytes: 200 },
  ]);
});

test("a program that redraws its screen ten times a second is never held back", () => {
  const { thread, source } = world();
  const one = source();
  for (let at = 0; at < 1_000; at += 100) {
    thread.run(at);
    one.arrive(20_000);
  }
  thread.run(1_100);
  expect(one.batches.map(({ at }) => at)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
});

test("a flood is gathered into no more than a batch a frame, each far below a long task", () => {
  const { thread, source } = world();
  const one = source();
  flood(thread, one, 0, 1_000);
  thread.run(2_000);
  const late = one.batches.filter(({ at }) => at > 200 && at < 1_000);
  expect(one.batches.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(1_000 * 6 * 1024);
  expect(late.length).toBeLessThanOrEqual(50);
  expect(Math.max(...one.batches.map(({ bytes }) => bytes / 10_000))).toBeLessThan(40);
});

test("where frames are slow to draw, batches come less often", () => {
  const batchesWith = (frameMs: number) => {
    const { thread, source } = world();
    const one = source();
    for (let at = 0; at < 1_000; at += 1) {
      thread.run(at);
      one.arrive(4 * 1024);
      for (const drawn of thread.frames.splice(0)) drawn(frameMs);
    }
    return one.batches.filter(({ at }) => at > 300).length;
  };
  expect(batchesWith(30)).toBeLessThan(batchesWith(5) / 2);
});

test("somebody who types into a flood sees it at once, in short batches", () => {
  const { thread, pump, source } = world();
  const one = source();
  one.urgent = true;
  flood(thread, one, 0, 500);
  pump.typed();
  const before = one.batches.length;
  flood(thread, one, 500, 300);
  const typing = one.batches.slice(before + 1);
  expect(typing.length).toBeGreaterThan(40);
  expect(Math.max(...typing.map(({ bytes }) => bytes / 10_000))).toBeLessThan(10);
});

test("somebody who types beside a flood gets the echo at once, and the flood goes on now and then", () => {
  const { thread, pump, source } = world();
  const looked = source();
  looked.urgent = true;
  const flooding = source();
  flood(thread, flooding, 0, 500);
  const echoes: number[] = [];
  for (let at = 500; at < 900; at += 1) {
    thread.run(at);
    flooding.arrive(6 * 1024);
    if (at % 100 !== 50) continue;
    pump.typed();
    const before = looked.batches.length;
    looked.arrive(1);
    thread.run(at + 6);
    echoes.push((looked.batches[before]?.at ?? Number.POSITIVE_INFINITY) - at);
  }
  expect(Math.max(...echoes)).toBeLessThan(6);
  const beside = flooding.batches.filter(({ at }) => at > 560 && at < 900);
  expect(beside.length).toBeGreaterThanOrEqual(5);
  expect(beside.length).toBeLessThanOrEqual(8);
  // Drawing the flood would be in the way of drawing the echo.
  const [first, last] = [flooding.drawn[0], flooding.drawn.at(-1)];
  expect([first, flooding.drawn.includes(100), last]).toEqual([null, true, 400]);
  expect(new Set(looked.drawn)).toEqual(new Set([null]));
});

test("the last bytes of a flood are parsed soon after they came", () => {
  const { thread, source } = world();
  const one = source();
  flood(thread, one, 0, 500);
  thread.run(700);
  expect(one.backlog).toBe(0);
});

test("what is not drawn yet is parsed without a pause, also while another one floods", () => {
  const { thread, source } = world();
  const flooding = source();
  const rebuilt = source();
  rebuilt.unseen = true;
  flood(thread, flooding, 0, 500);
  rebuilt.arrive(1_000_000);
  thread.run(750);
  expect(rebuilt.backlog).toBe(0);
  const gaps = rebuilt.batches.slice(1).map(({ at }, index) => {
    const before = rebuilt.batches[index];
    return before === undefined ? 0 : at - before.at - before.bytes / 10_000;
  });
  // At most one batch of the other between two of its own.
  expect(Math.max(...gaps)).toBeLessThan(40);
  flooding.arrive(100);
  rebuilt.arrive(100);
  thread.run(1_000);
  expect([rebuilt.backlog, flooding.backlog]).toEqual([0, 0]);
});

test("rebuilding a terminal is no flood: what arrives elsewhere right after it is parsed at once", () => {
  const { thread, source } = world();
  const rebuilt = source();
  const one = source();
  rebuilt.unseen = true;
  rebuilt.arrive(2_000_000);
  thread.run(400);
  one.arrive(100);
  expect([rebuilt.backlog, one.batches]).toEqual([0, [{ at: 400, bytes: 100 }]]);
});

test("the urgent one goes first, and two floods share the thread", () => {
  const { thread, source } = world();
  const quiet = source();
  const flooding = source();
  quiet.urgent = true;
  flooding.arrive(900_000);
  thread.run(3);
  quiet.arrive(10);
  thread.run(100);
  expect(quiet.batches).toHaveLength(1);
  expect(quiet.batches[0]?.at).toBeLessThan(12);
  quiet.arrive(2_000_000);
  flooding.arrive(2_000_000);
  thread.run(1_000);
  expect([quiet.backlog, flooding.backlog]).toEqual([0, 0]);
});
