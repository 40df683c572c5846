import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FleetWorld, password } from "../../../e2e/world/fleet-world.ts";
import { ScriptedModel } from "../../../e2e/world/model.ts";
import { calls, says } from "../../../e2e/world/model-turns.ts";
import { Sshd } from "../../../e2e/world/sshd.ts";
import { canMakeAccounts } from "../../../e2e/world/sshd-accounts.ts";
import type { Approval } from "../../../shared/contract/approvals.ts";
import type { AuditEntry } from "../../../shared/contract/audit.ts";
import type { FleetRow } from "../../../shared/contract/fleet.ts";
import { type Run, run } from "../../../shared/contract/terminals.ts";
import type { TerminalId } from "../../../shared/ids.ts";
import { dataPaths } from "../../base/paths.ts";

let world: FleetWorld;
let model: ScriptedModel;

beforeAll(async () => {
  model = await ScriptedModel.start();
  world = await FleetWorld.open(12, {
    environment: { FAIRLEAD_BASE_URL: model.baseUrl, FAIRLEAD_MODEL: "scripted" },
    policy: { tags: { frozen: { maximumMode: "none" } } },
  });
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

const states = (rows: readonly FleetRow[]) => Object.groupBy(rows, ({ state }) => state);
const names = (rows: readonly FleetRow[] | undefined) => rows?.map(({ hostName }) => hostName);

async function auditOf(command: string): Promise<AuditEntry[]> {
  const filter = { text: command };
  const { entries } = await world.client.audit.page({ filter, before: null, limit: 500 });
  return entries.toReversed();
}

test("twelve hosts: a canary, a word to go on, identical output once, and an entry for each start and end", async () => {
  const id = await world.run("echo same; exit 3 # twelve", { canary: { count: 2, after: "ask" } });
  const asked = await world.when(id, ({ fleet }) => fleet.state === "asking");
  expect(names(states(asked.rows).finished)).toEqual(["web-1", "web-2"]);
  expect(states(asked.rows).waiting).toHaveLength(10);
  await world.client.fleet.goOn({ id });
  const { fleet, rows } = await world.over(id);
  expect(fleet).toMatchObject({ state: "done", stopped: null, hostCount: 12, origin: "person" });
  expect(new Set(rows.map(({ digest }) => digest)).size).toBe(1);
  expect(rows.map(({ exitCode, lastLine }) => [exitCode, lastLine])).toEqual(
    rows.map(() => [3, "same"]),
  );
  const [first] = rows;
  const range = { runId: first?.runId ?? "run-none", from: 0, limit: 100 };
  expect(await world.client.fleet.output(range)).toEqual({ text: "same\n", total: 5 });
  expect(await world.client.terminals.runOutput(range)).toMatchObject({ text: "same\n" });
  const entries = await auditOf("# twelve");
  const kinds = entries.map(({ kind }) => kind);
  expect(kinds.slice(0, 2)).toEqual(["proposal", "answer"]);
  expect(kinds.filter((kind) => kind === "start")).toHaveLength(12);
  expect(kinds.filter((kind) => kind === "result")).toHaveLength(13);
  expect(new Set(entries.map(({ request }) => request)).size).toBe(1);
  // A person's own: nobody was asked, and it was their word.
  expect(approvalsOf(rows)).toEqual(rows.map(() => ({ by: "person", id: null })));
  for (const { hostName } of rows) {
    const own = entries.filter(({ target }) => target?.includes(`@${hostName} `));
    expect(own.map(({ kind }) => kind)).toEqual(["start", "result"]);
  }
  expect((await world.client.audit.verify()).intact).toBe(true);
});

test("stop on failure begins no further host, and the canary that may go on by itself stops where it fails", async () => {
  const failing = 'case $SSH_CONNECTION in *" ADDRESS "*) exit 9;; esac';
  const [, second = ""] = (await world.client.hosts.list())
    .filter(({ kind }) => kind === "ssh")
    .map(({ address }) => address);
  const id = await world.run(failing.replace("ADDRESS", second), {
    parallel: 1,
    stopOnFailure: true,
    canary: { count: 1, after: "go-on-if-ok" },
  });
  const { fleet, rows } = await world.over(id);
  expect(fleet.stopped).toBe("web-2 failed, and no further host was begun.");
  expect(names(states(rows).finished)).toEqual(["web-1", "web-2"]);
  expect(states(rows)["not-run"]).toHaveLength(10);
  const other = await world.run("false", { canary: { count: 1, after: "go-on-if-ok" } });
  const stopped = await world.over(other);
  expect(stopped.fleet.stopped).toMatch(/^The canary web-1 did not exit with 0; 11 hosts/);
  expect(states(stopped.rows)["not-run"]).toHaveLength(11);
});

test("a dead host, one whose key changed, one the policy keeps out and one that was changed after the approval hold up nobody", async () => {
  await using other = await Sshd.start(canMakeAccounts ? { accounts: [{ name: "ada" }] } : {});
  other.authorize(world.key);
  const { address, port } = other;
  const all = [...world.ids];
  const rekeyed = await world.add({ address, port, name: "rekeyed" });
  expect((await world.over(await world.run("true", { hostIds: [rekeyed] }))).rows).toMatchObject([
    { state: "finished", exitCode: 0 },
  ]);
  other.changeHostKeys();
  await other.restart();
  const dead = await world.addDead();
  const place = { address: world.sshd.address, port: world.sshd.port };
  const frozen = await world.add({ ...place, name: "frozen", tags: ["frozen"] });
  const moved = await world.add({ ...place, name: "moved" });
  const hostIds = [...all, rekeyed, dead, frozen, moved];
  const canary = { count: 1, after: "ask" } as const;
  const draft = world.draft("echo here", { hostIds, canary });
  const { judgement } = await world.client.fleet.check(draft);
  expect(judgement.hosts?.find(({ hostId }) => hostId === frozen)?.verdict).toBe("deny");
  const id = await world.run("echo here", { hostIds, canary });
  await world.when(id, ({ fleet }) => fleet.state === "asking");
  await world.client.hosts.update({ id: moved, draft: { user: "somebody-else" } });
  await world.client.fleet.goOn({ id });
  const { rows } = await world.over(id);
  const row = (hostId: string) => rows.find((one) => one.hostId === hostId);
  expect(states(rows).finished).toHaveLength(12);
  expect(row(dead)).toMatchObject({ state: "failed", problem: expect.stringContaining("refused") });
  expect(row(rekeyed)).toMatchObject({
    state: "void",
    problem: expect.stringContaining(other.hostKey().fingerprint),
  });
  expect(row(frozen)).toMatchObject({ state: "refused" });
  expect(["failed", "void"]).toContain(row(moved)?.state);
  // What was shown is not what it would be now: the yes counts for nothing.
  const { seal } = await world.client.fleet.check(draft);
  await world.client.hosts.update({ id: moved, draft: { user: world.sshd.user } });
  await expect(world.client.fleet.run({ draft, seal })).rejects.toThrow(/not allowed any more/);
  for (const hostId of [rekeyed, dead, frozen, moved]) {
    await world.client.hosts.remove({ id: hostId });
    world.ids.splice(world.ids.indexOf(hostId), 1);
  }
});

test("a time limit ends a command, and a second stop ends what is under way", async () => {
  const [one, two] = world.ids;
  const limited = await world.run("sleep 60", {
    hostIds: [one ?? "host-none"],
    timeoutSeconds: 1,
  });
  expect((await world.over(limited)).rows).toMatchObject([{ state: "stopped", exitCode: null }]);
  const id = await world.run("echo begun; sleep 60", { hostIds: [two ?? "host-none"] });
  await world.when(id, ({ rows }) => rows[0]?.lastLine === "begun");
  await world.client.fleet.stop({ id });
  const stopping = await world.when(id, ({ fleet }) => fleet.state === "stopping");
  expect(stopping.rows[0]?.state).toBe("running");
  await world.client.fleet.stop({ id });
  expect((await world.over(id)).rows).toMatchObject([{ state: "stopped" }]);
});

test("a command that asks something says so; run again in a terminal there and answered, its row goes on", async () => {
  const [one = "host-none", two = "host-none"] = world.ids;
  // Where no account can be made nobody has a password: then nothing is answered here.
  const command = canMakeAccounts
    ? "sudo -k; sudo -p 'Password for the work: ' id -un"
    : "printf 'Password for the work: '; exit 1";
  const id = await world.run(command, { hostIds: [one, two] });
  const { rows } = await world.over(id);
  expect(rows).toMatchObject([
    { state: "finished", exitCode: 1, asked: true, problem: expect.stringMatching(/^It asked/) },
    { state: "finished", exitCode: 1, asked: true },
  ]);
  if (!canMakeAccounts) return;
  const { id: terminalId } = await world.client.terminals.open({
    hostId: one,
    size: { columns: 90, rows: 30 },
  });
  const place = { id, hostId: one, terminalId };
  await expect(world.client.fleet.inTerminal({ ...place, hostId: two })).rejects.toThrow();
  await world.client.fleet.inTerminal(place);
  const asks = await world.when(id, ({ rows }) => rows[0]?.state === "needs-you");
  expect(asks.rows[0]).toMatchObject({ problem: "It asks: Password for the work:", terminalId });
  // Once is once: a second click finds nothing to answer.
  await expect(world.client.fleet.inTerminal(place)).rejects.toThrow(
    /waits for an answer any more/,
  );
  const question = (await terminalOf(terminalId))?.needsInput?.question ?? 0;
  const label = "sudo of ada";
  const { id: credentialId } = await world.client.credentials.set({ label, secret: password });
  await world.client.terminals.fill({ id: terminalId, question, credentialId });
  const ended = await world.when(id, ({ rows }) => rows[0]?.state === "finished");
  expect(ended.rows[0]).toMatchObject({ exitCode: 0, lastLine: "root", asked: false });
  expect(ended.rows[1]).toMatchObject({ exitCode: 1, asked: true, terminalId: null });
  const { runId = "run-none" } = ended.rows[0] ?? {};
  const output = await world.client.fleet.output({ runId, from: 0, limit: 1_000 });
  expect(output.text).toContain("root");
  expect(output.text).not.toContain(password);
  const [record] = (await world.client.terminals.runs({ id: terminalId })).filter(
    (each) => each.id === runId,
  );
  expect(record).toMatchObject({ exitCode: 0, command, approval: { by: "person" } });
  const starts = (await auditOf("for the work")).filter(({ kind }) => kind === "start");
  expect(starts).toHaveLength(3);
  await world.client.terminals.close({ id: terminalId });
});

test("a host that reboots, a full disk and a wrong password each say what happened and what to do", async () => {
  await using other = await Sshd.start(canMakeAccounts ? { accounts: [{ name: "ada" }] } : {});
  other.authorize(world.key);
  const [first = "host-none"] = world.ids;
  const rebooting = await world.add({
    address: other.address,
    port: other.port,
    name: "rebooting",
  });
  const locked = await world.client.hosts.add({
    name: "locked",
    address: world.sshd.address,
    port: world.sshd.port,
    user: world.sshd.user,
    authentication: { kind: "password" },
  });
  const hostIds = [first, rebooting, locked.id];
  const where = `case $SSH_CONNECTION in *" ${other.address} "*)`;
  const id = await world.run(`echo begun; ${where} sleep 60;; *) echo x >/dev/full;; esac`, {
    hostIds,
  });
  const stop = new AbortController();
  void answerSecrets(stop.signal);
  await world.when(id, ({ rows }) => rows[1]?.lastLine === "begun");
  await other.stop();
  const { rows } = await world.over(id);
  stop.abort();
  expect(rows).toMatchObject([
    { state: "finished", problem: expect.stringMatching(/disk there seems to be full.*Make room/) },
    { state: "lost", problem: expect.stringMatching(/unknown: look there first\.$/) },
    { state: "failed", problem: expect.stringMatching(/log ?in/) },
  ]);
  for (const hostId of [rebooting, locked.id]) await world.client.hosts.remove({ id: hostId });
  world.ids.splice(world.ids.indexOf(rebooting), 1);
});

test("the agent's run names every host in one question, and the model gets the groups", async () => {
  const command = 'case $SSH_CONNECTION in *" ADDRESS "*) echo odd;; *) echo even;; esac';
  const [odd = ""] = (await world.client.hosts.list())
    .filter(({ kind }) => kind === "ssh")
    .map(({ address }) => address);
  const hosts = Array.from({ length: 12 }, (_, at) => `web-${at + 1}`);
  model.script(
    calls([
      {
        name: "run_on_hosts",
        arguments: {
          hosts,
          command: command.replace("ADDRESS", odd),
          reason: "to compare",
          after_canary: "go-on-if-ok",
        },
      },
    ]),
    says("One differs."),
  );
  const { id } = await world.client.chat.create();
  await world.client.chat.send({ id, text: "Compare them", terminalId: null });
  const approval = await question();
  expect(approval).toMatchObject({
    action: { kind: "run-on-hosts", canary: { count: 1, after: "go-on-if-ok" } },
    target: { hostName: "12 hosts" },
  });
  if (approval.action.kind !== "run-on-hosts") throw new Error("another act");
  expect(approval.action.hosts.map(({ hostName }) => hostName)).toEqual(hosts);
  expect(approval.action.hosts[0]?.keys).toEqual([world.sshd.hostKey().fingerprint]);
  await world.client.approvals.answer({ id: approval.id, answer: { kind: "approve" } });
  await expect.poll(() => model.remaining).toBe(0);
  const told = model.requests.at(-1)?.body.messages?.at(-1)?.content ?? "";
  expect(told).toContain("hosts: 12 (12 exit code 0)");
  expect(told).toContain("group 1: 11 hosts: web-2, web-3");
  expect(told).toMatch(/group 2: 1 host: web-1\n.*\noutput:\nodd/);
  await expect
    .poll(async () => (await world.app.items(id)).find((item) => item.kind === "tool"))
    .toMatchObject({ status: { state: "done" }, fleetId: expect.stringMatching(/^fleet-/) });
  const item = (await world.app.items(id)).find(({ kind }) => kind === "tool");
  const { rows } = await world.over((item?.kind === "tool" && item.fleetId) || "fleet-none");
  expect(approvalsOf(rows)).toEqual(rows.map(() => ({ by: "person", id: approval.id })));
  const starts = (await auditOf("echo odd")).filter(({ kind }) => kind === "start");
  expect(starts.map(({ detail }) => detail["approval"])).toEqual(rows.map(() => approval.id));
});

test("kill -9 in the middle: what had begun is unknown, the rest was not run, and nothing runs again", async () => {
  await world.client.settings.change({ fleet: { canaryAbove: 0 } });
  const address = 'set -- $SSH_CONNECTION; echo "$3" >>"$HOME/ran"';
  const id = await world.run(`${address}; sleep 30`, { parallel: 4 });
  await expect.poll(() => world.lines("ran").length).toBe(4);
  await world.crash();
  const { fleet, rows } = await world.over(id);
  expect(fleet.state).toBe("interrupted");
  expect(names(states(rows).unknown)).toEqual(["web-1", "web-2", "web-3", "web-4"]);
  expect(states(rows)["not-run"]).toHaveLength(8);
  await world.over(await world.run("true"));
  expect(world.lines("ran")).toHaveLength(4);
  expect((await world.client.audit.verify()).intact).toBe(true);
});

/** How the command on each host was allowed, as it stands in its record on the disk. */
function approvalsOf(rows: readonly FleetRow[]): (Run["approval"] | undefined)[] {
  const file = dataPaths(world.world.environment()).database;
  using database = new DatabaseSync(file, { readOnly: true });
  const read = database.prepare("select json from runs where id = ?");
  return rows.map(({ runId }) => run.parse(JSON.parse(String(read.get(runId)?.["json"]))).approval);
}

const terminalOf = async (id: TerminalId) =>
  (await world.client.terminals.list()).find((terminal) => terminal.id === id);

/** Answers every question for a password, wrongly. */
async function answerSecrets(signal: AbortSignal): Promise<void> {
  const answer = { kind: "secret", secret: "not-this-one", remember: false } as const;
  const answered = new Set<string>();
  try {
    for await (const { questions } of await world.client.questions.events(undefined, { signal })) {
      for (const { ask, id } of questions) {
        if (ask.kind !== "password" || answered.has(id)) continue;
        answered.add(id);
        await world.client.questions.answer({ id, answer });
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function question(): Promise<Approval> {
  const stop = new AbortController();
  try {
    const events = await world.client.approvals.events(undefined, { signal: stop.signal });
    for await (const { approvals } of events) {
      const [first] = approvals;
      if (first !== undefined) return first;
    }
    throw new Error("nobody asks");
  } finally {
    stop.abort();
  }
}
