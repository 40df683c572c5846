import { readFileSync, writeFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { descendants } from "../../../e2e/world/process-tree.ts";
import { attachPane, openPane, TmuxWorld } from "../../../e2e/world/tmux-world.ts";

const never = new AbortController().signal;
/** A shell with no configuration whose prompt is `$ `. */
const bash = "PS1='$ ' exec bash --norc --noprofile";
const soon = { timeout: 60_000, interval: 10 };

test("a program's bytes arrive as they are, all 256 values and broken UTF-8 included", async () => {
  await using tmux = new TmuxWorld();
  const every = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
  const data = Buffer.concat([every, Buffer.from("ä€😀\\012\\", "utf8"), every.toReversed()]);
  writeFileSync(tmux.path("data"), data);
  const pane = await openPane(tmux.host(), "term-a", "stty raw -echo; cat ~/data; exec sleep 100");
  await vi.waitFor(() => expect(pane.output).toEqual(data), soon);
  expect(pane.pictures).toEqual([]);
});

test("the first bytes of many terminals opened at once all arrive, each at its own", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const names = ["a", "b", "c", "d", "e", "f"] as const;
  const panes = await Promise.all(
    names.map((name) => openPane(host, `term-${name}`, `printf 'this is ${name}'; exec sleep 100`)),
  );
  await vi.waitFor(
    () => expect(panes.map((pane) => pane.text)).toEqual(names.map((name) => `this is ${name}`)),
    soon,
  );
  expect(await tmux.person.lines("list-windows", "-t", host.sessionName, "-F", "#W")).toEqual(
    names.map((name) => `term-${name}`),
  );
  expect(await tmux.person.lines("list-clients", "-F", "#{client_control_mode}")).toEqual(["1"]);
});

test("a paste of 200 KB arrives byte for byte, and so do many writes at once in their order", async () => {
  await using tmux = new TmuxWorld();
  const launch = "stty raw -echo; printf ready; exec cat > ~/pasted";
  const pane = await openPane(tmux.host(), "term-a", launch);
  await vi.waitFor(() => expect(pane.text).toBe("ready"), soon);
  const paste = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7 + (at >> 8)) % 256));
  const pieces = Array.from({ length: 60 }, (_, at) => Buffer.from(`<${at}>`.repeat(at * 3)));
  const all = [paste, ...pieces];
  const results = await Promise.all(all.map((bytes) => pane.pane.write(bytes)));
  expect(results.every((result) => result.ok)).toBe(true);
  await vi.waitFor(
    () => expect(readFileSync(tmux.path("pasted")).equals(Buffer.concat(all))).toBe(true),
    soon,
  );
});

test("a write to a terminal that is gone fails, and says so", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  await openPane(host, "term-other", "exec sleep 100");
  const pane = await openPane(host, "term-a", "exec cat");
  await pane.pane.kill(never);
  const late = await pane.pane.write(Buffer.from("x"));
  expect(late.ok ? null : late.error.code).toMatch(/tmux-failed|terminal-lost/);
  await vi.waitFor(() => expect(pane.end).toEqual({ kind: "exited", exitCode: null }), soon);
});

test("a size is the program's size, whoever attaches with another one", async () => {
  await using tmux = new TmuxWorld("set -g window-size smallest\n");
  const host = tmux.host();
  const launch = "trap 'stty size' WINCH; stty size; while :; do sleep 0.05; done";
  const pane = await openPane(host, "term-a", launch, { columns: 110, rows: 35 });
  await vi.waitFor(() => expect(pane.text).toContain("35 110"), soon);
  const attach = `exec tmux attach-session -t ${host.sessionName}`;
  const person = await tmux.target.openPty(attach, { columns: 60, rows: 15 }, never);
  if (!person.ok) throw new Error(person.error.sentence);
  let shown = "";
  person.value.onData((bytes) => {
    shown += Buffer.from(bytes).toString("latin1");
  });
  await vi.waitFor(() => expect(shown).toContain("35 110"), soon);
  const sizes = () =>
    tmux.person.lines("list-windows", "-a", "-F", "#{window_width}x#{window_height}");
  expect(await sizes()).toEqual(["110x35"]);
  pane.pane.resize(90, 20);
  await vi.waitFor(() => expect(pane.text).toContain("20 90"), soon);
  pane.pane.resize(0, 99_999_999);
  await vi.waitFor(async () => expect(await sizes()).toEqual(["1x10000"]), soon);
  person.value[Symbol.dispose]();
});

test.each([
  ["exit 3", { kind: "exited", exitCode: 3 }],
  ["true", { kind: "exited", exitCode: 0 }],
  ["kill -9 $$", { kind: "exited", exitCode: null }],
])("a program that ends with %j is told with what it wrote last", async (last, end) => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  await openPane(host, "term-other", "exec sleep 100");
  const pane = await openPane(
    host,
    "term-a",
    `printf READY; read line; echo "last words"; ${last}`,
  );
  await vi.waitFor(() => expect(pane.fed.toString("latin1")).toContain("READY"), soon);
  await pane.pane.write(Buffer.from("\r"));
  await vi.waitFor(() => expect(pane.end).toEqual(end), soon);
  expect(pane.fed.toString("latin1")).toContain("last words");
  await vi.waitFor(
    async () =>
      expect(await tmux.person.lines("list-windows", "-a", "-F", "#W")).toEqual(["term-other"]),
    soon,
  );
});

test("a program that ends at once is an opened terminal that has ended", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const pane = await openPane(host, "term-a", "exit 7");
  await vi.waitFor(() => expect(pane.end?.kind).toBe("exited"), soon);
  const again = await openPane(host, "term-b", bash);
  await vi.waitFor(() => expect(again.text).toContain("$ "), soon);
});

test("after the last terminal has ended nothing is left, and a new one can be opened", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  for (const id of ["term-a", "term-b"] as const) {
    const pane = await openPane(host, id, bash);
    await pane.pane.write(Buffer.from("exit 4\r"));
    await vi.waitFor(() => expect(pane.end).toEqual({ kind: "exited", exitCode: 4 }), soon);
    await vi.waitFor(() => expect(host.connected).toBe(false), soon);
    expect(await tmux.person.lines("list-sessions")).toEqual([]);
  }
});

test("disposing leaves the session with its terminals on the host, and nothing else", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const before = new Set(descendants(process.pid).map(({ pid }) => pid));
  const pane = await openPane(host, "term-a", bash);
  await vi.waitFor(() => expect(pane.text).toContain("$ "), soon);
  await host[Symbol.asyncDispose]();
  expect(pane.end).toEqual({ kind: "detached", reason: "" });
  await vi.waitFor(async () => expect(await tmux.person.lines("list-clients")).toEqual([]), soon);
  expect(await tmux.person.lines("list-windows", "-a", "-F", "#W #{window_panes}")).toEqual([
    "term-a 1",
  ]);
  // What has ended may not have been noticed yet.
  const left = () => descendants(process.pid).filter(({ pid }) => !before.has(pid));
  await vi.waitFor(() => expect(left()).toEqual([]), soon);
});

test("what the server and the programs get as environment has nothing of Fairlead's", async () => {
  await using tmux = new TmuxWorld("", {
    FAIRLEAD_API_KEY: "sk-not-for-programs",
    NODE_OPTIONS: "",
  });
  const pane = await openPane(tmux.host(), "term-a", "env; echo END; exec sleep 100");
  await vi.waitFor(() => expect(pane.text).toContain("END\r\n"), soon);
  const { output } = await tmux.person.run("show-environment", "-g");
  expect(`${pane.text}\n${output}`).not.toMatch(/FAIRLEAD|NODE_OPTIONS|sk-not|fl_tmux/);
  expect(pane.text).toMatch(/TERM=(screen|tmux)/);
});

test("our options are on our session alone", async () => {
  await using tmux = new TmuxWorld();
  const globals = async () => [
    await tmux.person.lines("show-options", "-g"),
    await tmux.person.lines("show-options", "-gw"),
    await tmux.person.lines("show-options", "-s"),
    await tmux.person.lines("show-hooks", "-g"),
  ];
  await tmux.person.run("new-session", "-d", "-s", "mine");
  const before = await globals();
  const host = tmux.host();
  await openPane(host, "term-a", bash);
  expect(await globals()).toEqual(before);
  expect(await tmux.person.lines("show-options", "-t", "mine")).toEqual([]);
  expect(await tmux.person.lines("show-options", "-t", host.sessionName)).toEqual([
    expect.stringMatching(/^@fairlead_client /),
    "default-size 80x24",
    "destroy-unattached off",
    "history-limit 20000",
    "status off",
  ]);
});

test("a person's odd tmux.conf changes nothing", async () => {
  const odd = [
    "set -g base-index 5",
    "setw -g pane-base-index 3",
    "set -g destroy-unattached on",
    "setw -g remain-on-exit on",
    "set -g default-shell /bin/false",
    "set -g default-command 'exec false'",
    "set -g history-limit 50000",
    "set -g renumber-windows on",
    "setw -g automatic-rename on",
    "set -g status 2",
    "set -g mouse on",
    "set-hook -g after-new-window 'display-message -p hooked ; display-message -p twice'",
    "set-hook -g after-send-keys 'display-message -p %end'",
    "set-hook -g session-window-changed 'display-message -p nonsense'",
  ];
  await using tmux = new TmuxWorld(`${odd.join("\n")}\n`);
  const host = tmux.host();
  const pane = await openPane(host, "term-a", bash);
  const other = await openPane(host, "term-b", bash);
  for (const { pane: one } of [pane, other]) await one.write(Buffer.from("echo $((6*7))\r"));
  await vi.waitFor(() => expect([pane.text, other.text].join()).toMatch(/42\r\n.*42\r\n/s), soon);
  await other.pane.write(Buffer.from("exit 5\r"));
  await vi.waitFor(() => expect(other.end).toEqual({ kind: "exited", exitCode: 5 }), soon);
  await tmux.cut(host);
  await vi.waitFor(() => expect(pane.end?.kind).toBe("detached"), soon);
  const back = await attachPane(host, "term-a");
  expect(back.fed.toString("latin1")).toContain("42");
  const limit = await tmux.person.lines(
    "display-message",
    "-p",
    "-t",
    host.sessionName,
    "#{history_limit}",
  );
  expect(limit).toEqual(["50000"]);
});

test("a launch text of any size and any characters runs as written", async () => {
  await using tmux = new TmuxWorld();
  const script = `cat <<'END'\n$HOME "x" 'y' \\ #{pane_id} %if ~ ä€ ; } \t!\nEND\n: ${"x".repeat(60_000)}\nexec sleep 100`;
  const pane = await openPane(tmux.host(), "term-a", script);
  await vi.waitFor(
    () =>
      expect(pane.output.toString("utf8").replaceAll("\r", "")).toBe(
        "$HOME \"x\" 'y' \\ #{pane_id} %if ~ ä€ ; } \t!\n",
      ),
    soon,
  );
});

test("two installations have two sessions on one server", async () => {
  await using tmux = new TmuxWorld();
  const [one, other] = [tmux.host(), tmux.host({ installation: "another" })];
  await openPane(one, "term-a", bash);
  await openPane(other, "term-b", bash);
  const terminals = async (host: typeof one) => {
    const listed = await host.listPanes(never);
    return listed.ok ? listed.value.map((pane) => pane.terminalId) : listed.error;
  };
  expect([await terminals(one), await terminals(other)]).toEqual([["term-a"], ["term-b"]]);
  expect(await tmux.person.lines("list-sessions", "-F", "#S")).toEqual(
    [one.sessionName, other.sessionName].sort(),
  );
});

test("a program that asks the terminal gets one answer, tmux's", async () => {
  await using tmux = new TmuxWorld();
  const ask = `exec bash -c 'stty raw -echo; printf "\\e[c\\e[6n"; read -rsd R; printf ready; head -c 1; exec sleep 100'`;
  const pane = await openPane(tmux.host(), "term-a", ask);
  await vi.waitFor(() => expect(pane.text).toContain("ready"), soon);
  for (const answer of ["\u001b[?1;2c", "\u001b[1;1R"]) await pane.pane.write(Buffer.from(answer));
  await pane.pane.write(Buffer.from("k"));
  await vi.waitFor(() => expect(pane.text).toMatch(/readyk$/), soon);
});
