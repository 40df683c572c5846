import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createORPCClient, isDefinedError, safe } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { RPCHandler } from "@orpc/server/ws";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocketServer } from "ws";
import type { contract } from "../../shared/contract/contract.ts";
import { aFleet, inMemoryServices, localHost } from "./in-memory-services.ts";
import { pacedSocket } from "./paced-socket.ts";
import { createRouter } from "./router.ts";

/** The router on in-memory services, behind a real WebSocket. */
async function world() {
  const memory = inMemoryServices();
  const handler = new RPCHandler(createRouter(memory.services));
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on("connection", (socket) => {
    void handler.upgrade(pacedSocket(socket), {
      context: { actor: "window", hostSource: "person", turn: {} },
    });
  });
  await once(http.listen(0, "127.0.0.1"), "listening");
  const { port } = http.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  await once(socket, "open");
  const client: ContractRouterClient<typeof contract> = createORPCClient(
    new RPCLink({ websocket: socket }),
  );
  onTestFinished(() => {
    socket.close();
    for (const open of sockets.clients) open.terminate();
    http.close();
  });
  return { ...memory, client, socket, sockets };
}

const nobodyListens = (emitters: Record<string, { listenerCount: number }>) =>
  vi.waitFor(() => {
    const counts = Object.entries(emitters).filter(([, emitter]) => emitter.listenerCount > 0);
    expect(counts).toEqual([]);
  }, 20_000);

test("a call goes in and its answer comes out", async () => {
  const { client } = await world();
  expect(await client.hosts.list()).toEqual([localHost]);
  const added = await client.hosts.add({ address: "db-1", name: "db" });
  expect(added).toMatchObject({ name: "db", address: "db-1", source: "person" });
});

test("an expected failure arrives as the defined error FAILED with code and sentence", async () => {
  const { client } = await world();
  const [error] = await safe(client.hosts.remove({ id: "host-none" }));
  expect(isDefinedError(error) && error.code === "FAILED" && error.data).toEqual({
    code: "host-unknown",
    sentence: "This host is not in the inventory. Add it first.",
  });
});

test("bad input is FAILED input-invalid and names the fields", async () => {
  const { client, faults } = await world();
  const [error] = await safe(client.hosts.add({ address: "", port: 99_999 }));
  expect(isDefinedError(error) && error.data).toMatchObject({
    code: "input-invalid",
    detail: expect.stringMatching(/address: .*; port: /),
  });
  expect(faults).toEqual([]);
});

test("a bug is reported here and is nothing but an internal error there", async () => {
  const { client, faults } = await world();
  const [error] = await safe(client.terminals.reconnect({ id: "term-1" }));
  expect(isDefinedError(error)).toBe(false);
  expect(JSON.stringify(error)).not.toContain("secret");
  expect(error?.message).toBe("Internal Server Error");
  expect(faults).toMatchObject([{ call: "terminals.reconnect" }]);
});

test("whoever answers an approval is named", async () => {
  const { client, answers } = await world();
  await client.approvals.answer({ id: "appr-1", answer: { kind: "approve" } });
  expect(answers).toEqual([{ id: "appr-1", answer: { kind: "approve" }, actor: "window" }]);
});

test("tools are listed; a switch of one names the conversation and who switched it", async () => {
  const { client, switched } = await world();
  expect(await client.chat.tools()).toMatchObject([{ name: "run_shell", tier: "privileged" }]);
  const { id, toolsOff } = await client.chat.create();
  expect(toolsOff).toEqual([]);
  await client.chat.setTool({ id, tool: "run_shell", on: false });
  expect(switched).toEqual([{ id, tool: "run_shell", on: false, actor: "window" }]);
  const [error] = await safe(client.chat.setTool({ id: "conv-no", tool: "time", on: false }));
  expect(isDefinedError(error) && error.data.code).toBe("conversation-unknown");
});

test("a secret goes in and only its name comes out", async () => {
  const { client, secrets } = await world();
  const { id } = await client.credentials.set({ label: "db", secret: "hunter22" });
  expect(secrets.get(id)?.bytes.toString()).toBe("hunter22");
  for await (const event of await client.credentials.events()) {
    expect(event.stored).toEqual([{ id, label: "db" }]);
    break;
  }
});

test("a call that its client gives up aborts the work", async () => {
  const { client, faults } = await world();
  const stop = new AbortController();
  const testing = safe(client.hosts.test({ id: "host-local" }, { signal: stop.signal }));
  stop.abort();
  const [error] = await testing;
  expect(error?.name).toBe("AbortError");
  expect(faults).toEqual([]);
});

test("an event stream begins with the state and then tells what happens", async () => {
  const { client, emitters } = await world();
  const events = await client.hosts.events();
  expect((await events.next()).value).toEqual({
    type: "hosts-listed",
    hosts: [localHost],
    statuses: [],
  });
  const status = {
    hostId: localHost.id,
    state: "connected",
    latencyMs: 1,
    problem: null,
  } as const;
  emitters.status.emit(status);
  expect((await events.next()).value).toEqual({ type: "host-status", status });
  await client.hosts.add({ address: "a" });
  expect((await events.next()).value).toMatchObject({
    type: "hosts-listed",
    hosts: [{ name: "this machine" }, { name: "a" }],
  });
  await events.return?.();
  await nobodyListens(emitters);
});

test("the events of one conversation are not those of another", async () => {
  const { client, emitters } = await world();
  const one = await client.chat.create();
  const other = await client.chat.create({ profileId: "model-x" });
  expect(other.profileId).toBe("model-x");
  const events = await client.chat.events({ id: one.id });
  expect((await events.next()).value).toEqual({
    type: "items-listed",
    items: [],
    turnId: null,
    plan: null,
  });
  await client.chat.send({ id: other.id, text: "there", terminalId: null });
  await client.chat.send({ id: one.id, text: "here", terminalId: null });
  expect((await events.next()).value).toMatchObject({
    type: "item-changed",
    item: { text: "here" },
  });
  await events.return?.();
  await nobodyListens(emitters);
  const [error] = await safe(client.chat.events({ id: "conv-none" }));
  expect(isDefinedError(error) && error.data.code).toBe("conversation-unknown");
});

test("many changes while the client is busy become one newest state", async () => {
  const { client, emitters } = await world();
  const events = await client.chat.conversations();
  await events.next();
  for (let count = 0; count < 50; count += 1) emitters.conversations.emit();
  await client.chat.create();
  let seen = 0;
  for await (const event of events) {
    seen += 1;
    if (event.conversations.length === 1) break;
  }
  expect(seen).toBeLessThan(5);
  await nobodyListens(emitters);
});

for (const [how, leave] of [
  ["closes", (socket: WebSocket) => socket.close()],
  [
    "is cut off",
    (_: WebSocket, sockets: WebSocketServer) => {
      for (const open of sockets.clients) open.terminate();
    },
  ],
] as const) {
  test(`nothing listens any more once a client with every stream open ${how}`, async () => {
    const { client, emitters, socket, sockets } = await world();
    const { id } = await client.chat.create();
    const streams = [
      await client.hosts.events(),
      await client.questions.events(),
      await client.terminals.events(),
      await client.recordings.events(),
      await client.runs.events(),
      await client.tmux.attached(),
      await client.chat.conversations(),
      await client.chat.events({ id }),
      await client.context.events({ id }),
      await client.approvals.events(),
      await client.policy.events(),
      await client.settings.events(),
      await client.models.events(),
      await client.credentials.events(),
      await client.files.events(),
      await client.fleet.list(),
      await client.fleet.events({ id: aFleet.fleet.id }),
      await client.audit.events(),
    ];
    for (const stream of streams) await stream.next();
    const listening = Object.values(emitters).map((emitter) => emitter.listenerCount > 0);
    expect(listening).toEqual(Object.values(emitters).map(() => true));
    const waiting = Promise.allSettled(streams.map((stream) => stream.next()));
    leave(socket, sockets);
    await nobodyListens(emitters);
    for (const end of await waiting) {
      expect(end.status === "rejected" ? end.reason.name : end.value.done).toBe("AbortError");
    }
  });
}
