import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { signalProcess } from "../../../e2e/world/process-tree.ts";
import { attachPane, openPane, TmuxWorld, type Watched } from "../../../e2e/world/tmux-world.ts";
import { pause } from "../../base/abort.ts";
import { LocalTarget } from "../../targets/local-target.ts";
import { probeTmux } from "./probe.ts";
import { TmuxHost } from "./tmux-host.ts";

const never = new AbortController().signal;
const soon = { timeout: 60_000, interval: 10 };
const size = { columns: 80, rows: 24 };
const bash = "PS1='$ ' exec bash --norc --noprofile";
/** Short, and still more than a tmux that is well needs on a busy machine. */
const quick = { startMs: 20_000, silenceMs: 2_000, detachMs: 500 };
const megabyte = 1024 * 1024;

const empty = Buffer.alloc(0);
const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** From tmux 3.4 on a program whose output nobody takes waits; before, it runs to its end. */
async function floodComesToRest(
  { person }: TmuxWorld,
  target: string,
): Promise<{ waits: boolean }> {
  const [version = ""] = await person.lines("display-message", "-p", "#{version}");
  const waits = Number(/\d+\.\d+/.exec(version)?.[0]) >= 3.4;
  const seen: string[] = [];
  await vi.waitFor(
    async () => {
      seen.push((await person.run("capture-pane", "-p", "-t", target)).output.trim());
      expect(seen.at(-1)).toMatch(waits ? /^\d+$/m : /END$/);
      // Still the same over half a second: no program at work.
      if (waits) expect([new Set(seen.slice(-5)).size, seen.length > 5]).toEqual([1, true]);
    },
    { ...soon, interval: 100 },
  );
  return { waits };
}

const lost = (reason: string) => ({ kind: "detached", reason: expect.stringContaining(reason) });

/** True once an emulator fed with what the pane handed over shows the screen and the history that tmux has. */
async function equalsTmux(tmux: TmuxWorld, pane: Watched, target: string): Promise<boolean> {
  const emulator = await tmux.emulate(pane.fed, size);
  const [ours, theirs] = [await tmux.person.capture(emulator), await tmux.person.capture(target)];
  return ours === theirs;
}

test("the server is killed: its terminals are gone, and did not end by themselves", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const panes = [await openPane(host, "term-a", bash), await openPane(host, "term-b", bash)];
  await tmux.person.run("kill-server");
  await vi.waitFor(
    () =>
      expect(panes.map((pane) => pane.end)).toEqual(
        Array(2).fill({ kind: "gone", reason: expect.stringContaining("tmux session was ended") }),
      ),
    soon,
  );
  expect(host.connected).toBe(false);
  const written = await panes[0]?.pane.write(Buffer.from("x"));
  expect(written?.ok).toBe(false);
});

test("a server that hangs is noticed, its terminals are detached and come back", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host({ lookMs: 100, times: quick });
  const pane = await openPane(host, "term-a", bash);
  const [pid] = await tmux.person.lines("display-message", "-p", "#{pid}");
  signalProcess(Number(pid), "SIGSTOP");
  try {
    await vi.waitFor(() => expect(pane.end).toEqual(lost("does not answer")), soon);
    const hung = await host.attachPane({ terminalId: "term-a", signal: AbortSignal.timeout(300) });
    expect(hung.ok).toBe(false);
  } finally {
    signalProcess(Number(pid), "SIGCONT");
  }
  const back = await attachPane(host, "term-a");
  await back.pane.write(Buffer.from("echo $((6*7))\r"));
  await vi.waitFor(() => expect(back.text).toContain("42\r\n"), soon);
});

test("somebody detaches our client: detached, and it can come back", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const pane = await openPane(host, "term-a", bash);
  await tmux.person.run("detach-client", "-s", host.sessionName);
  await vi.waitFor(() => expect(pane.end).toEqual(lost("let this client go")), soon);
  await attachPane(host, "term-a");
});

test("a window that a person moves to a session of theirs lives on, out of our sight", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  await openPane(host, "term-other", bash);
  const pane = await openPane(host, "term-a", bash);
  await tmux.person.run("new-session", "-d", "-s", "mine");
  await tmux.person.run("move-window", "-s", `${host.sessionName}:term-a`, "-t", "mine:");
  await vi.waitFor(() => expect(pane.end).toEqual(lost("moved to tmux session mine")), soon);
});

test("a pane that a person splits off our window is theirs", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const pane = await openPane(host, "term-a", bash);
  await tmux.person.run(
    "split-window",
    "-t",
    `${host.sessionName}:term-a`,
    "echo theirs; exec sleep 100",
  );
  await pane.pane.write(Buffer.from("echo $((6*7)); exit 2\r"));
  await vi.waitFor(() => expect(pane.end).toEqual({ kind: "exited", exitCode: 2 }), soon);
  expect(pane.fed.toString("latin1")).not.toContain("theirs");
  // Theirs may still be on its way from the shell that starts it.
  await vi.waitFor(async () => {
    const listed = await host.listPanes(never);
    const found = listed.ok
      ? listed.value.map(({ terminalId, command }) => [terminalId, command])
      : null;
    expect(found).toEqual([[null, "sleep"]]);
  }, soon);
});

test("a person closes the window of a terminal", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const other = await openPane(host, "term-other", bash);
  const pane = await openPane(host, "term-a", bash);
  await tmux.person.run("kill-window", "-t", `${host.sessionName}:term-a`);
  await vi.waitFor(() => expect(pane.end).toEqual({ kind: "exited", exitCode: null }), soon);
  expect(other.end).toBe(null);
});

test("copy mode is told, and typing leaves it so that no key is eaten", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const pane = await openPane(host, "term-a", bash);
  await tmux.person.run("copy-mode", "-t", `${host.sessionName}:term-a`);
  await vi.waitFor(() => expect(pane.pane.inMode).toBe(true), soon);
  await pane.pane.write(Buffer.from("echo $((6*7))\r"));
  await vi.waitFor(() => expect(pane.text).toContain("42\r\n"), soon);
  await vi.waitFor(() => expect(pane.pane.inMode).toBe(false), soon);
});

/** The person presses Enter until the program has ended: a key that comes at a bad moment may be lost. */
async function endedByPerson({ person }: TmuxWorld, { sessionName }: TmuxHost): Promise<void> {
  await vi.waitFor(async () => {
    const dead = await person.lines("list-panes", "-a", "-F", "#{pane_dead}");
    if (dead.includes("0")) await person.run("send-keys", "-t", `${sessionName}:`, "Enter");
    expect(dead).not.toContain("0");
  }, soon);
}

test("an ended terminal that nobody fetches closes by itself, with its session", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host({ endedSeconds: 1 });
  const pane = await openPane(host, "term-a", "printf READY; read line; exit 3");
  // A key that comes while the shell still starts may be lost.
  await vi.waitFor(() => expect(pane.fed.toString()).toContain("READY"), soon);
  await tmux.cut(host);
  await vi.waitFor(() => expect(pane.end?.kind).toBe("detached"), soon);
  await endedByPerson(tmux, host);
  // That it stays until then is seen in the next test; here it may be over between two looks.
  await vi.waitFor(async () => {
    // On a busy machine tmux 3.3a misses the end of a child now and then, until another one ends.
    await tmux.person.run("run-shell", "-b", ":");
    expect(await tmux.person.lines("list-sessions")).toEqual([]);
  }, soon);
});

test("an ended terminal that is fetched in time still tells its exit code and its screen", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  // What a program writes right before its end tmux may lose on a busy machine; so it waits for another line.
  const script = "printf READY; read line; echo last words; read line; exit 3";
  const pane = await openPane(host, "term-a", script);
  // A key that comes while the shell still starts may be lost.
  await vi.waitFor(() => expect(pane.fed.toString()).toContain("READY"), soon);
  await tmux.cut(host);
  await vi.waitFor(() => expect(pane.end?.kind).toBe("detached"), soon);
  await endedByPerson(tmux, host);
  await vi.waitFor(
    async () =>
      expect(await tmux.person.lines("list-panes", "-a", "-F", "#{pane_dead}")).toEqual(["1"]),
    soon,
  );
  const back = await attachPane(host, "term-a");
  await vi.waitFor(() => expect(back.end).toEqual({ kind: "exited", exitCode: 3 }), soon);
  expect(back.fed.toString()).toContain("last words");
});

test("terminals that end at the very moment they are fetched tell their exit codes", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const script = "printf READY; read line; exit 3";
  for (let round = 0; round < 8; round += 1) {
    const pane = await openPane(host, `term-${round}`, script);
    await vi.waitFor(() => expect(pane.fed.toString()).toContain("READY"), soon);
    await tmux.cut(host);
    await vi.waitFor(() => expect(pane.end?.kind).toBe("detached"), soon);
    const attaching = attachPane(host, `term-${round}`);
    await endedByPerson(tmux, host);
    const back = await attaching;
    await vi.waitFor(() => expect(back.end).toEqual({ kind: "exited", exitCode: 3 }), soon);
  }
});

test("50 MB arrive byte for byte where never too much is under way, and typing elsewhere goes through", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const line = "0123456789 ä€世 \\ and so on until the line is long enough to be a line\n";
  // What is behind by more than 8 MB is left out and made up for: a slow machine must not come to that here.
  const piece = line.repeat(Math.ceil((4 * megabyte) / Buffer.byteLength(line)));
  const pieces = 13;
  writeFileSync(tmux.path("piece"), piece);
  const flood = `stty raw -echo; printf READY; n=0; while [ $n -lt ${pieces} ]; do read go; cat ~/piece; n=$((n+1)); done; printf END; exec sleep 1000`;
  const opened = await host.openPane({ terminalId: "term-a", launch: flood, size, signal: never });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const hash = createHash("sha256");
  let tail = "";
  let resets = 0;
  let awaited = "READY".length;
  const terminal = opened.value;
  terminal.onOutput((bytes) => {
    tail = (tail + Buffer.from(bytes).toString("latin1")).slice(-3);
    hash.update(bytes);
    awaited -= bytes.length;
    if (awaited > 0) return;
    awaited += Buffer.byteLength(piece);
    void terminal.write(Buffer.from("\n"));
  });
  opened.value.onReset(() => {
    resets += 1;
  });
  opened.value.onEnd(() => undefined);
  const typed = await openPane(host, "term-b", bash);
  const before = process.memoryUsage().rss;
  let echoes = 0;
  for (; tail !== "END"; echoes += 1) {
    await typed.pane.write(Buffer.from(`: mark${echoes}x\r`));
    await vi.waitFor(() => expect(typed.text).toContain(`mark${echoes}x\r\n`), soon);
    await pause(20, never);
  }
  const expected = createHash("sha256").update("READY");
  for (let at = 0; at < pieces; at += 1) expected.update(piece);
  expect(hash.digest("hex")).toBe(expected.update("END").digest("hex"));
  expect(resets).toBe(0);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * megabyte);
  // What waited for a whole piece each time would be no more.
  expect(echoes).toBeGreaterThan(pieces);
});

test("a paused terminal floods: little is kept; either it waits and nothing is lost, or at rest it shows what tmux has", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host({ pictureLines: 3_000 });
  const count = 2_000_000;
  const flood = `stty -echo; printf READY; read go; seq 1 ${count}; printf END; exec sleep 1000`;
  const pane = await openPane(host, "term-a", flood);
  await vi.waitFor(() => expect(pane.text).toBe("READY"), soon);
  pane.pane.pause();
  const before = process.memoryUsage().rss;
  await pane.pane.write(Buffer.from("\n"));
  const target = `${host.sessionName}:term-a`;
  const { waits } = await floodComesToRest(tmux, target);
  expect(pane.text).toBe("READY");
  expect(process.memoryUsage().rss - before).toBeLessThan(60 * megabyte);
  pane.pane.resume();
  const tail = () => Buffer.concat([pane.pictures.at(-1) ?? empty, ...pane.pieces.slice(-2)]);
  await vi.waitFor(() => expect(tail().includes("END")).toBe(true), soon);
  if (waits) {
    expect(pane.pictures.length).toBe(0);
    let lines = "";
    for (let line = 1; line <= count; line += 1) lines += `${line}\r\n`;
    // Not compared as text: a difference would be printed at length.
    expect(hashOf(pane.output)).toBe(hashOf(Buffer.from(`READY${lines}END`)));
    return;
  }
  expect(pane.pictures.length).toBe(1);
  const last = (text: string) => text.split("\n").slice(-3_000).join("\n");
  const emulator = await tmux.emulate(pane.fed, size);
  const [ours, theirs] = [await tmux.person.capture(emulator), await tmux.person.capture(target)];
  expect(last(ours) === last(theirs)).toBe(true);
});

test("a short pause loses nothing and needs no picture", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const pane = await openPane(host, "term-a", bash);
  await vi.waitFor(() => expect(pane.text).toContain("$ "), soon);
  const before = pane.text;
  pane.pane.pause();
  await pane.pane.write(Buffer.from("seq 1 1000; tmux wait-for -S counted\r"));
  await tmux.person.run("wait-for", "counted");
  // A round trip: what tmux had to say before it has been read.
  await host.listPanes(never);
  expect(pane.text).toBe(before);
  pane.pane.resume();
  await vi.waitFor(() => expect(pane.text).toMatch(/\r1\r\n2\r\n.*\r\n999\r\n1000\r\n/s), soon);
  expect(pane.pictures).toEqual([]);
});

test("cut off again and again in the middle of a flood, at rest it shows what tmux has", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  const flood =
    'read go; n=0; while [ $n -lt 4000 ]; do echo "$n äöü 世界"; n=$((n+1)); done; printf END; exec sleep 1000';
  let pane = await openPane(host, "term-a", flood);
  await pane.pane.write(Buffer.from("\n"));
  for (let round = 0; round < 6; round += 1) {
    await vi.waitFor(() => expect(pane.output.length).toBeGreaterThan(0), soon);
    await tmux.cut(host);
    await vi.waitFor(() => expect(pane.end?.kind).toBe("detached"), soon);
    pane = await attachPane(host, "term-a");
    if (pane.fed.toString().includes("END")) break;
  }
  await vi.waitFor(() => expect(pane.fed.toString()).toContain("END"), soon);
  expect(await equalsTmux(tmux, pane, `${host.sessionName}:term-a`)).toBe(true);
});

test("pictures taken in the middle of two floods of wide characters fit what follows them", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host({ pictureLines: 20_000 });
  const flood =
    'read go; n=0; while [ $n -lt 6000 ]; do echo "$n 世界äöü€ 漢字かな交じり文"; n=$((n+1)); done; printf END; exec sleep 1000';
  const panes = [await openPane(host, "term-a", flood), await openPane(host, "term-b", flood)];
  for (const { pane } of panes) await pane.write(Buffer.from("\n"));
  for (let round = 0; panes.some((pane) => !pane.fed.toString().includes("END")); round += 1) {
    for (const { pane } of panes) {
      if (round % 3 === 0) pane.pause();
      else if (round % 3 === 1) pane.resume();
      await pane.repaint();
    }
    if (round > 5_000) throw new Error("the floods do not end");
    await pause(5, never);
  }
  for (const [at, name] of ["term-a", "term-b"].entries()) {
    const pane = panes[at];
    if (pane === undefined) continue;
    expect(pane.pictures.length).toBeGreaterThan(0);
    expect(await equalsTmux(tmux, pane, `${host.sessionName}:${name}`)).toBe(true);
  }
});

test("pictures cost the server no memory and leave no buffers behind", async () => {
  await using tmux = new TmuxWorld();
  const pane = await openPane(tmux.host(), "term-a", "seq 1 5000; printf END; exec sleep 1000");
  await vi.waitFor(() => expect(pane.text).toContain("END"), soon);
  const [pid] = await tmux.person.lines("display-message", "-p", "#{pid}");
  const memory = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  const before = memory();
  for (let count = 0; count < 100; count += 1) await pane.pane.repaint();
  // Each picture is of some 20 KB; leaked as text they would be five times this.
  expect(memory() - before).toBeLessThan(1_000);
  expect(await tmux.person.lines("list-buffers")).toEqual([]);
});

test("a client that is still attached from an earlier run is sent away", async () => {
  await using tmux = new TmuxWorld();
  const pane = await openPane(tmux.host(), "term-a", bash);
  await attachPane(tmux.host(), "term-a");
  await vi.waitFor(() => expect(pane.end).toEqual(lost("let this client go")), soon);
  await vi.waitFor(
    async () => expect(await tmux.person.lines("list-clients")).toHaveLength(1),
    soon,
  );
});

test("a caller that gives up leaves nothing behind", async () => {
  await using tmux = new TmuxWorld();
  const host = tmux.host();
  await openPane(host, "term-other", bash);
  const stopped = new AbortController();
  const opening = host.openPane({
    terminalId: "term-a",
    launch: bash,
    size,
    signal: stopped.signal,
  });
  stopped.abort();
  expect(await opening).toMatchObject({ ok: false, error: { code: "aborted" } });
  await vi.waitFor(
    async () =>
      expect(await tmux.person.lines("list-windows", "-a", "-F", "#W")).toEqual(["term-other"]),
    soon,
  );
  const late = await host.openPane({
    terminalId: "term-b",
    launch: bash,
    size,
    signal: stopped.signal,
  });
  expect(late).toMatchObject({ ok: false, error: { code: "aborted" } });
});

test.each([
  ["is not there", null, "tmux was not found", null],
  ["fails", "echo 'cannot open display' >&2; exit 1", "cannot open display", null],
  ["hangs", "[ $1 = -V ] && echo tmux 3.3a || exec sleep 100", "did not answer", "3.3a"],
  ["is something else", "echo hello; exec cat", "did not answer", null],
  [
    "answers with an error",
    "echo '%begin 1 1 0'; echo 'no space'; echo '%error 1 1 0'; cat",
    "no space",
    null,
  ],
])("where tmux %s the failure says so", async (_what, script, said, version) => {
  await using tmux = new TmuxWorld();
  const folder = tmux.path("bin");
  mkdirSync(folder);
  if (script !== null) {
    writeFileSync(`${folder}/tmux`, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
    chmodSync(`${folder}/tmux`, 0o755);
  }
  await using target = new LocalTarget({ ...tmux.world.environment(), PATH: folder });
  // Only what does not answer is given up soon; what says something has the time to say it.
  const times = said === "did not answer" ? { ...quick, startMs: 1_000 } : quick;
  await using host = new TmuxHost({ target, installation: "x", times });
  const opened = await host.openPane({ terminalId: "term-a", launch: bash, size, signal: never });
  expect(opened.ok ? null : [opened.error.code, opened.error.detail]).toEqual([
    "tmux-failed",
    expect.stringContaining(said),
  ]);
  if (script?.includes("cat") === true) return;
  const probed = await probeTmux(target, never);
  expect(probed.ok ? probed.value.version : probed.error).toBe(version);
});

test("a server that is just ending takes nobody in: the next one opens the terminal, or says that it is lost", async () => {
  await using tmux = new TmuxWorld();
  const folder = tmux.path("bin");
  mkdirSync(folder);
  // What tmux says in the moment between its last session's end and its own.
  const ending =
    'case "$*" in *-C*) echo "%exit server exited unexpectedly";; *) echo "server exited unexpectedly" >&2;; esac; exit 1';
  writeFileSync(
    `${folder}/tmux`,
    `#!/bin/sh\nif [ -e ~/ending ]; then rm ~/ending; ${ending}; fi\nPATH=/usr/bin:/bin exec tmux "$@"\n`,
  );
  chmodSync(`${folder}/tmux`, 0o755);
  await using target = new LocalTarget({
    ...tmux.world.environment(),
    PATH: `${folder}:/usr/bin:/bin`,
  });
  await using host = new TmuxHost({ target, installation: "x", times: quick });
  writeFileSync(tmux.path("ending"), "");
  const lost = await host.attachPane({ terminalId: "term-a", signal: never });
  expect(lost).toMatchObject({ ok: false, error: { code: "terminal-lost" } });
  writeFileSync(tmux.path("ending"), "");
  const pane = await openPane(host, "term-a", bash);
  await vi.waitFor(() => expect(pane.text).toContain("$ "), soon);
});

test("the tmux here is found and usable", async () => {
  await using tmux = new TmuxWorld();
  expect(await probeTmux(tmux.target, never)).toEqual({
    ok: true,
    value: { version: expect.stringMatching(/^\d+\.\d+/), usable: true },
  });
});
