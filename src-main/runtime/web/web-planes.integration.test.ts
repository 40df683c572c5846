import { once } from "node:events";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import type { contract } from "../../../shared/contract/contract.ts";
import { DownDecoder, type DownFrame, encodeUp, type UpFrame } from "../../../shared/frames.ts";
import { bearer, webCloseCodes, webSubprotocols } from "../../../shared/web-endpoints.ts";
import { webWorld } from "./web-world.ts";

const soon = { timeout: 60_000, interval: 10 };

type World = Awaited<ReturnType<typeof webWorld>>;

const sum = (frames: DownFrame[]) => frames.reduce((total, { bytes }) => total + bytes.length, 0);

/** A window as the page is one: the stream first, then the keys. `read: false` never reads the stream. */
async function openWindow(world: World, secret: string, id = "window-01", read = true) {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await fetch(`${world.origin}/terminals/stream?window=${id}`, {
    method: "POST",
    headers: { authorization: bearer(secret), origin: world.origin },
    signal: stop.signal,
  });
  expect([response.status, response.headers.get("content-type")]).toEqual([
    200,
    "application/octet-stream",
  ]);
  const keys = await openSocket(world, secret, `/terminals/keys?window=${id}`);
  const frames: DownFrame[] = [];
  const decoder = new DownDecoder();
  const state = { ended: false };
  const reading = async () => {
    if (response.body === null) return;
    for await (const chunk of response.body) {
      frames.push(...decoder.push(chunk).filter(({ kind }) => kind !== "current"));
    }
  };
  if (read) {
    void reading()
      .catch(() => undefined)
      .finally(() => {
        state.ended = true;
      });
  }
  return { frames, state, keys, stop, send: (frame: UpFrame) => keys.send(encodeUp(frame)) };
}

async function openSocket(world: World, secret: string, path: string) {
  const socket = new WebSocket(`ws://${world.host}${path}`, webSubprotocols(secret), {
    origin: world.origin,
  });
  socket.on("error", () => undefined);
  onTestFinished(() => socket.terminate());
  await once(socket, "open");
  return socket;
}

const closeCode = async (socket: WebSocket) => Number((await once(socket, "close"))[0]);

const attach = (channel: number, from: number | null = 0, credit = 1 << 20): UpFrame => ({
  kind: "attach",
  channel,
  from,
  credit,
});

test("the control plane answers over its WebSocket", async () => {
  await using world = await webWorld();
  const socket = await openSocket(world, await world.secret(), "/control");
  const client: ContractRouterClient<typeof contract> = createORPCClient(
    new RPCLink({ websocket: socket as never }),
  );
  expect(await client.hosts.list()).toEqual(world.hosts);
  await client.approvals.answer({ id: "appr-1", answer: { kind: "approve" } });
  expect(world.answers).toMatchObject([{ actor: "window" }]);
});

test("keys go up, output comes down", async () => {
  await using world = await webWorld();
  const window = await openWindow(world, await world.secret());
  window.send(attach(1));
  window.send({ kind: "input", channel: 1, bytes: Buffer.from("ls\r") });
  window.send({ kind: "resize", channel: 1, columns: 100, rows: 30 });
  await vi.waitFor(() => expect(world.terminals[0].sizes).toEqual([[100, 30]]), soon);
  expect(world.terminals[0].typed).toEqual(["ls\r"]);
  world.terminals[0].output.print(Buffer.from("file\r\n"));
  await vi.waitFor(() => expect(window.frames).toHaveLength(1), soon);
  expect(Buffer.from(window.frames[0]?.bytes ?? []).toString()).toBe("file\r\n");
});

test("20 MB come through whole and in order, each byte credited after it was read", async () => {
  await using world = await webWorld();
  const window = await openWindow(world, await world.secret());
  const { output } = world.terminals[0];
  window.send(attach(1));
  await vi.waitFor(() => expect(output.onOutput.listenerCount).toBe(1), soon);
  const total = 20_000_000;
  const piece = Buffer.alloc(50_000);
  let credited = 0;
  const give = () => {
    const due = sum(window.frames) - credited;
    if (due < 256 * 1024) return;
    credited += due;
    window.send({ kind: "credit", channel: 1, bytes: due });
  };
  for (let made = 0; made < total; ) {
    if (output.paused || output.head() - sum(window.frames) > 1_000_000) {
      await new Promise((resolve) => setImmediate(resolve));
    } else {
      piece.fill((made / piece.length) % 251);
      output.print(piece);
      made += piece.length;
    }
    give();
  }
  await vi.waitFor(() => {
    // What is still on its way may need the credit of what came last.
    give();
    expect(sum(window.frames)).toBe(total);
  }, soon);
  let at = 0;
  for (const frame of window.frames) {
    expect([frame.kind, frame.sequence]).toEqual(["output", at]);
    const wrong = frame.bytes.findIndex(
      (byte, index) => byte !== Math.floor((at + index) / piece.length) % 251,
    );
    expect(wrong).toBe(-1);
    at += frame.bytes.length;
  }
});

test("a window that does not read stops the source after what sockets hold", async () => {
  await using world = await webWorld();
  const window = await openWindow(world, await world.secret(), "window-01", false);
  const { output } = world.terminals[0];
  // As much credit as a client may claim: only the transport is in the way.
  window.send(attach(1, 0, 0xff_ff_ff_ff));
  await vi.waitFor(() => expect(output.onOutput.listenerCount).toBe(1), soon);
  const piece = Buffer.alloc(64 * 1024, "x");
  let idle = 0;
  let printed = 0;
  while (idle < 50) {
    if (output.paused) idle += 1;
    else {
      idle = 0;
      output.print(piece);
      printed += piece.length;
    }
    await new Promise((resolve) => setImmediate(resolve));
    if (printed > 64 * 1024 * 1024) break;
  }
  expect(idle).toBe(50);
  expect(printed).toBeLessThan(24 * 1024 * 1024);
  window.stop.abort();
  await vi.waitFor(
    () => expect([output.paused, output.onOutput.listenerCount]).toEqual([false, 0]),
    soon,
  );
});

test("a control client that does not read is not sent to for ever: it falls out and begins anew", async () => {
  await using world = await webWorld();
  const socket = await openSocket(world, await world.secret(), "/control");
  const client: ContractRouterClient<typeof contract> = createORPCClient(
    new RPCLink({ websocket: socket as never }),
  );
  const events = await client.terminals.events();
  await events.next();
  socket.pause();
  const id = `term-${"x".repeat(60)}` as const;
  const emitted = 150_000;
  for (let count = 0; count < emitted; count += 1) {
    world.emitters.terminals.emit({ type: "terminal-removed", id });
    if (count % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  socket.resume();
  let received = 0;
  const reading = async () => {
    for await (const _event of events) received += 1;
  };
  await expect(reading()).rejects.toThrow("Internal server error");
  expect(received).toBeLessThan(emitted);
  expect(world.emitters.terminals.listenerCount).toBe(0);
});

test("a second stream with the same window id replaces the first", async () => {
  await using world = await webWorld();
  const secret = await world.secret();
  const first = await openWindow(world, secret);
  first.send(attach(1));
  await vi.waitFor(() => expect(world.terminals[0].output.onOutput.listenerCount).toBe(1), soon);
  const closed = closeCode(first.keys);
  const second = await openWindow(world, secret);
  expect(await closed).toBe(webCloseCodes.replaced);
  await vi.waitFor(() => expect(first.state.ended).toBe(true), soon);
  second.send(attach(1));
  await vi.waitFor(() => expect(world.terminals[0].output.onOutput.listenerCount).toBe(1), soon);
  world.terminals[0].output.print(Buffer.from("for the second"));
  await vi.waitFor(() => expect(sum(second.frames)).toBe(14), soon);
  expect(first.frames).toEqual([]);
});

test("another session's window with the same id is another window", async () => {
  await using world = await webWorld();
  const one = await openWindow(world, await world.secret());
  const other = await openWindow(world, await world.secret());
  one.send(attach(1));
  other.send(attach(1));
  await vi.waitFor(() => expect(world.terminals[0].output.onOutput.listenerCount).toBe(1), soon);
  await vi.waitFor(() => {
    world.terminals[0].output.print(Buffer.from("x"));
    expect(sum(one.frames) > 0 && sum(other.frames) > 0).toBe(true);
  }, soon);
});

test("after a cut line the same window goes on at the byte it had reached", async () => {
  await using world = await webWorld();
  const secret = await world.secret();
  const { output } = world.terminals[0];
  const first = await openWindow(world, secret);
  first.send(attach(1));
  output.print(Buffer.from("before|"));
  await vi.waitFor(() => expect(sum(first.frames)).toBe(7), soon);
  first.keys.terminate();
  await vi.waitFor(() => expect(first.state.ended).toBe(true), soon);
  output.print(Buffer.from("meanwhile|"));
  const second = await openWindow(world, secret);
  second.send(attach(1, 7));
  await vi.waitFor(() => expect(sum(second.frames)).toBe(10), soon);
  expect(second.frames).toMatchObject([{ kind: "output", sequence: 7 }]);
});

test("when the stream goes the keys are closed, when the keys go the stream ends", async () => {
  await using world = await webWorld();
  const secret = await world.secret();
  const one = await openWindow(world, secret, "window-01");
  const closed = closeCode(one.keys);
  one.stop.abort();
  expect(await closed).toBe(webCloseCodes.streamEnded);
  const other = await openWindow(world, secret, "window-02");
  other.keys.close();
  await vi.waitFor(() => expect(other.state.ended).toBe(true), soon);
});

for (const [what, sent] of [
  ["a frame that cannot be", Buffer.from([250, 0, 0, 0, 1])],
  ["text", "hello"],
  ["a frame that is too long", Buffer.alloc(300 * 1024)],
] as const) {
  test(`${what} drops the window`, async () => {
    await using world = await webWorld();
    const window = await openWindow(world, await world.secret());
    window.send(attach(1));
    await vi.waitFor(() => expect(world.terminals[0].output.onOutput.listenerCount).toBe(1), soon);
    const closed = closeCode(window.keys);
    window.keys.send(sent);
    expect([webCloseCodes.malformed, 1_009]).toContain(await closed);
    await vi.waitFor(() => expect(world.terminals[0].output.onOutput.listenerCount).toBe(0), soon);
    expect(world.terminals[0].typed).toEqual([]);
  });
}

test("a revoked session loses its window and its control plane at once", async () => {
  await using world = await webWorld();
  const mine = await world.secret();
  const theirs = await world.secret();
  const window = await openWindow(world, theirs);
  const control = await openSocket(world, theirs, "/control");
  const kept = await openSocket(world, mine, "/control");
  const closed = Promise.all([closeCode(window.keys), closeCode(control)]);
  const [, session] = world.runtime.sessions.list();
  expect(world.runtime.sessions.revoke(session?.id ?? "")).toBe(true);
  expect(await closed).toEqual([webCloseCodes.revoked, webCloseCodes.revoked]);
  await vi.waitFor(() => expect(window.state.ended).toBe(true), soon);
  expect(kept.readyState).toBe(WebSocket.OPEN);
});

test("a session tells whether its page is there, and when it was last", async () => {
  let clock = 1_000;
  await using world = await webWorld({ now: () => clock });
  const secret = await world.secret();
  const authorization = bearer(secret);
  const listed = async () =>
    JSON.parse((await world.ask("GET", "/sessions", { authorization })).body)[0];
  const control = await openSocket(world, secret, "/control");
  expect(await listed()).toMatchObject({ connected: true });
  clock = 9_000;
  control.close();
  await vi.waitFor(
    () =>
      expect(world.runtime.sessions.list()).toMatchObject([{ createdAt: 1_000, usedAt: 9_000 }]),
    soon,
  );
  expect(await listed()).toMatchObject({ connected: false });
});

test("disposing closes every connection and frees the port", async () => {
  const world = await webWorld();
  const secret = await world.secret();
  const window = await openWindow(world, secret);
  const unread = await openWindow(world, secret, "window-02", false);
  unread.send(attach(1));
  world.terminals[0].output.print(Buffer.alloc(1_000_000));
  const control = await openSocket(world, secret, "/control");
  const closed = Promise.all([closeCode(window.keys), closeCode(unread.keys), closeCode(control)]);
  await world[Symbol.asyncDispose]();
  expect(await closed).toEqual(Array(3).fill(webCloseCodes.closing));
  await expect(fetch(world.origin)).rejects.toThrow();
  await using again = await webWorld({ port: world.port });
  expect((await again.ask("GET", "/")).status).toBe(200);
});
