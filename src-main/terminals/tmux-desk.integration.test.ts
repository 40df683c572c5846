import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { makeKey } from "../../e2e/world/ssh-keys.ts";
import { hostOf, sshServices } from "../../e2e/world/ssh-services.ts";
import { Sshd } from "../../e2e/world/sshd.ts";
import { TmuxDeskWorld } from "../../e2e/world/tmux-desk-world.ts";
import { tmuxVersions } from "../../e2e/world/tmux-versions.ts";
import { localHostId } from "../../shared/ids.ts";
import { SshTarget } from "../targets/ssh-target.ts";
import type { Terminal } from "./terminal.ts";

const never = new AbortController().signal;
const state = (terminal: Terminal | undefined) => terminal?.info().state;
const type = (terminal: Terminal | undefined, text: string) => terminal?.input(Buffer.from(text));

const versions = tmuxVersions();

for (const { version, folder } of versions) {
  describe(`tmux ${version}`, () => {
    test("sessions are made, renamed and killed by their exact names, whatever is in them", async () => {
      await using world = new TmuxDeskWorld(folder);
      expect(await world.list()).toMatchObject({ state: "no-server", version, sessions: [] });
      const evil = `#(touch ${world.path("run")}) '"~" #{pid} ä;`;
      const directory = world.folder("it's; here");
      expect(await world.act({ kind: "new-session", name: evil, directory })).toMatchObject({
        ok: true,
      });
      const { server, sessions } = await world.list();
      expect(sessions.map(({ name, own }) => ({ name, own }))).toEqual([
        { name: evil, own: false },
      ]);
      const [where] = await world.person.lines("list-panes", "-a", "-F", "#{pane_current_path}");
      expect(where).toBe(directory);
      const session = sessions[0]?.session ?? -1;
      const window = sessions[0]?.windows[0]?.window ?? -1;
      await world.act({ kind: "rename-session", session, name: "-work #{pid};" });
      await world.act({ kind: "rename-window", window, name: `#(touch ${world.path("run")}):%H` });
      const renamed = (await world.list()).sessions[0];
      expect([renamed?.name, renamed?.windows[0]?.name]).toEqual([
        "-work #{pid};",
        `#(touch ${world.path("run")}):%H`,
      ]);
      expect(existsSync(world.path("run"))).toBe(false);

      world.production = true;
      const kill = { kind: "kill-session", session, typedName: "this" } as const;
      expect(await world.act(kill)).toMatchObject({ error: { code: "typed-name-wrong" } });
      expect(await world.act({ ...kill, typedName: "this machine" })).toMatchObject({ ok: true });
      // The server ends a moment after its last session.
      await expect.poll(() => world.list()).toMatchObject({ state: "no-server" });
      expect(world.audited.at(-1)).toBe(`tmux kill-session -t $${session}`);
      await world.person.newSession();
      expect(await world.desk.act(localHostId, server, kill, "window")).toMatchObject({
        error: { code: "typed-name-wrong" },
      });
      const late = { ...kill, typedName: "this machine" };
      expect(await world.desk.act(localHostId, server, late, "window")).toMatchObject({
        error: { code: "tmux-changed" },
      });
    });

    test("any pane is read, redacted, without being attached, and shown by its number", async () => {
      await using world = new TmuxDeskWorld(folder);
      const made = ["new-session", "-d", "-P", "-F", "#{pane_id}", "-s", "my ##(id) build"];
      const script = "seq 300; echo pass hunter2 end; exec sleep 600";
      const { output } = await world.person.run(...made, "-x", "100", "-y", "20", script);
      const pane = Number(output.trim().slice(1));
      const read = (lines: number) => world.desk.read(localHostId, pane, lines, never);
      const text = "299\n300\npass [redacted] end";
      await expect.poll(() => read(3)).toEqual({ ok: true, value: text });
      const longer = await read(100);
      expect(longer.ok && longer.value.split("\n").length).toBe(100);
      expect(await world.desk.read(localHostId, pane + 7, 3, never)).toMatchObject({
        error: { code: "tmux-changed" },
      });
      await world.person.run("new-window", "-t", "my #(id) build");
      const shown = await world.desk.show(localHostId, pane, "agent", never);
      const terminal = shown.ok ? world.terminals.get(shown.value) : undefined;
      expect(terminal?.capture()).toContain("pass ");
      const [active] = await world.person.lines("display-message", "-p", "#{pane_id}");
      expect(active).toBe(`%${pane}`);
      expect(await world.desk.show(localHostId, pane + 7, "agent", never)).toMatchObject({
        error: { code: "tmux-changed" },
      });
    });

    test("a session of a person: its panes are terminals, splits and windows come and go both ways", async () => {
      await using world = new TmuxDeskWorld(folder);
      await world.person.run("new-session", "-d", "-s", "work", "-x", "100", "-y", "30");
      await world.person.run("send-keys", "-t", "work", "echo histo''ry", "Enter");
      await expect.poll(() => world.person.capture("work")).toContain("history");
      const [first] = await world.attach("work");
      expect(first?.info()).toMatchObject({
        state: "ready",
        durability: "tmux",
        tmuxSession: "work",
        integration: "none",
        running: null,
      });
      expect(first?.capture()).toContain("history");
      type(first, "echo typed-$((6*7))\r");
      await expect.poll(() => first?.capture()).toContain("typed-42");
      first?.resize(120, 40);
      await expect
        .poll(() => world.person.lines("list-windows", "-t", "work", "-F", "#{window_width}"))
        .toEqual(["120"]);

      // Split elsewhere: shown here, in the same panel.
      await world.person.run("split-window", "-h", "-t", "work");
      await expect
        .poll(() => world.terminals.list().map((one) => one.state))
        .toEqual(["ready", "ready"]);
      const [left, right] = world.terminals.list();
      expect([left?.panel, right?.panel]).toEqual([first?.id, first?.id]);
      await expect.poll(() => world.terminals.list()[1]?.size.columns).toBe(59);
      // Split here: there as well.
      const pane = world.shown("work")?.windows[0]?.panes[1]?.pane ?? -1;
      await world.act({ kind: "split-pane", pane, direction: "below" });
      await expect.poll(() => world.terminals.list().length).toBe(3);
      await world.act({ kind: "zoom-pane", pane });
      expect(world.shown("work")?.windows[0]?.zoomed).toBe(true);
      await world.act({ kind: "kill-pane", pane, typedName: null });
      await expect.poll(() => world.terminals.list().length).toBe(2);
      const session = world.shown("work")?.session ?? -1;
      await world.act({ kind: "new-window", session });
      await expect.poll(() => world.shown("work")?.windows.length).toBe(2);
      await expect
        .poll(() => new Set(world.terminals.list().map(({ panel }) => panel)).size)
        .toBe(2);
      await world.person.run("kill-window", "-t", "work:{end}");
      await expect.poll(() => world.terminals.list().length).toBe(2);

      // Fairlead ends and comes back to it; then it lets go, and the session lives on as it was.
      const ids = world.terminals.list().map(({ id }) => id);
      await world.restart();
      expect(world.terminals.list().map(({ id }) => id)).toEqual(ids);
      await expect
        .poll(() => world.terminals.list().map((one) => one.state))
        .toEqual(["ready", "ready"]);
      expect(world.terminals.get(ids[0] ?? "term-none")?.capture({ history: 100 })).toContain(
        "typed-42",
      );
      await world.desk.detach(world.key("work"));
      expect(world.terminals.list()).toEqual([]);
      const option = await world.person.run("show-options", "-wv", "-t", "work", "window-size");
      expect(option.output).toBe("");
      await world.restart();
      expect(world.terminals.list()).toEqual([]);
    });

    test("somebody attached elsewhere with a small screen shrinks nothing until that is chosen", async () => {
      await using world = new TmuxDeskWorld(folder);
      await world.person.run("new-session", "-d", "-s", "work");
      const [terminal] = await world.attach("work");
      terminal?.resize(120, 40);
      const size = () =>
        world.person.lines("list-windows", "-t", "work", "-F", "#{window_width}x#{window_height}");
      await expect.poll(size).toEqual(["120x40"]);
      const person = await world.attachPerson("work", 60, 15);
      await expect
        .poll(() => world.shown("work")?.clients)
        .toMatchObject([{ columns: 60, rows: 15 }]);
      expect(await size()).toEqual(["120x40"]);
      const { window = -1 } = world.shown("work")?.windows[0] ?? {};
      // What the window says when its panel is laid out or used.
      const layOut = () => world.desk.fit(world.key("work"), window, { columns: 120, rows: 40 });
      await world.desk.setPolicy(world.key("work"), "smallest");
      await layOut();
      await expect.poll(size).toEqual(["60x14"]);
      await expect.poll(() => terminal?.info().size).toEqual({ columns: 60, rows: 14 });
      await world.desk.setPolicy(world.key("work"), "latest");
      await layOut();
      await expect.poll(size).toEqual(["120x40"]);
      person.write(Buffer.from("x"));
      await expect.poll(size).toEqual(["60x14"]);
      await world.desk.setPolicy(world.key("work"), "ours");
      await layOut();
      await expect.poll(size).toEqual(["120x40"]);

      // Copy mode of the other: said here, and our key leaves it.
      await world.person.run("copy-mode", "-t", "work");
      await expect.poll(() => world.shown("work")?.windows[0]?.panes[0]?.inMode).toBe(true);
      type(terminal, "\x15echo out-$((6*7))\r");
      await expect.poll(() => terminal?.capture()).toContain("out-42");
      await expect.poll(() => world.shown("work")?.windows[0]?.panes[0]?.inMode).toBe(false);
    });

    test("our own session: what somebody adds to it is shown beside our terminal", async () => {
      await using world = new TmuxDeskWorld(folder);
      const opened = await world.terminals.open(localHostId, { columns: 100, rows: 30 });
      const id = opened.ok ? opened.value.id : "term-none";
      const terminal = world.terminals.get(id);
      await expect.poll(() => state(terminal)).toBe("ready");
      const name = terminal?.info().tmuxSession ?? "";
      await world.person.run("split-window", "-h", "-t", `=${name}:`);
      await expect
        .poll(() => world.terminals.list().map((one) => one.state))
        .toEqual(["ready", "ready"]);
      expect(world.terminals.list().map(({ panel }) => panel)).toEqual([id, id]);
      await expect.poll(() => world.shown(name)?.windows[0]?.panes.length).toBe(2);
      const [, extra] = world.terminals.list();
      type(world.terminals.get(extra?.id ?? "term-none"), "exit\r");
      await expect.poll(() => world.terminals.list().map((one) => one.id)).toEqual([id]);
      await world.person.run("kill-server");
      await expect.poll(() => state(terminal)).toBe("lost");
    });

    test("a session that is killed elsewhere says so, and one that was lost meanwhile is lost", async () => {
      await using world = new TmuxDeskWorld(folder);
      for (const name of ["one", "two"]) await world.person.run("new-session", "-d", "-s", name);
      const [one] = await world.attach("one");
      const [two] = await world.attach("two");
      await world.person.run("kill-session", "-t", "one");
      await expect.poll(() => state(one)).toMatch(/lost|closed/);
      await expect.poll(() => world.shown("one")).toBeUndefined();
      await world.terminals.close(one?.id ?? "term-none");
      const states: unknown[] = [];
      world.terminals.events.on(() => states.push(state(two)));
      await world.person.run("detach-client", "-s", "two");
      await expect.poll(() => states).toContain("reconnecting");
      await expect.poll(() => state(two)).toBe("ready");
      await world.terminals[Symbol.asyncDispose]();
      await world.person.run("kill-server");
      await world.person.newSession("-s", "two");
      await world.restart();
      await expect
        .poll(() => world.terminals.list().map((terminal) => terminal.state))
        .toEqual(["lost"]);
      await world.terminals.close(two?.id ?? "term-none");
      await expect.poll(() => world.kept.keptTerminals.size).toBe(0);
    });
  });
}

test("over ssh: an attached session comes back by itself when its line was cut", async () => {
  let sshd: Sshd | undefined;
  const [{ folder } = { folder: "" }] = versions;
  await using world = new TmuxDeskWorld(folder, () => {
    if (sshd === undefined) throw new Error("sshd is not there yet");
    const server = sshd;
    return new SshTarget(() => hostOf(server), sshServices(server.home));
  });
  const { HOME = "", TMUX_TMPDIR = "" } = world.world.environment();
  await using started = await Sshd.start({ environment: { HOME, TMUX_TMPDIR } });
  sshd = started;
  started.authorize(makeKey(started.directory, "id"));
  await world.person.run("new-session", "-d", "-s", "work", "-x", "90", "-y", "20");
  await world.person.run("split-window", "-h", "-t", "work");
  const [first, second] = await world.attach("work");
  expect([state(first), state(second)]).toEqual(["ready", "ready"]);
  const states: unknown[] = [];
  world.terminals.events.on(() => states.push(state(first)));
  started.killSessions();
  await expect.poll(() => states).toContain("reconnecting");
  await expect.poll(() => [state(first), state(second)]).toEqual(["ready", "ready"]);
  type(second, "echo back-$((6*7))\r");
  await expect.poll(() => second?.capture()).toContain("back-42");
  await world.person.run("kill-pane", "-t", "work:0.1");
  await expect.poll(() => world.terminals.list().length).toBe(1);
});
