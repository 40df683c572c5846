import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "../../e2e/world/loopback.ts";
import { makeKey } from "../../e2e/world/ssh-keys.ts";
import { acceptHostKey, hostOf, sshServices } from "../../e2e/world/ssh-services.ts";
import { Sshd } from "../../e2e/world/sshd.ts";
import type { Host, HostStatus } from "../../shared/contract/hosts.ts";
import { failure } from "../../shared/errors.ts";
import { fail } from "../../shared/result.ts";
import { type SshServices, SshTarget } from "./ssh-target.ts";
import type { ByteChannel, ChannelEnd } from "./target.ts";

const never = new AbortController().signal;
/** More than a login takes on a busy machine, since the same limit holds for that. */
const slowSeconds = 3;
let home: string;
let sshd: Sshd;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "fairlead-trouble-"));
  sshd = await Sshd.start();
  sshd.authorize(makeKey(sshd.directory, "id"));
});
afterEach(async () => {
  await sshd[Symbol.asyncDispose]();
  rmSync(home, { recursive: true });
});

function targetOf(change: Partial<Host> = {}, services: Partial<SshServices> = {}): SshTarget {
  const host = { ...hostOf(sshd), ...change };
  return new SshTarget(() => host, sshServices(home, acceptHostKey, services));
}

async function value<T>(
  result: Promise<
    { ok: true; value: T } | { ok: false; error: { code: string; detail?: string | undefined } }
  >,
): Promise<T> {
  const settled = await result;
  if (!settled.ok) throw new Error(`${settled.error.code} ${settled.error.detail}`);
  return settled.value;
}

/** Resolves with the end of a channel, whose data is read and dropped. */
function endOf(channel: ByteChannel): Promise<ChannelEnd> {
  channel.onData(() => undefined);
  return new Promise((resolve) => channel.onEnd(resolve));
}

const firstBytes = (channel: ByteChannel) =>
  new Promise<string>((resolve) =>
    channel.onData((bytes) => resolve(Buffer.from(bytes).toString())),
  );

/** Resolves when the target's status has come to this state. */
function reaches(target: SshTarget, state: HostStatus["state"]): Promise<HostStatus> {
  return new Promise((resolve) => {
    const listening = target.statusChanged.on((status) => {
      if (status.state !== state) return;
      listening[Symbol.dispose]();
      resolve(status);
    });
  });
}

test("a dead port is refused", async () => {
  await using target = targetOf({ port: await freePort(sshd.address) });
  expect(await target.connect(never)).toMatchObject({ error: { code: "connection-refused" } });
  expect(target.status()).toEqual({
    hostId: target.hostId,
    state: "failed",
    latencyMs: null,
    problem: failure("connection-refused").sentence,
  });
});

test("an unknown name is said to be one", async () => {
  await using target = targetOf({ address: "no-such-host.invalid" });
  expect(await target.connect(never)).toMatchObject({ error: { code: "name-not-found" } });
});

async function listening(server: Server): Promise<{ port: number } & Disposable> {
  const sockets = new Set<{ destroy(): void }>();
  server.on("connection", (socket) => sockets.add(socket.on("error", () => socket.destroy())));
  await new Promise<void>((resolve) => server.listen(0, sshd.address, resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test("something that listens and says nothing times out", async () => {
  using mute = await listening(createServer());
  await using target = targetOf(
    { port: mute.port },
    { limits: () => ({ connectSeconds: 0.2, keepaliveSeconds: 0 }) },
  );
  expect(await target.connect(never)).toEqual(
    fail(
      failure("connection-timeout", `no handshake from ${sshd.address} port ${mute.port} in 0.2 s`),
    ),
  );
});

const words: Record<string, string> = {
  "a full sshd": "Exceeded MaxStartups",
  "a host that hangs up when keys are to be exchanged": "SSH-2.0-x",
};

for (const [what, greeting, code] of [
  ["a web server", "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", "connection-lost"],
  ["a full sshd", "Exceeded MaxStartups\r\n", "connection-lost"],
  [
    "a host that hangs up when keys are to be exchanged",
    "SSH-2.0-x\r\n\0\0\u0004\u003c\t\u0014",
    "connection-lost",
  ],
  ["nothing at all", "", "connection-lost"],
  [
    "garbage",
    "SSH-2.0-x\r\n\0\0\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008",
    "connection-lost",
  ],
] as const) {
  test(`${what} in sshd's place ends the attempt with its words`, async () => {
    using other = await listening(createServer((socket) => socket.end(greeting)));
    await using target = targetOf({ port: other.port });
    const result = await target.connect(never);
    expect(result).toMatchObject({ ok: false, error: { code } });
    if (!(what in words)) return;
    const detail = `the host hung up after saying "${words[what]}"`;
    expect(result).toMatchObject({ error: { detail } });
  });
}

test("no algorithm in common is said to be that", async () => {
  await sshd.restart(["KexAlgorithms sntrup761x25519-sha512@openssh.com"]);
  await using target = targetOf();
  expect(await target.connect(never)).toEqual(
    fail(failure("algorithm-mismatch", "Handshake failed: no matching key exchange algorithm")),
  );
});

test("concurrent calls share one connection, and one of them can be given up", async () => {
  const question = Promise.withResolvers<void>();
  const host = hostOf(sshd);
  const services = sshServices(home, () => {
    question.resolve();
    return null;
  });
  await using target = new SshTarget(() => host, services);
  const impatient = new AbortController();
  const givenUp = target.connect(impatient.signal);
  const others = [
    target.connect(never),
    target.exec("echo one", never),
    target.exec("echo two", never),
  ];
  await question.promise;
  impatient.abort();
  expect(await givenUp).toEqual(fail(failure("aborted")));
  const [asked] = services.questions.list();
  if (asked === undefined) throw new Error("the question is gone");
  services.questions.answer(asked.id, { kind: "accept" });
  expect((await Promise.all(others)).map((result) => result.ok)).toEqual([true, true, true]);
  expect(services.asked.length).toBe(1);
  // sshd may still be at the end of the line that only looked whether it answers.
  await expect.poll(() => sshd.connections()).toBe(1);
});

test("the attempt ends with its question when the last caller gives up", async () => {
  const question = Promise.withResolvers<void>();
  const host = hostOf(sshd);
  const services = sshServices(home, () => {
    question.resolve();
    return null;
  });
  await using target = new SshTarget(() => host, services);
  const stop = new AbortController();
  const connecting = target.connect(stop.signal);
  await question.promise;
  stop.abort();
  expect(await connecting).toEqual(fail(failure("aborted")));
  expect([services.questions.list(), target.status().state]).toEqual([[], "idle"]);
  const again = target.connect(never);
  await expect.poll(() => services.questions.list().length).toBe(1);
  const [asked] = services.questions.list();
  if (asked === undefined) throw new Error("the question is gone");
  services.questions.answer(asked.id, { kind: "accept" });
  expect((await again).ok).toBe(true);
});

test("a person may think longer than the connection may take", async () => {
  const services = sshServices(home, () => null, {
    limits: () => ({ connectSeconds: slowSeconds, keepaliveSeconds: 0 }),
  });
  services.questions.changed.on(() => {
    const [asked] = services.questions.list();
    if (asked === undefined) return;
    const longer = slowSeconds * 1_000 + 200;
    setTimeout(() => services.questions.answer(asked.id, { kind: "accept" }), longer);
  });
  const host = hostOf(sshd);
  await using target = new SshTarget(() => host, services);
  expect((await target.connect(never)).ok).toBe(true);
});

test("the third channel at MaxSessions 2 is refused, and there is room again when one ends", async () => {
  await sshd.restart(["MaxSessions 2"]);
  await using target = targetOf();
  using first = await value(target.openExec("cat", never));
  using _second = await value(target.openExec("cat", never));
  expect(await target.openExec("cat", never)).toEqual(
    fail(failure("channel-refused", "(SSH) Channel open failure: open failed")),
  );
  const ended = endOf(first);
  first.endInput();
  expect(await ended).toEqual({ exitCode: 0, standardError: "", lost: false });
  // sshd gives the place free a moment after it has said that the channel is closed.
  await expect.poll(async () => (await target.exec("true", never)).ok).toBe(true);
});

test("sshd killed in the middle: the channel is lost, said once, and the next use connects again", async () => {
  await using target = targetOf();
  let lost = 0;
  target.onLost(() => {
    lost += 1;
  });
  using channel = await value(target.openExec("echo begun; sleep 600", never));
  using pty = await value(target.openPty("sleep 600", { columns: 80, rows: 24 }, never));
  await firstBytes(channel);
  const ends = [endOf(channel), endOf(pty)];
  const status = reaches(target, "lost");
  sshd.killSessions();
  const end = { exitCode: null, standardError: "", lost: true };
  expect([await Promise.all(ends), (await status).problem, lost]).toEqual([
    [end, end],
    failure("connection-lost").sentence,
    1,
  ]);
  expect([(await target.exec("true", never)).ok, target.status().state, lost]).toEqual([
    true,
    "connected",
    1,
  ]);
});

test("an exec that is cut off fails instead of looking finished", async () => {
  await using target = targetOf();
  await value(target.connect(never));
  const running = target.exec("echo part; kill -9 $PPID; sleep 600", never);
  // The shell's parent is the sshd of this connection.
  expect(await running).toEqual(fail(failure("connection-lost")));
});

test("a host that stopped is noticed by the keepalive, and the latency was told before", async () => {
  await using target = targetOf(
    {},
    { limits: () => ({ connectSeconds: 60, keepaliveSeconds: 0.5 }) },
  );
  using channel = await value(target.openExec("cat", never));
  if (target.status().latencyMs === null) await reaches(target, "connected");
  const { latencyMs } = target.status();
  const status = reaches(target, "lost");
  const end = endOf(channel);
  sshd.pause();
  expect([await end, (await status).state, typeof latencyMs]).toEqual([
    { exitCode: null, standardError: "", lost: true },
    "lost",
    "number",
  ]);
  sshd.resume();
  expect((await target.exec("true", never)).ok).toBe(true);
});

test("a stopped host without keepalive cannot hang a new channel or a ping", async () => {
  await using target = targetOf(
    {},
    { limits: () => ({ connectSeconds: slowSeconds, keepaliveSeconds: 0 }) },
  );
  await value(target.connect(never));
  sshd.pause();
  const stop = new AbortController();
  const ping = target.ping(stop.signal);
  expect(await target.openExec("true", never)).toEqual(
    fail(failure("connection-timeout", "no answer to a new channel")),
  );
  stop.abort();
  expect(await ping).toEqual(fail(failure("aborted")));
});

test("aborting an exec ends it at once and leaves the connection usable", async () => {
  await using target = targetOf();
  const stop = new AbortController();
  await value(target.connect(never));
  const running = target.exec("sleep 600", stop.signal);
  stop.abort();
  expect(await running).toEqual(fail(failure("aborted")));
  expect((await target.exec("true", never)).ok).toBe(true);
});

test("disposing hangs up, ends attempts, and is no loss", async () => {
  const target = targetOf();
  let lost = 0;
  target.onLost(() => {
    lost += 1;
  });
  const channel = await value(target.openExec("sleep 600", never));
  const end = endOf(channel);
  await target[Symbol.asyncDispose]();
  expect([(await end).exitCode, lost, await target.connect(never)]).toEqual([
    null,
    0,
    fail(failure("aborted")),
  ]);
});
