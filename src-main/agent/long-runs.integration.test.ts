import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ChatOnShells } from "../../e2e/world/chat-on-shells.ts";
import { until } from "../../e2e/world/until.ts";
import { actText } from "../../shared/approval-words.ts";
import type { ModelPart } from "../models/message.ts";
import { must } from "./in-memory-chat.ts";
import { calls, finish, runs, says } from "./in-memory-parts.ts";

const bash = { shell: "bash" } as const;
/** Forty entries of a web server, as journald keeps them. */
const journal = new URL("../../e2e/world/journal/web.journal.gz", import.meta.url);

const runsOn = /^state: running \(not finished, and nothing ends it/;

/** What is printed of a build: lines, and below them a bar that is drawn anew in its place. */
const build = `i=0
while :; do
  i=$((i+1))
  printf '\\r\\033[Kcc -c part-%s.c\\n[%-9.*s] %s of 600' $i $((i % 10)) '#########' $i
  sleep 0.05
done
`;

/** `sees`: what the terminal has got once there is something to tell of. */
for (const { name, command, lastLine, sees, files = {}, state = runsOn, ends = "stopped" } of [
  {
    name: "tail -f",
    command: "tail -f log",
    sees: "first",
    lastLine: /^first$/m,
    files: { log: "first\n" },
  },
  {
    name: "journalctl -f",
    command:
      "mkdir journal && gunzip -c web.journal.gz >journal/web.journal && journalctl -f -D journal",
    sees: "request 40 answered with 200",
    lastLine: /web-1 nginx\[812\]: request 40 answered with 200/,
    files: { "web.journal.gz": readFileSync(journal) },
  },
  {
    name: "ping",
    command: "busybox ping 127.0.0.1",
    ends: "finished",
    sees: "64 bytes from 127.0.0.1: seq=0",
    lastLine: /64 bytes from 127\.0\.0\.1: seq=0/,
  },
  {
    name: "a build with a bar",
    command: "sh build",
    sees: " of 600",
    // The bar once, as it stands, and not every form it has had.
    lastLine: /cc -c part-\d+\.c\n\[#* *\] \d+ of 600$/,
    files: { build },
  },
  {
    name: "watch",
    command: "watch -n 0.1 echo load",
    ends: "finished",
    sees: "",
    lastLine: /load/,
    state: /^state: needs-input/,
  },
  { name: "a sleep", command: "sleep 3600", sees: "", lastLine: /^\(none\)$/m },
]) {
  test.concurrent(`${name}: the agent is told how it stands, the chat goes on, ^C is asked for, other panes are left alone`, async ({
    expect,
  }) => {
    await using world = await ChatOnShells.open(
      bash,
      {},
      [runs("c1", command), finish("tool-calls")],
      [calls("c2", "send_keys", { keys: ["C-c"], reason: "enough" }), finish("tool-calls")],
      [says("Stopped it."), finish()],
    );
    for (const [path, text] of Object.entries(files)) world.shells.write(path, text);
    const other = await world.shells.open();
    other.type("sleep 601\r");
    await other.until(() => other.terminal.shell.place === "command", "the other sleep");
    using _yes = world.answering();
    const id = await world.ask("watch it");
    await world.shell.until(() => {
      const { needsInput, running } = world.shell.info;
      if (running?.runId == null || !world.shell.raw().includes(sees)) return false;
      return state === runsOn || needsInput !== null;
    }, "what it prints");
    // What prints nothing may not be there yet, and would miss the ^C.
    if (sees === "") await programsRun(world, command);
    must(await world.chat.send(id, "how is it?", world.shell.terminal.id));
    await world.chat.ended(id);
    const [told = "", pressed = ""] = world.model.toolAnswers;
    expect(told).toMatch(state);
    expect(told).toMatch(
      /running for: [\d.]+ (ms|s)\noutput so far: \d+ bytes; over the last 5 s: /,
    );
    expect(told.split(/^(?:last lines|screen):$/m)[1]).toMatch(lastLine);
    expect(pressed).toContain("keys sent: C-c");
    await expect.poll(async () => (await world.item(id, "run-ended"))?.state).toBe(ends);
    expect(other.terminal.shell.place).toBe("command");
    expect((await world.shell.run("echo well")).output).toBe("well\n");
    other.type("\x03");
  });
}

/** Waits until these programs of the agent's command run. */
async function programsRun({ processes, runs: desk }: ChatOnShells, ...programs: string[]) {
  const run = desk.list().find(({ origin }) => origin === "agent")?.id ?? "run-none";
  await until(programs.join(", "), async () => {
    const all = must(await processes.of(run, AbortSignal.timeout(60_000)));
    return programs.every((one) => all.some(({ command }) => command === one)) || null;
  });
}

const untilReleased = "until [ -e release ]; do sleep 0.05; done";

test("a command that is left goes on; its end is an event that begins a turn; nothing was ended by a timer", async () => {
  await using world = await ChatOnShells.open(
    bash,
    { stillRunningSeconds: 0.1 },
    [runs("c1", `${untilReleased}; echo built; sh -c 'exit 3'`), finish("tool-calls")],
    [says("It builds."), finish()],
    [says("It is built, with 3."), finish()],
  );
  using _yes = world.answering();
  const id = await world.ask("build it");
  await world.chat.ended(id);
  expect(world.runs.list()).toMatchObject([
    { command: `${untilReleased}; echo built; sh -c 'exit 3'`, origin: "agent", state: "running" },
  ]);
  world.shells.write("release", "");
  // The chat is free, and a message is answered while the command runs.
  await expect.poll(async () => (await world.item(id, "run-ended"))?.wakes).toBe(true);
  await world.chat.ended(id);
  expect(await world.item(id, "run-ended")).toMatchObject({
    exitCode: 3,
    lastLines: "built",
    heard: true,
  });
  expect(world.model.requests.at(-1)?.at(-1)?.content).toContain("exit code: 3");
  expect(await world.item(id, "agent")).toMatchObject({ text: "It is built, with 3." });
});

test("a timeout that a person has set is seen, ends the command with TERM, and says so", async () => {
  await using world = await ChatOnShells.open(
    bash,
    { stillRunningSeconds: 0.1, selfStarted: 0 },
    [runs("c1", "sh -c 'while :; do echo tick; sleep 0.1; done'"), finish("tool-calls")],
    [says("It ticks."), finish()],
  );
  using _yes = world.answering();
  const id = await world.ask("tick");
  await world.chat.ended(id);
  await world.shell.until(() => world.shell.raw().includes("tick\r\n"), "a tick");
  const set = must(await world.runs.timeout({ durationMs: 1_000 }, "person", "window"));
  expect(world.runs.list()).toMatchObject([{ id: set.id, limit: { by: "person", isOver: false } }]);
  await expect.poll(async () => (await world.item(id, "left-running"))?.because).toBe("timeout");
  expect(await world.item(id, "left-running")).toMatchObject({
    runs: [{ processes: [], problem: null, done: [expect.stringContaining("TERM sent to")] }],
  });
  await expect.poll(async () => (await world.item(id, "run-ended"))?.exitCode).toBe(143);
  expect(world.runs.list()).toEqual([]);
  expect(world.audit.records.map(({ actor, kind }) => `${kind} by ${actor}`)).toEqual(
    expect.arrayContaining([
      "run-timeout by window",
      "answer by timeout of the person",
      "start by timeout of the person",
    ]),
  );
  expect((await world.shell.run("echo well")).output).toBe("well\n");
});

test("the agent may ask for a timeout and for TERM; the card names the processes", async () => {
  const later = Promise.withResolvers<ModelPart>();
  const end = Promise.withResolvers<ModelPart>();
  await using world = await ChatOnShells.open(
    bash,
    { stillRunningSeconds: 0.1 },
    [runs("c1", "sh -c 'trap \"\" INT; sleep 600'"), finish("tool-calls")],
    [later.promise, finish("tool-calls")],
    [end.promise, finish("tool-calls")],
    [says("Ended."), finish()],
  );
  const asked: string[] = [];
  using _yes = world.approvals.changed.on(() => {
    const [question] = world.approvals.list();
    if (question === undefined) return;
    asked.push(actText(question.action, question.target));
    world.approvals.answer(question.id, { kind: "approve" }, "ada");
  });
  const id = await world.ask("end it in time");
  await expect.poll(() => world.runs.list().length).toBe(1);
  const run = world.runs.list()[0]?.id;
  await programsRun(world, 'sh -c trap "" INT; sleep 600', "sleep 600");
  later.resolve(calls("c2", "end_run", { run, after: "1h", reason: "it hangs" }));
  await expect.poll(() => world.runs.list()[0]?.limit?.by).toBe("agent");
  end.resolve(calls("c3", "end_run", { run, reason: "it takes no ^C" }));
  await world.chat.ended(id);
  expect(asked.slice(1)).toEqual([
    "TERM after 3600 s to: sh -c 'trap \"\" INT; sleep 600'",
    expect.stringMatching(
      /^TERM to: sh -c 'trap "" INT; sleep 600'\n\d+ sh -c trap "" INT; sleep 600\n\d+ sleep 600$/,
    ),
  ]);
  expect(world.model.toolAnswers.slice(1)).toEqual([
    "It gets TERM in 1 h 0 min. The person sees the time left.",
    "TERM sent to 2 processes on this machine.",
  ]);
  await expect.poll(() => world.runs.list()).toEqual([]);
});
