import { expect, test } from "vitest";
import { ok } from "../../shared/result.ts";
import type { Silence } from "../base/pulse.ts";
import { AttachedBackend } from "./attached-backend.ts";
import type { BackendEnd, TerminalBackend } from "./backend.ts";

/** A backend that has something for its listeners at once. */
function fakeBackend({ ended = null }: { ended?: BackendEnd | null } = {}) {
  let tellEnd: (end: BackendEnd) => void = () => undefined;
  let tellSilence: (silence: Silence) => void = () => undefined;
  let disposed = 0;
  const backend: TerminalBackend = {
    durability: "plain",
    tmuxSession: null,
    onOutput: (listener) => listener(Buffer.from("kept")),
    onReset: () => undefined,
    onSilence: (listener) => {
      tellSilence = listener;
    },
    onEnd: (listener) => {
      tellEnd = listener;
      if (ended !== null) listener(ended);
    },
    write: () => Promise.resolve(ok(undefined)),
    resize: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
    kill: () => Promise.resolve(ok(undefined)),
    [Symbol.asyncDispose]: () => {
      disposed += 1;
      return Promise.resolve();
    },
  };
  return {
    backend,
    end: (end: BackendEnd) => tellEnd(end),
    silence: (silence: Silence) => tellSilence(silence),
    disposed: () => disposed,
  };
}

function terminalSide() {
  const told: string[] = [];
  let source: unknown = null;
  const output = {
    connect: (given: unknown) => {
      source = given;
    },
  };
  const attached = new AttachedBackend(output, {
    attached: () => told.push("attached"),
    received: (bytes) => told.push(Buffer.from(bytes).toString()),
    redrawn: () => told.push("redrawn"),
    silence: (silence) => told.push(silence),
    modeChanged: () => told.push("mode"),
    ended: (end) => told.push(`${end.kind}, attached: ${attached.isThere}`),
  });
  return { attached, told, source: () => source };
}

const cut: BackendEnd = { kind: "detached", reason: "cut" };

test("what a backend had kept comes first, and its end last", () => {
  const { attached, told, source } = terminalSide();
  const one = fakeBackend({ ended: cut });
  attached.attach(one.backend);
  expect(told).toEqual(["kept", "attached", "detached, attached: false"]);
  expect(one.disposed()).toBe(1);
  expect(source()).toBeNull();
});

test("one that was let go of says nothing more of itself, also when the next one is there", async () => {
  const { attached, told, source } = terminalSide();
  const [old, next] = [fakeBackend(), fakeBackend()];
  attached.attach(old.backend);
  await attached.letGo();
  expect([old.disposed(), source()]).toEqual([1, null]);
  attached.attach(next.backend);
  told.length = 0;
  old.silence("silent");
  old.end(cut);
  expect(told).toEqual([]);
  expect([attached.isThere, source()]).toEqual([true, next.backend]);
  next.silence("stalled");
  expect(told).toEqual(["stalled"]);
});

test("without one nothing is delivered, and there is nothing to end", async () => {
  const { attached } = terminalSide();
  expect(await attached.write(Buffer.from("x"))).toMatchObject({
    ok: false,
    error: { code: "terminal-lost" },
  });
  expect(await attached.kill(AbortSignal.timeout(1_000))).toEqual(ok(undefined));
  expect(await attached.leaveMode()).toEqual(ok(undefined));
  expect(attached.inMode).toBe(false);
});
