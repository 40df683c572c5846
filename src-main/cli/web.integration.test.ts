import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CliWorld } from "../../e2e/world/cli.ts";
import { ScriptedModel } from "../../e2e/world/model.ts";
import { calls, says } from "../../e2e/world/model-turns.ts";

let server: Server;
let address: string;
let visits: string[];
beforeAll(async () => {
  server = createServer((request, response) => {
    visits.push(request.url ?? "");
    response.setHeader("content-type", "text/html").end("<h1>Wiki</h1><p>Reload, never restart.");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

/** `exec` with a model that fetches a page of the server; what the model was told, and what the audit has. */
async function fetching(web: Record<string, string>) {
  visits = [];
  await using model = await ScriptedModel.start();
  const page = { url: `http://${address}/page`, reason: "to read it" };
  model.script(calls([{ name: "fetch_url", arguments: page }]), says("Done."));
  using world = new CliWorld({
    FAIRLEAD_BASE_URL: model.baseUrl,
    FAIRLEAD_MODEL: "scripted",
    ...web,
  });
  const { code } = await world.run("exec", "--local", "What does the wiki say?");
  const kinds = world
    .auditKinds()
    .filter((kind) => /proposal|answer|start$|result|refusal/.test(kind));
  return { code, kinds, told: model.toolResults.at(-1) };
}

test("a host of the house that the settings name and allow is fetched without a question, on record", async () => {
  const { code, kinds, told } = await fetching({
    FAIRLEAD_WEB_ALLOW: JSON.stringify([address]),
    FAIRLEAD_WEB_ALLOW_PRIVATE: JSON.stringify([address]),
  });
  expect([code, visits, kinds]).toEqual([0, ["/page"], ["proposal", "answer", "start", "result"]]);
  expect(told).toContain("text:\n# Wiki\n\nReload, never restart.");
});

test("nobody there to be asked, or a host of the house that is not named: nothing is fetched", async () => {
  const asked = await fetching({ FAIRLEAD_WEB_ALLOW_PRIVATE: JSON.stringify([address]) });
  expect([asked.code, visits, asked.kinds]).toEqual([3, [], ["proposal", "answer"]]);
  const { kinds, told } = await fetching({ FAIRLEAD_WEB_ACCESS: "open" });
  expect([visits, kinds]).toEqual([[], ["proposal", "refusal"]]);
  expect(told).toContain("refused: nothing was run, nobody was asked.");
});
