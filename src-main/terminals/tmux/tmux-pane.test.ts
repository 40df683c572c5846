import { expect, test } from "vitest";
import { ok } from "../../../shared/result.ts";
import { captureWays } from "./capture-ways.ts";
import { paneStateFormat } from "./pane-state.ts";
import { RawPipe, type RawPipeListener } from "./raw-pipes.ts";
import { type PaneHost, TmuxPane } from "./tmux-pane.ts";

/** A tmux that answers each line when the test says so; its pane shows `shown`. */
class ScriptedHost implements PaneHost {
  readonly lines: string[] = [];
  readonly capture = { historyLines: 100, ways: captureWays("3.6", "") };
  readonly forgotten: TmuxPane[] = [];
  shown = "one";
  #answers: (() => void)[] = [];

  send = (commands: readonly string[]) => {
    this.lines.push(commands.join(" ; "));
    return new Promise<Awaited<ReturnType<PaneHost["send"]>>>((resolve) => {
      this.#answers.push(() => resolve(ok(commands.map((command) => this.#body(command)))));
    });
  };
  forget = (pane: TmuxPane) => void this.forgotten.push(pane);
  resize = () => undefined;
  kill = () => Promise.resolve(ok(undefined));

  /** Answers what was sent so far, and what follows from it once. */
  async answer(): Promise<void> {
    for (const answer of this.#answers.splice(0)) answer();
    await new Promise((resolve) => setImmediate(resolve));
  }

  #body(command: string): Uint8Array {
    if (command.startsWith("display-message")) return Buffer.from(`${stateOf(10, 2)}\n`);
    if (/capture-pane -pe[NJ]/.test(command)) return Buffer.from(`${this.shown}\n\n`);
    return new Uint8Array(0);
  }
}

function stateOf(columns: number, rows: number): string {
  const known: Record<string, string> = {
    pane_width: `${columns}`,
    pane_height: `${rows}`,
    cursor_flag: "1",
    wrap_flag: "1",
    scroll_region_lower: `${rows - 1}`,
    pane_tabs: "8",
  };
  return paneStateFormat
    .split("|")
    .map((field) => known[field.slice(2, -1)] ?? "")
    .join("|");
}

function watched(host: ScriptedHost) {
  const pane = new TmuxPane(host, { terminalId: "term-a", pane: 3, window: 2, session: "s" });
  const seen: string[] = [];
  pane.onOutput((bytes) => seen.push(Buffer.from(bytes).toString("latin1")));
  pane.onReset((picture) => {
    const text = Buffer.from(picture).toString("latin1");
    seen.push(`picture of ${/one|two|three/.exec(text)?.[0]}`);
  });
  pane.onEnd((end) => seen.push(JSON.stringify(end)));
  return { pane, seen };
}

const bytes = (text: string) => Buffer.from(text, "latin1");

test("around a picture nothing is shown twice and nothing is left out", async () => {
  const host = new ScriptedHost();
  const { pane, seen } = watched(host);
  pane.receive(bytes("before "));
  const painting = pane.repaint();
  pane.receive(bytes("in the picture "));
  await host.answer();
  // tmux has stopped the pane, so this follows the picture, even where it overtakes the answer.
  pane.receive(bytes("after "));
  await host.answer();
  await painting;
  pane.receive(bytes("later"));
  expect(seen).toEqual(["before ", "picture of one", "after ", "later"]);
  expect(host.lines.map((line) => line.split(" ")[0])).toEqual([
    "refresh-client",
    "display-message",
  ]);
  expect(host.lines[1]).toMatch(/capture-pane .* ; refresh-client -A '%3:continue'$/);
});

test("a picture that falls within a character is taken again", async () => {
  const host = new ScriptedHost();
  const { pane, seen } = watched(host);
  void pane.repaint();
  await host.answer();
  await host.answer();
  pane.receive(bytes("\u0082\u00ac cut"));
  host.shown = "two";
  await host.answer();
  pane.receive(bytes("\u0082 cut again, before the answer"));
  host.shown = "three";
  await host.answer();
  await host.answer();
  await host.answer();
  pane.receive(bytes("whole"));
  expect(seen).toEqual(["picture of one", "picture of three", "whole"]);
});

test("output that is no UTF-8 at all is passed on after some pictures", async () => {
  const host = new ScriptedHost();
  const { pane, seen } = watched(host);
  void pane.repaint();
  for (let turn = 0; turn < 20; turn += 1) {
    await host.answer();
    await host.answer();
    pane.receive(bytes("\u0080"));
  }
  expect(seen.filter((entry) => entry === "\u0080").length).toBeGreaterThan(5);
  expect(seen.filter((entry) => entry.startsWith("picture")).length).toBeLessThan(9);
});

test("while paused little is kept; beyond it tmux skips and a picture follows", async () => {
  const host = new ScriptedHost();
  const { pane, seen } = watched(host);
  pane.pause();
  pane.receive(bytes("kept"));
  pane.resume();
  expect(seen).toEqual(["kept"]);
  pane.pause();
  for (let at = 0; at < 1_100; at += 1) pane.receive(new Uint8Array(1_024));
  expect(host.lines).toEqual(["refresh-client -A '%3:pause'"]);
  pane.receive(bytes("skipped"));
  pane.resume();
  await host.answer();
  await host.answer();
  pane.receive(bytes("after"));
  expect(seen).toEqual(["kept", "picture of one", "after"]);
});

test("a pause by tmux is answered with a picture, at once or on resume", async () => {
  const host = new ScriptedHost();
  const { pane, seen } = watched(host);
  pane.paused();
  await host.answer();
  await host.answer();
  pane.pause();
  pane.receive(bytes("skipped later"));
  pane.paused();
  expect(seen).toEqual(["picture of one"]);
  host.shown = "two";
  pane.resume();
  await host.answer();
  await host.answer();
  expect(seen).toEqual(["picture of one", "picture of two"]);
});

test("a pause during a picture keeps what follows it", async () => {
  const host = new ScriptedHost();
  const { pane, seen } = watched(host);
  void pane.repaint();
  await host.answer();
  pane.pause();
  pane.receive(bytes("after"));
  await host.answer();
  expect(seen).toEqual(["picture of one"]);
  pane.resume();
  expect(seen).toEqual(["picture of one", "after"]);
});

test("a short write does not wait for the one before, a long one goes line by line", async () => {
  const host = new ScriptedHost();
  const { pane } = watched(host);
  const done: string[] = [];
  const write = (name: string, size: number) =>
    void pane.write(Buffer.alloc(size, name)).then(() => done.push(name));
  write("a", 1);
  write("b", 1);
  write("c", 70_000);
  write("d", 1);
  await expect.poll(() => host.lines.length).toBe(3);
  expect(host.lines.slice(0, 2)).toEqual([
    "copy-mode -q -t %3 ; send-keys -t %3 -H 61",
    "copy-mode -q -t %3 ; send-keys -t %3 -H 62",
  ]);
  await host.answer();
  expect([done, host.lines.length]).toEqual([["a", "b"], 4]);
  await host.answer();
  await expect.poll(() => host.lines.length).toBe(6);
  expect(host.lines.at(-1)).toBe("copy-mode -q -t %3 ; send-keys -t %3 -H 64");
  await host.answer();
  expect(done).toEqual(["a", "b", "c", "d"]);
  const longest = Math.max(
    ...host.lines.flatMap((line) => line.split(" ; ").map((part) => part.length)),
  );
  expect(longest).toBeLessThan(512 * 3 + 40);
});

test("after the end nothing is handed over, and what was kept comes before it", () => {
  const host = new ScriptedHost();
  const { pane, seen } = watched(host);
  pane.pause();
  pane.receive(bytes("kept"));
  pane.finish({ kind: "detached", reason: "cut" });
  pane.receive(bytes("late"));
  pane.finish({ kind: "exited", exitCode: 0 });
  pane.resume();
  expect(seen).toEqual(["kept", '{"kind":"detached","reason":"cut"}']);
  expect(host.forgotten).toEqual([pane]);
});

test("listeners that come late get everything in order", () => {
  const host = new ScriptedHost();
  const pane = new TmuxPane(host, { terminalId: "term-a", pane: 3, window: 2, session: "s" });
  pane.receive(bytes("early"));
  pane.finish({ kind: "exited", exitCode: 1 });
  const { seen } = { seen: [] as string[] };
  pane.onOutput((data) => seen.push(Buffer.from(data).toString()));
  pane.onReset(() => seen.push("picture"));
  pane.onEnd((end) => seen.push(end.kind));
  expect(seen).toEqual(["early", "exited"]);
});

/** A host with a relay, whose pipes the test writes to. */
class PipedHost extends ScriptedHost {
  readonly pipes: RawPipe[] = [];
  readonly orders: string[] = [];
  hasNoMore = false;

  openPipe = (): Promise<RawPipe | null> => {
    if (this.hasNoMore) return Promise.resolve(null);
    const number = this.pipes.length + 1;
    const order = (line: string) => this.orders.push(line.replace("#", `${number}`));
    const made = new RawPipe(`/tmp/pipe-${number}`, order, () => order("x #"));
    this.pipes.push(made);
    return Promise.resolve(made);
  };

  says(event: (listener: RawPipeListener) => void): void {
    this.pipes.at(-1)?.tell(event);
  }

  prints(text: string): void {
    this.says((listener) => listener.data(bytes(text)));
  }
}

async function pipedPane() {
  const host = new PipedHost();
  const { pane, seen } = watched(host);
  const pipe = await host.openPipe();
  if (pipe !== null) pane.pipedFromStart(pipe);
  return { host, pane, seen };
}

test("with a pipe, output by control mode is not shown as well", async () => {
  const { host, pane, seen } = await pipedPane();
  host.prints("one");
  pane.receive(bytes("one"));
  pane.paused();
  expect(seen).toEqual(["one"]);
  expect(host.lines).toEqual(["refresh-client -A '%3:on' ; refresh-client -A '%3:pause'"]);
  expect(host.orders).toEqual(["p 1 3"]);
});

test("around a picture the new pipe goes on exactly where it ends, and the old one is not heard", async () => {
  const { host, pane, seen } = await pipedPane();
  host.prints("before ");
  const painting = pane.repaint();
  await host.answer();
  host.pipes[0]?.tell((listener) => listener.data(bytes("in the picture")));
  // Through a channel of its own it may overtake the answer.
  host.prints("after ");
  pane.receive(bytes("by control mode"));
  await host.answer();
  await painting;
  host.prints("later");
  expect(seen).toEqual(["before ", "picture of one", "after ", "later"]);
  const [, stop, capture] = host.lines;
  expect(stop).toMatch(/:on' ; .*:pause'$/);
  expect(capture).toMatch(
    /capture-pane .* ; pipe-pane -O -t %3 '.*pipe-2.*' ; set-option -p -t %3 @fairlead_pipe \/tmp\/pipe-2$/,
  );
});

test("held up for long the host keeps it, and nothing is lost", async () => {
  const { host, pane, seen } = await pipedPane();
  pane.pause();
  for (let at = 0; at < 300; at += 1) host.prints("k".repeat(1_024));
  expect(host.orders).toEqual(["p 1 3", "h 1"]);
  pane.resume();
  expect(seen.join("").length).toBe(300 * 1_024);
  expect(host.orders).toEqual(["p 1 3", "h 1", "g 1"]);
});

test.each([
  ["dropped", "pipe-pane -t %3 ; set-option -pu -t %3 @fairlead_pipe"],
  ["gone", "pipe-pane -t %3 ; set-option -pu -t %3 @fairlead_pipe"],
  ["taken", "set-option -pu -t %3 @fairlead_pipe"],
] as const)(
  "once the pipe is %s, a picture follows and output by control mode",
  async (why, undo) => {
    const { host, pane, seen } = await pipedPane();
    host.prints("one ");
    host.says((listener) => (why === "dropped" ? listener.lost() : listener.end(why)));
    expect(host.lines).toContain(undo);
    await host.answer();
    pane.receive(bytes("after"));
    await host.answer();
    expect(seen).toEqual(["one ", "picture of one", "after"]);
    expect(host.lines.at(-1)).toMatch(/refresh-client -A '%3:continue'$/);
  },
);

test("where no further pipe is to be had the old one is closed, and output goes on by control mode", async () => {
  const { host, pane, seen } = await pipedPane();
  host.hasNoMore = true;
  const painting = pane.repaint();
  await host.answer();
  await host.answer();
  await host.answer();
  await painting;
  host.prints("by the pipe");
  pane.receive(bytes("after"));
  expect(seen).toEqual(["picture of one", "after"]);
  expect(host.lines.slice(1).join(" ; ")).toMatch(/pipe-pane -t %3 ; .*continue'$/);
});

test("pictures of a flood that goes on are of the screen alone, and at rest one with history follows", async () => {
  const host = new ScriptedHost();
  const { pane, seen } = watched(host);
  const fallBehind = async () => {
    pane.pause();
    for (let at = 0; at < 1_100; at += 1) pane.receive(new Uint8Array(1_024));
    pane.resume();
    await host.answer();
    await host.answer();
  };
  await fallBehind();
  host.shown = "two";
  await fallBehind();
  const ranges = () => host.lines.flatMap((line) => /-peNT -S (-\d+)/.exec(line)?.[1] ?? []);
  expect(ranges()).toEqual(["-100", "-0"]);
  host.shown = "three";
  await expect
    .poll(async () => {
      await host.answer();
      return ranges();
    })
    .toEqual(["-100", "-0", "-100"]);
  await host.answer();
  expect(seen).toEqual(["picture of one", "picture of two", "picture of three"]);
});
