import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { failure } from "../../../shared/errors.ts";
import { fail, ok } from "../../../shared/result.ts";
import { Secret } from "../../base/secret.ts";
import { Approvals, type EditCheck } from "../approvals.ts";
import { MemoryAudit } from "../in-memory-parts.ts";
import { aQuestion } from "../in-memory-question.ts";
import { Notifier, type NotifierParts } from "./notifier.ts";
import { mayPostTo, signatureHeader, timestampHeader } from "./webhook.ts";

const never = new AbortController().signal;
const noEdit = (): EditCheck => ({ refusals: [], judgement: null });

type Post = { headers: IncomingMessage["headers"]; body: string };

/** A receiver of webhooks on this machine, and a notifier that knows it. */
async function makeWorld(status: number, more: Partial<NotifierParts> = {}) {
  const owned = new AsyncDisposableStack();
  const posts: Post[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += String(piece);
    posts.push({ headers: request.headers, body });
    response.writeHead(status, { location: "http://192.0.2.1/" }).end("thanks");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  owned.defer(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const approvals = owned.use(
    new Approvals(
      () => 60,
      () => 1_000,
    ),
  );
  const audit = new MemoryAudit();
  const webhook = { url: `http://127.0.0.1:${port}/hook`, secret: "hook" };
  owned.use(
    new Notifier({
      approvals,
      rules: () => ({ command: null, webhook }),
      secretOf: async (name) =>
        name === "hook" ? ok(Secret.fromText("signing key")) : fail(failure("secret-missing")),
      environment: {},
      record: audit.record,
      redact: (text) => text.replaceAll("hunter22", "[redacted]"),
      now: () => 1_700_000_000_500,
      ...more,
    }),
  );
  return { approvals, audit, posts, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

test("a waiting question is posted, signed and redacted; its answer as well", async () => {
  await using world = await makeWorld(200);
  const { approvals, audit, posts } = world;
  const command = "mysql -phunter22";
  const action = { kind: "run-shell", command } as const;
  void approvals.ask({ ...aQuestion, action, reason: "hunter22 works" }, noEdit, never);
  await expect.poll(() => audit.records.length).toBe(1);
  const [{ body, headers } = { body: "", headers: {} }] = posts;
  expect(JSON.parse(body)).toEqual({
    event: "asked",
    id: "appr-1",
    kind: "run-shell",
    command: "mysql -p[redacted]",
    host: "web-1",
    user: "root",
    production: false,
    class: "change",
    reason: "[redacted] works",
    because: "The mode is ask: a person decides.",
    urgency: "normal",
    step: null,
    expiresAt: "1970-01-01T00:01:01.000Z",
    end: null,
    by: null,
  });
  expect(headers[timestampHeader]).toBe("1700000000");
  const expected = createHmac("sha256", "signing key").update(`1700000000.${body}`).digest("hex");
  expect(headers[signatureHeader]).toBe(`sha256=${expected}`);
  approvals.answer("appr-1", { kind: "deny", comment: "" }, "ada");
  await expect.poll(() => audit.records.length).toBe(2);
  expect(JSON.parse(posts[1]?.body ?? "")).toMatchObject({
    event: "closed",
    end: "denied",
    by: "ada",
  });
  expect(audit.records[0]).toMatchObject({
    kind: "notification",
    request: "item-1",
    detail: { channel: "webhook", event: "asked", approval: "appr-1", state: "told" },
  });
});

for (const [what, status, more, because] of [
  ["an endpoint that fails", 500, {}, "the webhook answered 500"],
  ["a redirect, which is not followed", 307, {}, "the webhook answered 307"],
  [
    "a missing secret",
    200,
    { rules: () => ({ command: null, webhook: { url: "http://127.0.0.1:9/", secret: "gone" } }) },
    "There is no stored secret under this name.",
  ],
  [
    "an address elsewhere without encryption",
    200,
    { rules: () => ({ command: null, webhook: { url: "http://192.0.2.1/", secret: "hook" } }) },
    "a webhook needs https, or http on this machine",
  ],
] as const) {
  test(`${what}: in the audit, and the question waits all the same`, async () => {
    await using world = await makeWorld(status, more);
    void world.approvals.ask(aQuestion, noEdit, never);
    await expect.poll(() => world.audit.records.length).toBe(1);
    expect(world.audit.records[0]?.detail).toMatchObject({ state: "failed", because });
    expect(world.approvals.list().length).toBe(1);
  });
}

for (const [address, may] of [
  ["https://hooks.example.com/x", true],
  ["http://127.0.0.1:8080/", true],
  ["http://[::1]/", true],
  ["http://localhost/", true],
  ["http://localhost.example.com/", false],
  ["http://127.0.0.1.example.com/", false],
  ["http://10.0.0.1/", false],
  ["https://user:password@hooks.example.com/", false],
  ["file:///etc/passwd", false],
  ["nonsense", false],
] as const) {
  test(`${address} ${may ? "may" : "may not"} be posted to`, () => {
    expect(mayPostTo(address)).toBe(may);
  });
}
