import { expect, test } from "vitest";
import type { TmuxListing } from "../../shared/contract/tmux.ts";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { aHost, MemoryTerminals } from "./in-memory-terminals.ts";
import { lookAtTmux } from "./look-at-tmux.ts";
import type { Tool, ToolContext } from "./tool.ts";
import { useTmux } from "./use-tmux.ts";

const never = new AbortController().signal;
const terminals = new MemoryTerminals();
terminals.add("term-1");
const pane = { title: "", left: 0, top: 0, columns: 80, rows: 24, inMode: false, dead: false };
const listing: TmuxListing = {
  state: "listed",
  version: "3.5a",
  server: "1-1",
  sessions: [
    {
      session: 0,
      name: 'build "x"',
      createdAt: 0,
      own: false,
      clients: [],
      windows: [
        {
          ...{ window: 0, index: 1, name: "make", active: true, zoomed: false },
          ...{ columns: 80, rows: 24 },
          panes: [
            { ...pane, pane: 3, command: "make", idle: false, active: true, terminalId: null },
            { ...pane, pane: 4, command: "bash", idle: true, active: false, terminalId: "term-7" },
          ],
        },
      ],
    },
  ],
};
const read: unknown[] = [];
const context: ToolContext = {
  terminals,
  hosts: { list: () => [aHost], get: (id) => (id === aHost.id ? aHost : undefined) },
  terminalId: "term-1",
  settleMs: 0,
  now: () => 0,
  tmux: {
    list: async () => ok(listing),
    read: async (hostId, number, lines) => {
      read.push([hostId, number, lines]);
      return number === 3 ? ok("make: done\n") : fail(failure("tmux-changed"));
    },
    show: async () => fail(failure("tmux-failed")),
  },
};

async function look(input: object): Promise<string> {
  const plan = lookAtTmux.plan(JSON.stringify(input), context);
  if (!plan.ok) return plan.error.code;
  if (plan.value.kind !== "read") throw new Error("this asks first");
  const text = await plan.value.read(never);
  return text.ok ? text.value : text.error.code;
}

function command(input: object): string {
  const plan = useTmux.plan(JSON.stringify({ reason: "r", ...input }), context);
  if (!plan.ok) return plan.error.detail ?? plan.error.code;
  if (plan.value.kind !== "act" || plan.value.action.kind !== "run-shell") throw new Error("?");
  return plan.value.action.command;
}

test("sessions are listed with windows and panes, names as data", async () => {
  expect(await look({})).toBe(`tmux 3.5a on web-1, 1 sessions:
- session "build \\"x\\"": nobody else is attached
  - window 1 "make" (in front)
    - pane %3: "make", 80×24, active
    - pane %4: "bash", idle, 80×24, terminal term-7`);
});

test("the last lines of a pane are read, on the host of a terminal only", async () => {
  expect(await look({ pane: "%3", lines: 5 })).toBe("pane: %3 on web-1\ntext:\nmake: done");
  expect(read.at(-1)).toEqual([aHost.id, 3, 5]);
  expect(await look({ pane: "%9" })).toBe("tmux-changed");
  expect(await look({ pane: "3; id" })).toBe("input-invalid");
  expect(await look({ host: "nowhere" })).toBe("host-unknown");
});

test.each([
  [{ do: "new-session", name: "build" }, "-s build", "new-session"],
  [
    { do: "new-session", name: "my #(id) build", directory: "~/it's", command: "make; date;" },
    `-s 'my ##(id) build' -c ~/'it'\\''s' 'make; date\\;'`,
    "new-session",
  ],
  [{ do: "new-window", pane: "%3", command: "top" }, "-t %3 top", "new-window"],
  [{ do: "new-pane", pane: "%3", directory: "/srv" }, "-t %3 -c /srv", "split-window"],
])("what is made is a command that the person sees: %j", (input, words, verb) => {
  expect(command(input)).toBe(`tmux ${verb} -d -P -F '#{pane_id}' ${words}`);
});

test.each([
  [{ do: "new-session" }, "new-session needs a name."],
  [{ do: "new-pane" }, "new-pane needs the pane to be beside."],
  [{ do: "show" }, "show needs a pane."],
])("what is missing is said: %j", (input, sentence) => {
  expect(command(input)).toBe(sentence);
});

test("a pane is shown by its session's name, which the person approves", async () => {
  const planned = async (tool: Tool, input: object) => {
    const plan = tool.plan(JSON.stringify({ reason: "r", ...input }), context);
    if (!plan.ok || plan.value.kind !== "look") throw new Error("this does not look first");
    return await plan.value.look(never);
  };
  expect(await planned(useTmux, { do: "show", pane: "%3" })).toMatchObject({
    value: {
      action: { kind: "open-terminal", hostId: aHost.id, tmuxSession: 'build "x"' },
    },
  });
  expect(await planned(useTmux, { do: "show", pane: "%8" })).toMatchObject({
    error: { code: "tmux-changed" },
  });
});
