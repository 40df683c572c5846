import { ChildProcess } from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";
import { Readable } from "node:stream";
import timers from "node:timers/promises";

/**
 * FAIRLEAD_TEST_LATE=MS: timers, the calls and answers of the file system, what is read from sockets, pipes and terminals,
 * and word of the end of processes come late by up to MS ms, so that a test shows what it does not wait for. Without it
 * nothing changes. Imported before all else it does the same to a process.
 */
const mostMs = Number(process.env["FAIRLEAD_TEST_LATE"] ?? 0);
const marked = globalThis as { isLate?: true };
const after = globalThis.setTimeout;
const soon = globalThis.setImmediate;
/** The longest that a timer of Node can wait. */
const longestMs = 2 ** 31 - 1;

const some = () => Math.random() * mostMs;
const late = () => new Promise((go) => after(go, some()));

/** As the event loop calls it: what it puts off with nextTick comes before all that waits for a promise. */
const onItsOwn = (act: () => void) =>
  new Promise<void>((done) => {
    soon(() => {
      act();
      done();
    });
  });

function lateTimers(): void {
  const later = (act: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
    after(act, Math.min(longestMs, ms + some()), ...given);
  const promised: typeof timers.setTimeout = (ms = 0, value, options) =>
    pause(Math.min(longestMs, ms + some()), value, options);
  const pause = timers.setTimeout;
  timers.setTimeout = promised;
  globalThis.setTimeout = Object.assign(later as typeof after, { __promisify__: promised });
}

function lateFiles(): void {
  const calls = fs.promises as unknown as Record<string, unknown>;
  for (const [name, call] of Object.entries(calls)) {
    // These two answer with what is gone through, not with a promise.
    if (typeof call !== "function" || name === "watch" || name === "glob") continue;
    calls[name] = async (...given: unknown[]) => {
      await late();
      const answer: unknown = await Reflect.apply(call, calls, given);
      await late();
      return answer;
    };
  }
}

/** Each socket's bytes stay in order; those of several do not stay in the order in which they came. */
function lateBytes(): void {
  const waiting = new WeakMap<Socket, { since: Promise<unknown>; bytes: number }>();
  const push = Readable.prototype.push;
  Socket.prototype.push = function (this: Socket, chunk: unknown, encoding?: BufferEncoding) {
    const queue = waiting.get(this) ?? { since: Promise.resolve(), bytes: 0 };
    waiting.set(this, queue);
    const bytes = chunk instanceof Uint8Array ? chunk.length : 0;
    queue.bytes += bytes;
    queue.since = Promise.all([queue.since, late()]).then(() =>
      onItsOwn(() => {
        queue.bytes -= bytes;
        if (this.destroyed) return;
        push.call(this, chunk, encoding);
        // As Node does at the end, also where nobody reads.
        if (chunk === null) this.read(0);
      }),
    );
    return queue.bytes + this.readableLength < this.readableHighWaterMark;
  };
  const destroy = Socket.prototype.destroy;
  Socket.prototype.destroy = function (this: Socket, error?: NodeJS.ErrnoException) {
    const queue = waiting.get(this);
    const isOfKernel = error?.syscall !== undefined;
    if (!isOfKernel || queue === undefined) return destroy.call(this, error);
    // A failure is never told before what was read before it.
    queue.since = queue.since.then(() => onItsOwn(() => destroy.call(this, error)));
    return this;
  };
}

/** The kernel may say long after the last byte that a process has ended. */
function lateEnds(): void {
  type Handle = { onexit(...given: unknown[]): void };
  const whole = ChildProcess.prototype as unknown as {
    spawn(this: { _handle: Handle }, ...given: unknown[]): unknown;
  };
  const { spawn } = whole;
  whole.spawn = function (...given) {
    const handle = this._handle;
    const answer = spawn.apply(this, given);
    const { onexit } = handle;
    handle.onexit = (...end) => after(() => onexit.apply(handle, end), some());
    return answer;
  };
}

if (mostMs > 0 && !marked.isLate) {
  marked.isLate = true;
  lateTimers();
  lateFiles();
  lateBytes();
  lateEnds();
  syncBuiltinESMExports();
}
