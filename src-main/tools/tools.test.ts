import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { ok } from "../../shared/result.ts";
import { capturePane } from "./capture-pane.ts";
import { cutMiddle } from "./cut.ts";
import { durationMs, durationWords } from "./duration.ts";
import { aHost, MemoryTerminals, memoryHosts } from "./in-memory-terminals.ts";
import { answersQuestion, keyRefusals, piecesOf } from "./key-names.ts";
import { listHosts } from "./list-hosts.ts";
import { observe } from "./observe.ts";
import { openTerminal } from "./open-terminal.ts";
import { runShell } from "./run-shell.ts";
import { time } from "./time.ts";
import { checkTier, type Tool, type ToolContext } from "./tool.ts";
import { allTools, offered } from "./toolbox.ts";

let terminals: MemoryTerminals;
let context: ToolContext;
const never = new AbortController().signal;

beforeEach(() => {
  terminals = new MemoryTerminals();
  terminals.add("term-1");
  context = {
    terminals,
    hosts: memoryHosts(aHost, { ...aHost, id: "host-db", name: "db-1", tags: ["production"] }),
    terminalId: "term-1",
    settleMs: 0,
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
  };
});

async function read(tool: Tool, input: unknown, signal = never): Promise<string> {
  const plan = tool.plan(JSON.stringify(input), context);
  if (!plan.ok) return plan.error.detail ?? plan.error.sentence;
  if (plan.value.kind !== "read") throw new Error("this asks first");
  const text = await plan.value.read(signal);
  return text.ok ? text.value : text.error.code;
}

/** Runs a command as if approved; what the model is told. */
async function run(command: string, wait: unknown = true): Promise<string> {
  const plan = runShell.plan(JSON.stringify({ command, reason: "r", wait }), context);
  if (!plan.ok || plan.value.kind !== "act") throw new Error("this plans no act");
  const done = await plan.value.act(plan.value.action, async () => ok(undefined), never);
  return done.ok ? done.value.text : done.error.error.code;
}

test("every tool is offered with a JSON schema of its arguments", () => {
  expect(offered(allTools).map(({ name, parameters }) => [name, parameters["required"]])).toEqual([
    ["run_shell", ["command", "reason"]],
    ["run_on_hosts", ["hosts", "command", "reason"]],
    ["observe", undefined],
    ["capture_pane", undefined],
    ["send_keys", ["keys", "reason"]],
    ["end_run", ["run", "reason"]],
    ["list_hosts", undefined],
    ["open_terminal", ["host", "reason"]],
    ["look_at_tmux", undefined],
    ["use_tmux", ["do", "reason"]],
    ["read_file", ["path"]],
    ["list_files", ["path"]],
    ["edit_file", ["path", "find", "replace", "reason"]],
    ["write_file", ["path", "content", "reason"]],
    ["copy_file", ["path", "destination", "reason"]],
    ["delete_file", ["path", "reason"]],
    ["fetch_url", ["url", "reason"]],
    ["web_search", ["query", "reason"]],
    ["ask_person", undefined],
    ["plan", ["action"]],
    ["time", undefined],
  ]);
  for (const { parameters } of offered(allTools)) {
    expect(parameters).toMatchObject({ type: "object" });
    expect(parameters).not.toHaveProperty("$schema");
  }
});

test("a tool that plans more than its tier says is a bug, and found", () => {
  const act = openTerminal.plan(JSON.stringify({ host: "web-1", reason: "r" }), context);
  const look = capturePane.plan("{}", context);
  if (!act.ok || !look.ok) throw new Error("these plan nothing");
  checkTier(openTerminal, act.value);
  checkTier(capturePane, look.value);
  expect(() => checkTier({ name: "looker", tier: "reads" }, act.value)).toThrow("looker");
  expect(() => checkTier({ name: "changer", tier: "changes" }, look.value)).toThrow("changer");
});

test("keys are cut after each Enter, and only leaving a question is no answer to it", () => {
  expect(piecesOf(["y", "Enter", "Enter", "x"])).toEqual([["y", "Enter"], ["Enter"], ["x"]]);
  expect(piecesOf(["q"])).toEqual([["q"]]);
  expect([["C-c"], ["C-d", "C-c"], ["Enter"], ["C-c", "x"], ["Up"]].map(answersQuestion)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});

test("long output is cut in the middle, and the rest is found by the run's id", async () => {
  const terminal = terminals.get("term-1");
  if (terminal === undefined) throw new Error("no terminal");
  terminal.output = `${"head ".repeat(2_000)}${"tail ".repeat(2_000)}`;
  const told = await run("seq 1 9999");
  const [facts = "", output = ""] = told.split("\noutput:\n");
  expect(output.length).toBeLessThan(4_200);
  expect(output.startsWith("head head")).toBe(true);
  expect(output.trimEnd().endsWith("tail tail")).toBe(true);
  const id = /^run: (.*)$/m.exec(facts)?.[1];
  expect(output).toContain(`16000 characters left out: read them with observe, run ${id}`);
  const rest = await read(observe, { run: id, from: 12_000 });
  expect(rest).toContain("state: finished\nexit code: 0\ncharacters: 12000 to 20000 of 20000");
  expect(await read(observe, { run: id })).toContain("go on with from: 12000");
});

test("nothing printed is said, not left to be guessed", async () => {
  const terminal = terminals.get("term-1");
  if (terminal !== undefined) terminal.output = "";
  expect(await run("true")).toContain("output:\n(no output)");
});

test("a run can be waited for later", async () => {
  const terminal = terminals.get("term-1");
  if (terminal === undefined) throw new Error("no terminal");
  terminal.exitCode = null;
  const id = /^run: (.*)$/m.exec(await run("make", false))?.[1] as `run-${string}`;
  const looking = read(observe, { run: id, wait: "10m" });
  terminal.end(id, "finished", 2);
  expect(await looking).toContain("state: finished\nexit code: 2");
  expect(await read(observe, { run: "run-other" })).toBe("run-unknown");
});

test("the screen is read with where it is", async () => {
  const terminal = terminals.get("term-1");
  if (terminal !== undefined) terminal.screen = "$ uptime\n 10:00 up 3 days\n\n\n";
  expect(await read(capturePane, {})).toBe(
    "terminal: term-1 (root@web-1)\ndirectory: /root\nscreen:\n$ uptime\n 10:00 up 3 days",
  );
});

test("the screen is read after a delay and cut to its end", async () => {
  const terminal = terminals.get("term-1");
  if (terminal === undefined) throw new Error("no terminal");
  terminal.screen = "x".repeat(500);
  const looking = read(capturePane, { delay: "5ms", limit: 100 });
  terminal.screen = "y".repeat(500);
  expect(await looking).toMatch(/\ny{100}$/);
  expect(await read(capturePane, { delay: "2m" })).toBe("delay is at most a minute.");
});

test("a terminal's whole state is told: facts, the last commands, older ones, the screen", async () => {
  const terminal = terminals.get("term-1");
  if (terminal === undefined) throw new Error("no terminal");
  terminal.running = null;
  terminal.screen = "$ \n\n";
  terminals.oldCommands = "3 earlier commands, 1 failed.";
  const id = /^run: (.*)$/m.exec(await run("uptime"))?.[1] as `run-${string}`;
  const made = terminals.run(id);
  if (made === undefined) throw new Error("no run");
  const persons = { ...made, id: "run-1", origin: "person", command: "", exitCode: 1 } as const;
  terminals.pastRuns.set("run-1", {
    ...persons,
    commandText: "private",
    outputRange: { from: 0, to: 7 },
  });
  expect(await read(observe, {})).toBe(`terminal: term-1 (root@web-1)
directory: /root
full-screen program: no
state: ready
shell: bash, Fairlead sees its commands
runs now: nothing
keyboard: the agent's
size: 80 columns, 24 rows
survives: yes, in tmux
commands, oldest first:
- run-1 (a command that the shell was not to remember): person, exit 1, 250 ms, /root, 7 characters
- ${id} \`uptime\`: agent, exit 0, 250 ms, /root, no output
older commands:
3 earlier commands, 1 failed.
screen:
$`);
  terminal.isFullScreen = true;
  terminal.output = "0123456789".repeat(30);
  expect(await read(observe, { what: "recent", limit: 100 })).toMatch(
    /full-screen program: yes.*\nrecent output:\n(0123456789){10}$/,
  );
  expect(await read(observe, { what: "memory" })).toContain("older commands:\n3 earlier");
  expect(await read(observe, { what: "history" })).not.toContain("screen:");
  expect(await read(observe, { what: "output" })).toBe("Give the run whose output.");
});

test("hosts are listed with their terminals, filtered, production marked", async () => {
  expect(await read(listHosts, {})).toBe(
    [
      "- web-1 (host-web) root@192.0.2.1:22",
      "  - terminal term-1: root, bash, /root, ready",
      "- db-1 (host-db) root@192.0.2.1:22 [production, PRODUCTION]",
    ].join("\n"),
  );
  context = { ...context, isProduction: ({ name }) => name === "web-1" };
  expect(await read(listHosts, { filter: "web" })).toContain(
    "- web-1 (host-web) root@192.0.2.1:22 [PRODUCTION]",
  );
  expect(await read(listHosts, { filter: "DB" })).toContain("db-1");
  expect(await read(listHosts, { filter: "mail" })).toBe("No host fits.");
});

test("a host that is reached over others is listed with them, in the order of the way", async () => {
  const edge = { ...aHost, id: "host-edge", name: "edge" } as const;
  const gate = { ...edge, id: "host-gate", name: "gate", jump: edge.id } as const;
  const far = { ...edge, id: "host-far", name: "far", jump: gate.id } as const;
  const lost = { ...edge, id: "host-lost", name: "lost", jump: "host-gone" } as const;
  context = { ...context, hosts: memoryHosts(edge, gate, far, lost) };
  expect(await read(listHosts, {})).toBe(
    [
      "- edge (host-edge) root@192.0.2.1:22",
      "- gate (host-gate) root@192.0.2.1:22 via edge",
      "- far (host-far) root@192.0.2.1:22 via edge > gate",
      "- lost (host-lost) root@192.0.2.1:22 via host-gone",
    ].join("\n"),
  );
});

test("without a named terminal: the person's pane, else the only one, else the model must choose", async () => {
  context = { ...context, terminalId: null };
  expect(await run("df")).toContain("terminal: term-1");
  terminals.add("term-2");
  expect(await read(capturePane, {})).toContain("Name one of these: term-1 (root@web-1), term-2");
  terminals.known.clear();
  expect(await read(capturePane, {})).toContain("No terminal is open");
});

test("a host is found by name whatever its case, and an ambiguous name is not guessed", () => {
  const plan = (host: string) => openTerminal.plan(JSON.stringify({ host, reason: "r" }), context);
  expect(plan("WEB-1")).toMatchObject({ value: { action: { hostId: "host-web" } } });
  expect(plan("host-db")).toMatchObject({ value: { action: { hostId: "host-db" } } });
  expect(plan("192.0.2.1")).toMatchObject({
    error: { detail: expect.stringContaining("several") },
  });
  expect(plan("mail")).toMatchObject({ error: { code: "host-unknown" } });
});

test("a new terminal is told once it is connected", async () => {
  const plan = openTerminal.plan(JSON.stringify({ host: "web-1", reason: "r" }), context);
  if (!plan.ok || plan.value.kind !== "act") throw new Error("this plans no act");
  const open = terminals.open.bind(terminals);
  terminals.open = async (hostId) => {
    const opened = await open(hostId);
    const terminal = terminals.get("term-opened1");
    if (terminal !== undefined) terminal.state = "connecting";
    return opened;
  };
  let done = false;
  const outcome = plan.value.act(plan.value.action, async () => ok(undefined), never);
  void outcome.then(() => {
    done = true;
  });
  await expect.poll(() => terminals.known.size).toBe(2);
  expect(done).toBe(false);
  const terminal = terminals.get("term-opened1");
  if (terminal === undefined) throw new Error("no terminal");
  terminal.state = "ready";
  terminals.events.emit({ type: "terminal-changed", terminal: terminal.info() });
  expect(await outcome).toMatchObject({
    value: {
      text: "terminal: term-opened1 (root@web-1)\nstate: ready\nshell: bash\ndirectory: /root",
    },
  });
  expect(terminals.events.listenerCount).toBe(0);
});

test("time is told in three forms, also when the model sends no arguments at all", async () => {
  const plan = time.plan("", context);
  if (!plan.ok || plan.value.kind !== "read") throw new Error("time asks first");
  const told = await plan.value.read(never);
  expect(told).toMatchObject({ value: expect.stringContaining("utc: 2026-01-02T03:04:05.000Z") });
  expect(told).toMatchObject({ value: expect.stringContaining("epoch: 1767323045") });
  expect(told).toMatchObject({
    value: expect.stringContaining("utc date: Fri, 02 Jan 2026 03:04:05 GMT"),
  });
});

test("keys that cannot be seen are refused; names and plain text are not", () => {
  const good = ["Enter", "C-c", "F5", "q", "yes, please", "Ünïcode ✓", "M-x"];
  expect(keyRefusals(good)).toEqual([]);
  for (const key of ["\r", "a\nb", "\u001b[A", "\u202e", "a\u200bb", "\u{e0041}"]) {
    expect(keyRefusals(["q", key]).map(({ sentence }) => sentence.slice(0, 5))).toEqual(["Key 2"]);
  }
});

for (const [text, ms] of [
  ["500ms", 500],
  ["30s", 30_000],
  ["1.5m", 90_000],
  ["2h", 7_200_000],
  ["10", null],
  ["ten minutes", null],
  ["-5s", null],
] as const) {
  test(`${text} is ${ms} ms`, () => expect(durationMs(text)).toBe(ms));
}

test("durations are told in words", () => {
  expect([850, 2_400, 200_000, 3_900_000].map(durationWords)).toEqual([
    "850 ms",
    "2.4 s",
    "3 min 20 s",
    "1 h 5 min",
  ]);
});

test("cutting keeps head and tail, loses nothing short, and splits no character", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc.integer({ min: 2, max: 100 }),
      (text, limit) => {
        const cut = cutMiddle(text, limit, "elsewhere");
        if (text.length <= limit) {
          expect(cut).toBe(text);
          return;
        }
        expect(cut.isWellFormed()).toBe(true);
        const [head = "", tail = ""] = cut.split(/\n\[… \d+ characters left out: elsewhere …\]\n/);
        expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
        expect(head.length + tail.length).toBeLessThanOrEqual(limit);
      },
    ),
  );
});
